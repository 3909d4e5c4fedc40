"""Figures of the page of families."""

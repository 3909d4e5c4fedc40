"""Figures of the page of actors."""

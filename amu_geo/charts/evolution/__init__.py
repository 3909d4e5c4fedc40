"""Figures of the evolution."""

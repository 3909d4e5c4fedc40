"""Figures: one a module, drawn from the same Coverage."""

"""Figures of a region's portrait."""

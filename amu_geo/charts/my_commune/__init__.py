"""Figures of a commune's page."""

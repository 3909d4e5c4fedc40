"""Measures of the application."""

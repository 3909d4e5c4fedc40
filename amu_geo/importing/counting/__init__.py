"""Counting points and codes by territory."""

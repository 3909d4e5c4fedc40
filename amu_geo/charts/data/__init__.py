"""Figures of the data page: method, sources, doubts, imports."""

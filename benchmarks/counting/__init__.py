"""Counting points by region beside GeoPandas and SedonaDB: `make bench-count`."""

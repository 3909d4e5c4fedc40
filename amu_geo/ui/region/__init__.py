"""A region's portrait, laid out."""

"""The overview, laid out."""

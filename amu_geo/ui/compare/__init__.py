"""The comparison, laid out."""

"""The page of families, laid out."""

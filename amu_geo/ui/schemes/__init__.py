"""The page of schemes, laid out."""

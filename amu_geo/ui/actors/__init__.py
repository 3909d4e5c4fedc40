"""The page of actors, laid out."""

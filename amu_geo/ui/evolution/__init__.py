"""The evolution, laid out."""

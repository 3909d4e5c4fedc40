"""The legal notice, laid out."""

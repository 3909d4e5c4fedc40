"""The edition in one file: its weight, its first picture, a click."""

"""Each page run by itself, without a browser."""

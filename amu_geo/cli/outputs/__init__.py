"""Commands that write files to carry away."""

"""A page as the server sends it: words, first picture, head."""

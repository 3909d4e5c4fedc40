"""The first picture: what a page says before any script and without any."""

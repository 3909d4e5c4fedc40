"""A figure alone, at an address of its own, for the frame of an article."""

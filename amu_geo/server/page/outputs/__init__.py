"""Files to carry away, made when they are asked for."""

"""A talk: one finding a slide, from the coverage that the pages show."""

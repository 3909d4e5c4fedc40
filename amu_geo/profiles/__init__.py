"""One territory whole: a region, a commune."""

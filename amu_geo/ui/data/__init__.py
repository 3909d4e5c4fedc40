"""The data page, laid out: method, sources, one's own edition."""

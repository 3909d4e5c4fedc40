"""Files as people send them: formats, containers, encodings, limits."""

"""`/presenter`: the talk of a view."""

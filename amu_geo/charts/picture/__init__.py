"""A view as one picture: what a shared link shows."""

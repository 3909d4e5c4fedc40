"""What is new: what an edition brought since the one before it, region by region."""

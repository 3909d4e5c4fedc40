"""What stands in a bundle beside the tables of its edition."""

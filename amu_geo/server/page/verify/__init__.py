"""`/verifier`: is this sentence true? A plain page, that works without any script."""

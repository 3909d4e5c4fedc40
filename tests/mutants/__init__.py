"""Small faults put into the rooms that compute: do their tests see them? `make mutants` asks."""

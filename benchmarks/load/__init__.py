"""Many visitors at once beside a naive page and Dash: `make load`; few for long: `make soak`."""

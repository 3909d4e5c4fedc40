"""Each figure as an object: its key, its title, its data, and how it is drawn alone."""

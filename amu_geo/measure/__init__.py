"""The measure: how an edition is read, what proves a scheme, which region covers what, when."""

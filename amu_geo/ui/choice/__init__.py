"""The reader's choice: the address, the view, what is kept of it."""

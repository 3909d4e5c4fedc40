"""A proposal as it is read: the record beside our row."""

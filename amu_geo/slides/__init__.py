"""The coverage as slides that can be edited: native shapes, tables and charts, in our own theme."""

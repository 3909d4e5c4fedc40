"""Exports: one format a module, all from the same Coverage."""

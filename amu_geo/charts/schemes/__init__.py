"""Schemes and their proofs, wherever they are shown."""

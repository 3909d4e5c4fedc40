"""Proposals and doubts read one by one, by who keeps an edition; nothing is written by the web."""

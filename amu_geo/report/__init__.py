"""Portraits and comparisons on paper: tagged PDF, laid out by Typst from what the pages show."""

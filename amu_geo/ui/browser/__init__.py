"""Scripts of ours in the page: clicks, typing, moves."""

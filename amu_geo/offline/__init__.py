"""One edition in one file that a browser opens without server and without network."""

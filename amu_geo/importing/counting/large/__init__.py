"""Files of any size, read some rows at a time with the columns that place them alone."""

"""Files of visitors, read in a process of their own: what they take is given back, or stopped."""

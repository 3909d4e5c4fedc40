"""What a cell means: its accents, its dates and numbers, its words made canonical."""

"""What every figure is made of: HTML, terms, bars, the foot of a page."""

"""What assistants may ask by the Model Context Protocol: the same answers as the pages."""

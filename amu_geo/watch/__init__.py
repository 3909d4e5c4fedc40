"""What the running site says of itself to whoever runs it: events, and figures that are counted."""

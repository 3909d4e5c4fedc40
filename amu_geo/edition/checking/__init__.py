"""What makes a folder an edition: every check, and how a problem is told."""

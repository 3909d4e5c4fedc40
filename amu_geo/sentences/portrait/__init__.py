"""What a portrait says of one of its parts."""

"""A commune's page, laid out."""

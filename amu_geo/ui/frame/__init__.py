"""What surrounds every page: navigation, style, figures, proofs."""

"""Territories, editions and coverage of the assistance à maîtrise d'usage (AMU) in France."""

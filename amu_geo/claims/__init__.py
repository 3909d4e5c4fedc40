"""A sentence of figures, checked: what it claims, whether that is so, what would be true."""

from amu_geo.claims.claim import ASSERTED, QUANTITIES, Claim, ClaimError
from amu_geo.claims.sentence import Understood, read_sentence
from amu_geo.claims.verdict import ANSWERS, FALSE, TRUE, UNKNOWN, Verdict, verify

__all__ = [
    "ANSWERS",
    "ASSERTED",
    "FALSE",
    "QUANTITIES",
    "TRUE",
    "UNKNOWN",
    "Claim",
    "ClaimError",
    "Understood",
    "Verdict",
    "read_sentence",
    "verify",
]

"""Schemes as readers see them: in words, listed and searched, and as the proof of a cell."""

from amu_geo.schemes.listing import Filters, SchemeList, described, scheme_figures
from amu_geo.schemes.proof import Proof, proof
from amu_geo.schemes.words import figure_in_words, period, source_note, status_note

__all__ = [
    "Filters",
    "Proof",
    "SchemeList",
    "described",
    "figure_in_words",
    "period",
    "proof",
    "scheme_figures",
    "source_note",
    "status_note",
]

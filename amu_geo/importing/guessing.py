"""What a file that is not ours may hold: where to start from, always to be confirmed."""

from __future__ import annotations

from amu_geo.edition.schema import TABLES
from amu_geo.importing.mapping import Source, UnknownTable, missing_columns

# A page is asked for the whole file: no table is ruled out for want of one.
_ANY_SOURCE = Source("https://exemple.fr")
# Rows of our own making, that nobody else's file holds.
_OURS = ("programmes", "journal", "lacunes", "contradictions", "indicateurs_libelles")


def guess_table(unknown: UnknownTable) -> str | None:
    """The table that the file fills best; None when each would lack a required column."""
    scores = {}
    for name in TABLES:
        if name in _OURS:
            continue
        mapping = unknown.proposal(name)
        if not missing_columns(mapping, _ANY_SOURCE):
            scores[name] = len({column for column in mapping.columns.values() if column})
    return max(scores, key=scores.get, default=None)

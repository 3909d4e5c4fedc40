"""What the files of this room are called, and how many regions one of them compares."""

from __future__ import annotations

from collections.abc import Sequence

from amu_geo.measure.coverage import Coverage

LEAST, MOST = 2, 3


def file_name(coverage: Coverage, codes: Sequence[str]) -> str:
    """« portrait-76-2026.pdf », « comparaison-76-44-2018-2015-large.pdf »."""
    kind = "portrait" if len(codes) == 1 else "comparaison"
    reading = coverage.reading.to_query().values()
    return f"{'-'.join([kind, *codes, coverage.edition.id, *reading])}.pdf"

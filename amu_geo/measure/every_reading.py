"""Every reading of an edition: four levels of proof, each year that can be read."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pandas as pd

from amu_geo.edition import Edition
from amu_geo.measure.coverage import Coverage, coverage_of, retained_among
from amu_geo.measure.evidence import evidence_of
from amu_geo.measure.reading import Reading
from amu_geo.territories import Territories
from amu_geo.vocabulary import FIRST_YEAR, LECTURES


def readable_years(edition: Edition) -> range:
    """The years that an edition can be read in, its own last."""
    return range(FIRST_YEAR, edition.year + 1)


def every_coverage(edition: Edition, territories: Territories) -> Iterator[Coverage]:
    """The coverage under each level of proof, year after year; the edition's own year last.

    The same as `compute_coverage` of each reading, made together: the evidence is gathered once,
    and years that keep the same schemes in the same states share one table.
    """
    evidence = evidence_of(edition)
    states = {year: evidence.states(year) for year in readable_years(edition)}
    known: dict[tuple[tuple[str, ...], tuple[str, ...]], Coverage] = {}
    for lecture in LECTURES:
        for year in states:
            reading = Reading(None if year == edition.year else year, lecture)
            retained = retained_among(edition, lecture, states[year])
            key = _what_counts(retained)
            if key not in known:
                known[key] = coverage_of(edition, reading, retained, territories)
            yield replace(known[key], reading=reading, retained=retained)


def _what_counts(retained: pd.DataFrame) -> tuple[tuple[str, ...], tuple[str, ...]]:
    return tuple(retained["id"]), tuple(retained["etat"])

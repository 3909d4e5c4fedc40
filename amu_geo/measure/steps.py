"""The steps of the series: the years in which many cells change at once, and by which schemes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from math import ceil

import pandas as pd

from amu_geo.edition import Edition
from amu_geo.measure.coverage import accepted_by, main_families
from amu_geo.measure.evidence import Evidence
from amu_geo.vocabulary import CONFIRMED

# So many are read at once on a chart; a year is part of one when so large a share of the highest
# count changes in it, and two cells at least.
STEPS_AT_MOST = 4
SHARE, LEAST = 0.1, 2


@dataclass(frozen=True)
class Step:
    """Years in which the number of confirmed cells rises, or falls, markedly.

    Attributes
    ----------
    debut, fin
        First and last of these years; the change is counted from the year before `debut`.
    avant, apres
        Confirmed cells before and after.
    """

    debut: int
    fin: int
    avant: int
    apres: int

    @property
    def rises(self) -> bool:
        """Whether more is confirmed after than before."""
        return self.apres > self.avant


@dataclass(frozen=True)
class Cause:
    """A scheme by which a step is made.

    `cellules` are the cells that it confirms from then on (or no more), `fini` says of a scheme
    that confirms no more that it does not count any more either: else its proof is too old.
    """

    id: str
    code_region: str
    cellules: tuple[tuple[str, str], ...]
    fini: bool = False


def main_steps(counts: pd.DataFrame) -> list[Step]:
    """The largest steps of a series, in the order of time.

    Years that follow one another and change in the same direction are one step.

    Parameters
    ----------
    counts
        What `cells_by_year` gives. Years before the first documented one make no step, nor does
        that one.
    """
    known = counts[counts["documentees"].cumsum() > 0]
    if known.empty:
        return []
    found = list(_steps(known))
    largest = sorted(found, key=lambda step: (-abs(step.apres - step.avant), step.debut))
    return sorted(largest[:STEPS_AT_MOST], key=lambda step: step.debut)


def _steps(known: pd.DataFrame) -> Iterator[Step]:
    sure = dict(zip(known["annee"].tolist(), known["confirmees"].tolist(), strict=True))
    least = max(LEAST, ceil(SHARE * max(sure.values())))
    changes = {year: sure[year] - sure[year - 1] for year in list(sure)[1:]}

    def direction(year: int) -> int:
        return 0 if abs(changes[year]) < least else 1 if changes[year] > 0 else -1

    for sense, years in groupby(changes, key=direction):
        if sense:
            first, *rest = years
            last = rest[-1] if rest else first
            yield Step(first, last, sure[first - 1], sure[last])


def causes(step: Step, edition: Edition, lecture: str) -> list[Cause]:
    """The schemes that make a step: those that newly confirm a cell, or by which it is lost.

    Those that move most cells come first, then in the order of the edition.
    """
    schemes = edition.dispositifs[accepted_by(edition.dispositifs, lecture)]
    evidence = Evidence.of(edition)
    before, after = (evidence.states(year)[schemes.index] for year in (step.debut - 1, step.fin))
    then, now = (_confirmed(schemes, states, edition) for states in (before, after))
    moved, gone = (now, then) if step.rises else (then, now)
    changed = moved.keys() - gone.keys()
    ended = dict(zip(schemes["id"], after.isna(), strict=True))
    regions = dict(zip(schemes["id"], schemes["code_region"], strict=True))
    cells: dict[str, list[tuple[str, str]]] = {}
    for cell in sorted(changed):
        for scheme_id in moved[cell]:
            cells.setdefault(scheme_id, []).append(cell)
    order = {scheme_id: rank for rank, scheme_id in enumerate(schemes["id"])}
    found = [
        Cause(scheme_id, regions[scheme_id], tuple(mine), bool(ended[scheme_id]))
        for scheme_id, mine in cells.items()
    ]
    return sorted(found, key=lambda cause: (-len(cause.cellules), order[cause.id]))


def _confirmed(
    schemes: pd.DataFrame, states: pd.Series, edition: Edition
) -> dict[tuple[str, str], list[str]]:
    """The confirmed cells, each with the schemes that confirm it."""
    supported = main_families(edition.programmes)
    cells: dict[tuple[str, str], list[str]] = {}
    for scheme in schemes[(states == CONFIRMED).to_numpy()].itertuples():
        for family in supported.get(scheme.programme, ()):
            cells.setdefault((scheme.code_region, family), []).append(scheme.id)
    return cells

"""Coverage year by year, and what changed between two years."""

from __future__ import annotations

import numpy as np
import pandas as pd

from amu_geo.edition import Edition
from amu_geo.measure.coverage import accepted_by, compute_coverage, main_families
from amu_geo.measure.difference import coverage_difference
from amu_geo.measure.evidence import Evidence
from amu_geo.measure.reading import Reading
from amu_geo.territories import Territories
from amu_geo.vocabulary import CONFIRMED, FAMILIES, TO_CONFIRM, UNDOCUMENTED

FIRST_DRAWN = 2007
_STRENGTHS = (UNDOCUMENTED, TO_CONFIRM, CONFIRMED)


def coverage_by_year(
    edition: Edition, lecture: str, territories: Territories, first: int = FIRST_DRAWN
) -> pd.DataFrame:
    """The coverage of every year up to the edition's own, by the one rule of `coverage`.

    Returns
    -------
    DataFrame
        One row per year × region × family: annee (int64), code_region, famille, etat,
        familles_documentees, familles_confirmees (of the region that year).
    """
    evidence = Evidence.of(edition)
    accepted = accepted_by(edition.dispositifs, lecture)
    schemes = edition.dispositifs[accepted]
    supports = _supports(schemes, edition)
    regions = {code: rank for rank, code in enumerate(territories.codes)}
    ranks = np.array([regions[code] for code in schemes["code_region"]], dtype=np.intp)
    years = list(range(min(first, edition.year), edition.year + 1))
    strengths = np.zeros((len(years), len(regions), len(FAMILIES)), dtype=np.int8)
    for place, year in enumerate(years):
        states = evidence.states(year)[accepted]
        strength = np.select([states == CONFIRMED, states == TO_CONFIRM], [2, 1], 0)
        np.maximum.at(strengths[place], ranks, supports * strength.astype(np.int8)[:, None])
    return _tidy(strengths, years, list(regions))


def _supports(schemes: pd.DataFrame, edition: Edition) -> np.ndarray:
    """1 where a scheme (row) supports a family (column)."""
    supported = main_families(edition.programmes)
    rows = [
        [family in supported.get(name, ()) for family in FAMILIES] for name in schemes["programme"]
    ]
    return np.array(rows, dtype=np.int8).reshape(len(schemes), len(FAMILIES))


def _tidy(strengths: np.ndarray, years: list[int], codes: list[str]) -> pd.DataFrame:
    moments, regions, families = strengths.shape
    documented = (strengths > 0).sum(axis=2).repeat(families, axis=1).ravel()
    confirmed = (strengths == 2).sum(axis=2).repeat(families, axis=1).ravel()
    return pd.DataFrame(
        {
            "annee": np.repeat(np.array(years, dtype="int64"), regions * families),
            "code_region": np.tile(np.repeat(codes, families), moments),
            "famille": np.tile(list(FAMILIES), moments * regions),
            "etat": np.array(_STRENGTHS, dtype=object)[strengths.ravel()],
            "familles_documentees": documented,
            "familles_confirmees": confirmed,
        }
    )


def changes_between(
    edition: Edition, before: Reading, after: Reading, territories: Territories
) -> pd.DataFrame:
    """What changed between two readings of one edition, cell by cell.

    Returns
    -------
    DataFrame
        As `coverage_difference`: code_region, nom, famille, avant, apres, gagnes, perdus.
    """
    old, new = (compute_coverage(edition, reading, territories) for reading in (before, after))
    return coverage_difference(old, new)


def first_year_of(
    coverage_years: pd.DataFrame, code_region: str, families: int, count: str
) -> int | None:
    """First year in which a region has at least so many families.

    `count` is familles_documentees or familles_confirmees.
    """
    mine = coverage_years["code_region"] == code_region
    reached = coverage_years[mine & (coverage_years[count] >= families)]
    return None if reached.empty else int(reached["annee"].min())

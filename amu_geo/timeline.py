"""Coverage year by year, what changed between two years, and the schemes as bars of time."""

from __future__ import annotations

import numpy as np
import pandas as pd

from amu_geo.coverage import accepted_by, compute_coverage, main_families
from amu_geo.coverage_difference import coverage_difference
from amu_geo.edition import Edition
from amu_geo.evidence import Evidence
from amu_geo.reading import Reading
from amu_geo.schemes import period
from amu_geo.territories import Territories
from amu_geo.vocabulary import CONFIRMED, FAMILIES, PROGRAMMES, TO_CONFIRM, UNDOCUMENTED

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


def scheme_bars(schemes: pd.DataFrame, edition: Edition, first: int = FIRST_DRAWN) -> pd.DataFrame:
    """Schemes as bars of time, with what is uncertain of their ends.

    Parameters
    ----------
    schemes
        Rows with the columns of `dispositifs`.
    first
        Where a bar begins when its start is unknown or earlier.

    Returns
    -------
    DataFrame
        One row per scheme, by start then end then name: id, nom, programme,
        programme_libelle, code_region, debut, fin (int: years to draw between, first and
        last included), debut_connu, fin_connue (bool: False is drawn uncertain; a running
        scheme without an end goes to the edition's year, its end is known to be later),
        debut_deduit, en_cours (bool), tronquee (bool: began before `first`), datee (bool:
        False when neither end is known, nothing should be drawn but a line of text),
        periode (in words).
    """
    start, end = schemes["annee_debut"], schemes["annee_fin"]
    running = (schemes["statut"] == "en-cours") & end.isna()
    drawn_start = start.fillna(end).fillna(first).clip(lower=first)
    drawn_end = end.fillna(edition.year).clip(upper=edition.year)
    # Without an end and not known to run: only the first year is sure.
    drawn_end = drawn_end.where(end.notna() | running, start.fillna(edition.year))
    bars = pd.DataFrame(
        {
            "id": schemes["id"],
            "nom": schemes["nom"],
            "programme": schemes["programme"],
            "programme_libelle": [PROGRAMMES.get(code, code) for code in schemes["programme"]],
            "code_region": schemes["code_region"],
            "debut": drawn_start.astype("int64"),
            "fin": np.maximum(drawn_end.astype("int64"), drawn_start.astype("int64")),
            "debut_connu": start.notna() & (schemes["annee_debut_deduite"] != "oui"),
            "fin_connue": end.notna() | running,
            "debut_deduit": start.notna() & (schemes["annee_debut_deduite"] == "oui"),
            "en_cours": schemes["statut"] == "en-cours",
            "tronquee": (start < first).fillna(False).astype(bool),
            "datee": start.notna() | end.notna(),
            "periode": [period(row) for row in schemes.to_dict("records")],
        }
    )
    return bars.sort_values(["debut", "fin", "nom"], kind="stable").reset_index(drop=True)


def first_year_of(
    coverage_years: pd.DataFrame, code_region: str, families: int, count: str
) -> int | None:
    """First year in which a region has at least so many families.

    `count` is familles_documentees or familles_confirmees.
    """
    mine = coverage_years["code_region"] == code_region
    reached = coverage_years[mine & (coverage_years[count] >= families)]
    return None if reached.empty else int(reached["annee"].min())

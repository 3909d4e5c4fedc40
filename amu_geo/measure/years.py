"""The coverage through the years, brought together: runs of one state, regions, cells."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pandas as pd

from amu_geo.vocabulary import CONFIRMED, TO_CONFIRM, UNDOCUMENTED

UNKNOWN_LEVEL = -1
# What happens to a cell between two measures, the greatest change first: confirmed, no more
# confirmed, neither confirmed nor documented any more, documented (to be confirmed), nothing
# documented any more, other schemes.
WON, LOST, ENDED = "confirme", "perdu", "fini"
FOUND, GONE, OTHERS = "documente", "efface", "autres"


def state_runs(years: pd.DataFrame) -> pd.DataFrame:
    """Successive years in which a cell keeps its state, brought together.

    Parameters
    ----------
    years
        What `timeline.coverage_by_year` gives.

    Returns
    -------
    DataFrame
        code_region, famille, etat, debut, fin (int, first and last year of the run), in the
        order of the regions, of the families and of time.
    """
    rows = [
        (code, family, *run)
        for (code, family), cell in years.groupby(["code_region", "famille"], sort=False)
        for run in _runs(cell)
    ]
    return pd.DataFrame(rows, columns=["code_region", "famille", "etat", "debut", "fin"])


def _runs(cell: pd.DataFrame) -> Iterator[tuple[str, int, int]]:
    begun: tuple[str, int] | None = None
    last = 0
    for year, state in zip(cell["annee"], cell["etat"], strict=True):
        if begun is None or state != begun[0]:
            if begun is not None:
                yield (*begun, last)
            begun = (state, int(year))
        last = int(year)
    if begun is not None:
        yield (*begun, last)


def regions_by_level(years: pd.DataFrame, count: str = "familles_confirmees") -> pd.DataFrame:
    """How many regions have 0 to 4 families, year by year, and how many are undocumented.

    `count` is familles_confirmees or familles_documentees.

    Returns
    -------
    DataFrame
        One row per year × level: annee, niveau (-1 for an undocumented region, then 0 to 4),
        regions.
    """
    once = years.drop_duplicates(["annee", "code_region"])
    level = once[count].where(once["familles_documentees"] > 0, UNKNOWN_LEVEL)
    counts = once.assign(niveau=level).groupby(["annee", "niveau"]).size()
    rows = [
        (year, step, int(counts.get((year, step), 0)))
        for year in once["annee"].unique()
        for step in range(UNKNOWN_LEVEL, 5)
    ]
    return pd.DataFrame(rows, columns=["annee", "niveau", "regions"])


def cells_by_year(years: pd.DataFrame) -> pd.DataFrame:
    """How many cells (region × family) are documented, and how many of them confirmed.

    Returns
    -------
    DataFrame
        One row per year: annee, documentees, confirmees (cells, of 72), regions_documentees,
        regions_confirmees (regions with one family at least).
    """
    states = years["etat"]
    marked = years.assign(documentees=states != UNDOCUMENTED, confirmees=states == CONFIRMED)
    cells = marked.groupby("annee")[["documentees", "confirmees"]].sum()
    once = years.drop_duplicates(["annee", "code_region"])
    for count in ("documentees", "confirmees"):
        some = (once[f"familles_{count}"] > 0).groupby(once["annee"]).sum()
        cells[f"regions_{count}"] = some
    return cells.astype("int64").reset_index()


@dataclass(frozen=True)
class Turn:
    """A year in which the series begins, ends or turns, and its confirmed cells."""

    annee: int
    confirmees: int


def turning_points(counts: pd.DataFrame) -> list[Turn]:
    """The fewest years that tell the series: its ends, its summit, the lows that lie below an end.

    From the first year with a documented cell to the last one; a year in which nothing is
    documented is no low, since nothing is known of it. No count of the series is above the
    highest that is told, none is below the lowest.

    Parameters
    ----------
    counts
        What `cells_by_year` gives.
    """
    known = counts[counts["documentees"] > 0].set_index("annee")["confirmees"]
    if known.empty:
        return []
    first, last, summit = known.index[0], known.index[-1], known.idxmax()
    lows = ((known.loc[:summit].idxmin(), first), (known.loc[summit:].idxmin(), last))
    told = {first, summit, last} | {low for low, end in lows if known[low] < known[end]}
    return [Turn(int(year), int(known[year])) for year in sorted(told)]


@dataclass(frozen=True)
class Since:
    """What became of the cells confirmed in a year: lost without recent proof, or ended; won."""

    sans_preuve: int
    finies: int
    gagnees: int


def since_year(years: pd.DataFrame, year: int) -> Since:
    """What changed of confirmed cells between a year and the last one.

    `years` is what `timeline.coverage_by_year` gives. A cell that is still documented has lost
    its proof; one that is not has lost its schemes.
    """
    cells = years.set_index(["annee", "code_region", "famille"])["etat"]
    then, now = cells.loc[year], cells.loc[int(years["annee"].max())]
    was, is_now = then == CONFIRMED, now == CONFIRMED
    return Since(
        int((was & (now == TO_CONFIRM)).sum()),
        int((was & (now == UNDOCUMENTED)).sum()),
        int((~was & is_now).sum()),
    )


def peak_year(counts: pd.DataFrame) -> int | None:
    """The year with the most confirmed cells, the first of equals; None when none ever is.

    `counts` is what `cells_by_year` gives.
    """
    most = int(counts["confirmees"].max()) if len(counts) else 0
    return int(counts.loc[counts["confirmees"].idxmax(), "annee"]) if most else None


def kind_of_change(before: str, after: str) -> str:
    """What happened to a cell between two measures: one of the five kinds."""
    if before == after:
        return OTHERS
    if after == CONFIRMED:
        return WON
    if before == CONFIRMED:
        return ENDED if after == UNDOCUMENTED else LOST
    return FOUND if after == TO_CONFIRM else GONE


def with_kinds(difference: pd.DataFrame) -> pd.DataFrame:
    """A `coverage_difference` with the column `sorte`, changes of state before the others."""
    kinds = [
        kind_of_change(before, after)
        for before, after in zip(difference["avant"], difference["apres"], strict=True)
    ]
    marked = difference.assign(sorte=pd.Series(kinds, index=difference.index, dtype="object"))
    same = marked["sorte"] == OTHERS
    return pd.concat([marked[~same], marked[same]], ignore_index=True)

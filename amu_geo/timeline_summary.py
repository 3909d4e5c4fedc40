"""The coverage through the years, brought together: runs of one state, regions by level."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from amu_geo.timeline import CURRENT
from amu_geo.vocabulary import COVERED, PROBABLE, UNDOCUMENTED

UNKNOWN_LEVEL = -1
# What happens to a cell between two measures, the greatest change first.
WON, LOST, MAYBE, NO_MORE, OTHERS = "gagne", "perdu", "possible", "efface", "autres"


def state_runs(years: pd.DataFrame) -> pd.DataFrame:
    """Successive dated years in which a cell keeps its state, brought together.

    Parameters
    ----------
    years
        What `timeline.coverage_by_year` gives.

    Returns
    -------
    DataFrame
        code_region, famille, etat, debut, fin (int, first and last year of the run), in the
        order of the regions, of the families and of time. « actuel » belongs to no run.
    """
    dated = years[years["annee"].notna()]
    rows = [
        (code, family, *run)
        for (code, family), cell in dated.groupby(["code_region", "famille"], sort=False)
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


def current_states(years: pd.DataFrame) -> dict[tuple[str, str], str]:
    """State of each (region, family) at the moment « actuel »."""
    now = years[years["moment"] == CURRENT]
    cells = zip(now["code_region"], now["famille"], strict=True)
    return dict(zip(cells, now["etat"], strict=True))


def regions_by_level(years: pd.DataFrame) -> pd.DataFrame:
    """How many regions surely cover 0 to 4 families, and how many are undocumented.

    Returns
    -------
    DataFrame
        One row per moment × level, moments in their order: moment, annee (Int64), niveau
        (-1 for an undocumented region, then 0 to 4), regions.
    """
    once = years.drop_duplicates(["moment", "code_region"])
    level = once["familles_couvertes"].where(once["familles_possibles"] > 0, UNKNOWN_LEVEL)
    counts = once.assign(niveau=level).groupby(["moment", "niveau"]).size()
    moments = once.drop_duplicates("moment")[["moment", "annee"]]
    rows = [
        (row.moment, row.annee, step, int(counts.get((row.moment, step), 0)))
        for row in moments.itertuples()
        for step in range(UNKNOWN_LEVEL, 5)
    ]
    frame = pd.DataFrame(rows, columns=["moment", "annee", "niveau", "regions"])
    return frame.astype({"annee": "Int64"})


def kind_of_change(before: str, after: str) -> str:
    """What happened to a cell: won, lost, become possible, no more possible, other schemes."""
    if before == after:
        return OTHERS
    if after == COVERED:
        return WON
    if before == COVERED:
        return LOST
    return MAYBE if (before, after) == (UNDOCUMENTED, PROBABLE) else NO_MORE


def with_kinds(difference: pd.DataFrame) -> pd.DataFrame:
    """A `coverage_difference` with the column `sorte`, changes of state before the others."""
    kinds = [
        kind_of_change(before, after)
        for before, after in zip(difference["avant"], difference["apres"], strict=True)
    ]
    marked = difference.assign(sorte=pd.Series(kinds, index=difference.index, dtype="object"))
    same = marked["sorte"] == OTHERS
    return pd.concat([marked[~same], marked[same]], ignore_index=True)

"""Hindsight: what an edition said of its own year, and what a later edition finds for that year."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import pandas as pd

from amu_geo.edition import Edition
from amu_geo.french import collation
from amu_geo.measure.coverage import Coverage
from amu_geo.vocabulary import CONFIRMED, UNDOCUMENTED


def looked_back_on(edition: Edition, editions: Mapping[str, Edition]) -> list[str]:
    """Names of the editions whose own year is a past one for `edition`, oldest first."""
    older = [name for name, other in editions.items() if other.year < edition.year]
    return sorted(older, key=lambda name: (editions[name].date, name))


def then_and_now(then: Coverage, now: Coverage) -> pd.DataFrame:
    """Cell by cell, what was said then and what is found now for the same year.

    Parameters
    ----------
    then
        An edition at its own year.
    now
        A later edition, read in that year.

    Returns
    -------
    DataFrame
        The cells that one of them documents: code_region, nom, famille, alors, depuis (their
        states). Regions that the first edition documents come first, those with the most
        families before the others, then the rest, in the order of the second.
    """
    both = then.cells.merge(now.cells, on=["code_region", "famille"], validate="one_to_one")
    cells = pd.DataFrame(
        {
            "code_region": both["code_region"],
            "nom": [now.by_region[code]["nom"] for code in both["code_region"]],
            "famille": both["famille"],
            "alors": both["etat_x"],
            "depuis": both["etat_y"],
        }
    )
    cells = cells[(cells["alors"] != UNDOCUMENTED) | (cells["depuis"] != UNDOCUMENTED)]
    places = {code: place for place, code in enumerate(_order(then, now))}
    order = cells["code_region"].map(places).sort_values(kind="stable").index
    return cells.loc[order].reset_index(drop=True)


def _order(then: Coverage, now: Coverage) -> Iterable[str]:
    counts = ["familles_documentees", "familles_confirmees"]
    named = then.table.sort_values("nom", key=lambda names: names.map(collation.key), kind="stable")
    both = named[["code_region", *counts]].merge(
        now.table[["code_region", *counts]], on="code_region", suffixes=("_alors", "_depuis")
    )
    keys = [f"{count}_{when}" for when in ("alors", "depuis") for count in counts]
    order: Iterable[str] = both.sort_values(keys, ascending=False, kind="stable")["code_region"]
    return order


def said_then(cells: pd.DataFrame) -> pd.DataFrame:
    """The cells that the first edition documents."""
    return cells[cells["alors"] != UNDOCUMENTED]


def added_since(cells: pd.DataFrame) -> pd.DataFrame:
    """The cells that only the second edition documents."""
    return cells[cells["alors"] == UNDOCUMENTED]


def wholly_confirmed(cells: pd.DataFrame) -> str | None:
    """The region to which the first edition gave the most families, if all are confirmed now.

    None when several gave as many, when it had one only, or when one of them is not confirmed.
    """
    said = said_then(cells)
    counts = said["code_region"].value_counts()
    if counts.empty or counts.iloc[0] < 2 or (counts == counts.iloc[0]).sum() > 1:
        return None
    first = counts.index[0]
    mine = said[said["code_region"] == first]
    return str(first) if (mine["depuis"] == CONFIRMED).all() else None

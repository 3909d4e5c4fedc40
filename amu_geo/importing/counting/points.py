"""Counting points or commune codes by territory, from files of up to millions of rows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

import pandas as pd

from amu_geo.edition.checking.problems import Problem
from amu_geo.importing.counting.placed import place
from amu_geo.importing.counting.rows import Rows, read_rows
from amu_geo.importing.counting.ways import COMMUNE, Way, find_ways
from amu_geo.importing.files.limits import RefusedFileError
from amu_geo.territories import Territories
from amu_geo.territories.shore import SHORE

# Rows placed at once.
BLOCK = 500_000
LEVELS = {"region": "code_region", "departement": "code_departement", "commune": "code_commune"}


@dataclass(frozen=True, eq=False)
class PointCounts:
    """Counts by territory.

    Attributes
    ----------
    table
        The level's code column, nom, nb (int), by code. Regions and départements are all
        there, zero included; communes only when they have something. The sum of nb is never
        more than the rows read.
    total, nowhere
        Rows of the file; rows that fall in no territory of France.
    ways
        How the rows were placed, the surest way first.
    reasons, repairs
        Of the rows that fall nowhere, how many by reason; rows placed by a repair, by what it is.
    notes
        What was understood of the file as a whole, or left aside.
    """

    table: pd.DataFrame
    total: int
    nowhere: int
    ways: tuple[Way, ...] = ()
    reasons: Counter[str] = field(default_factory=Counter)
    repairs: Counter[str] = field(default_factory=Counter)
    notes: tuple[str, ...] = ()


def count_points(
    path: Path,
    level: str,
    territories: Territories,
    code_column: str = "",
    lon: str = "",
    lat: str = "",
    shore: float = SHORE,
) -> PointCounts:
    """Count the rows of a file by territory, a row once at most.

    A row counts by its commune code when it has a known one (former codes included), else by
    its point.

    Parameters
    ----------
    code_column, lon, lat
        Titles of the columns that place the rows, when the reader names them.
    shore
        In kilometres: a point off our simplified shapes by less is of the nearest territory; 0
        is strict.

    Raises
    ------
    ValueError
        In French: unreadable file, or no column that places its rows at that level.
    """
    rows, ways, notes = _placeable(read_rows(path), territories, code_column, lon, lat)
    if level == "commune" and not any(way.kind == COMMUNE for way in ways):
        message = "les points seuls ne disent pas leur commune."
        expected = "une colonne code_commune"
        raise RefusedFileError(Problem(message, path.name, rows.sheet, attendu=expected))
    counts, reasons, repairs = Counter(), Counter(), Counter()
    for block in _blocks(rows):
        placed = place(block, ways, level, territories, shore)
        counts.update(pd.Series(placed.codes).value_counts().to_dict())
        reasons.update(placed.reasons)
        repairs.update(placed.repairs)
    nowhere = counts.pop("", 0)
    table = _table(counts, level, territories)
    total = len(rows.cells)
    return PointCounts(table, total, nowhere, tuple(ways), reasons, repairs, tuple(notes))


def _blocks(rows: Rows) -> Iterator[Rows]:
    """The same rows, so many at a time that what is said of each fits in little memory."""
    for start in range(0, len(rows.cells), BLOCK):
        yield replace(rows, cells=rows.cells.iloc[start : start + BLOCK])


def _placeable(
    tables: list[Rows], territories: Territories, code_column: str, lon: str, lat: str
) -> tuple[Rows, list[Way], list[str]]:
    """The table whose rows can be placed, of several the longest, and what is left aside."""
    found, refused = [], []
    for rows in tables:
        try:
            found.append(
                (len(rows.cells), rows, find_ways(rows, territories, code_column, lon, lat))
            )
        except RefusedFileError as error:
            refused.append(error)
    if not found:
        raise refused[0]
    _, rows, ways = max(found, key=lambda one: one[0])
    aside = [f"feuille « {other.sheet} » laissée de côté" for other in tables if other is not rows]
    return rows, ways, [*rows.notes, *aside]


def _table(counts: Counter[str], level: str, territories: Territories) -> pd.DataFrame:
    column = LEVELS[level]
    layer = getattr(territories, f"{level}s")
    table = pd.DataFrame({column: layer[column].tolist(), "nom": layer["nom"].tolist()})
    table["nb"] = [int(counts[code]) for code in table[column]]
    if level == "commune":
        table = table[table["nb"] > 0]
    return table.sort_values(column).reset_index(drop=True)

"""Counting points or commune codes by territory, from files of any size."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pandas as pd

from amu_geo.edition.checking.problems import Problem
from amu_geo.importing.counting.rows import faults_said
from amu_geo.importing.counting.tables import Table, tables_of
from amu_geo.importing.counting.tally import Lost, Plan, Progress, Tally, tally
from amu_geo.importing.counting.ways import Way, find_ways
from amu_geo.importing.counting.words import COMMUNE, NAME
from amu_geo.importing.files.limits import RefusedFileError
from amu_geo.territories import Territories
from amu_geo.territories.shore import SHORE

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
        Rows of the files; rows that fall in no territory of France.
    ways
        How the rows were placed, the surest way first; of several files, those of the first.
    reasons, repairs
        Of the rows that fall nowhere, how many by reason; rows placed by a repair, by what it is.
    notes
        What was understood of the files as a whole, or left aside.
    lost
        The first rows that fall nowhere, and what should have placed them.
    """

    table: pd.DataFrame
    total: int
    nowhere: int
    ways: tuple[Way, ...] = ()
    reasons: Counter[str] = field(default_factory=Counter)
    repairs: Counter[str] = field(default_factory=Counter)
    notes: tuple[str, ...] = ()
    lost: tuple[Lost, ...] = ()


@dataclass(frozen=True)
class Asked:
    """What a reader asks of files.

    Attributes
    ----------
    level
        « region », « departement » or « commune ».
    code_column, lon, lat
        Titles of the columns that place the rows, when the reader names them.
    shore
        In kilometres: a point off our simplified shapes by less is of the nearest territory; 0
        is strict.
    """

    level: str
    code_column: str = ""
    lon: str = ""
    lat: str = ""
    shore: float = SHORE


@dataclass(frozen=True)
class Planned:
    """A file whose rows can be placed: its table, how, and what is said of the file."""

    path: Path
    table: Table
    plan: Plan
    notes: tuple[str, ...]


# Counts the rows of some files: here, or elsewhere.
Counting = Callable[[Sequence[Planned], Territories, Progress], Iterator[Tally]]


def count_points(
    path: Path,
    level: str,
    territories: Territories,
    code_column: str = "",
    lon: str = "",
    lat: str = "",
    shore: float = SHORE,
) -> PointCounts:
    """Count the rows of a file by territory, a row once at most: see `count_files`."""
    return count_files([path], Asked(level, code_column, lon, lat, shore), territories)


def count_here(
    files: Sequence[Planned], territories: Territories, progress: Progress
) -> Iterator[Tally]:
    """What each file counts, by two threads of this machine."""
    sizes = [file.path.stat().st_size for file in files]
    rows = 0
    for rank, file in enumerate(files):
        before, own = sum(sizes[:rank]), sizes[rank]

        def told(share: float, here: int, before: int = before, own: int = own, rows: int = rows):
            progress((before + share * own) / max(1, sum(sizes)), rows + here)

        counted = tally(file.table.blocks(file.plan.ways), file.plan, territories, told)
        rows += counted.total
        yield counted


def count_files(
    paths: Sequence[Path],
    asked: Asked,
    territories: Territories,
    counting: Counting = count_here,
    progress: Progress = lambda share, rows: None,
) -> PointCounts:
    """Count the rows of files by territory, a row once at most.

    A row counts by its commune code when it has a known one (former codes included), else by
    its point.

    Parameters
    ----------
    counting
        Where the rows are counted.
    progress
        Told now and then the share of the files that is counted, and how many rows.

    Raises
    ------
    ValueError
        In French: unreadable file, or no column that places its rows at that level.
    """
    files = [plan_of(path, asked, territories) for path in paths]
    whole, notes = Tally(), []
    for file, counted in zip(files, counting(files, territories, progress), strict=True):
        whole.add(counted)
        said = [*file.notes, *faults_said(counted.faults)]
        if file.plan.ways != files[0].plan.ways and _columns(file) != _columns(files[0]):
            said += [f"placées par {way}" for way in file.plan.ways]
        notes += [f"{file.path.name} : {note}" for note in said] if len(files) > 1 else said
    nowhere = whole.counts.pop("", 0)
    return PointCounts(
        _table(whole.counts, asked.level, territories),
        whole.total,
        nowhere,
        files[0].plan.ways,
        whole.reasons,
        whole.repairs,
        tuple(notes),
        tuple(whole.lost),
    )


def _columns(file: Planned) -> list[tuple[str, ...]]:
    return [way.titles for way in file.plan.ways]


def plan_of(path: Path, asked: Asked, territories: Territories) -> Planned:
    """How the rows of a file are placed.

    Raises
    ------
    RefusedFileError
        In French: unreadable file, or no column that places its rows at that level.
    """
    table, ways, aside = _placeable(tables_of(path), asked, territories)
    if asked.level == "commune" and not any(way.kind in (COMMUNE, NAME) for way in ways):
        message = "les points seuls ne disent pas leur commune."
        expected = "une colonne code_commune"
        raise RefusedFileError(Problem(message, path.name, table.rows.sheet, attendu=expected))
    plan = Plan(tuple(ways), asked.level, asked.shore)
    return Planned(path, table, plan, (*table.rows.notes, *aside))


def _placeable(
    tables: list[Table], asked: Asked, territories: Territories
) -> tuple[Table, list[Way], list[str]]:
    """The table whose rows can be placed, of several the longest, and what is left aside."""
    found, refused = [], []
    for table in tables:
        try:
            ways = find_ways(table.rows, territories, asked.code_column, asked.lon, asked.lat)
            found.append((table.size, table, ways))
        except RefusedFileError as error:
            refused.append(error)
    if not found:
        raise refused[0]
    _, chosen, ways = max(found, key=lambda one: one[0])
    others = [table.rows.sheet for table in tables if table is not chosen]
    return chosen, ways, [f"feuille « {sheet} » laissée de côté" for sheet in others]


def _table(counts: Counter[str], level: str, territories: Territories) -> pd.DataFrame:
    column = LEVELS[level]
    layer = getattr(territories, f"{level}s")
    table = pd.DataFrame({column: layer[column].tolist(), "nom": layer["nom"].tolist()})
    table["nb"] = [int(counts[code]) for code in table[column]]
    if level == "commune":
        table = table[table["nb"] > 0]
    return table.sort_values(column).reset_index(drop=True)

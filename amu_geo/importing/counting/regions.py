"""The rows of a file as a count by region, for the table of indicators."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

import pandas as pd

from amu_geo.edition.checking.places import places_of
from amu_geo.edition.checking.problems import WARNING, Problem, named
from amu_geo.edition.raw import RawTable
from amu_geo.edition.schema import table_schema
from amu_geo.importing.counting.doubts import doubts_of
from amu_geo.importing.counting.placed import Placed, place
from amu_geo.importing.counting.rows import Rows, faults_said
from amu_geo.importing.counting.ways import Way, find_ways
from amu_geo.importing.counting.words import COMMUNE
from amu_geo.importing.files.limits import RefusedFileError
from amu_geo.importing.mapping import CountMapping, Source
from amu_geo.importing.placing.contradictions import told
from amu_geo.importing.repairs import RepairLog
from amu_geo.territories import Territories


@dataclass(frozen=True)
class Counts:
    """A count by region: one row per region, zero included, and what was set aside.

    Attributes
    ----------
    rows, label
        Of the tables `indicateurs` and `indicateurs_libelles`.
    problems
        What is to be said of the rows that fall in no region, and of others.
    set_aside
        Rows that fall in no region.
    read
        Rows of the file; `by_region` adds up to no more.
    by_region
        Code of each region, how many rows are there.
    """

    rows: list[dict[str, str]]
    label: dict[str, str]
    problems: list[Problem]
    set_aside: int = 0
    read: int = 0
    by_region: Mapping[str, int] = field(default_factory=dict)

    @property
    def total(self) -> int:
        """Rows that have a region."""
        return sum(self.by_region.values())

    def tables(self, file: str, sheet: str | None) -> dict[str, RawTable]:
        """The count as the two tables of an indicator, `indicateurs` and its label."""
        rows = {"indicateurs": self.rows, "indicateurs_libelles": [self.label]}
        return {name: _table(name, said, file, sheet) for name, said in rows.items()}


def count_by_region(
    rows: Rows, mapping: CountMapping, source: Source, territories: Territories, log: RepairLog
) -> Counts:
    """Count the rows of a file by region, as the command `count` does: each once at most.

    Raises
    ------
    RefusedFileError
        In French: nothing places the rows, or the column that the mapping names is not there.
    """
    ways = _ways(rows, mapping.code_column, territories)
    placed = place(rows, ways, "region", territories)
    column = ways[0].columns[0]
    _tell(placed, rows, column, log)
    counts = Counter(code for code in placed.codes.tolist() if code)
    aside = _set_aside(placed, rows, column)
    return Counts(
        _indicator(counts, mapping, source, rows.file, territories),
        _label(mapping, source),
        [*aside, *_contradicted(rows, ways, territories)],
        len(aside),
        len(rows.cells),
        {code: counts[code] for code in territories.codes},
    )


def _ways(rows: Rows, code_column: str, territories: Territories) -> list[Way]:
    """What a reader names comes first; what the file offers besides places the rest."""
    if not code_column:
        return find_ways(rows, territories)
    named = find_ways(rows, territories, code_column)
    try:
        found = find_ways(rows, territories)
    except RefusedFileError:
        return named
    return named + [way for way in found if way.columns != named[0].columns]


def _tell(placed: Placed, rows: Rows, column: int, log: RepairLog) -> None:
    for note in (*rows.notes, *faults_said(rows.faults)):
        log.add(note)
    for line, why, code in zip(rows.lines, placed.why, placed.codes, strict=True):
        if why and code:
            log.add(why, rows.titles[column], line=line)


def _set_aside(placed: Placed, rows: Rows, column: int) -> list[Problem]:
    cells = rows.column(column).tolist()
    expected = "un code de commune, ou un point en France"
    where = (rows.file, rows.sheet)
    lost = zip(rows.lines, placed.codes, placed.lacks, cells, strict=True)
    return [
        Problem(
            f"{why} : la ligne n’est pas comptée.",
            *(*where, line, rows.titles[column], cell, expected),
            gravite=WARNING,
        )
        for line, code, why, cell in lost
        if not code
    ]


def _contradicted(rows: Rows, ways: list[Way], territories: Territories) -> list[Problem]:
    """The rows that are counted by a code which the rest of the row contradicts."""
    each, doubts = doubts_of(rows, ways, territories)
    doubted = [(row, doubts[rank]) for row, rank in enumerate(each.tolist()) if doubts[rank]]
    column = next((way.columns[0] for way in ways if way.kind == COMMUNE), 0)
    places, cells = places_of(territories), rows.column(column)
    found = [
        Problem(
            "le code de commune contredit le reste de sa ligne, qui est comptée par lui.",
            *(rows.file, rows.sheet, rows.lines[row], rows.titles[column], cells.iloc[row]),
            "le code de la commune",
            doubt.near or None,
            WARNING,
            told(doubt, places),
        )
        for row, doubt in doubted
    ]
    return named(found)


def _indicator(
    counts: Counter[str],
    mapping: CountMapping,
    source: Source,
    file: str,
    territories: Territories,
) -> list[dict[str, str]]:
    return [
        {
            "code_region": code,
            "indicateur": mapping.indicateur,
            "valeur": str(counts[code]),
            "annee": mapping.annee,
            "url_source": source.url,
            "titre_source": source.titre,
            "note": f"{mapping.unite} comptées dans {file}",
        }
        for code in territories.codes
    ]


def _label(mapping: CountMapping, source: Source) -> dict[str, str]:
    return {
        "indicateur": mapping.indicateur,
        "libelle": mapping.libelle,
        "unite": mapping.unite,
        "source": source.titre or source.url,
        "licence": mapping.licence,
        "description": mapping.description,
    }


def _table(name: str, rows: list[dict[str, str]], file: str, sheet: str | None) -> RawTable:
    columns = {
        column: pd.Series([row.get(column, "") for row in rows], dtype="str")
        for column in table_schema(name).columns
    }
    lines = list(range(2, len(rows) + 2))
    return RawTable(name, pd.DataFrame(columns), lines, file, sheet)

"""Whatever is dropped is said: held for every table that is read, row by row, cell by cell."""

from __future__ import annotations

from pathlib import Path

from amu_geo.edition.checking.problems import errors
from amu_geo.edition.schema import table_schema
from amu_geo.importing import ColumnMapping, Imported, Limits
from amu_geo.importing.choosing import table_of
from amu_geo.importing.counting.rows import with_header
from amu_geo.importing.files.limits import Grid
from amu_geo.importing.files.reader import Sent
from amu_geo.importing.headers import find_header, header_titles, match_header

# What stands for nothing, as everybody writes it.
NOTHING = {"", "-", "–", "—", "null", "none", "nan", "n/a", "na", "nc", "#n/a", "?"}


def dropped_unsaid(
    imported: Imported, source: Path | bytes, name: str, mapping: ColumnMapping | None
) -> list[str]:
    """What a file holds that is neither in the tables nor in the report."""
    sent = Sent(Limits())
    try:
        sent.read(source, name)
    except ValueError:
        return [] if errors(imported.problems) else ["a refused file without an error"]
    unsaid: list[str] = []
    lone = len(sent.grids) == 1 and not sent.is_whole
    for title, grid in sent.grids:
        if not grid.rows:
            continue
        if lone and mapping is not None:
            headed, row = with_header(grid, set(mapping.columns))
            unsaid += _of_table(imported, headed, row, mapping.table, mapping)
            continue
        row = find_header(grid)
        table = table_of(title, grid)
        if table is not None and table in imported.raw.tables:
            read = imported.raw.tables[table]
            if (read.file, read.sheet) == (grid.file, grid.sheet):
                unsaid += _of_table(imported, grid, row, table, None)
            elif not _named(imported, grid):
                unsaid.append(f"{grid.file}, {grid.sheet}: the whole table")
        elif not _named(imported, grid) and imported.unknown is None:
            unsaid.append(f"{grid.file}, {grid.sheet}: the whole table")
    return unsaid


def _named(imported: Imported, grid: Grid) -> bool:
    """Whether the report has a word on that file or sheet."""
    said = [*imported.problems, *imported.repairs]
    return any((one.fichier, one.feuille) == (grid.file, grid.sheet) for one in said)


def _of_table(
    imported: Imported, grid: Grid, row: int, name: str, mapping: ColumnMapping | None
) -> list[str]:
    table = imported.raw.tables.get(name)
    if table is None:
        return [] if errors(imported.problems) else [f"table {name} without an error"]
    schema = table_schema(name)
    header = match_header(
        row, header_titles(grid, row), schema, dict(mapping.columns) if mapping else None
    )
    kept = {line: place for place, line in enumerate(table.lines)}
    lines, places = _said(imported, grid)
    unsaid = []
    for line, cells in grid.rows[row + 1 :]:
        if line not in kept:
            if line not in lines:
                unsaid.append(f"line {line} of {grid.file}: {cells}")
            continue
        for column, positions in header.positions.items():
            found = [cells[i].strip() for i in positions if i < len(cells)]
            written = next((cell for cell in found if cell.lower() not in NOTHING), "")
            if column not in schema.columns or not written:
                continue
            if table.cells.at[kept[line], column] == "" and (line, column) not in places:
                unsaid.append(f"line {line}, {column} of {grid.file}: {written!r}")
    return unsaid


def _said(imported: Imported, grid: Grid) -> tuple[set[int], set[tuple[int, str | None]]]:
    """Lines that the report names, and cells."""
    where = (grid.file, grid.sheet)
    places: set[tuple[int, str | None]] = set()
    for problem in imported.problems:
        if (problem.fichier, problem.feuille) == where:
            found = [problem.ligne, *(line for line, *_ in problem.suite)]
            places.update((line, problem.colonne) for line in found if line is not None)
    for repair in imported.repairs:
        if (repair.fichier, repair.feuille) == where:
            places.update((line, repair.colonne) for line in repair.lignes)
    return {line for line, _ in places}, places

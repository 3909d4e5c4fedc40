"""The rows of a file that is counted, whatever its format: read as the import reads them."""

from __future__ import annotations

import csv
import io
import re
from copy import copy
from dataclasses import dataclass, field
from pathlib import Path

import geopandas as gpd
import pandas as pd
import pyarrow.parquet as pq

from amu_geo.edition.checking.problems import Problem
from amu_geo.edition.checking.report import count
from amu_geo.importing.files.limits import Grid, Limits, RefusedFileError
from amu_geo.importing.files.reader import Sent
from amu_geo.importing.files.text_files import decode, guess_separator
from amu_geo.importing.headers import find_header, header_titles
from amu_geo.importing.repairs import Repair, RepairLog

PARQUET = (".parquet", ".geoparquet")
LINES_LOOKED_AT = 100
NO_HEADER = "le fichier n’a pas d’en-têtes : sa première ligne compte comme les autres"
_CODE = re.compile(r"\d{5}|2[ABab]\d{3}")


@dataclass
class Rows:
    """Rows of a table as they are in a file.

    Attributes
    ----------
    titles
        Of the columns, in order; two may bear one title.
    cells
        One column a title, named by its rank; text, or numbers where the file says so.
    lines
        Where each row is in the file, as a person counts; empty when nobody could count.
    notes
        What was repaired in the file as a whole, in French.
    """

    file: str
    sheet: str | None
    titles: list[str]
    cells: pd.DataFrame
    lines: list[int] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def column(self, rank: int) -> pd.Series:
        """A column as text without spaces around it, "" where there is nothing."""
        values = self.cells[rank]
        if not pd.api.types.is_string_dtype(values):
            values = values.map(lambda value: "" if pd.isna(value) else str(value))
        return values.fillna("").astype("str").str.strip(" \t\u00a0\u202f")


def rows_of_grid(grid: Grid, header: int) -> Rows:
    """The rows below a header; those of a file without one when `header` is -1."""
    below = grid.rows[header + 1 :]
    width = max((len(cells) for _, cells in grid.rows), default=0)
    titles = header_titles(grid, header) if header >= 0 else []
    titles += [f"colonne {rank + 1}" for rank in range(len(titles), width)]
    columns = {
        rank: pd.Series([c[rank] if rank < len(c) else "" for _, c in below], dtype="str")
        for rank in range(len(titles))
    }
    lines = [line for line, _ in below]
    notes = [] if header >= 0 else [NO_HEADER]
    return Rows(grid.file, grid.sheet, titles, pd.DataFrame(columns), lines, notes)


def with_header(grid: Grid, expected: set[str] | None = None) -> tuple[Grid, int]:
    """The grid and the index of its header; above one without any, « colonne 1 » and so on."""
    header = header_of(grid, expected)
    if header >= 0:
        return grid, header
    width = max(len(cells) for _, cells in grid.rows)
    headed = copy(grid)
    headed.rows = [(0, [f"colonne {rank + 1}" for rank in range(width)]), *grid.rows]
    return headed, 0


def read_rows(path: Path) -> list[Rows]:
    """The tables of a file: one, or those of the sheets of a workbook.

    A file over the limits of the import is read too, when it is CSV, GeoJSON or Parquet.

    Raises
    ------
    RefusedFileError
        In French: what cannot be read, and why.
    """
    limits = Limits()
    if path.stat().st_size <= limits.bytes:
        try:
            return _read_as_the_import(path, limits)
        except RefusedFileError:
            if path.suffix.lower() not in (*PARQUET, ".geojson", ".json", ".csv", ".txt", ".tsv"):
                raise
    return [_read_large(path)]


def _read_as_the_import(path: Path, limits: Limits) -> list[Rows]:
    sent = Sent(limits)
    sent.read(path, path.name)
    grids = [grid for _, grid in sent.grids if grid.rows]
    if not grids:
        problems = sent.raw.problems or [Problem("il n’y a là aucune table.", path.name)]
        raise RefusedFileError(problems[0])
    # With what could not be read of an archive or a workbook that has other tables.
    notes = [_note(repair) for log in sent.logs for repair in log.repairs()]
    notes += [str(problem).removesuffix(".") for problem in sent.raw.problems]
    found = [rows_of_grid(grid, header_of(grid)) for grid in grids]
    for rows in found:
        rows.notes = list(dict.fromkeys([*notes, *rows.notes]))
    return found


def _note(repair: Repair) -> str:
    rows = f" ({count(repair.nombre, 'ligne')})" if repair.ligne else ""
    return f"{repair.raison}{rows}"


def header_of(grid: Grid, expected: set[str] | None = None) -> int:
    """Index of the header; -1 where the first row holds codes as the others do: there is none."""
    header = find_header(grid, expected)
    is_data = any(_CODE.fullmatch(cell.strip()) for cell in grid.rows[header][1])
    return -1 if header == 0 and is_data else header


def _read_large(path: Path) -> Rows:
    try:
        if path.suffix.lower() in PARQUET:
            return _read_parquet(path)
        if path.suffix.lower() in (".geojson", ".json"):
            return _with_points(gpd.read_file(path), path)
        return _read_csv(path)
    except (RefusedFileError, OSError):
        raise
    except Exception as error:
        # Each format's reader fails in its own ways on a file that is not what it claims.
        expected = "CSV, GeoJSON, Parquet, ou un classeur"
        problem = Problem("le fichier ne se lit pas.", path.name, attendu=expected)
        raise RefusedFileError(problem) from error


def _read_csv(path: Path) -> Rows:
    log = RepairLog(path.name)
    text = decode(path.read_bytes(), path.name, log)
    separator = guess_separator(text)
    start = Grid(path.name, None, Limits())
    for line, words in enumerate(text[:200_000].split("\n")[:LINES_LOOKED_AT], start=1):
        start.add(line, next(csv.reader([words], delimiter=separator), []))
    header = header_of(start)
    looked_at = rows_of_grid(start, header)
    titles = looked_at.titles
    cells = pd.read_csv(
        io.StringIO(text),
        sep=separator,
        header=None,
        names=list(range(len(titles))),
        skiprows=start.rows[header][0] if header >= 0 else 0,
        dtype="str",
        keep_default_na=False,
        index_col=False,
    )
    notes = [*map(_note, log.repairs()), *looked_at.notes]
    return Rows(path.name, None, titles, cells, notes=notes)


def _read_parquet(path: Path) -> Rows:
    schema = pq.read_schema(path)
    if b"geo" in (schema.metadata or {}):
        return _with_points(gpd.read_parquet(path), path)
    frame = pd.read_parquet(path)
    titles = [str(name) for name in frame.columns]
    return Rows(path.name, None, titles, frame.set_axis(range(len(titles)), axis=1))


def _with_points(frame: gpd.GeoDataFrame, path: Path) -> Rows:
    shapes = frame.geometry if frame.crs is None else frame.geometry.to_crs(4326)
    if not (shapes.geom_type.dropna() == "Point").all():
        shapes = shapes.representative_point()
    table = pd.DataFrame(frame.drop(columns=frame.geometry.name))
    table = table.assign(lon=shapes.x.to_numpy(), lat=shapes.y.to_numpy())
    titles = [str(name) for name in table.columns]
    return Rows(path.name, None, titles, table.set_axis(range(len(titles)), axis=1))

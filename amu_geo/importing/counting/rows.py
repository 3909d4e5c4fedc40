"""The rows of a file that is counted, whatever its format: read as the import reads them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from copy import copy
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import pandas as pd

from amu_geo.edition.checking.problems import Problem
from amu_geo.edition.checking.report import count
from amu_geo.importing.files.cells import cell_text
from amu_geo.importing.files.limits import Grid, Limits, RefusedFileError
from amu_geo.importing.files.reader import Sent
from amu_geo.importing.headers import find_header, header_titles
from amu_geo.importing.repairs import Repair, RepairLog

# What is wrong → (how many rows, line of the first); 0 rows for what is said without a number.
Faults = dict[str, tuple[int, int]]
NO_HEADER = "le fichier n’a pas d’en-têtes : sa première ligne compte comme les autres"
TOO_LONG = "plus de cellules que d’en-têtes"
_CODE = re.compile(r"\d{5}|2[ABab]\d{3}")
_AROUND = " \t\u00a0\u202f"


@dataclass
class Rows:
    """Rows of a table as they are in a file.

    Attributes
    ----------
    titles
        Of the columns, in order; two may bear one title.
    cells
        One column a title, named by its rank; text, or numbers where the file says so. Of a large
        file only the columns that are asked for.
    lines
        Where each row is in the file, as a person counts; empty when nobody could count.
    notes
        What was repaired in the file as a whole, in French.
    faults
        What is wrong with rows that are read all the same: how many, and the line of the first.
    """

    file: str
    sheet: str | None
    titles: list[str]
    cells: pd.DataFrame
    lines: Sequence[int] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    faults: Faults = field(default_factory=dict)

    def column(self, rank: int) -> pd.Series:
        """A column as text without spaces around it, "" where there is nothing."""
        values = self.cells[rank]
        if not pd.api.types.is_string_dtype(values):
            ranks, texts = self.words(rank)
            values = pd.Series(texts.to_numpy()[ranks], index=values.index)
        return values.fillna("").astype("str").str.strip(_AROUND)

    def words(self, rank: int) -> tuple[np.ndarray, pd.Series]:
        """The same, each different text once: the rank of each row's, and the texts."""
        ranks, values = pd.factorize(self.cells[rank])
        texts = values.tolist()
        if not pd.api.types.is_string_dtype(values):
            texts = ["" if pd.isna(value) else cell_text(value) for value in texts]
        # Rows that say nothing have rank -1: the last text.
        return ranks, pd.Series([*texts, ""], dtype="str").str.strip(_AROUND)


def rows_of_grid(grid: Grid, header: int) -> Rows:
    """The rows below a header; those of a file without one when `header` is -1."""
    below = grid.rows[header + 1 :]
    width = max((len(cells) for _, cells in grid.rows), default=0)
    titles = header_titles(grid, header) if header >= 0 else []
    titled = max((rank for rank, title in enumerate(titles, start=1) if title), default=width)
    titles += [f"colonne {rank + 1}" for rank in range(len(titles), width)]
    columns = {
        rank: pd.Series([c[rank] if rank < len(c) else "" for _, c in below], dtype="str")
        for rank in range(len(titles))
    }
    lines = [line for line, _ in below]
    notes = [] if header >= 0 else [NO_HEADER]
    faults = faults_of(TOO_LONG, [line for line, cells in below if len(cells) > titled])
    return Rows(grid.file, grid.sheet, titles, pd.DataFrame(columns), lines, notes, faults)


def with_header(grid: Grid, expected: set[str] | None = None) -> tuple[Grid, int]:
    """The grid and the index of its header; above one without any, « colonne 1 » and so on."""
    header = header_of(grid, expected)
    if header >= 0:
        return grid, header
    width = max(len(cells) for _, cells in grid.rows)
    headed = copy(grid)
    headed.rows = [(0, [f"colonne {rank + 1}" for rank in range(width)]), *grid.rows]
    return headed, 0


def faults_of(what: str, lines: Sequence[int]) -> Faults:
    """A fault of the rows of those lines; nothing when there are none."""
    return {what: (len(lines), min(lines))} if len(lines) else {}


def add_faults(faults: Faults, more: Faults) -> None:
    """Add the second to the first, in place."""
    for what, (number, line) in more.items():
        known, first = faults.get(what, (0, line))
        faults[what] = known + number, min(first, line)


def faults_said(faults: Faults) -> list[str]:
    """In French, for the notes of a file."""
    return [
        f"{what} : {count(number, 'ligne')}, la première est la ligne {line}" if number else what
        for what, (number, line) in faults.items()
    ]


def read_rows(path: Path, limits: Limits) -> list[Rows]:
    """The tables of a file under the limits of the import: one, or those of a workbook's sheets.

    Raises
    ------
    RefusedFileError
        In French: what cannot be read, and why.
    """
    sent = Sent(limits)
    sent.read(path, path.name)
    grids = [grid for _, grid in sent.grids if grid.rows]
    if not grids:
        problems = sent.raw.problems or [Problem("il n’y a là aucune table.", path.name)]
        raise RefusedFileError(problems[0])
    # With what could not be read of an archive or a workbook that has other tables.
    notes = [*notes_of(sent.logs), *(str(one).removesuffix(".") for one in sent.raw.problems)]
    found = [rows_of_grid(grid, header_of(grid)) for grid in grids]
    for rows in found:
        rows.notes = list(dict.fromkeys([*notes, *rows.notes]))
    return found


def notes_of(logs: Iterable[RepairLog]) -> list[str]:
    """What was repaired in files as a whole, in French."""
    return [_note(repair) for log in logs for repair in log.repairs()]


def _note(repair: Repair) -> str:
    rows = f" ({count(repair.nombre, 'ligne')})" if repair.ligne else ""
    return f"{repair.raison}{rows}"


def header_of(grid: Grid, expected: set[str] | None = None) -> int:
    """Index of the header; -1 where the first row holds codes as the others do: there is none."""
    header = find_header(grid, expected)
    is_data = any(_CODE.fullmatch(cell.strip()) for cell in grid.rows[header][1])
    return -1 if header == 0 and is_data else header

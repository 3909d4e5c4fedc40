"""An edition as text, before anything is believed: cells, and where each row stood.

Whatever a person sends (a folder, a workbook, a lone CSV) becomes these values; one engine
then checks them all.
"""

from __future__ import annotations

import csv
import io
import os
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pandas as pd

from amu_geo.edition.checking.problems import Problem
from amu_geo.edition.schema import TABLES, table_schema

METADATA_FILE = "edition.toml"
BYTES_LIMIT = 50 * 1024 * 1024
ROWS_LIMIT = 200_000

# The reader's own limit would refuse a long cell in English, before ours names its place.
csv.field_size_limit(BYTES_LIMIT)


@dataclass(frozen=True, eq=False)
class RawTable:
    """Cells of one table as text.

    `cells` has the schema's columns in order, all text, "" when empty, RangeIndex;
    `lines[i]` is the line of row i in the file.
    """

    name: str
    cells: pd.DataFrame
    lines: list[int]
    file: str
    sheet: str | None = None


@dataclass(eq=False)
class RawEdition:
    """Metadata and tables as text, with what could not even be read."""

    metadata: dict[str, Any] = field(default_factory=dict)
    tables: dict[str, RawTable] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)


def read_folder(folder: Path) -> RawEdition:
    """Read a published edition's folder, strictly: UTF-8, comma, the schema's columns."""
    raw = RawEdition()
    raw.metadata = _read_metadata(folder / METADATA_FILE, raw.problems)
    for name in TABLES:
        path = folder / f"{name}.csv"
        # A link that leads nowhere, a folder: a fault of the file, not its absence.
        if os.path.lexists(path):
            content = _read_bytes(path, raw.problems)
            table = read_strict_csv(content, name, path.name, raw.problems) if content else None
            if table is not None:
                raw.tables[name] = table
        elif table_schema(name).required:
            raw.problems.append(
                Problem("ce fichier obligatoire manque.", path.name, attendu=f"{name}.csv")
            )
    return raw


def _read_metadata(path: Path, problems: list[Problem]) -> dict[str, Any]:
    if not path.is_file():
        problems.append(Problem("ce fichier obligatoire manque.", path.name, attendu=METADATA_FILE))
        return {}
    content = _read_bytes(path, problems)
    return {} if content is None else parse_metadata(content, path.name, problems)


def _read_bytes(path: Path, problems: list[Problem]) -> bytes | None:
    """The content of a file, None when it is empty, too big or unreadable: each a problem."""
    try:
        size = path.stat().st_size
        content = path.read_bytes() if size <= BYTES_LIMIT else b""
    except OSError as error:
        problems.append(Problem(f"le fichier ne se lit pas ({error.strerror}).", path.name))
        return None
    if size > BYTES_LIMIT:
        expected = f"{BYTES_LIMIT // 1024**2} Mo au plus"
        problems.append(Problem("le fichier est trop gros.", path.name, attendu=expected))
    elif not content.strip():
        problems.append(Problem("le fichier est vide.", path.name))
    else:
        return content
    return None


def parse_metadata(content: bytes, file: str, problems: list[Problem]) -> dict[str, Any]:
    """Parse `edition.toml`; what cannot be parsed is a problem, never an exception."""
    try:
        return tomllib.loads(content.decode("utf-8-sig"))
    except UnicodeDecodeError:
        problems.append(Problem("le fichier n’est pas en UTF-8.", file, attendu="UTF-8"))
    except tomllib.TOMLDecodeError as error:
        problems.append(Problem(f"le fichier TOML ne se lit pas ({error}).", file))
    except (RecursionError, ValueError):
        problems.append(Problem("le fichier TOML ne se lit pas.", file))
    return {}


def read_strict_csv(
    content: bytes, name: str, file: str, problems: list[Problem]
) -> RawTable | None:
    """Read a canonical CSV; None when its bytes cannot be read as one."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        problems.append(
            Problem(f"l’octet {error.start} n’est pas de l’UTF-8.", file, attendu="UTF-8")
        )
        return None
    try:
        found = [(line, cells) for line, _, cells in numbered_rows(text)]
    except QuoteError as error:
        problems.append(error.problem(text, file))
        return None
    rows = [(line, cells) for line, cells in found if any(cell.strip() for cell in cells)]
    if not rows:
        problems.append(Problem("le fichier est vide.", file, attendu="une ligne d’en-têtes"))
        return None
    header = [title.strip() for title in rows[0][1]]
    return _table_from_rows(name, file, header, rows[1:], problems)


class QuoteError(csv.Error):
    """A quote out of place: what is wrong, and the lines where the row starts and breaks."""

    def __init__(self, error: csv.Error, start: int, line: int):
        super().__init__(str(error))
        self.message, self.start = _csv_error_in_french(error), start
        # A quote that nothing closes is looked for down to the end of the file.
        self.line = start if "unexpected end of data" in str(error) else line

    def problem(self, text: str, file: str, offset: int = 0) -> Problem:
        """What to say of it; `offset` lines were taken off the text."""
        lines = text.split("\n")
        shown = lines[self.line - 1].strip() if self.line <= len(lines) else ""
        expected = 'les guillemets d’une cellule doublés (""), ou ôtés'
        detail = None
        if self.start < self.line:
            detail = f"Sa cellule s’ouvre à la ligne {self.start + offset}."
        place = (file, None, self.line + offset, None)
        return Problem(self.message, *place, shown, expected, detail=detail)


def _csv_error_in_french(error: csv.Error) -> str:
    """What the CSV reader could not read, in words."""
    text = str(error)
    if "unexpected end of data" in text:
        return "un guillemet ouvert n’est jamais refermé."
    if "expected after" in text:
        return "un guillemet est mal placé : une cellule s’arrête avant son séparateur."
    if "NUL" in text:
        return "le fichier porte un caractère nul : ce n’est pas du texte."
    return "le fichier CSV ne se lit pas."


def numbered_rows(text: str, separator: str = ",") -> Iterator[tuple[int, int, list[str]]]:
    """Each row after its first and last lines: quotes may hold several.

    Raises
    ------
    QuoteError
        A quote is out of place.
    """
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    line = 1
    try:
        for cells in reader:
            yield line, reader.line_num, cells
            line = reader.line_num + 1
    except csv.Error as error:
        raise QuoteError(error, line, reader.line_num) from None


def _table_from_rows(
    name: str,
    file: str,
    header: list[str],
    rows: list[tuple[int, list[str]]],
    problems: list[Problem],
) -> RawTable:
    for line, cells in rows:
        if len(cells) != len(header):
            problems.append(
                Problem(
                    f"la ligne a {len(cells)} cellules.",
                    file,
                    ligne=line,
                    attendu=f"{len(header)} cellules, comme l’en-tête",
                )
            )
    width = len(header)
    data = [(cells + [""] * width)[:width] for _, cells in rows]
    frame = pd.DataFrame(data, columns=range(width), dtype="str")
    return shape_table(name, file, None, header, frame, [line for line, _ in rows], problems)


def shape_table(
    name: str,
    file: str,
    sheet: str | None,
    header: list[str],
    frame: pd.DataFrame,
    lines: list[int],
    problems: list[Problem],
) -> RawTable:
    """Give a table of text the schema's columns, in order; report the missing and the unknown.

    A column that may be empty may also be missing.

    `frame` has one positional column (0, 1, …) for each entry of `header`.
    """
    schema = table_schema(name)
    for title in sorted(set(header) - set(schema.columns)):
        problems.append(
            Problem(
                f"la colonne « {title} » est inconnue.",
                file,
                sheet,
                1,
                title,
                attendu="l’une des colonnes " + ", ".join(schema.columns),
            )
        )
    for title in sorted({title for title in header if header.count(title) > 1}):
        problems.append(Problem("cette colonne paraît deux fois.", file, sheet, 1, title))
    columns = {}
    for column in schema.columns:
        if column in header:
            columns[column] = frame[header.index(column)].fillna("").astype("str")
        else:
            columns[column] = pd.Series([""] * len(frame), dtype="str")
            if schema.field(column).required:
                problems.append(
                    Problem("cette colonne manque.", file, sheet, 1, column, attendu=column)
                )
    cells = pd.DataFrame(columns).reset_index(drop=True)
    return RawTable(name, cells, lines, file, sheet)

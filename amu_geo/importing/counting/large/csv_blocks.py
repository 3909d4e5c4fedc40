"""A block of CSV as rows: parsed by Arrow, and line by line only where that is of no use."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as pa_csv

from amu_geo.importing.counting.rows import TOO_LONG, Faults, Rows, faults_of

TOO_SHORT = "moins de cellules que les autres lignes"
OTHER_ENCODING = "ces octets ne sont pas de l’UTF-8, ils sont lus en Windows-1252"
STRAY_QUOTE = "un guillemet seul au milieu d’une cellule, lu tel quel"


@dataclass(frozen=True)
class Dialect:
    """How a file is written.

    Attributes
    ----------
    titles, titled
        Of the columns, and how many the file itself names.
    width, least
        Cells that most rows have, empty ones at the end included; those that none should lack.
    encoding
        « utf-8 » or « cp1252 ».
    """

    file: str
    titles: tuple[str, ...]
    titled: int
    separator: str
    width: int
    least: int
    encoding: str


@dataclass(frozen=True)
class Wanted:
    """Ranks of the columns that are read: as numbers, as few different texts, as texts."""

    numbers: tuple[int, ...] = ()
    words: tuple[int, ...] = ()
    texts: tuple[int, ...] = ()

    @property
    def ranks(self) -> list[int]:
        """All of them."""
        return sorted({*self.numbers, *self.words, *self.texts})


def read_block(content: bytes, line: int, dialect: Dialect, wanted: Wanted) -> Rows:
    """Whole records of a file as rows, with the wanted columns alone.

    Parameters
    ----------
    content
        Lines end with a line feed.
    line
        Where the block begins in the file.
    """
    faults: Faults = {}
    content = _in_utf8(content, line, dialect, faults)
    if b'"' in content:
        faults |= _stray_quotes(content, line, dialect.separator)
    table, is_regular = _parse(content, dialect, wanted)
    cells = pd.DataFrame({rank: _series(table, rank) for rank in wanted.ranks})
    lines: Sequence[int] = Lines(content, line, len(cells), dialect.separator)
    beyond = _too_long(table, dialect)
    if is_regular and len(beyond):
        faults |= faults_of(TOO_LONG, [lines[row] for row in beyond.tolist()])
    if not is_regular or _has_blank_rows(content, cells, dialect.separator):
        cells, lines = _read_plainly(content, line, dialect, wanted, faults)
    return Rows(dialect.file, None, list(dialect.titles), cells, lines, faults=faults)


class Lines(Sequence[int]):
    """Lines of a file where the rows of a block are; counted when somebody asks."""

    def __init__(self, content: bytes, line: int, rows: int, separator: str) -> None:
        self._content, self._line = content, line
        self._rows, self._separator = rows, separator

    def __len__(self) -> int:
        return self._rows

    def __getitem__(self, place: int | slice) -> int | list[int]:
        return self._all[place]

    @cached_property
    def _all(self) -> list[int]:
        signs = np.frombuffer(self._content, dtype=np.uint8)
        ends = np.flatnonzero(signs == ord("\n"))
        starts = np.concatenate([[0], ends + 1])
        full = np.flatnonzero(np.diff(starts, append=len(signs) + 1) > 1)
        if len(full) == self._rows:
            return (full + self._line).tolist()
        # Cells of several lines.
        return [line for line, _ in _records(self._content, self._line, self._separator)]


def _records(content: bytes, line: int, separator: str) -> Iterator[tuple[int, list[str]]]:
    """The cells of each record and the line where it begins; empty lines are left out."""
    text = io.StringIO(content.decode("utf-8", "replace"), newline="")
    reader = csv.reader(text, delimiter=separator)
    begins = line
    for cells in reader:
        if cells:
            yield begins, cells
        begins = line + reader.line_num


def _read_plainly(
    content: bytes, line: int, dialect: Dialect, wanted: Wanted, faults: Faults
) -> tuple[pd.DataFrame, list[int]]:
    """The rows of a block where some have not as many cells as the others, or none.

    As in a small file: blank rows are no rows, cells that are not there say nothing.
    """
    lines, rows, too_long, too_short = [], [], [], []
    for begins, cells in _records(content, line, dialect.separator):
        width = len(cells)
        while cells and not cells[-1].strip():
            cells.pop()
        if not cells:
            continue
        if len(cells) > dialect.titled:
            too_long.append(begins)
        if width < dialect.least:
            too_short.append(begins)
        lines.append(begins)
        rows.append([cells[rank] if rank < len(cells) else "" for rank in wanted.ranks])
    faults |= faults_of(TOO_LONG, too_long) | faults_of(TOO_SHORT, too_short)
    columns = zip(*rows, strict=True) if rows else [[] for _ in wanted.ranks]
    cells = {
        rank: pd.Series(column, dtype="str")
        for rank, column in zip(wanted.ranks, columns, strict=True)
    }
    return pd.DataFrame(cells), lines


def _in_utf8(content: bytes, line: int, dialect: Dialect, faults: Faults) -> bytes:
    if content.isascii():
        return content
    if dialect.encoding == "cp1252":
        return content.decode("cp1252", "replace").encode()
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        lines = content.split(b"\n")
        others = [rank for rank, one in enumerate(lines) if not is_utf8(one)]
        for rank in others:
            lines[rank] = lines[rank].decode("cp1252", "replace").encode()
        faults |= faults_of(OTHER_ENCODING, [line + rank for rank in others])
        return b"\n".join(lines)
    return content


def is_utf8(line: bytes) -> bool:
    """Whether these bytes are a text in UTF-8."""
    try:
        line.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _parse(content: bytes, dialect: Dialect, wanted: Wanted) -> tuple[pa.Table, bool]:
    """The wanted columns, and whether all rows have as many cells.

    Numbers are written with a point, else with a comma, else read as the texts that they are.
    """
    is_regular = True

    def skip(_: pa_csv.InvalidRow) -> str:
        nonlocal is_regular
        is_regular = False
        return "skip"

    names = [str(rank) for rank in range(dialect.width)]
    reading = pa_csv.ReadOptions(
        use_threads=False, column_names=names, block_size=max(64, len(content) + 1)
    )
    parsing = pa_csv.ParseOptions(
        delimiter=dialect.separator,
        newlines_in_values=b'"' in content,
        invalid_row_handler=skip,
    )
    for decimal in (".", ",", ""):
        kinds = {
            **dict.fromkeys(wanted.texts, pa.string()),
            **dict.fromkeys(wanted.words, pa.dictionary(pa.int32(), pa.string())),
            **dict.fromkeys(wanted.numbers, pa.float64() if decimal else pa.string()),
        }
        kinds = {str(rank): kind for rank, kind in kinds.items() if rank < dialect.width}
        beyond = map(str, range(dialect.titled, dialect.width))
        kinds = {**dict.fromkeys(beyond, pa.string()), **kinds}
        converting = pa_csv.ConvertOptions(
            include_columns=list(kinds),
            column_types=kinds,
            strings_can_be_null=False,
            decimal_point=decimal or ".",
        )
        try:
            return pa_csv.read_csv(pa.py_buffer(content), reading, parsing, converting), is_regular
        except pa.ArrowInvalid:
            if not decimal or not wanted.numbers:
                raise
    raise AssertionError("texts are always read")


def _series(table: pa.Table, rank: int) -> pd.Series:
    if str(rank) not in table.column_names:
        return pd.Series([""] * table.num_rows, dtype="str")
    return table.column(str(rank)).to_pandas()


def _too_long(table: pa.Table, dialect: Dialect) -> np.ndarray:
    """Positions of the rows that say something where there is no title."""
    found = np.zeros(table.num_rows, dtype=bool)
    for rank in range(dialect.titled, dialect.width):
        column = table.column(str(rank)).cast(pa.string())
        found |= pc.not_equal(pc.utf8_trim_whitespace(column), "").to_numpy()
    return np.flatnonzero(found)


def _has_blank_rows(content: bytes, cells: pd.DataFrame, separator: str) -> bool:
    """Whether some rows say nothing in any column: they are no rows, as in a small file."""
    empty = np.ones(len(cells), dtype=bool)
    for rank in cells:
        empty &= _says_nothing(cells[rank])
    if not empty.any():
        return False
    blank = rb'(?:^|\n)[ \t"%b\xc2\xa0]+(?=\n|$)' % re.escape(separator.encode())
    return re.search(blank, content) is not None


def _says_nothing(values: pd.Series) -> np.ndarray:
    if pd.api.types.is_float_dtype(values):
        return values.isna().to_numpy()
    if isinstance(values.dtype, pd.CategoricalDtype):
        blank = values.cat.categories.str.strip() == ""
        return np.asarray(blank, dtype=bool)[values.cat.codes]
    return (values.str.strip() == "").to_numpy(dtype=bool)


def _stray_quotes(content: bytes, line: int, separator: str) -> Faults:
    """Quotes that are neither around a cell nor doubled: the cell is read, and they are said."""
    signs = np.frombuffer(content, dtype=np.uint8)
    quotes = np.flatnonzero(signs == ord('"'))
    quotes = quotes[(quotes > 0) & (quotes < len(signs) - 1)]
    usual = np.zeros(256, dtype=bool)
    usual[[ord(sign) for sign in ('"', "\n", separator)]] = True
    stray = quotes[~usual[signs[quotes - 1]] & ~usual[signs[quotes + 1]]]
    if not len(stray):
        return {}
    ends = np.flatnonzero(signs == ord("\n"))
    return faults_of(STRAY_QUOTE, (np.unique(np.searchsorted(ends, stray)) + line).tolist())

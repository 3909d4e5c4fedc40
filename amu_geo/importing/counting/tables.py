"""The tables of a file to count: whole when it is small, some rows at a time when it is not."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from amu_geo.edition.checking.problems import Problem
from amu_geo.importing.counting.large.csv_file import LargeCsv
from amu_geo.importing.counting.large.layer_file import LargeLayer
from amu_geo.importing.counting.large.parquet_file import LargeParquet
from amu_geo.importing.counting.rows import Rows, read_rows
from amu_geo.importing.counting.tally import Block, Blocks
from amu_geo.importing.counting.ways import Way
from amu_geo.importing.files.limits import Limits, RefusedFileError

PARQUET = (".parquet", ".geoparquet")
TEXT = (".csv", ".tsv", ".txt")
MAGIC = b"PAR1"
LAYERS = (".geojson", ".json", ".geojsonl", ".ndjson", ".gpkg")
# Rows placed at once.
BLOCK = 250_000
# Bytes of a feature of GeoJSON that has a point and nothing else, about.
SHORTEST_FEATURE = 80
Source = LargeCsv | LargeLayer | LargeParquet
EXPECTED = "CSV, Parquet, GeoParquet ou GeoJSON"


@dataclass(frozen=True)
class Table:
    """A table of a file.

    Attributes
    ----------
    rows
        All of its rows when it is small, else the first ones: what finds its ways.
    blocks
        All of its rows, some at a time.
    size
        How many there are, as far as it is known: which of two tables is the longer.
    is_large
        Whether it is read some rows at a time.
    """

    rows: Rows
    blocks: Blocks
    size: int
    is_large: bool = False


def tables_of(path: Path) -> list[Table]:
    """The tables of a file, of any size.

    Raises
    ------
    RefusedFileError
        In French: what cannot be read, and why.
    """
    limits, suffix = Limits(), path.suffix.lower()
    large = suffix in (*PARQUET, *TEXT, *LAYERS)
    if path.stat().st_size <= limits.bytes and not (large and _is_long(path, limits)):
        return [_whole(rows) for rows in read_rows(path, limits)]
    if not large:
        limits.check_size(path.stat().st_size, path.name)
    return [_large(path, suffix)]


def _whole(rows: Rows) -> Table:
    def blocks(_: Sequence[Way]) -> Iterator[Block]:
        number = len(rows.cells)
        for start in range(0, max(1, number), BLOCK):
            end = min(number, start + BLOCK)
            yield Block(lambda some=slice(start, end): _some(rows, some), end / max(1, number))

    return Table(rows, blocks, len(rows.cells))


def _some(rows: Rows, some: slice) -> Rows:
    # What is wrong with rows is told once, with the first block.
    faults = {} if some.start else rows.faults
    return replace(rows, cells=rows.cells.iloc[some], lines=rows.lines[some], faults=faults)


def _is_long(path: Path, limits: Limits) -> bool:
    """Whether a file, small as it may be, holds more than the import takes."""
    with path.open("rb") as file:
        if file.read(4) == MAGIC:
            return LargeParquet.exceeds(path, limits)
        if path.suffix.lower() in LAYERS:
            return path.stat().st_size > limits.rows * SHORTEST_FEATURE
        lines = 0
        while piece := file.read(1 << 20):
            lines += piece.count(b"\n") + piece.count(b"\r") - piece.count(b"\r\n")
        return lines > limits.rows


def _large(path: Path, suffix: str) -> Table:
    with path.open("rb") as file:
        is_parquet = file.read(4) == MAGIC
    reader = LargeParquet if is_parquet else LargeLayer if suffix in LAYERS else LargeCsv
    source, blocks = opened(path, partial(reader, path))
    return Table(source.head, blocks, source.size, is_large=True)


def opened(path: Path, reader: Callable[[], Source]) -> tuple[Source, Blocks]:
    """A source of rows, and its blocks; what cannot be read of them is said in French."""
    with said_of(path):
        source = reader()

    def blocks(ways: Sequence[Way]) -> Iterator[Block]:
        with said_of(path):
            for block in source.blocks(ways):
                yield replace(block, read=partial(_read, path, block.read))

    return source, blocks


def _read(path: Path, read: Callable[[], Rows]) -> Rows:
    with said_of(path):
        return read()


@contextmanager
def said_of(path: Path) -> Iterator[None]:
    """What a reader cannot read, in French: each format's fails in its own ways."""
    try:
        yield
    except (RefusedFileError, GeneratorExit):
        raise
    except Exception as error:
        if isinstance(error, OSError) and error.errno:
            raise  # The disk's own; Arrow says its troubles with the same word.
        problem = Problem("le fichier ne se lit pas.", path.name, attendu=EXPECTED)
        raise RefusedFileError(problem) from error

"""Parquet of any size: only the columns that place rows are read, some rows at a time."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from functools import partial
from itertools import accumulate
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from amu_geo.importing.counting.large.batches import BATCH, layer_of
from amu_geo.importing.counting.large.shapes import projection
from amu_geo.importing.counting.rows import Rows
from amu_geo.importing.counting.tally import Block
from amu_geo.importing.counting.ways import POINT, SAMPLE, Way
from amu_geo.importing.files.limits import Limits

BUFFER = 1 << 20


class LargeParquet:
    """A Parquet or GeoParquet file: `head` are its first rows, `blocks` all of them.

    `groups` are ranks of row groups: all when there are none.
    """

    def __init__(self, path: Path, groups: Sequence[int] | None = None) -> None:
        self._path = path
        file = self._open([])
        metadata, schema = file.metadata, file.schema_arrow
        rows = [metadata.row_group(rank).num_rows for rank in range(metadata.num_row_groups)]
        self._groups = list(range(len(rows)) if groups is None else groups)
        # Line 2 is the first row, as in a spreadsheet.
        self._lines = list(accumulate(rows, initial=2))
        self.size = sum(rows[rank] for rank in self._groups)
        geo = json.loads((schema.metadata or {}).get(b"geo", b"{}"))
        shapes = geo.get("columns", {})
        primary = geo.get("primary_column")
        primary = primary if primary in schema.names and primary in shapes else None
        crs = projection(shapes[primary].get("crs"), path.name) if primary else None
        self._schema = schema
        self._layer = layer_of(schema, path.name, list(shapes), primary, crs)
        names = [*self._layer.names, *([self._layer.shape] if self._layer.shape else [])]
        batch = _first(file.iter_batches(SAMPLE, columns=names))
        self.head: Rows = self._layer.rows(batch, 2) if batch else self._layer.empty()
        self.head.faults = {}

    @staticmethod
    def exceeds(path: Path, limits: Limits) -> bool:
        """Whether a file says that it holds more than these limits; not when it cannot be read."""
        try:
            metadata = pq.read_metadata(path)
        except (pa.ArrowException, OSError):
            return False
        groups = [metadata.row_group(rank) for rank in range(metadata.num_row_groups)]
        unpacked = sum(group.total_byte_size for group in groups)
        return metadata.num_rows > limits.rows or unpacked > limits.unpacked

    @staticmethod
    def groups_in(path: Path) -> list[tuple[int, int]]:
        """Rank and number of rows of each row group; none when it is no Parquet file."""
        try:
            metadata = pq.read_metadata(path)
        except (pa.ArrowException, OSError):
            return []
        return [
            (rank, metadata.row_group(rank).num_rows) for rank in range(metadata.num_row_groups)
        ]

    def blocks(self, ways: Sequence[Way]) -> Iterator[Block]:
        """All the rows, with the columns of these ways alone."""
        columns = self._layer.columns(ways)
        done, total = 0, max(1, self.size)
        words = self._words(ways)
        file = self._open(words)
        for group in self._groups:
            line = self._lines[group]
            for batch in file.iter_batches(BATCH, row_groups=[group], columns=columns):
                done += batch.num_rows
                yield Block(partial(self._layer.rows, batch, line, words), done / total)
                line += batch.num_rows

    def _words(self, ways: Sequence[Way]) -> list[str]:
        """Columns of texts that many rows have in common."""
        ranks = {rank for way in ways if way.kind != POINT for rank in way.columns}
        names = [name for rank, name in enumerate(self._layer.names) if rank in ranks]
        return [name for name in names if pa.types.is_string(self._schema.field(name).type)]

    def _open(self, words: Sequence[str]) -> pq.ParquetFile:
        # A buffer reads a column bit by bit: without, a row group's column comes whole.
        return pq.ParquetFile(
            self._path, read_dictionary=list(words), buffer_size=BUFFER, pre_buffer=False
        )


def _first(batches: Iterator[pa.RecordBatch]) -> pa.RecordBatch | None:
    """The first rows, of several row groups when they are small; None when there are none."""
    found: list[pa.RecordBatch] = []
    for batch in batches:
        found.append(batch)
        if sum(one.num_rows for one in found) >= SAMPLE:
            break
    if not found:
        return None
    table = pa.Table.from_batches(found).slice(0, SAMPLE).unify_dictionaries()
    return next(iter(table.combine_chunks().to_batches()), None)

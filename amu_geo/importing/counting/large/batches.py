"""Columns of Arrow, of any file that holds them, as rows: properties, and the points of shapes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import pandas as pd
import pyarrow as pa
import pyproj

from amu_geo.importing.counting.large.shapes import PROJECTED, in_degrees, points_of
from amu_geo.importing.counting.rows import Faults, Rows
from amu_geo.importing.counting.ways import Way

COORDINATES = ["lon", "lat"]
NESTED = "colonne laissée de côté : elle porte des listes"
# Rows read at once.
BATCH = 250_000


@dataclass(frozen=True)
class Layer:
    """What the columns of a file are.

    Attributes
    ----------
    names
        Of the columns that hold a value a row, in order.
    shape
        Name of the column of shapes; their points are then two columns more, « lon » and « lat ».
        None when there are none, or when the file has columns of these names.
    crs
        Projection of the shapes, None for longitude and latitude.
    """

    file: str
    names: tuple[str, ...]
    shape: str | None = None
    crs: pyproj.CRS | None = None
    notes: tuple[str, ...] = field(default=())

    @property
    def titles(self) -> list[str]:
        """Of the columns that may place rows."""
        return [*self.names, *(COORDINATES if self.shape else [])]

    def columns(self, ways: Sequence[Way]) -> list[str]:
        """Names of the columns that these ways read."""
        ranks = {rank for way in ways for rank in way.columns}
        wanted = [name for rank, name in enumerate(self.names) if rank in ranks]
        beyond = any(rank >= len(self.names) for rank in ranks)
        return [*wanted, *([self.shape] if beyond and self.shape else [])]

    def rows(self, batch: pa.RecordBatch, line: int, words: Sequence[str] = ()) -> Rows:
        """A batch as rows, with the columns that it holds; `line` is that of its first row.

        `words` are columns of which each different text is kept once.
        """
        faults: Faults = {}
        there = set(batch.schema.names)
        columns = {
            rank: _series(batch.column(name), name in words)
            for rank, name in enumerate(self.names)
            if name in there
        }
        if self.shape in there:
            points = in_degrees(points_of(batch.column(self.shape), line, faults), self.crs)
            for place in range(2):
                columns[len(self.names) + place] = pd.Series(points[:, place])
        cells = pd.DataFrame(columns, index=pd.RangeIndex(batch.num_rows))
        lines = range(line, line + batch.num_rows)
        return Rows(self.file, None, self.titles, cells, lines, list(self.notes), faults)

    def empty(self) -> Rows:
        """No rows, of these columns."""
        ranks = range(len(self.titles))
        cells = pd.DataFrame({rank: pd.Series([], dtype="str") for rank in ranks})
        return Rows(self.file, None, self.titles, cells, notes=list(self.notes))


def layer_of(
    schema: pa.Schema, file: str, shapes: Sequence[str], shape: str | None, crs: pyproj.CRS | None
) -> Layer:
    """The columns of a file: `shapes` hold shapes, of which `shape` is the one that counts."""
    nested = [kind.name for kind in schema if pa.types.is_nested(kind.type)]
    names = [name for name in schema.names if name not in nested and name not in shapes]
    has_points = shape is not None and shape not in nested and not set(COORDINATES) & set(names)
    notes = [*([PROJECTED] if has_points and crs else []), *([NESTED] if nested else [])]
    return Layer(
        file, tuple(names), shape if has_points else None, crs if has_points else None, tuple(notes)
    )


def _series(column: pa.Array, is_words: bool) -> pd.Series:
    if pa.types.is_dictionary(column.type) and not is_words:
        column = column.dictionary_decode()
    if pa.types.is_binary(column.type) or pa.types.is_large_binary(column.type):
        return pd.Series([""] * len(column), dtype="str")
    return column.to_pandas()

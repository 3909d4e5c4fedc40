"""GeoJSON and GeoPackage of any size, as GDAL reads them: some features at a time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path

import pyarrow as pa
import pyogrio

from amu_geo.importing.counting.large.batches import layer_of
from amu_geo.importing.counting.large.shapes import projection
from amu_geo.importing.counting.rows import Rows
from amu_geo.importing.counting.tally import Block
from amu_geo.importing.counting.ways import SAMPLE, Way

FEATURES = 50_000


class LargeLayer:
    """The first layer of a file: `head` are its first features, `blocks` all of them."""

    def __init__(self, path: Path) -> None:
        self._path = path
        layers = [str(name) for name, _ in pyogrio.list_layers(path)]
        with pyogrio.open_arrow(path, batch_size=SAMPLE, use_pyarrow=True) as (meta, reader):
            shape = meta["geometry_name"] or "wkb_geometry"
            shapes = [shape] if shape in reader.schema.names else []
            crs = projection(meta["crs"], path.name)
            self._layer = layer_of(reader.schema, path.name, shapes, (shapes or [None])[0], crs)
            batch = next(iter(reader), None)
        self.head: Rows = self._layer.rows(batch, 2) if batch else self._layer.empty()
        self.head.faults = {}
        self.head.notes += [f"couche « {name} » laissée de côté" for name in layers[1:]]
        self.size = pyogrio.read_info(path)["features"]

    def blocks(self, ways: Sequence[Way]) -> Iterator[Block]:
        """All the features, with the properties of these ways alone."""
        columns = self._layer.columns(ways)
        names = [name for name in columns if name != self._layer.shape]
        line, total = 2, max(1, self.size)
        with pyogrio.open_arrow(
            self._path,
            columns=names,
            read_geometry=self._layer.shape in columns,
            batch_size=FEATURES,
            use_pyarrow=True,
        ) as (_, reader):
            for batch in reader:
                rows = pa.RecordBatch.from_arrays(batch.columns, schema=batch.schema)
                yield Block(partial(self._layer.rows, rows, line), (line - 2) / total)
                line += batch.num_rows

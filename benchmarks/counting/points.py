"""Points to count, written some at a time: nine in ten around communes, the rest anywhere near."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.csv as pa_csv
import pyarrow.parquet as pq

from amu_geo.territories import Territories

GROUP = 1_000_000
SEED = 20_261_126
# Of the points around a commune, in degrees; some fall beyond the borders and in the sea.
SPREAD = 0.05
WKB = np.dtype([("order", "u1"), ("kind", "<u4"), ("x", "<f8"), ("y", "<f8")])


def drawn(number: int, territories: Territories) -> Iterator[tuple[np.ndarray, np.ndarray]]:
    """Longitudes and latitudes, a million at a time; the same whenever asked."""
    rng = np.random.default_rng(SEED)
    places = territories.communes[["lon", "lat"]].dropna().to_numpy()
    for start in range(0, number, GROUP):
        size = min(GROUP, number - start)
        points = places[rng.integers(0, len(places), size)] + rng.normal(0, SPREAD, (size, 2))
        anywhere = rng.random(size) < 0.1
        points[anywhere] = rng.uniform((-6, 41), (10, 51.5), (int(anywhere.sum()), 2))
        yield points[:, 0].copy(), points[:, 1].copy()


def write_parquet(path: Path, number: int, territories: Territories) -> None:
    """Columns nom, lon, lat in row groups of a million."""
    schema = pa.schema([("nom", pa.string()), ("lon", pa.float64()), ("lat", pa.float64())])
    with pq.ParquetWriter(path, schema) as writer:
        for lon, lat in drawn(number, territories):
            writer.write_table(pa.table([_names(len(lon)), lon, lat], schema=schema))


def write_geoparquet(path: Path, number: int, territories: Territories) -> None:
    """Columns nom and geometry, points in well-known binary."""
    geo = {
        "version": "1.0.0",
        "primary_column": "geometry",
        "columns": {"geometry": {"encoding": "WKB", "geometry_types": ["Point"]}},
    }
    schema = pa.schema([("nom", pa.string()), ("geometry", pa.binary())], {"geo": json.dumps(geo)})
    with pq.ParquetWriter(path, schema) as writer:
        for lon, lat in drawn(number, territories):
            shapes = np.zeros(len(lon), dtype=WKB)
            shapes["order"] = shapes["kind"] = 1
            shapes["x"], shapes["y"] = lon, lat
            ends = np.arange(len(lon) + 1, dtype=np.int32) * WKB.itemsize
            content = [None, pa.py_buffer(ends), pa.py_buffer(shapes)]
            points = pa.Array.from_buffers(pa.binary(), len(lon), content)
            writer.write_table(pa.table([_names(len(lon)), points], schema=schema))


def write_csv(path: Path, number: int, territories: Territories) -> None:
    """Columns nom, lon, lat with six decimals, semicolons between."""
    options = pa_csv.WriteOptions(include_header=False, delimiter=";", quoting_style="none")
    with path.open("wb") as file:
        file.write(b"nom;lon;lat\n")
        for lon, lat in drawn(number, territories):
            columns = [_names(len(lon)), pa.array(lon.round(6)), pa.array(lat.round(6))]
            pa_csv.write_csv(pa.table(columns, ["nom", "lon", "lat"]), file, options)


def _names(number: int) -> pa.Array:
    names = [f"Lieu n° {rank} à visiter" for rank in range(1000)]
    return pa.array(np.array(names, dtype=object)[np.arange(number) % 1000], pa.string())

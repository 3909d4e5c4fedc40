"""A table in each format that the import reads, from its rows of text."""

from __future__ import annotations

import csv
import io
import json
import random
import tempfile
import warnings
import zipfile
from pathlib import Path

import geopandas as gpd
import pandas as pd
import shapely

from amu_geo.edition.schema import table_schema


def as_csv(rows: list[list[str]], separator: str) -> str:
    """Text of a CSV file."""
    text = io.StringIO()
    csv.writer(text, delimiter=separator, lineterminator="\n").writerows(rows)
    return text.getvalue()


def as_zip(files: dict[str, bytes]) -> bytes:
    """An archive that is not compressed, so that spoiling a byte spoils a cell."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def as_geojson(rows: list[list[str]], rng: random.Random) -> bytes:
    """Features whose geometries are sound, absent or mad."""
    data: dict = {"type": "FeatureCollection", "features": _features(rows, rng)}
    if rng.random() < 0.2:
        data["crs"] = {"properties": {"name": rng.choice(("EPSG:2154", "EPSG:99", "x", 5))}}
    return json.dumps(data).encode()


def as_lines(rows: list[list[str]], rng: random.Random) -> bytes:
    """An object a line, Features or not; sometimes a line that is none."""
    objects = _features(rows, rng)
    if rng.random() < 0.5:
        points = ({"lon": 3.32, "lat": 43.73}, {"lon": "x", "lat": None}, None)
        objects = [one["properties"] | {"point": rng.choice(points)} for one in objects]
    lines = [json.dumps(one, ensure_ascii=rng.random() < 0.5) for one in objects]
    if lines and rng.random() < 0.3:
        lines.insert(rng.randrange(len(lines)), rng.choice(("{", "[]", "1", "", "x;y", "\x00")))
    return "\n".join(lines).encode("utf-8", "replace")


def as_list(rows: list[list[str]], rng: random.Random) -> bytes:
    """A list of objects, as an API gives one."""
    return json.dumps([one["properties"] for one in _features(rows, rng)]).encode()


def as_parquet(rows: list[list[str]]) -> bytes:
    """A Parquet file without geometry."""
    buffer = io.BytesIO()
    _frame(rows).to_parquet(buffer, index=False)
    return buffer.getvalue()


def as_layers(rows: list[list[str]], suffix: str, rng: random.Random) -> bytes:
    """A GeoPackage, or a Shapefile as an archive of which a part may be missing."""
    points = [shapely.Point(3.32, 43.73), None, shapely.Point(700_000, 6_600_000)]
    frame = _frame(rows)
    geometry = [rng.choice(points) for _ in range(len(frame))]
    crs = rng.choice((4326, 2154, None))
    layer = gpd.GeoDataFrame(frame, geometry=geometry, crs=crs)
    with tempfile.TemporaryDirectory() as folder, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        path = Path(folder) / f"acteurs{suffix}"
        try:
            layer.to_file(path)
        except Exception:  # a title or a text that the format has no place for
            return b"SQLite format 3\0" if suffix == ".gpkg" else b"\x00\x00\x27\x0a"
        if suffix == ".gpkg":
            return path.read_bytes()
        parts = {part.name: part.read_bytes() for part in sorted(Path(folder).iterdir())}
    if rng.random() < 0.3:
        parts.pop(rng.choice(list(parts)))
    return as_zip(parts)


def _frame(rows: list[list[str]]) -> pd.DataFrame:
    header = rows[0] if rows else table_schema("acteurs").columns
    width = len(header)
    body = [(row + [""] * width)[:width] for row in rows[1:]]
    frame = pd.DataFrame(body, columns=range(width), dtype="str")
    # These formats want distinct names.
    frame.columns = [
        name if name not in header[:i] else f"{name}.{i}" for i, name in enumerate(header)
    ]
    return frame


def _features(rows: list[list[str]], rng: random.Random) -> list[dict]:
    header = rows[0] if rows else []
    geometries = (
        *({"type": "Point", "coordinates": [3.32, 43.73]}, {"type": "Point", "coordinates": []}),
        *(None, {}, {"type": "Polygon", "coordinates": [[[0, 0], [1, 0], [1, 1], [0, 0]]]}, "x"),
        *({"type": "Point", "coordinates": [1e400, "a"]}, {"type": "Point", "coordinates": [0, 0]}),
        {"type": "Point", "coordinates": ["3,32", "43.73"]},
    )
    return [
        {
            "type": "Feature",
            "properties": dict(zip(header, row, strict=False)),
            "geometry": rng.choice(geometries) if rng.random() < 0.5 else geometries[0],
        }
        for row in rows[1:]
    ]

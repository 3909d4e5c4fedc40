"""Rows with their shapes as files for geographic information systems: GeoPackage, GeoParquet.

Both say whose data they are; the same rows give the same bytes.
"""

from __future__ import annotations

import io
import json
import threading
from collections.abc import Mapping, Sequence
from typing import Any

import geopandas as gpd
import pandas as pd
import pyarrow.parquet as pq
import pyogrio

LONLAT = "EPSG:4326"
# GDAL writes the time of a change into the file, from one setting for the whole process.
_CHANGED, _ONE_WRITES = "OGR_CURRENT_DATE", threading.Lock()


def to_geopackage(
    frame: pd.DataFrame, shapes: Sequence[Any], layer: str, head: Mapping[str, Any]
) -> bytes:
    """One layer of an OGC GeoPackage, in lon/lat.

    Parameters
    ----------
    frame
        One line a row, plain columns.
    shapes
        One shape (or None) a row, in lon/lat.
    layer
        Its name.
    head
        What the file says of itself: source, licence, date (ISO)…
    """
    rows = _with_shapes(frame, shapes)
    buffer = io.BytesIO()
    told = {key: str(value) for key, value in head.items()}
    with _ONE_WRITES:
        pyogrio.set_gdal_config_options({_CHANGED: f"{head.get('date', '1970-01-01')}T00:00:00Z"})
        try:
            rows.to_file(
                buffer,
                driver="GPKG",
                layer=layer,
                engine="pyogrio",
                layer_metadata=told,
                # Points and no point, islands and mainland: one kind of column for all.
                geometry_type="Point" if _all_points(shapes) else "MultiPolygon",
                promote_to_multi=not _all_points(shapes),
            )
        finally:
            pyogrio.set_gdal_config_options({_CHANGED: None})
    return buffer.getvalue()


def to_geoparquet(frame: pd.DataFrame, shapes: Sequence[Any], head: Mapping[str, Any]) -> bytes:
    """GeoParquet 1.1 in lon/lat; `observatoire` in its metadata holds `head` as JSON."""
    buffer = io.BytesIO()
    _with_shapes(frame, shapes).to_parquet(buffer, index=False, schema_version="1.1.0")
    table = pq.read_table(io.BytesIO(buffer.getvalue()))
    told = json.dumps(dict(head), ensure_ascii=False, default=str).encode()
    metadata = {**(table.schema.metadata or {}), b"observatoire": told}
    written = io.BytesIO()
    pq.write_table(table.replace_schema_metadata(metadata), written)
    return written.getvalue()


def _all_points(shapes: Sequence[Any]) -> bool:
    return all(shape is None or shape.geom_type == "Point" for shape in shapes)


def _with_shapes(frame: pd.DataFrame, shapes: Sequence[Any]) -> gpd.GeoDataFrame:
    return gpd.GeoDataFrame(frame.reset_index(drop=True), geometry=list(shapes), crs=LONLAT)

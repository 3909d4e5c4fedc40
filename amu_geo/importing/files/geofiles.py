"""GeoParquet, and what every format with geometry needs: the point of each row as lon and lat."""

from __future__ import annotations

import io
import json

import geopandas as gpd
import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import shapely

from amu_geo.edition.checking.problems import Problem
from amu_geo.importing.files.cells import cell_text
from amu_geo.importing.files.limits import Grid, Limits, RefusedFileError
from amu_geo.importing.repairs import RepairLog

DECIMALS = 6  # of a degree: about ten centimetres
COORDINATES = ["lon", "lat"]


def read_parquet(content: bytes, file: str, limits: Limits, log: RepairLog) -> Grid:
    """Read a Parquet or GeoParquet file."""
    try:
        return _read_parquet(content, file, limits, log)
    except RefusedFileError:
        raise
    except Exception as error:
        # A damaged file makes the reader fail in any of a dozen ways; all mean this.
        raise RefusedFileError(Problem("le fichier Parquet ne se lit pas.", file)) from error


def _read_parquet(content: bytes, file: str, limits: Limits, log: RepairLog) -> Grid:
    schema = pq.read_schema(io.BytesIO(content))
    names = [name for name, kind in zip(schema.names, schema.types, strict=True) if _flat(kind)]
    texts = [name for name in names if _is_text(schema.field(name).type)]
    # Read as dictionaries, a text repeated on every row is kept once.
    source = pq.ParquetFile(io.BytesIO(content), read_dictionary=texts)
    metadata = source.metadata
    limits.check_rows(metadata.num_rows, file)
    limits.check_cells(metadata.num_rows * len(names), file)
    unpacked = sum(metadata.row_group(i).total_byte_size for i in range(metadata.num_row_groups))
    if unpacked > limits.unpacked:
        raise RefusedFileError(Problem("une fois déplié, le fichier serait trop gros.", file))
    table = source.read(columns=names)
    geo = json.loads((schema.metadata or {}).get(b"geo", b"{}"))
    primary = geo.get("primary_column", "")
    shapes = np.full(table.num_rows, None, dtype=object)
    crs = None
    if primary in names:
        shapes = shapely.from_wkb(table.column(primary).to_numpy(zero_copy_only=False), "ignore")
        crs = geo["columns"][primary].get("crs")
    for name in schema.names:
        if name not in names:
            log.add("colonne laissée de côté : elle porte des listes", name)
    kept = [name for name in names if name not in geo.get("columns", {})]
    grid = Grid(file, None, limits)
    columns = [_column_text(table.column(name)) for name in kept]
    fill(grid, kept, columns, degrees(shapes, json.dumps(crs) if crs else None, file, log))
    return grid


def _flat(kind: pa.DataType) -> bool:
    return not pa.types.is_nested(kind)


def _is_text(kind: pa.DataType) -> bool:
    return pa.types.is_string(kind) or pa.types.is_large_string(kind)


def _column_text(column: pa.ChunkedArray) -> list[str]:
    values: list[str] = []
    for chunk in column.chunks:
        if isinstance(chunk, pa.DictionaryArray):
            words = [text(word) for word in chunk.dictionary.to_pylist()]
            indices = chunk.indices.to_pylist()
            values += ["" if i is None else words[i] for i in indices]
        else:
            values += [text(value) for value in chunk.to_pylist()]
    return values


def degrees(shapes: np.ndarray, crs: str | None, file: str, log: RepairLog) -> np.ndarray:
    """Longitude and latitude of each shape (n × 2, NaN when it has none).

    Raises
    ------
    RefusedFileError
        The CRS is unknown.
    """
    shapes = np.where(shapely.is_empty(shapes), None, shapes)
    points = np.where(shapely.get_type_id(shapes) == 0, shapes, shapely.point_on_surface(shapes))
    if np.any(points != shapes):
        log.add("une forme qui n’est pas un point a été ramenée à un point de sa surface")
    if crs is not None:
        try:
            series = gpd.GeoSeries(points, crs=crs)
            if not series.crs.equals("EPSG:4326") and not series.crs.equals("OGC:CRS84"):
                points = series.to_crs(4326).to_numpy()
                log.add("coordonnées ramenées en longitude et latitude", None, series.crs.name)
        except Exception as error:  # pyproj raises its own errors, and others on broken input
            message = "le système de coordonnées est inconnu."
            raise RefusedFileError(Problem(message, file, valeur=crs[:80])) from error
    return np.column_stack([shapely.get_x(points), shapely.get_y(points)])


def fill(
    grid: Grid,
    names: list[str],
    columns: list[list[str]],
    degrees: np.ndarray,
    lines: list[int] | None = None,
) -> None:
    """Put titles and rows into a grid, with lon and lat where there are and none is there yet.

    A row of a file with geometry is a row, even where nothing is in it. `lines` says where each
    row is; from 2 on by default.
    """
    placed = bool(np.isfinite(degrees).any()) and not set(COORDINATES) & set(names)
    # Without any column there would be no header, and the first row would be taken for it.
    bare = not names and len(degrees)
    grid.add(1, [*names, *(COORDINATES if placed or bare else [])])
    rounded = degrees.round(DECIMALS).tolist()
    for number, point in enumerate(rounded):
        cells = [column[number] for column in columns]
        line = lines[number] if lines else number + 2
        cells += [cell_text(value) for value in point] if placed else []
        grid.add(line, cells, keep=True)


def text(value: object) -> str:
    """A value of a file with types as the text that a person would have typed."""
    if isinstance(value, dict | list):
        return json.dumps(value, ensure_ascii=False)
    if isinstance(value, bytes):
        return ""
    return cell_text(value)

"""Points of shapes, from their bytes: a plain point needs no object of its own."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pyarrow as pa
import pyproj
import shapely

from amu_geo.edition.checking.problems import Problem
from amu_geo.importing.counting.rows import Faults
from amu_geo.importing.files.limits import RefusedFileError

TO_SURFACE = "une forme qui n’est pas un point a été ramenée à un point de sa surface"
UNREADABLE = "forme illisible : la ligne reste, sans point"
PROJECTED = "coordonnées ramenées en longitude et latitude"
# A point in well-known binary: order of the bytes, kind, two numbers.
_POINT = np.dtype([("order", "u1"), ("kind", "<u4"), ("x", "<f8"), ("y", "<f8")])


def points_of(shapes: pa.Array, line: int, faults: Faults) -> np.ndarray:
    """The point of each shape (n × 2, NaN where there is none), in its own coordinates.

    Parameters
    ----------
    shapes
        Well-known binary, null where there is no shape.
    line
        Of the first.
    """
    shapes = shapes.cast(pa.large_binary())
    points = np.full((len(shapes), 2), np.nan)
    offsets, content = _buffers(shapes)
    lengths = np.diff(offsets)
    there = np.ones(len(shapes), dtype=bool)
    if shapes.null_count:
        there = ~shapes.is_null().to_numpy(zero_copy_only=False)
    plain = np.flatnonzero(there & (lengths == _POINT.itemsize))
    starts = offsets[:-1][plain]
    if len(plain) == len(shapes):
        read = content[offsets[0] : offsets[-1]].view(_POINT)
    else:
        read = content[starts[:, None] + np.arange(_POINT.itemsize)].reshape(-1).view(_POINT)
    is_point = (read["order"] == 1) & (read["kind"] == 1)
    points[plain, 0] = np.where(is_point, read["x"], np.nan)
    points[plain, 1] = np.where(is_point, read["y"], np.nan)
    there[plain[is_point]] = False
    others = np.flatnonzero(there)
    if len(others):
        points[others] = _of_others(shapes, others, line, faults)
    return points


def _buffers(shapes: pa.Array) -> tuple[np.ndarray, np.ndarray]:
    """Where each shape begins and ends, and the bytes of all."""
    _, offsets, content = shapes.buffers()
    begins = np.frombuffer(offsets, dtype=np.int64)
    begins = begins[shapes.offset : shapes.offset + len(shapes) + 1]
    return begins, np.frombuffer(content or b"", dtype=np.uint8)


def _of_others(shapes: pa.Array, others: np.ndarray, line: int, faults: Faults) -> np.ndarray:
    content = shapes.take(pa.array(others)).to_numpy(zero_copy_only=False)
    made = shapely.from_wkb(content, on_invalid="ignore")
    unread = np.flatnonzero(shapely.is_missing(made))
    if len(unread):
        faults[UNREADABLE] = (len(unread), line + int(others[unread[0]]))
    made = np.where(shapely.is_empty(made), None, made)
    wide = np.flatnonzero(~shapely.is_missing(made) & (shapely.get_type_id(made) != 0))
    if len(wide):
        faults[TO_SURFACE] = (0, line + int(others[wide[0]]))
        made[wide] = shapely.point_on_surface(made[wide])
    return np.column_stack([shapely.get_x(made), shapely.get_y(made)])


def in_degrees(points: np.ndarray, crs: pyproj.CRS | None) -> np.ndarray:
    """Points of a projection as longitudes and latitudes; as they are when there is none."""
    if crs is None:
        return points
    # Made here and not kept: one serves one thread.
    project = pyproj.Transformer.from_crs(crs, 4326, always_xy=True)
    degrees = np.column_stack(project.transform(points[:, 0], points[:, 1]))
    return np.where(np.isfinite(degrees), degrees, np.nan)


def projection(crs: str | Mapping | None, file: str) -> pyproj.CRS | None:
    """The projection that a file declares; None when that is longitude and latitude already.

    Raises
    ------
    RefusedFileError
        Nobody knows that projection.
    """
    if not crs:
        return None
    try:
        known = pyproj.CRS.from_user_input(crs)
    except pyproj.exceptions.CRSError as error:
        message = "le système de coordonnées est inconnu."
        raise RefusedFileError(Problem(message, file, valeur=str(crs)[:80])) from error
    return None if known.equals("EPSG:4326") or known.equals("OGC:CRS84") else known

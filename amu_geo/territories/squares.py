"""Which territory is around each of many points: squares answer for all but those near a border.

The world is cut into squares of 1/256 of a degree. One that no border touches lies wholly in one
territory, or in none: its points are answered by a table. Only the points of the other squares
are asked of the shapes, so that the answer is the strict one, point for point.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from threading import Lock

import numpy as np
import shapely

# A power of two: where a square begins is then a number that the processor knows exactly.
BITS = 8
PER_DEGREE = 1 << BITS
INSIDE = PER_DEGREE - 1
# Borders are widened by this much, in degrees, against the rounding of their cut pieces.
MARGIN = 1e-9
BORDER = -2
# A prepared shape makes its index when it is first asked: two threads at once abort the process.
_ONE_ASKS = Lock()

Exact = Callable[[np.ndarray, np.ndarray], np.ndarray]
# Polygons, and the rank of the territory of each.
Parts = tuple[np.ndarray, np.ndarray]


class SquaresOfLevels(dict[str, "Squares"]):
    """The squares of each level, made when first asked for: by one thread, the others wait."""

    def __init__(self, parts: dict[str, Parts]) -> None:
        super().__init__()
        self._parts, self._lock = parts, Lock()

    def __missing__(self, level: str) -> Squares:
        with self._lock:
            if level not in self:
                self[level] = Squares(self._parts[level])
            return dict.__getitem__(self, level)


def containing(parts: Parts, x: np.ndarray, y: np.ndarray) -> np.ndarray:
    """Rank of the territory of each point, -1 for none; borders belong to the first territory."""
    order = np.argsort(x, kind="stable")
    sorted_x, sorted_y = x[order], y[order]
    found = np.full(x.size, -1)
    polygons, ranks = parts
    bounds = shapely.bounds(polygons)
    starts = np.searchsorted(sorted_x, bounds[:, 0], side="left")
    ends = np.searchsorted(sorted_x, bounds[:, 2], side="right")
    for polygon, rank, box, start, end in zip(polygons, ranks, bounds, starts, ends, strict=True):
        slab = slice(start, end)
        free = (found[slab] < 0) & (sorted_y[slab] >= box[1]) & (sorted_y[slab] <= box[3])
        candidates = start + np.flatnonzero(free)
        with _ONE_ASKS:
            inside = shapely.intersects_xy(polygon, sorted_x[candidates], sorted_y[candidates])
        found[candidates[inside]] = rank
    result = np.empty_like(found)
    result[order] = found
    return result


class Squares:
    """The squares of one set of polygons, in degrees of longitude and latitude; ranks below 127."""

    def __init__(self, parts: Parts) -> None:
        exact = self._exact = partial(containing, parts)
        columns, rows = _touched(parts[0])
        whole = (rows >> BITS) * 360 + (columns >> BITS)
        crossed, tile = np.unique(whole, return_inverse=True)
        # A whole degree without a border has one answer; else the rank of its tile, below BORDER.
        middle = np.arange(180 * 360)
        self._degrees = exact(middle % 360 - 179.5, middle // 360 - 89.5).astype(np.int32)
        self._degrees[crossed] = BORDER - 1 - np.arange(len(crossed))
        tiles = np.full((len(crossed), PER_DEGREE, PER_DEGREE), -1, dtype=np.int8)
        tiles[tile, rows & INSIDE, columns & INSIDE] = BORDER
        self._tiles = _filled(tiles, crossed, exact).reshape(-1)

    def find(self, x: np.ndarray, y: np.ndarray) -> np.ndarray:
        """Rank of the territory around each point, -1 for none (missing and infinite included)."""
        with np.errstate(invalid="ignore"):
            known = (x >= -180) & (x < 180) & (y >= -90) & (y < 90)
        if known.all():
            return self._of_known(x, y)
        found = np.full(len(x), -1, dtype=np.int32)
        found[known] = self._of_known(x[known], y[known])
        return found

    def _of_known(self, x: np.ndarray, y: np.ndarray) -> np.ndarray:
        column, row = _square(x, 180), _square(y, 90)
        found = self._degrees[(row >> BITS) * 360 + (column >> BITS)]
        crossed = np.flatnonzero(found < BORDER)
        if len(crossed):
            tile = BORDER - 1 - found[crossed]
            place = (tile << BITS) + (row[crossed] & INSIDE)
            found[crossed] = self._tiles[(place << BITS) + (column[crossed] & INSIDE)]
            beside = np.flatnonzero(found == BORDER)
            found[beside] = self._exact(x[beside], y[beside])
        return found


def _square(values: np.ndarray, least: int) -> np.ndarray:
    """Rank of the square of each coordinate; it never decreases when the coordinate grows."""
    return ((values + least) * PER_DEGREE).astype(np.int32)


def _touched(polygons: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Column and row of each square that a border touches, and of some beside it."""
    lines = shapely.get_parts(shapely.boundary(polygons))
    # Pieces of half a square at most: the squares of the corners of their boxes are all of them.
    pieces = shapely.segmentize(lines, 0.5 / PER_DEGREE)
    points, owners = shapely.get_coordinates(pieces, return_index=True)
    joined = owners[1:] == owners[:-1]
    low = np.minimum(points[1:], points[:-1])[joined] - MARGIN
    high = np.maximum(points[1:], points[:-1])[joined] + MARGIN
    west, east = _square(low[:, 0], 180), _square(high[:, 0], 180)
    south, north = _square(low[:, 1], 90), _square(high[:, 1], 90)
    squares = np.unique(
        np.concatenate([_key(column, row) for column in (west, east) for row in (south, north)])
    )
    width = 360 * PER_DEGREE
    return (squares % width).astype(np.int32), (squares // width).astype(np.int32)


def _key(column: np.ndarray, row: np.ndarray) -> np.ndarray:
    key: np.ndarray = row.astype(np.int64) * (360 * PER_DEGREE) + column
    return key


def _filled(tiles: np.ndarray, degrees: np.ndarray, exact: Exact) -> np.ndarray:
    """The tiles with the territory of each square: of a row between two borders, one is asked."""
    free = tiles != BORDER
    starts = free.copy()
    starts[:, :, 1:] &= ~free[:, :, :-1]
    begins = np.flatnonzero(starts)
    tile, row, column = begins >> 2 * BITS, begins >> BITS & INSIDE, begins & INSIDE
    x = degrees[tile] % 360 - 180 + (column + 0.5) / PER_DEGREE
    y = degrees[tile] // 360 - 90 + (row + 0.5) / PER_DEGREE
    # Each square takes the answer of the last start before it, in its own row.
    lengths = np.diff(begins, append=tiles.size)
    filled = np.repeat(exact(x, y).astype(np.int8), lengths)
    flat = tiles.reshape(-1)[begins[0] :]
    np.copyto(flat, filled, where=free.reshape(-1)[begins[0] :])
    return tiles

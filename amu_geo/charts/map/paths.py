"""The browser's map as SVG paths: the projection of the live map, computed here once.

The box of the drawing is the one that Plotly fits into its figure, so that a picture drawn on
the server and the live map lie on each other.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from amu_geo.charts.map.shapes import browser_map
from amu_geo.memory import kept

# Units of the drawing, wide enough for one decimal to be a tenth of a pixel.
WIDTH = 640.0

Point = tuple[float, float]


@dataclass(frozen=True)
class Frame:
    """The frame of an overseas region: `box` is x, y, width, height."""

    code_region: str
    name: str
    box: tuple[float, float, float, float]
    name_at: Point


@dataclass(frozen=True)
class DrawnMap:
    """Paths and points in a drawing of `width` × `height`, origin at the top left.

    `tight` is the box (left, top, right, bottom) of what is drawn.
    """

    width: float
    height: float
    tight: tuple[float, float, float, float]
    regions: Mapping[str, str]
    labels: Mapping[str, Point]
    frames: tuple[Frame, ...]


def conic(lonlat: np.ndarray, parallels: tuple[float, float], lon0: float) -> np.ndarray:
    """Conformal conic projection of a sphere, y downwards, as d3's geoConicConformal.

    Parameters
    ----------
    lonlat
        Degrees, shape (n, 2).

    Returns
    -------
    ndarray
        Shape (n, 2), in radii of the sphere.
    """
    first, second = np.radians(parallels)
    half = np.pi / 4
    exponent = np.log(np.cos(first) / np.cos(second)) / np.log(
        np.tan(half + second / 2) / np.tan(half + first / 2)
    )
    scale = np.cos(first) * np.tan(half + first / 2) ** exponent / exponent
    lon, lat = np.radians(lonlat[:, 0] - lon0), np.radians(lonlat[:, 1])
    radius = scale / np.tan(half + lat / 2) ** exponent
    return np.column_stack([radius * np.sin(exponent * lon), radius * np.cos(exponent * lon)])


@kept
def drawn_map() -> DrawnMap:
    """The map of `data/regions/carte.json`, projected; read once."""
    content = browser_map()
    place = _placement(content["projection"])
    frames = tuple(
        Frame(
            frame["code_region"],
            frame["nom"],
            _box(place(frame["contour"])),
            _point(place([frame["etiquette"]])),
        )
        for frame in content["cadres"]
    )
    everything = [ring for feature in content["features"] for ring in _rings(feature["geometry"])]
    everything += [frame["contour"] for frame in content["cadres"]]
    spread = np.vstack([place(ring) for ring in everything])
    return DrawnMap(
        WIDTH,
        round(place.height, 1),
        (*spread.min(axis=0).round(1).tolist(), *spread.max(axis=0).round(1).tolist()),
        {
            feature["id"]: "".join(_ring(place(ring)) for ring in _rings(feature["geometry"]))
            for feature in content["features"]
        },
        {code: _point(place([lonlat])) for code, lonlat in content["etiquettes"].items()},
        frames,
    )


def placed(lonlat: Any) -> np.ndarray:
    """Degrees of the browser's map → points of the drawing, shape (n, 2)."""
    return _placement(browser_map()["projection"])(lonlat)


class _placement:  # noqa: N801 - reads as a function
    """Degrees → units of the drawing, by the box of the projection's two ranges."""

    def __init__(self, advice: Mapping[str, Any]) -> None:
        self._parallels = tuple(advice["parallels"])
        self._lon0 = advice["rotation_lon"]
        west, east = advice["lonaxis_range"]
        south, north = advice["lataxis_range"]
        lons, lats = np.linspace(west, east, 60), np.linspace(south, north, 60)
        edges = [
            *((lon, lat) for lon in lons for lat in (south, north)),
            *((lon, lat) for lat in lats for lon in (west, east)),
        ]
        box = conic(np.array(edges), self._parallels, self._lon0)
        self._origin = box.min(axis=0)
        spread = box.max(axis=0) - self._origin
        self._scale = WIDTH / spread[0]
        self.height = float(spread[1] * self._scale)

    def __call__(self, lonlat: Any) -> np.ndarray:
        plane = conic(np.asarray(lonlat, dtype=float), self._parallels, self._lon0)
        return (plane - self._origin) * self._scale


def _rings(geometry: Mapping[str, Any]) -> list[list[list[float]]]:
    if geometry["type"] == "Polygon":
        return geometry["coordinates"]
    return [ring for polygon in geometry["coordinates"] for ring in polygon]


def _ring(points: np.ndarray) -> str:
    """A closed ring as relative moves of a tenth of a unit: half the size of absolute ones."""
    tenths = np.rint(points * 10).astype(int)
    moves = np.diff(tenths, axis=0)
    moves = moves[np.any(moves != 0, axis=1)][:-1]
    steps = "".join(_tenth(value) for value in moves.ravel().tolist()).lstrip()
    return f"M{tenths[0][0] / 10:g} {tenths[0][1] / 10:g}{'l' + steps if steps else ''}z"


def _tenth(value: int) -> str:
    text = f"{value / 10:g}".replace("0.", ".", 1) if abs(value) < 10 else f"{value / 10:g}"
    return text if text.startswith("-") else f" {text}"


def _box(points: np.ndarray) -> tuple[float, float, float, float]:
    """A frame is a rectangle on the screen: its bounds draw it."""
    (left, top), (right, bottom) = points.min(axis=0), points.max(axis=0)
    x, y, width, height = np.round([left, top, right - left, bottom - top], 1).tolist()
    return x, y, width, height


def _point(points: np.ndarray) -> Point:
    return round(float(points[0][0]), 1), round(float(points[0][1]), 1)

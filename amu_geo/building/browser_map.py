"""The browser's map: mainland and overseas frames in one GeoJSON, in degrees.

Everything is drawn on one plane, Lambert-93 in metres: the mainland as it is, each overseas région
in its legal projection, scaled and moved into a frame at the left. Then all goes back to degrees,
so that one trace and one conic projection draw it as it was laid out (IGN's "carto" way).
"""

import json
from collections.abc import Callable

import geopandas as gpd
import numpy as np
import pandas as pd
import pyproj
import shapely
from shapely.geometry import MultiPolygon, Point, Polygon, box, mapping
from shapely.geometry.base import BaseGeometry

from amu_geo.building.conic import Conic
from amu_geo.building.shapes import check_coverage
from amu_geo.territories import LEGAL_CRS

MAINLAND_CRS = 2154
PARALLELS = (44, 49)
ROTATION_LON = 3

# Metres on the plane. Five frames fill the height of the mainland with Corse.
FRAMES = ("01", "02", "03", "04", "06")  # from top to bottom
FRAME_LEFT, FRAME_TOP = -262_000, 7_116_000
FRAME_WIDTH, FRAME_HEIGHT, FRAME_STEP = 316_000, 206_000, 216_000
NAME_STRIP = 52_000  # bottom of a frame, kept for its name
LABEL_STRIP = 158_000  # right of a frame, kept for what is written of its région
FRAME_PADDING = 9_000
VIEW_MARGIN = 12_000

TOLERANCE = 900  # metres on the plane, about a third of a pixel
FRAME_TOLERANCE = 700  # in a frame, where a whole island is as small as a département
SMALLEST_PART = 9_000_000  # square metres on the plane: about one pixel
SMALLEST_ISLAND = 3_000_000  # real square metres: smaller ones would only shrink a frame
DECIMALS = 3  # degrees: about 100 m

# A label is written beside an island narrower than it, in the sea at the left.
LABEL_WIDTH = 110_000
LABEL_GAP = 14_000
# A label starts between the middle of the land and the point farthest from its borders, then
# moves a little for its figure (above the point) and its signs (below it) to stay on the land.
POLE_SHARE = 1 / 3
FIGURE = box(-54_000, 14_000, 54_000, 64_000)
SIGNS = box(-75_000, -54_000, 75_000, 0)
FARTHEST, STRIDE = 20_000, 2_500


def browser_map(regions: gpd.GeoDataFrame) -> dict:
    """GeoJSON-like FeatureCollection of the 18 régions, laid out for a screen.

    Parameters
    ----------
    regions : gpd.GeoDataFrame
        code_region, nom, geometry: a valid coverage in EPSG:4326.

    Returns
    -------
    dict
        Features (id and properties code_region, nom, x, y), exterior rings clockwise as d3 wants;
        and the foreign members `cadres`, `etiquettes`, `projection`.
    """
    plane = on_the_plane(regions)
    labels = [
        label_point(code, shape)
        for code, shape in zip(plane["code_region"], plane.geometry, strict=True)
    ]
    names = dict(zip(plane["code_region"], plane["nom"], strict=True))
    shapes = to_screen(plane.geometry.to_numpy())
    check_coverage(shapes)
    return {
        "type": "FeatureCollection",
        "features": [
            _feature(code, names[code], shape, label)
            for code, shape, label in zip(plane["code_region"], shapes, labels, strict=True)
        ],
        "cadres": [_frame(rank, code, names[code]) for rank, code in enumerate(FRAMES)],
        "etiquettes": {
            code: _lonlat(label) for code, label in zip(plane["code_region"], labels, strict=True)
        },
        "projection": projection(plane.total_bounds),
    }


def on_the_plane(regions: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """The régions in metres where they are drawn, simplified, without the smallest islets."""
    mainland = regions[regions["code_region"].map(LEGAL_CRS) == MAINLAND_CRS]
    drawn = [simplify_and_sift(mainland.to_crs(MAINLAND_CRS))]
    for rank, code in enumerate(FRAMES):
        one = regions[regions["code_region"] == code].to_crs(LEGAL_CRS[code])
        inside = fit(without_specks(one.geometry.iloc[0], SMALLEST_ISLAND), frame_inside(rank))
        framed = one.set_geometry([inside], crs=MAINLAND_CRS)
        drawn.append(simplify_and_sift(framed, FRAME_TOLERANCE))
    together = pd.concat([part.set_crs(MAINLAND_CRS, allow_override=True) for part in drawn])
    return together.sort_values("code_region").reset_index(drop=True)


def simplify_and_sift(shapes: gpd.GeoDataFrame, tolerance: float = TOLERANCE) -> gpd.GeoDataFrame:
    """Simplify common borders once, drop islets that would be smaller than a pixel."""
    simple = shapely.coverage_simplify(shapes.geometry.to_numpy(), tolerance)
    return shapes.set_geometry(
        [without_specks(shape, SMALLEST_PART) for shape in simple], crs=shapes.crs
    )


def without_specks(shape: BaseGeometry, smallest: float) -> BaseGeometry:
    """Drop the parts, but the largest, and the holes below `smallest` square metres.

    Both, because a tiny enclave is a part on one side of its border and a hole on the other.
    """
    parts = shapely.get_parts(shape)
    areas = shapely.area(parts)
    kept = [
        Polygon(part.exterior, [r for r in part.interiors if Polygon(r).area >= smallest])
        for part in parts[areas >= min(smallest, areas.max())]
    ]
    return MultiPolygon(kept) if len(kept) > 1 else kept[0]


def fit(shape: BaseGeometry, room: BaseGeometry) -> BaseGeometry:
    """Scale and move a shape so that it fills the room, centred, keeping its proportions."""
    return shapely.transform(shape, fitting(shape, room))


def fitting(shape: BaseGeometry, room: BaseGeometry) -> Callable[[np.ndarray], np.ndarray]:
    """The move of `fit`, for coordinates (n, 2) of anything that lies on the shape."""
    left, bottom, right, top = shape.bounds
    x, y, x_end, y_end = room.bounds
    scale = min((x_end - x) / (right - left), (y_end - y) / (top - bottom))
    centre = np.array([(left + right) / 2, (bottom + top) / 2])
    target = np.array([(x + x_end) / 2, (y + y_end) / 2])
    return lambda xy: (xy - centre) * scale + target


def frame_box(rank: int) -> BaseGeometry:
    """The frame at a rank from the top, on the plane."""
    top = FRAME_TOP - rank * FRAME_STEP
    return box(FRAME_LEFT, top - FRAME_HEIGHT, FRAME_LEFT + FRAME_WIDTH, top)


def frame_inside(rank: int) -> BaseGeometry:
    """What a frame leaves to its région: above the name, left of its label, inside the padding."""
    left, bottom, right, top = frame_box(rank).bounds
    pad = FRAME_PADDING
    return box(left + pad, bottom + NAME_STRIP, right - LABEL_STRIP, top - pad)


def label_point(code: str, shape: BaseGeometry) -> Point:
    """Where the label of a région is centred, on the plane.

    Inside its land where there is room; else beside it, at the right in a frame and at the left
    of an island.
    """
    if code in FRAMES:
        _, bottom, right, top = frame_box(FRAMES.index(code)).bounds
        return Point(right - LABEL_STRIP / 2, (bottom + NAME_STRIP + top - FRAME_PADDING) / 2)
    left, bottom, right, top = shape.bounds
    if right - left < LABEL_WIDTH:
        return Point(left - LABEL_GAP - LABEL_WIDTH / 2, (bottom + top) / 2)
    return on_the_land(shape, visual_centre(shape))


def on_the_land(shape: BaseGeometry, start: Point) -> Point:
    """The place near `start` where least of a label leaves its land.

    The figure counts twice: the signs have a ground of their own.
    """
    steps = np.arange(-FARTHEST, FARTHEST + STRIDE, STRIDE)
    moves = np.array([(x, y) for x in steps for y in steps])
    outside = sum(
        weight * shapely.area(shapely.difference(_moved(part, start, moves), shape))
        for part, weight in ((FIGURE, 2), (SIGNS, 1))
    )
    # Of two places as good, the nearer one.
    cost = outside + np.hypot(*moves.T) * 4_000
    x, y = moves[int(cost.argmin())]
    return Point(start.x + x, start.y + y)


def _moved(part: BaseGeometry, start: Point, moves: np.ndarray) -> np.ndarray:
    left, bottom, right, top = part.bounds
    x, y = start.x + moves[:, 0], start.y + moves[:, 1]
    return shapely.box(x + left, y + bottom, x + right, y + top)


def visual_centre(shape: BaseGeometry) -> Point:
    """Where a number sits best: near the centre of the largest part, away from its borders."""
    largest = max(shapely.get_parts(shape), key=lambda part: part.area)
    pole = Point(shapely.maximum_inscribed_circle(largest, tolerance=500).coords[0])
    middle = largest.centroid
    between = Point(
        middle.x + POLE_SHARE * (pole.x - middle.x), middle.y + POLE_SHARE * (pole.y - middle.y)
    )
    return between if largest.contains(between) else pole


def projection(bounds: np.ndarray) -> dict:
    """Parameters for Plotly's conic conformal projection that show the whole plane, tightly.

    Parameters
    ----------
    bounds : np.ndarray
        (left, bottom, right, top) of the drawn régions, in metres on the plane.
    """
    frames = shapely.total_bounds([frame_box(rank) for rank in range(len(FRAMES))])
    left, bottom = np.minimum(bounds, frames)[:2] - VIEW_MARGIN
    right, top = np.maximum(bounds, frames)[2:] + VIEW_MARGIN
    edge = _to_degrees(densified(box(left, bottom, right, top)))
    conic = Conic(PARALLELS, ROTATION_LON)
    lonlat = shapely.get_coordinates(edge)
    longitudes, latitudes = conic.ranges(lonlat)
    plane = conic.project(lonlat)
    width, height = np.ptp(plane, axis=0)
    # Plotly takes its scale from the ranges, but puts this point in the middle of the figure.
    lon, lat = conic.unproject(*(plane.min(axis=0) + plane.max(axis=0)) / 2)
    return {
        "parallels": list(PARALLELS),
        "rotation_lon": ROTATION_LON,
        "lonaxis_range": [round(value, 2) for value in longitudes],
        "lataxis_range": [round(value, 2) for value in latitudes],
        "center": {"lon": round(lon, 3), "lat": round(lat, 3)},
        "hauteur_sur_largeur": round(float(height / width), 3),
    }


def densified(shape: BaseGeometry, step: float = 25_000) -> BaseGeometry:
    """The same outline, with points near enough for straight lines to stay so in degrees."""
    return shapely.segmentize(shape, step)


def to_screen(geometry: np.ndarray) -> np.ndarray:
    """Shapes of the plane in rounded degrees, valid, with exterior rings clockwise."""
    rounded = [_rounded(shape) for shape in _to_degrees(geometry)]
    return shapely.orient_polygons(rounded, exterior_cw=True)


def _rounded(shape: BaseGeometry) -> BaseGeometry:
    """Round to the grid; where rounding folds a spike over, keep the valid part."""
    rounded = shapely.transform(shape, lambda xy: np.round(xy, DECIMALS))
    if rounded.is_valid:
        return rounded
    return shapely.set_precision(shape, 10.0**-DECIMALS)


def _to_degrees(geometry):
    transformer = pyproj.Transformer.from_crs(MAINLAND_CRS, 4326, always_xy=True)
    return shapely.transform(
        geometry, lambda xy: np.column_stack(transformer.transform(xy[:, 0], xy[:, 1]))
    )


def _feature(code: str, name: str, shape: BaseGeometry, label: Point) -> dict:
    lon, lat = _lonlat(label)
    return {
        "type": "Feature",
        "id": code,
        "properties": {"code_region": code, "nom": name, "x": lon, "y": lat},
        "geometry": _plain(mapping(shape)),
    }


def _frame(rank: int, code: str, name: str) -> dict:
    frame = frame_box(rank)
    left, bottom, right, _ = frame.bounds
    ring = shapely.get_coordinates(_to_degrees(densified(frame)))
    return {
        "code_region": code,
        "nom": name,
        "contour": np.round(ring, DECIMALS).tolist(),
        "etiquette": _lonlat(Point((left + right) / 2, bottom + NAME_STRIP / 2)),
    }


def _lonlat(point: Point) -> list[float]:
    degrees = _to_degrees(point)
    return [round(degrees.x, DECIMALS), round(degrees.y, DECIMALS)]


def _plain(geometry: dict) -> dict:
    """A GeoJSON geometry with lists and rounded numbers, free of 1.2000000000000002."""
    return json.loads(json.dumps(geometry), parse_float=lambda text: round(float(text), DECIMALS))

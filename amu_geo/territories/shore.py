"""Points just off our shapes, which are simplified: the territory that they are nearest to."""

from __future__ import annotations

from collections.abc import Iterator

import geopandas as gpd
import numpy as np
import shapely

from amu_geo.territories.model import LEGAL_CRS, LEVELS, Territories

# In kilometres: wider than the shapes are simplified (200 m), narrower than what lies between
# two shores.
SHORE = 0.3


def nearest(
    territories: Territories, lon: np.ndarray, lat: np.ndarray, km: float, level: str = "region"
) -> np.ndarray:
    """Code of the territory nearest to each point, "" where none is within `km`.

    Distances are measured in the legal projection of each territory, in kilometres.

    Parameters
    ----------
    lon, lat
        In degrees; NaN is near nothing.
    level
        « region » or « departement ».
    """
    found = np.full(len(lon), "", dtype=object)
    least = np.full(len(lon), km * 1000.0)
    for crs, layer in _by_projection(territories):
        some = _beside(layer, lon, lat, km)
        if not len(some):
            continue
        points = gpd.GeoSeries.from_xy(lon[some], lat[some], crs=4326).to_crs(crs).to_numpy()
        tree = shapely.STRtree(layer.geometry.to_crs(crs).to_numpy())
        codes = layer[LEVELS[level]].to_numpy(dtype=object)
        (asked, answers), distances = tree.query_nearest(
            points, max_distance=km * 1000.0, return_distance=True, all_matches=False
        )
        rows = some[asked]
        nearer = distances <= least[rows]
        found[rows[nearer]] = codes[answers[nearer]]
        least[rows[nearer]] = distances[nearer]
    return found


def _beside(layer: gpd.GeoDataFrame, lon: np.ndarray, lat: np.ndarray, km: float) -> np.ndarray:
    """Ranks of the points that may be near a boundary: the others need no measuring.

    By squares of a degree's fraction, wider than `km` at our latitudes: those that a boundary
    crosses, and those around them.
    """
    side = max(0.01, km / 60)
    lines = shapely.segmentize(layer.geometry.boundary.to_numpy(), side / 2)
    column, row = np.floor(shapely.get_coordinates(lines) / side).astype(np.int64).T
    around = range(-1, 2)
    crossed = np.unique([_square(column + x, row + y) for x in around for y in around])
    known = np.isfinite(lon) & np.isfinite(lat)
    with np.errstate(invalid="ignore"):
        here = _square(
            np.floor(np.where(known, lon, 0) / side).astype(np.int64),
            np.floor(np.where(known, lat, 0) / side).astype(np.int64),
        )
    return np.flatnonzero(known & np.isin(here, crossed))


def _square(column: np.ndarray, row: np.ndarray) -> np.ndarray:
    return column * 1_000_000 + row


def _by_projection(territories: Territories) -> Iterator[tuple[int, gpd.GeoDataFrame]]:
    layer = territories.departements
    crs = layer["code_region"].map(LEGAL_CRS)
    for code in sorted(set(crs)):
        yield code, layer[crs == code]

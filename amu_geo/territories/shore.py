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
# In degrees, some hundred kilometres: what is farther needs no measuring.
FAR = 1.0


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
        west, south, east, north = layer.total_bounds
        near = (lon > west - FAR) & (lon < east + FAR) & (lat > south - FAR) & (lat < north + FAR)
        some = np.flatnonzero(near)
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


def _by_projection(territories: Territories) -> Iterator[tuple[int, gpd.GeoDataFrame]]:
    layer = territories.departements
    crs = layer["code_region"].map(LEGAL_CRS)
    for code in sorted(set(crs)):
        yield code, layer[crs == code]

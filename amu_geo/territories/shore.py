"""Points just off our shapes, which are simplified: the territory that they are nearest to."""

from __future__ import annotations

from dataclasses import dataclass

import geopandas as gpd
import numpy as np
import pyproj
import shapely

from amu_geo.territories.model import LEGAL_CRS, LEVELS, Territories

# In kilometres: wider than the shapes are simplified (200 m), narrower than what lies between
# two shores.
SHORE = 0.3


class Shore:
    """A strip around the borders, of so many kilometres: made once, asked for many points.

    Distances are measured in the legal projection of each territory.
    """

    def __init__(self, territories: Territories, km: float) -> None:
        layer = territories.departements
        crs = layer["code_region"].map(LEGAL_CRS)
        self._metres = km * 1000.0
        self._codes = {
            level: np.append(layer[column].to_numpy(dtype=object), "")
            for level, column in LEVELS.items()
        }
        self._coasts = [_Coast.of(layer, crs == code, code, km) for code in sorted(set(crs))]

    def nearest(self, lon: np.ndarray, lat: np.ndarray, level: str) -> np.ndarray:
        """Code of the territory nearest to each point that is in none, "" where all are far.

        Parameters
        ----------
        lon, lat
            In degrees; NaN is near nothing.
        level
            « region » or « departement ».
        """
        found = np.full(len(lon), -1)
        least = np.full(len(lon), self._metres)
        for coast in self._coasts:
            coast.look(lon, lat, found, least)
        codes: np.ndarray = self._codes[level][found]
        return codes


@dataclass(frozen=True)
class _Coast:
    """The borders of the territories of one projection.

    Attributes
    ----------
    tree, owners
        Pieces of border, projected, and the rank of the département of each.
    side, corner, beside
        Squares of `side` degrees from a corner (column, row) on: whether a border is near.
    """

    crs: int
    tree: shapely.STRtree
    owners: np.ndarray
    side: float
    corner: np.ndarray
    beside: np.ndarray

    @classmethod
    def of(cls, layer: gpd.GeoDataFrame, members: np.ndarray, crs: int, km: float) -> _Coast:
        ranks = np.flatnonzero(members)
        some = layer.geometry[members]
        # Squares wider than `km` at our latitudes: those that a border crosses, and around them.
        side = max(0.01, km / 60)
        fine = shapely.segmentize(some.boundary.to_numpy(), side / 2)
        squares = np.floor(shapely.get_coordinates(fine) / side).astype(np.int64)
        corner = squares.min(axis=0) - 1
        column, row = (squares - corner).T
        beside = np.zeros(np.array([column.max(), row.max()]) + 2, dtype=bool)
        for x in range(-1, 2):
            for y in range(-1, 2):
                beside[column + x, row + y] = True
        lines, owners = shapely.get_parts(some.to_crs(crs).boundary.to_numpy(), return_index=True)
        points, line = shapely.get_coordinates(lines, return_index=True)
        joined = line[1:] == line[:-1]
        ends = np.stack([points[:-1][joined], points[1:][joined]], axis=1)
        tree = shapely.STRtree(shapely.linestrings(ends))
        # A tree is built by its first question: before several threads ask theirs.
        tree.query_nearest(shapely.Point(0, 0))
        return cls(crs, tree, ranks[owners[line[1:][joined]]], side, corner, beside)

    def look(self, lon: np.ndarray, lat: np.ndarray, found: np.ndarray, least: np.ndarray) -> None:
        """Put in `found` and `least` what is nearer than `least` metres, and how far it is."""
        some = self._beside(lon, lat)
        if not len(some):
            return
        project = pyproj.Transformer.from_crs(4326, self.crs, always_xy=True)
        points = shapely.points(*project.transform(lon[some], lat[some]))
        (asked, answers), distances = self.tree.query_nearest(
            points, max_distance=float(least.max()), return_distance=True, all_matches=False
        )
        rows = some[asked]
        nearer = distances <= least[rows]
        found[rows[nearer]] = self.owners[answers[nearer]]
        least[rows[nearer]] = distances[nearer]

    def _beside(self, lon: np.ndarray, lat: np.ndarray) -> np.ndarray:
        """Ranks of the points that may be near a border: the others need no measuring."""
        width, height = self.beside.shape
        with np.errstate(invalid="ignore"):
            column, row = (
                np.floor(values / self.side) - least
                for values, least in zip((lon, lat), self.corner, strict=True)
            )
            inside = np.flatnonzero((column >= 0) & (column < width) & (row >= 0) & (row < height))
        near = self.beside[column[inside].astype(np.int64), row[inside].astype(np.int64)]
        ranks: np.ndarray = inside[near]
        return ranks


def nearest(
    territories: Territories, lon: np.ndarray, lat: np.ndarray, km: float, level: str = "region"
) -> np.ndarray:
    """Code of the territory nearest to each point, "" where none is within `km` kilometres."""
    return Shore(territories, km).nearest(lon, lat, level)

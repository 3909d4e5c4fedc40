"""Why a point is in no territory: what can be told of it, and no more."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import shapely

from amu_geo.territories.model import Territories
from amu_geo.territories.overseas import BOXES
from amu_geo.territories.squares import Squares

AT_SEA = "point hors de France, ou en mer"
ABROAD = "point à l’étranger"
SWAPPED = "point hors de France ; latitude et longitude échangées, il y serait"
OVERSEAS = "point d’une collectivité d’outre-mer, hors des 18 régions"
REASONS = ("", AT_SEA, ABROAD, SWAPPED, OVERSEAS)

# Land of the neighbours, drawn well inside their coasts; that it covers some of France does not
# matter, for points of France are not asked. In degrees.
_LAND = [
    # From Belgium to the Netherlands, Germany, Austria, the north of Italy and back by Liguria.
    [
        (2.9, 51.0), (3.7, 51.1), (4.6, 52.2), (5.2, 52.2), (6.2, 53.0), (8.6, 53.1), (9.5, 53.6),
        (11.2, 53.6), (14.0, 53.4), (16.0, 50.0), (15.5, 46.4), (12.9, 46.1), (11.8, 45.5),
        (11.8, 44.7), (11.2, 44.3), (9.9, 44.4), (9.0, 44.6), (8.3, 44.5), (7.9, 44.2),
        (7.5, 44.1), (6.0, 45.5), (5.5, 47.5), (4.0, 50.0),
    ],
    # Italy, south of the Po.
    [(10.8, 44.1), (12.2, 43.8), (13.2, 43.3), (13.8, 42.2), (13.2, 41.8), (12.0, 42.5)],
    # Spain and Portugal.
    [
        (-1.9, 43.1), (-5.8, 43.3), (-8.2, 43.0), (-8.4, 41.5), (-8.4, 40.0), (-8.0, 37.5),
        (-6.8, 37.5), (-5.8, 36.7), (-2.3, 37.3), (-1.1, 38.3), (-0.8, 39.5), (0.2, 40.8),
        (1.9, 41.7), (2.8, 42.2), (1.5, 42.7), (0.0, 42.9), (-1.3, 43.0),
    ],
    # Great Britain.
    [
        (-3.2, 50.9), (-1.4, 51.0), (0.6, 51.1), (-0.2, 51.6), (1.1, 52.2), (0.6, 52.6),
        (-0.1, 52.7), (-0.4, 53.2), (-1.0, 54.3), (-1.9, 55.0), (-3.2, 55.7), (-3.9, 56.1),
        (-3.6, 57.2), (-4.6, 57.0), (-3.9, 55.5), (-3.3, 55.2), (-2.7, 54.7), (-2.4, 53.6),
        (-2.6, 53.2), (-3.6, 52.8), (-3.9, 51.9), (-2.5, 51.7), (-2.3, 51.3),
    ],
    # Brazil and Suriname, around Guyane.
    [
        (-51.4, 3.7), (-50.8, 1.9), (-52.0, 0.0), (-58.0, 0.0), (-58.0, 4.0), (-56.5, 5.3),
        (-54.6, 5.4), (-54.0, 4.0), (-52.8, 2.5),
    ],
]  # fmt: skip


class Nowhere:
    """Tells why points that are in no territory are in none."""

    def __init__(self, territories: Territories) -> None:
        self._territories = territories
        polygons = shapely.polygons([shapely.linearrings(ring) for ring in _LAND])
        shapely.prepare(polygons)
        self._abroad = Squares((polygons, np.zeros(len(polygons), dtype=np.int64)))

    def why(self, lon: np.ndarray, lat: np.ndarray) -> tuple[np.ndarray, Sequence[str]]:
        """Why each of these points is nowhere.

        Nothing here knows the coasts of others: « abroad » is said of what lies well inside the
        neighbours' land, « abroad, or at sea » of the rest.

        Parameters
        ----------
        lon, lat
            In degrees, all finite.

        Returns
        -------
        tuple
            The rank of each point's reason, and the reasons in French.
        """
        abroad = self._abroad.find(lon, lat) == 0
        reasons = np.where(abroad, REASONS.index(ABROAD), REASONS.index(AT_SEA)).astype(np.int32)
        unknown = np.flatnonzero(~abroad & (np.abs(lon) <= 90))
        swapped = self._territories.ranks(lat[unknown], lon[unknown], "region") >= 0
        reasons[unknown[swapped]] = REASONS.index(SWAPPED)
        for _, (west, south, east, north) in BOXES:
            inside = (lon >= west) & (lon <= east) & (lat >= south) & (lat <= north)
            reasons[inside] = REASONS.index(OVERSEAS)
        return reasons, REASONS

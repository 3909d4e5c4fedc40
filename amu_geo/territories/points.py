"""Where points are: in a département, just off our shapes, or at sea with their numbers swapped."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from amu_geo.territories.model import Territories
from amu_geo.territories.shore import Shore

EARTH_KM = 6371.0


@dataclass(frozen=True)
class Whereabouts:
    """Where each of some points is.

    Attributes
    ----------
    departements
        Code, "" for none.
    off_shore
        Whether it is that of the nearest territory, the point being just off our shapes.
    swapped
        Whether the point is nowhere in France, and would be if its numbers were exchanged.
    """

    departements: np.ndarray
    off_shore: np.ndarray
    swapped: np.ndarray


def whereabouts(
    territories: Territories, shore: Shore, lon: np.ndarray, lat: np.ndarray
) -> Whereabouts:
    """Where points in degrees are; NaN is nowhere."""
    found = territories.locate(lon, lat, level="departement").to_numpy(dtype=object, copy=True)
    off_shore, swapped = np.zeros(len(found), bool), np.zeros(len(found), bool)
    lost = np.flatnonzero(np.isfinite(lon) & np.isfinite(lat) & (found == ""))
    if len(lost):
        found[lost] = shore.nearest(lon[lost], lat[lost], "departement")
        off_shore[lost] = found[lost] != ""
        lost = lost[found[lost] == ""]
        swapped[lost] = (territories.locate(lat[lost], lon[lost]) != "").to_numpy()
    return Whereabouts(found, off_shore, swapped)


def kilometres(lon: np.ndarray, lat: np.ndarray, lon2: np.ndarray, lat2: np.ndarray) -> np.ndarray:
    """Distance between points in degrees, as the crow flies; NaN where one is missing."""
    x, y, x2, y2 = (np.radians(np.asarray(part, dtype=float)) for part in (lon, lat, lon2, lat2))
    half = np.sin((y2 - y) / 2) ** 2 + np.cos(y) * np.cos(y2) * np.sin((x2 - x) / 2) ** 2
    distance: np.ndarray = 2 * EARTH_KM * np.arcsin(np.sqrt(np.clip(half, 0, 1)))
    return distance

"""The conic conformal projection of the browser (a sphere), to know what it will show.

On a cone everything is simple in polar coordinates around its tip: a parallel is a circle of
radius `radius(latitude)`, a meridian a ray. Lengths are in radii of the Earth.
"""

from dataclasses import dataclass
from math import asin, atan, atan2, cos, degrees, hypot, log, pi, radians, tan

import numpy as np


@dataclass(frozen=True)
class Conic:
    """Conformal conic with two standard parallels and a central meridian, in degrees."""

    parallels: tuple[float, float]
    meridian: float

    @property
    def opening(self) -> float:
        """How fast rays turn with longitude (n in the textbooks)."""
        first, second = (radians(value) for value in self.parallels)
        return log(cos(first) / cos(second)) / log(_half(second) / _half(first))

    @property
    def _constant(self) -> float:
        first = radians(self.parallels[0])
        return cos(first) * _half(first) ** self.opening / self.opening

    def radius(self, latitude: float) -> float:
        """Distance of a parallel from the tip."""
        return self._constant / _half(radians(latitude)) ** self.opening

    def latitude(self, radius: float) -> float:
        """The parallel at a distance from the tip, in degrees."""
        return degrees(2 * atan((self._constant / radius) ** (1 / self.opening)) - pi / 2)

    def project(self, lonlat: np.ndarray) -> np.ndarray:
        """Plane coordinates (n, 2) of longitudes and latitudes (n, 2); the tip is the origin."""
        radius = np.array([self.radius(lat) for lat in lonlat[:, 1]])
        turn = self.opening * np.radians(lonlat[:, 0] - self.meridian)
        return np.column_stack([radius * np.sin(turn), -radius * np.cos(turn)])

    def unproject(self, x: float, y: float) -> tuple[float, float]:
        """Longitude and latitude of a point of the plane, in degrees."""
        turn = atan2(x, -y) / self.opening
        return float(self.meridian + degrees(turn)), self.latitude(hypot(x, y))

    def ranges(self, lonlat: np.ndarray) -> tuple[tuple[float, float], tuple[float, float]]:
        """Longitude and latitude ranges whose projected box just holds some points.

        The box's lowest point is where its southern parallel meets the central meridian, its
        sides are the ends of that parallel, its top is the higher end of the northern one.
        """
        plane = self.project(lonlat)
        (left, bottom), (right, top) = plane.min(axis=0), plane.max(axis=0)
        turns = asin(left / -bottom), asin(right / -bottom)
        west, east = (self.meridian + degrees(turn) / self.opening for turn in turns)
        north = self.latitude(-top / cos(max(abs(turn) for turn in turns)))
        return (west, east), (self.latitude(-bottom), north)


def _half(angle: float) -> float:
    return tan(pi / 4 + angle / 2)

"""Locating many points: squares, the shore, and why a point is nowhere."""

from __future__ import annotations

import subprocess
import sys

import numpy as np
import pyproj
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from amu_geo.territories import abroad
from amu_geo.territories.abroad import ABROAD, AT_SEA, OVERSEAS, SWAPPED, Nowhere
from amu_geo.territories.model import LEGAL_CRS
from amu_geo.territories.shore import Shore
from amu_geo.territories.squares import PER_DEGREE, Squares, containing

LEVELS = ("region", "departement")


@pytest.mark.parametrize("level", LEVELS)
def test_squares_answer_as_the_shapes_do(territories, level):
    """At random, on the corners of the shapes, on those of the squares, and a hair beside."""
    rng = np.random.default_rng(20_261_126)
    layer = getattr(territories, f"{level}s")
    corners = shapely.get_coordinates(layer.geometry.to_numpy())
    corners = corners[rng.integers(0, len(corners), 15_000)]
    points = np.concatenate(
        [
            rng.uniform((-6, 41), (10, 51.5), (30_000, 2)),
            rng.uniform((-64, -22), (56, 19), (5_000, 2)),
            corners,
            corners + 1e-12,
            corners - 1e-10,
            np.round(corners * PER_DEGREE) / PER_DEGREE,
            corners + rng.normal(0, 0.003, corners.shape),
            np.array([[np.nan, 48], [2, np.inf], [180, 0], [-180, -90], [400, 90], [2.35, 48.85]]),
        ]
    )
    x, y = np.ascontiguousarray(points.T)
    found = territories.ranks(x, y, level, many=0)
    assert (found == containing(territories._parts[level], x, y)).all()
    assert len(set(found.tolist())) == len(layer) + 1
    # What a square holds was not asked of the shapes: most of what is far from a border.
    assert (territories._squares[level]._tiles >= 0).mean() > 0.3


COORDINATES = st.floats(0, 3, allow_nan=False).map(lambda value: round(value * 64) / 64)


@settings(max_examples=30, deadline=None)
@given(
    st.lists(st.tuples(COORDINATES, COORDINATES), min_size=3, max_size=8, unique=True),
    st.integers(0, 2**32 - 1),
)
def test_squares_of_any_polygon(corners, seed):
    shape = shapely.make_valid(shapely.Polygon(corners))
    polygons = shapely.get_parts(np.array([shape]))
    polygons = polygons[shapely.get_type_id(polygons) == 3]
    if not len(polygons):
        return
    shapely.prepare(polygons)
    parts = polygons, np.arange(len(polygons))
    drawn = np.random.default_rng(seed).uniform(-0.5, 3.5, (500, 2))
    x, y = np.ascontiguousarray(np.concatenate([drawn, np.array(corners)]).T)
    assert (Squares(parts).find(x, y) == containing(parts, x, y)).all()


def test_the_nearest_shore_is_that_of_a_plain_measure(territories):
    rng = np.random.default_rng(7)
    layer = territories.departements
    ranks = [0, 5, 12, 96, 97, 98, 99, 100]
    corners = [shapely.get_coordinates(layer.geometry.iloc[rank]) for rank in ranks]
    points = np.concatenate([part[rng.integers(0, len(part), 30)] for part in corners])
    points += rng.normal(0, 0.004, points.shape)
    points = points[territories.ranks(*points.T, "departement") < 0]
    expected = []
    for lon, lat in points:
        best = (np.inf, "")
        for code in set(LEGAL_CRS.values()):
            own = layer[layer["code_region"].map(LEGAL_CRS) == code]
            west, south, east, north = own.total_bounds
            if not (west - 1 < lon < east + 1 and south - 1 < lat < north + 1):
                continue
            project = pyproj.Transformer.from_crs(4326, code, always_xy=True)
            here = shapely.Point(*project.transform(lon, lat))
            far = shapely.distance(own.geometry.to_crs(code).to_numpy(), here)
            best = min(best, (far.min(), own["code_departement"].iloc[far.argmin()]))
        expected.append(best[1] if best[0] <= 400 else "")
    found = Shore(territories, 0.4).nearest(*points.T, "departement").tolist()
    assert found == expected
    assert "" in found and len(set(found)) > 5


# In a process of its own: what it is about would end this one.
TOGETHER = """
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
import numpy as np
from amu_geo.territories import Territories

territories, start = Territories.read(), Barrier(4)
lon, lat = np.random.default_rng(1).uniform((-5, 42), (9, 51), (20_000, 2)).T

def ask(level):
    start.wait()
    return territories.ranks(lon, lat, level, many=len(lon) + 1).sum()

for _ in range(3):
    territories.__dict__.pop("_parts", None)
    territories._parts
    with ThreadPoolExecutor(4) as pool:
        assert len(set(pool.map(ask, ["departement"] * 4))) == 1
"""


def test_several_threads_may_ask_of_shapes_that_nobody_asked_yet():
    subprocess.run([sys.executable, "-c", TOGETHER], check=True, timeout=120)


PLACES = {
    "Bruxelles": (4.35, 50.85, ABROAD),
    "Genève": (6.14, 46.2, ABROAD),
    "Turin": (7.68, 45.07, ABROAD),
    "Madrid": (-3.7, 40.4, ABROAD),
    "Londres": (-0.5, 51.5, ABROAD),
    "Macapá": (-52.0, 1.5, ABROAD),
    "golfe du Lion": (4.0, 42.8, AT_SEA),
    "Manche": (-1.0, 50.0, AT_SEA),
    "golfe de Gascogne": (-3.0, 45.0, AT_SEA),
    "mer Ligure": (8.5, 43.5, AT_SEA),
    "mer du Nord": (3.0, 52.0, AT_SEA),
    "New York": (-74.0, 40.7, AT_SEA),
    "Saint-Pierre": (-56.17, 46.78, OVERSEAS),
    "Nouméa": (166.44, -22.27, OVERSEAS),
    "Papeete": (-149.57, -17.54, OVERSEAS),
    "Marigot": (-63.08, 18.07, OVERSEAS),
    "Lodève à l’envers": (43.73, 3.32, SWAPPED),
    "Saint-Denis à l’envers": (-20.9, 55.45, SWAPPED),
}


def test_why_a_point_is_nowhere(territories):
    lon, lat = (np.array([place[part] for place in PLACES.values()]) for part in range(2))
    assert (territories.ranks(lon, lat, "region") < 0).all()
    ranks, reasons = Nowhere(territories).why(lon, lat)
    said = dict(zip(PLACES, (reasons[rank] for rank in ranks), strict=True))
    assert said == {name: place[2] for name, place in PLACES.items()}


def test_the_land_of_others_is_drawn_soundly():
    assert all(shapely.Polygon(ring).is_valid for ring in abroad._LAND)

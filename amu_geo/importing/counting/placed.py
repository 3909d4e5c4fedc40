"""The territory of each row, by the ways that place it, and why some have none."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from amu_geo.edition.checking.places import places_of
from amu_geo.importing.counting.cells import CORSICA, codes_in, departements_in
from amu_geo.importing.counting.rows import Rows
from amu_geo.importing.counting.ways import COMMUNE, DEPARTEMENT, POINT, Way, lon_lat
from amu_geo.territories import Territories
from amu_geo.territories.shore import SHORE, nearest

SAVED = {
    COMMUNE: "la ligne est placée par un autre code",
    POINT: "la ligne est placée par son point",
    DEPARTEMENT: "la ligne est placée par son département",
}
NOTHING = "ni code ni point"
AT_SEA = "point hors de France, ou en mer"
OFF_SHORE = "point un peu hors de nos contours, simplifiés : le territoire le plus proche"


@dataclass(frozen=True)
class Placed:
    """Where rows are.

    Attributes
    ----------
    codes
        Code of the territory of each row, "" for none; a row has one at most.
    why
        What was repaired to find it, "" where nothing was.
    lacks
        Why it has none, "" where it has one.
    """

    codes: np.ndarray
    why: np.ndarray
    lacks: np.ndarray

    @property
    def reasons(self) -> Counter[str]:
        """How many rows have no territory, by reason."""
        return _counted(self.lacks[self.codes == ""])

    @property
    def repairs(self) -> Counter[str]:
        """How many rows were placed by a repair, by what it is."""
        return _counted(self.why[self.why != ""])


def _counted(reasons: np.ndarray) -> Counter[str]:
    return Counter(pd.Series(reasons, dtype=object).value_counts().to_dict())


def place(
    rows: Rows, ways: Sequence[Way], level: str, territories: Territories, shore: float = SHORE
) -> Placed:
    """The territory of each row: by the first way, then by the next one for what is left.

    Parameters
    ----------
    level
        « region », « departement » or « commune »; points do not tell a commune.
    shore
        In kilometres: a point off our simplified shapes by less is of the nearest territory.
    """
    count = len(rows.cells)
    codes, why, lacks = (np.full(count, "", dtype=object) for _ in range(3))
    for way in ways:
        left = np.flatnonzero(codes == "")
        some = Rows(rows.file, rows.sheet, rows.titles, rows.cells.iloc[left])
        found, how, missing = _by(way, some, level, territories, shore)
        # What a surer way could not read, and another one placed all the same, is said too.
        saved = (lacks[left] != "") & (found != "")
        how[saved] = [f"{reason} : {SAVED[way.kind]}" for reason in lacks[left][saved]]
        codes[left], why[left] = found, how
        # The first reason is the nearest: a wrong code says more than a point that is not there.
        lacks[left] = np.where(lacks[left] == "", missing, lacks[left])
    lacks[codes != ""] = ""
    lacks[(codes == "") & (lacks == "")] = NOTHING
    return Placed(codes, why, lacks)


def _by(
    way: Way, rows: Rows, level: str, territories: Territories, shore: float
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    if way.kind == COMMUNE:
        places = places_of(territories)
        read = codes_in(rows.column(way.columns[0]), places, level)
        owners = {"region": places.region_of, "departement": places.departement_of}
        found = read.found.map(owners[level]) if level in owners else read.found
        return tuple(_objects(part) for part in (found, read.why, read.lacks))
    if way.kind == DEPARTEMENT:
        return _by_departement(rows.column(way.columns[0]), level, territories)
    return _by_point(*lon_lat(rows, way), level, territories, shore)


def _by_departement(
    cells: pd.Series, level: str, territories: Territories
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    read, layer = departements_in(cells, territories), territories.departements
    region_of = dict(zip(layer["code_departement"], layer["code_region"], strict=True))
    region_of[CORSICA] = region_of["2A"]
    if level == "region":
        found = read.found.map(region_of)
    else:
        known = (read.found != CORSICA) & (level == "departement")
        found = read.found.where(known, "")
    return tuple(_objects(part) for part in (found, read.why, read.lacks))


def _by_point(
    lon: np.ndarray, lat: np.ndarray, level: str, territories: Territories, shore: float
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    empty = np.full(len(lon), "", dtype=object)
    if level == "commune":
        return empty, empty.copy(), empty.copy()
    found = _objects(territories.locate(lon, lat, level=level))
    lost = np.flatnonzero(np.isfinite(lon) & np.isfinite(lat) & (found == ""))
    why, lacks = empty.copy(), empty.copy()
    if len(lost):
        near = nearest(territories, lon[lost], lat[lost], shore, level) if shore else empty[lost]
        found[lost] = near
        why[lost] = np.where(near != "", OFF_SHORE, "")
        lacks[lost] = np.where(near == "", AT_SEA, "")
    return found, why, lacks


def _objects(series: pd.Series) -> np.ndarray:
    return series.fillna("").to_numpy(dtype=object, copy=True)

"""One way of placing the rows of a file: the columns, what they hold, and how much they place."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from amu_geo.edition.checking.report import count
from amu_geo.importing.counting.cells import degrees, numbers, pairs
from amu_geo.importing.counting.rows import Rows
from amu_geo.importing.counting.words import Beside
from amu_geo.importing.headers import HELPERS, SYNONYMS

POINT = "point"
# What columns that place rows are called.
LON = (*SYNONYMS["lon"], "lon", "longitude wgs84", "x wgs84", "coord x", "lon wgs84", "xlong")
LAT = (*SYNONYMS["lat"], "lat", "latitude wgs84", "y wgs84", "coord y", "lat wgs84", "ylat")
CODES = (*SYNONYMS["code_commune"], "code commune", "comm insee", "result citycode", "citycode")
NAMES = (*SYNONYMS["commune"], "commune", "nom com")
# In the title of a column: numbers, and of something else.
OTHER_NUMBERS = {
    *("id", "identifiant", "num", "numero", "n", "no", "reference", "ref", "siret", "siren"),
    *("population", "pop", "habitants", "surface", "montant", "prix", "cout", "nombre", "nb"),
    *("annee", "an", "date", "postal", "cp", "tel", "telephone", "x", "y", "z", "altitude"),
}
POSTCODES, DEPARTEMENTS = HELPERS["code_postal"], HELPERS["departement"]
REGIONS = (*SYNONYMS["code_region"], "code region", "nom region")


@dataclass(frozen=True)
class Way:
    """How rows are placed.

    Attributes
    ----------
    kind
        `COMMUNE`, `POINT`, `NAME`, `POSTCODE`, `DEPARTEMENT` or `REGION`.
    columns
        Ranks of the columns: of the codes, of longitudes then latitudes, of both in one cell, of
        names and what stands beside them.
    titles
        Their titles.
    examples
        Three of the values.
    resolved, read
        Of the first rows that say something there, how many are placed, and how many they are.
    swapped
        Whether the latitude comes first, against what titles say.
    beside
        Ranks of the names, postal codes, départements and régions of the same rows, if there are.
    note
        What is to be said of the choice, "" for nothing.
    """

    kind: str
    columns: tuple[int, ...]
    titles: tuple[str, ...]
    examples: tuple[str, ...]
    resolved: int
    read: int
    swapped: bool = False
    beside: Beside = (None, None, None, None)
    note: str = ""

    @property
    def share(self) -> float:
        """Of what is read, how much is placed, from 0 to 1."""
        return self.resolved / self.read if self.read else 0.0

    def __str__(self) -> str:
        named = " et ".join(f"« {title} »" for title in self.titles)
        seen = ", ".join(self.examples)
        told = f"{self.kind} : {named} ({seen} ; {count(self.resolved, 'ligne')} sur {self.read})"
        return f"{told}, coordonnées inversées" if self.swapped else f"{told}{self.note}"


def lon_lat(rows: Rows, way: Way) -> tuple[np.ndarray, np.ndarray]:
    """Longitudes and latitudes of rows in degrees, by a way of points; NaN where there are none."""
    if len(way.columns) == 2:
        return degrees(*(numbers(rows.cells[rank]) for rank in way.columns))
    first, second = pairs(rows.column(way.columns[0]))
    return degrees(*((second, first) if way.swapped else (first, second)))

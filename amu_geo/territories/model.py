"""Where: the régions, départements and communes of France, read once and never changed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cached_property
from pathlib import Path
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from amu_geo import paths
from amu_geo.french import collation
from amu_geo.territories.names import ALIASES, normalise, without_institution
from amu_geo.territories.reading import TABLES, read_package, read_table
from amu_geo.territories.squares import Parts, SquaresOfLevels, containing

# Legal projection of each région (EPSG): the one in which its lengths and areas are measured.
MAINLAND = ("11", "24", "27", "28", "32", "44", "52", "53", "75", "76", "84", "93", "94")
# The COG's package gives Mayotte the population of its own census, older than the others'.
POPULATION_LABELS = {"06": "Habitants (recensement de 2017)"}

LEGAL_CRS: dict[str, int] = {
    "01": 5490,
    "02": 5490,
    "03": 2972,
    "04": 2975,
    "06": 4471,
    **dict.fromkeys(MAINLAND, 2154),
}

LEVELS = {"region": "code_region", "departement": "code_departement"}
# From so many points on, making the squares that answer for most of them pays.
MANY = 100_000


class UnknownTerritoryError(ValueError):
    """A name or code that is no région; `proposals` are the nearest names."""

    def __init__(self, text: str, proposals: tuple[str, ...] = ()) -> None:
        self.text = text
        self.proposals = proposals
        message = f"Région inconnue : « {text} »."
        if proposals:
            message += f" Vouliez-vous dire : {', '.join(proposals)} ?"
        super().__init__(message)


@dataclass(frozen=True, eq=False)
class Territories:
    """The geography of one COG.

    Attributes
    ----------
    regions : gpd.GeoDataFrame
        18 rows by code, EPSG:4326: code_region, nom, zone, chef_lieu, population,
        superficie_km2, geometry.
    departements : gpd.GeoDataFrame
        101 rows by code: code_departement, nom, code_region, population, superficie_km2, geometry.
    communes : pd.DataFrame
        code_commune, nom, code_departement, code_region, population, lon, lat, codes_postaux
        (joined by ";").
    former_communes : pd.DataFrame
        code_ancienne, code_commune (today's), nom, type: deleguee, associee, arrondissement or
        fusionnee (then without a name).
    millesime : str
        Year of the COG.
    """

    regions: gpd.GeoDataFrame
    departements: gpd.GeoDataFrame
    communes: pd.DataFrame
    former_communes: pd.DataFrame
    millesime: str

    @classmethod
    def read(cls, folder: Path | None = None) -> Territories:
        """Read a folder made by `python -m amu_geo build`, that of the project unless another.

        Raises
        ------
        DamagedFileError
            When one of its files is missing or is not what its package says.
        """
        folder = folder or paths.REGIONS
        package = read_package(folder)
        tables = {field: read_table(folder, name, package) for field, name in TABLES.items()}
        return cls(**tables, millesime=package["version"])

    @property
    def codes(self) -> tuple[str, ...]:
        """The 18 région codes, in order."""
        return tuple(self._names)

    @cached_property
    def alphabetical(self) -> tuple[str, ...]:
        """The same codes in the alphabetical order of the names, for lists that people read."""
        return tuple(sorted(self.codes, key=lambda code: collation.key(self.name(code))))

    def name(self, code_region: str) -> str:
        """Official name of a région: "76" → "Occitanie".

        Raises
        ------
        UnknownTerritoryError
            The code is not one of the 18.
        """
        try:
            return self._names[code_region]
        except KeyError:
            raise UnknownTerritoryError(code_region, self._proposals(str(code_region))) from None

    def find(self, text: str) -> str:
        """Code of the région that a text names, whatever the spelling.

        Understands codes, official and former names, usual short names and abbreviations:
        "76", "PACA", "Midi-Pyrénées", "ile de france", "Conseil régional de Bretagne".

        Raises
        ------
        UnknownTerritoryError
            Nothing fits exactly; the message and `proposals` give the nearest names.
        """
        name = normalise(str(text))
        for candidate in (name, without_institution(name)):
            if candidate in self._recognised:
                return self._recognised[candidate]
        raise UnknownTerritoryError(str(text), self._proposals(name))

    def neighbours(self, code_region: str) -> tuple[str, ...]:
        """Codes of the régions with a common land border, in order; none for an island."""
        self.name(code_region)
        return self._neighbours[code_region]

    def locate(
        self,
        points: gpd.GeoSeries | Iterable[float] | tuple[Iterable[float], Iterable[float]],
        lat: Iterable[float] | None = None,
        *,
        level: str = "region",
    ) -> pd.Series:
        """Code of the territory around each point, "" where there is none.

        Shapes are simplified to about 200 m: a point nearer than that to a border may fall on
        its other side, or in the sea.

        Parameters
        ----------
        points : GeoSeries, or longitudes, or the pair (longitudes, latitudes)
            A GeoSeries in any declared CRS; else degrees. Missing and infinite values fall nowhere.
        lat : array-like, optional
            Latitudes, when `points` are longitudes.
        level : {"region", "departement"}

        Returns
        -------
        pd.Series
            Text, on the index of the points, named code_region or code_departement.
        """
        if level not in LEVELS:
            raise ValueError(f"Niveau inconnu : « {level} » ; attendu : {' ou '.join(LEVELS)}.")
        x, y, index = _coordinates(points, lat)
        layer = self.regions if level == "region" else self.departements
        codes = layer[LEVELS[level]].to_numpy(dtype=object)
        # One extra code for "nowhere", reached by rank -1.
        found = np.append(codes, "")[self.ranks(x, y, level)]
        return pd.Series(found, index=index, name=LEVELS[level], dtype="str")

    def ranks(self, lon: np.ndarray, lat: np.ndarray, level: str, many: int = MANY) -> np.ndarray:
        """Rank, in the table of the level, of the territory around each point; -1 for none.

        Parameters
        ----------
        lon, lat
            In degrees; missing and infinite values fall nowhere.
        level : {"region", "departement"}
        many
            From so many points on, or once they are made, squares answer for those that no border
            is near: the same answers, sooner.
        """
        if len(lon) < many and level not in self._squares:
            return containing(self._parts[level], lon, lat)
        return self._squares[level].find(lon, lat)

    @cached_property
    def _names(self) -> dict[str, str]:
        return dict(zip(self.regions["code_region"], self.regions["nom"], strict=True))

    @cached_property
    def _recognised(self) -> dict[str, str]:
        """Normalised name or code → région code."""
        known = {
            normalise(alias): code
            for code, aliases in ALIASES.items()
            for alias in aliases
            if code in self._names
        }
        for code, name in self._names.items():
            known |= {code.lower(): code, normalise(name): code}
            known |= {without_institution(normalise(name)): code}
        return known

    @cached_property
    def _departement_regions(self) -> dict[str, str]:
        names = map(normalise, self.departements["nom"])
        return dict(zip(names, self.departements["code_region"], strict=True))

    def _proposals(self, name: str, count: int = 3) -> tuple[str, ...]:
        """Names of the régions nearest to a normalised text; a département leads to its région."""
        padded = name.zfill(2)
        if padded in self._names:
            return (self._names[padded],)
        if name in self._departement_regions:
            return (self._names[self._departement_regions[name]],)
        if name.isdigit():
            return ()
        words = {text: code for text, code in self._recognised.items() if not text.isdigit()}
        near = get_close_matches(without_institution(name), words, n=12, cutoff=0.5)
        names = dict.fromkeys(self._names[words[text]] for text in near)
        return tuple(names)[:count]

    @cached_property
    def _neighbours(self) -> dict[str, tuple[str, ...]]:
        geometry = self.regions.geometry.to_numpy()
        left, right = shapely.STRtree(geometry).query(geometry, predicate="intersects")
        # A single common point is not a border.
        borders = shapely.length(shapely.intersection(geometry[left], geometry[right]))
        pairs = [(i, j) for i, j, km in zip(left, right, borders, strict=True) if i != j and km > 0]
        codes = self.codes
        return {
            code: tuple(codes[j] for i, j in sorted(pairs) if codes[i] == code) for code in codes
        }

    @cached_property
    def _parts(self) -> dict[str, Parts]:
        """Polygons of each level and the rank of their territory, ready for fast questions."""
        parts = {}
        for level, layer in (("region", self.regions), ("departement", self.departements)):
            polygons, ranks = shapely.get_parts(layer.geometry.to_numpy(), return_index=True)
            shapely.prepare(polygons)
            parts[level] = polygons, ranks
        return parts

    @cached_property
    def _squares(self) -> SquaresOfLevels:
        return SquaresOfLevels(self._parts)


def _coordinates(points: Any, lat: Any) -> tuple[np.ndarray, np.ndarray, pd.Index]:
    """Longitudes, latitudes and index of what `locate` accepts."""
    if isinstance(points, gpd.GeoDataFrame):
        points = points.geometry
    if isinstance(points, gpd.GeoSeries):
        degrees = points if points.crs is None else points.to_crs(4326)
        shapes = degrees.to_numpy()
        return shapely.get_x(shapes), shapely.get_y(shapes), points.index
    if lat is None:
        points, lat = points
    lon = points if isinstance(points, pd.Series) else pd.Series(points)
    x, y = (np.asarray(values, dtype=float) for values in (lon, lat))
    if x.shape != y.shape:
        raise ValueError(f"{x.size} longitudes pour {y.size} latitudes.")
    return x, y, lon.index

"""Actors and example projects: counts by territory, points on a map, what is near a place.

Actors that call themselves AMU (or are listed as such) are always told apart from those of
an allied practice. Counts measure how much was searched as much as what exists, and every
function says how many have no known place.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import pandas as pd
from pyproj import Geod

from amu_geo.edition import Edition, referentials
from amu_geo.territories import Territories
from amu_geo.vocabulary import ALLIED_PRACTICE

# The ellipsoid of WGS 84: distances over the Earth, in metres.
_EARTH = Geod(ellps="WGS84")
# Points that share a commune's centre are set on a spiral, this far from one another.
SPREAD_KM = 1.2
GOLDEN_ANGLE = math.pi * (3 - math.sqrt(5))
KM_PER_DEGREE = 111.32
# Of fewer actors a number is given, and no rate: one more or one less would change it all.
RATED_FROM = 3
LEVELS = {"region": "code_region", "departement": "code_departement"}


@dataclass(frozen=True)
class ActorFilters:
    """What a reader keeps of the actors; an empty choice keeps everything.

    `familles` and `phases` keep the actors that have at least one of those chosen;
    `declares` True keeps AMU actors only, False allied practice only.
    """

    types: tuple[str, ...] = ()
    familles: tuple[str, ...] = ()
    phases: tuple[str, ...] = ()
    perimetres: tuple[str, ...] = ()
    regions: tuple[str, ...] = ()
    declares: bool | None = None


@dataclass(frozen=True, eq=False)
class ActorCounts:
    """Actors by territory.

    Attributes
    ----------
    table
        One row per territory of the level, none left out: code_region (or code_departement),
        nom, nb_amu, nb_voisins, population, amu_pour_100000, voisins_pour_100000 (Float64,
        <NA> where nobody lives).
    non_places_amu, non_places_voisins
        Actors whose territory of that level is not known.
    """

    table: pd.DataFrame
    non_places_amu: int
    non_places_voisins: int


def actor_list(edition: Edition, territories: Territories) -> pd.DataFrame:
    """The actors of an edition, described and placed.

    Returns
    -------
    DataFrame
        The columns of `acteurs`, with familles and phases as tuples of codes; amu (bool:
        declared, referenced or named in 2018), type_libelle, perimetre_libelle,
        confiance_libelle, lien (nature of a link that is not the publisher's own, else ""),
        code_departement ("" when unknown); lon, lat (Float64: their own, else their
        commune's centre, else <NA>; <NA> too when only one is given), place (bool: has a point).
    """
    actors = edition.acteurs
    return _placed(actors, territories).assign(
        amu=actors["perimetre"] != ALLIED_PRACTICE,
        type_libelle=[referentials.label("type", code) if code else "" for code in actors["type"]],
        perimetre_libelle=[referentials.label("perimetre", code) for code in actors["perimetre"]],
    )


def project_list(edition: Edition, territories: Territories) -> pd.DataFrame:
    """The example projects of an edition, described and placed like the actors.

    `categorie_libelle` takes the place of type and perimetre.
    """
    projects = edition.tables["projets"]
    labels = [referentials.label("categorie", c) if c else "" for c in projects["categorie"]]
    return _placed(projects, territories).assign(categorie_libelle=labels)


def _placed(table: pd.DataFrame, territories: Territories) -> pd.DataFrame:
    communes = territories.communes.set_index("code_commune")
    found = communes.reindex(table["code_commune"])
    # Half a point is no point: with the other half of its commune it would lie anywhere.
    half = table["lon"].notna() != table["lat"].notna()
    lon, lat = (
        table[axis]
        .fillna(pd.Series(found[axis].to_numpy(), index=table.index, dtype="Float64"))
        .mask(half)
        for axis in ("lon", "lat")
    )
    return table.assign(
        familles=_tuples(table["familles"]),
        phases=_tuples(table["phases"]),
        confiance_libelle=[referentials.label("confiance", code) for code in table["confiance"]],
        lien=[referentials.link_nature(url) for url in table["url_source"]],
        code_departement=found["code_departement"].fillna("").to_numpy(),
        lon=lon,
        lat=lat,
        place=lon.notna() & lat.notna(),
    )


def _tuples(lists: Iterable[str]) -> list[tuple[str, ...]]:
    return [tuple(part for part in text.split(";") if part) for text in lists]


def filter_actors(actors: pd.DataFrame, filters: ActorFilters) -> pd.DataFrame:
    """The rows of `actor_list` that every choice keeps."""
    kept = pd.Series(True, index=actors.index)
    columns = {"types": "type", "perimetres": "perimetre", "regions": "code_region"}
    for name, column in columns.items():
        chosen = getattr(filters, name)
        if chosen:
            kept &= actors[column].isin(chosen)
    for name in ("familles", "phases"):
        chosen = set(getattr(filters, name))
        if chosen:
            kept &= pd.Series([bool(chosen & set(own)) for own in actors[name]], actors.index)
    if filters.declares is not None:
        kept &= actors["amu"] == filters.declares
    return actors[kept]


def count_actors(
    actors: pd.DataFrame, territories: Territories, level: str = "region"
) -> ActorCounts:
    """Count the rows of `actor_list` by région or département.

    Raises
    ------
    ValueError
        In French, when the level is neither.
    """
    if level not in LEVELS:
        raise ValueError(f"Niveau inconnu : « {level} ». Attendu : {', '.join(LEVELS)}.")
    code = LEVELS[level]
    places = territories.regions if level == "region" else territories.departements
    known = actors[code].isin(places[code])
    table = pd.DataFrame(places[[code, "nom", "population"]])
    people = table["population"].astype("Float64").where(table["population"] > 0)
    for name, group in (("amu", actors[actors["amu"]]), ("voisins", actors[~actors["amu"]])):
        table[f"nb_{name}"] = table[code].map(group.groupby(code).size()).fillna(0).astype("int64")
        table[f"{name}_pour_100000"] = (table[f"nb_{name}"] * 100_000 / people).round(3)
    order = [code, "nom", "nb_amu", "nb_voisins", "population"]
    return ActorCounts(
        table[[*order, "amu_pour_100000", "voisins_pour_100000"]].reset_index(drop=True),
        int((~known & actors["amu"]).sum()),
        int((~known & ~actors["amu"]).sum()),
    )


def points(placed: pd.DataFrame, spread_km: float = SPREAD_KM) -> pd.DataFrame:
    """The rows that have a place, moved apart where several share the same point.

    The first of them (by id) stays on the point, the others turn around it on a spiral:
    always the same places for the same rows. On a small map, `spread_km` sets them further
    apart, so that the dots stay distinct.

    Returns
    -------
    DataFrame
        The same columns; lon and lat (float64) as drawn, decale (bool: moved from the true
        point), and partage (how many rows share the point).
    """
    shown = placed[placed["place"]].sort_values("id", kind="stable")
    shown = shown.assign(lon=shown["lon"].astype("float64"), lat=shown["lat"].astype("float64"))
    shared = shown.groupby(["lon", "lat"])["id"]
    rank = shared.cumcount().to_numpy()
    radius = spread_km * np.sqrt(rank) / KM_PER_DEGREE
    angle = rank * GOLDEN_ANGLE
    narrowing = np.cos(np.radians(shown["lat"]))
    return shown.assign(
        partage=shared.transform("size"),
        lon=shown["lon"] + radius * np.cos(angle) / narrowing,
        lat=shown["lat"] + radius * np.sin(angle),
        decale=rank > 0,
    ).reset_index(drop=True)


def near(placed: pd.DataFrame, lon: float, lat: float, radius_km: float) -> pd.DataFrame:
    """Rows within a distance of a point, over the Earth's ellipsoid, the nearest first.

    Parameters
    ----------
    placed
        `actor_list` or `project_list`. Rows without a place are never near: count them
        with `unplaced`.

    Returns
    -------
    DataFrame
        The same columns and distance_km (one decimal), measured to the commune's centre
        when that is all that is known.
    """
    known = placed[placed["place"]]
    if known.empty:
        return known.assign(distance_km=pd.Series(dtype="float64"))
    lons, lats = known["lon"].to_numpy("float64"), known["lat"].to_numpy("float64")
    here = np.full(len(known), lon), np.full(len(known), lat)
    metres = _EARTH.inv(*here, lons, lats)[2]
    measured = known.assign(distance_km=metres / 1000)
    within = measured[measured["distance_km"] <= radius_km]
    ordered = within.sort_values(["distance_km", "id"], kind="stable")
    return ordered.assign(distance_km=ordered["distance_km"].round(1)).reset_index(drop=True)


def unplaced(placed: pd.DataFrame) -> int:
    """How many rows have no known place."""
    return int((~placed["place"]).sum())

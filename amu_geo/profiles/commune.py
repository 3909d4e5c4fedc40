"""One commune: the schemes it can use, who is near, what is done elsewhere, and a project.

The orders in which things are listed are ours; each function says its own.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from amu_geo.comparison import Missing, best_to_copy, missing_from, twins
from amu_geo.edition import referentials
from amu_geo.french import collation
from amu_geo.measure.actors import near, unplaced
from amu_geo.measure.coverage import Coverage, main_families
from amu_geo.schemes import described
from amu_geo.territories import Territories
from amu_geo.vocabulary import CONFIRMED

# Contracts for small towns come first below this population, last above it.
SMALL_TOWN = 20_000
SMALL_TOWN_PROGRAMME = "bourgs-centres"


@dataclass(frozen=True)
class Place:
    """A commune and where it is."""

    code_commune: str
    nom: str
    code_departement: str
    departement: str
    code_region: str
    region: str
    population: int
    lon: float
    lat: float


@dataclass(frozen=True, eq=False)
class Elsewhere:
    """What other regions offer and one's own does not.

    `sorte` is « voisines » (a common border), « jumelles » (no border: the most alike by
    programmes) or « meme-zone » (no border, nothing to be alike by); `regions` are the codes
    looked at.
    """

    sorte: str
    regions: tuple[str, ...]
    manques: tuple[Missing, ...]


@dataclass(frozen=True, eq=False)
class MyProject:
    """What serves a mission at a moment of a project, by our reading of what each family does.

    Attributes
    ----------
    familles, justification
        Families concerned and why ("" when a whole moment or mission is asked for).
    dispositifs
        The region's retained schemes that support one of them, as `relevant_schemes`.
    acteurs
        The region's actors that work on one of them, AMU actors first, then by name.
    registres
        Impact registers to follow: for the mission at that moment; when practitioners name
        none, for the moment, else for the mission.
    """

    familles: tuple[str, ...]
    justification: str
    dispositifs: pd.DataFrame
    acteurs: pd.DataFrame
    registres: tuple[referentials.Row, ...]


def find_place(territories: Territories, code_commune: str) -> Place:
    """The commune of a code, today's or a former one's.

    Raises
    ------
    KeyError
        In French, when no commune has that code.
    """
    communes = territories.communes
    found = communes[communes["code_commune"] == code_commune]
    if found.empty:
        former = territories.former_communes
        today = former.loc[former["code_ancienne"] == code_commune, "code_commune"]
        found = communes[communes["code_commune"].isin(today)]
    if found.empty:
        raise KeyError(f"Aucune commune ne porte le code « {code_commune} ».")
    row = found.iloc[0]
    names = territories.departements.set_index("code_departement")["nom"]
    return Place(
        code_commune=row["code_commune"],
        nom=row["nom"],
        code_departement=row["code_departement"],
        departement=names[row["code_departement"]],
        code_region=row["code_region"],
        region=territories.name(row["code_region"]),
        population=int(row["population"]),
        lon=float(row["lon"]),
        lat=float(row["lat"]),
    )


def relevant_schemes(
    coverage: Coverage,
    code_region: str,
    population: int | None = None,
    familles: Sequence[str] = (),
) -> pd.DataFrame:
    """A region's retained schemes, the most useful to a commune first.

    In order: those that support a family asked for; confirmed ones; small-town contracts first
    for a commune of fewer than 20 000 inhabitants and last for a larger one; then what is best
    to copy (involving users, dedicated, well sourced, running, recent).

    Returns
    -------
    DataFrame
        As `schemes.described`, with `etat` and `demande` (bool: supports a family asked for;
        True for all when none is).
    """
    ranked = best_to_copy(coverage.schemes(code_region))
    supported = main_families(coverage.edition.programmes)
    wanted = set(familles)
    asked = [not wanted or bool(wanted & supported.get(p, set())) for p in ranked["programme"]]
    fits = [_size_rank(programme, population) for programme in ranked["programme"]]
    unproven = list(ranked["etat"] != CONFIRMED)
    order = sorted(range(len(ranked)), key=lambda n: (not asked[n], unproven[n], fits[n]))
    names = dict(zip(coverage.table["code_region"], coverage.table["nom"], strict=True))
    shown = described(ranked, coverage.edition, names).assign(demande=asked)
    return shown.iloc[order].reset_index(drop=True)


def _size_rank(programme: str, population: int | None) -> int:
    if population is None or programme != SMALL_TOWN_PROGRAMME:
        return 1
    return 0 if population < SMALL_TOWN else 2


@dataclass(frozen=True, eq=False)
class Around:
    """Who is within a distance of a commune.

    Attributes
    ----------
    acteurs
        Rows of `actors.near`, the nearest first.
    habitants
        Inhabitants of the communes whose centre is within the distance.
    amu_pour_100000, voisins_pour_100000
        Rates over these inhabitants; None where nobody lives, in the commune or around it, and
        when the edition places no actor at all.
    non_places
        Actors of the edition without a known place: they may be near.
    """

    acteurs: pd.DataFrame
    habitants: int
    amu_pour_100000: float | None
    voisins_pour_100000: float | None
    non_places: int

    @property
    def nb_amu(self) -> int:
        """AMU actors, declared, referenced or named in 2018."""
        return int(self.acteurs["amu"].sum())

    @property
    def nb_voisins(self) -> int:
        """Actors of an allied practice."""
        return len(self.acteurs) - self.nb_amu


def around(
    actors: pd.DataFrame, place: Place, territories: Territories, radius_km: float
) -> Around:
    """The actors within a distance of a commune's centre, over the Earth's ellipsoid.

    Parameters
    ----------
    actors
        `actors.actor_list`.
    """
    found = near(actors, place.lon, place.lat, radius_km)
    communes = territories.communes.assign(id=territories.communes["code_commune"], place=True)
    people = int(near(communes, place.lon, place.lat, radius_km)["population"].sum())
    known = people > 0 and place.population > 0 and bool(actors["place"].any())
    declared = int(found["amu"].sum())
    amu, others = (
        round(number * 100_000 / people, 2) if known else None
        for number in (declared, len(found) - declared)
    )
    return Around(found, people, amu, others, unplaced(actors))


def comparable_projects(
    projects: pd.DataFrame,
    place: Place,
    territories: Territories,
    familles: Sequence[str] = (),
    categorie: str = "",
    limit: int = 6,
) -> pd.DataFrame:
    """Example projects most like what a commune may do.

    In order: of the kind and of a family asked for, then in communes of like size (same
    order of magnitude, by halves), then the nearest. Projects without a place are left out:
    `actors.unplaced` counts them.

    Parameters
    ----------
    projects
        `actors.project_list`.

    Returns
    -------
    DataFrame
        At most `limit` rows: its columns, distance_km, population_commune (Int64).
    """
    around = near(projects, place.lon, place.lat, math.inf)
    people = territories.communes.set_index("code_commune")["population"]
    around["population_commune"] = around["code_commune"].map(people).astype("Int64")
    wanted = set(familles)
    ranks = []
    for row in around.itertuples():
        other_kind = bool(categorie) and row.categorie != categorie
        other_family = bool(wanted) and not wanted & set(row.familles)
        size = _size_gap(place.population, row.population_commune)
        ranks.append((other_kind + other_family, size, row.distance_km, row.id))
    order = sorted(range(len(ranks)), key=ranks.__getitem__)
    return around.iloc[order[:limit]].reset_index(drop=True)


def _size_gap(own: int, other: Any) -> int:
    """Difference of size in half orders of magnitude; the largest when one is unknown or empty."""
    if pd.isna(other) or own <= 0 or int(other) <= 0:
        return 99
    return round(2 * abs(math.log10(own) - math.log10(int(other))))


def elsewhere(coverage: Coverage, code_region: str, territories: Territories) -> Elsewhere:
    """What the neighbouring regions offer; an island's twin regions stand for neighbours."""
    kind, regions = "voisines", territories.neighbours(code_region)
    if not regions:
        kind = "jumelles"
        regions = tuple(twin.code_region for twin in twins(coverage, code_region))
    if not regions:
        kind = "meme-zone"
        zones = territories.regions.set_index("code_region")["zone"]
        same = zones.index[(zones == zones[code_region]) & (zones.index != code_region)]
        regions = tuple(same)
    return Elsewhere(kind, regions, missing_from(coverage, code_region, regions, near=regions))


def my_project(
    coverage: Coverage,
    actors: pd.DataFrame,
    place: Place,
    moment: str = "",
    mission: str = "",
) -> MyProject:
    """What serves a mission ("" = any) at a moment ("" = any) in a commune's region.

    Parameters
    ----------
    actors
        `actors.actor_list`.
    """
    familles, why = referentials.families_of(moment, mission)
    schemes = relevant_schemes(coverage, place.code_region, place.population, familles)
    if not familles:
        schemes = schemes.iloc[:0]
    there = actors[actors["code_region"] == place.code_region]
    useful = [bool(set(familles) & set(own)) for own in there["familles"]]
    chosen = there[pd.Series(useful, index=there.index, dtype=bool)]
    chosen = chosen.sort_values("nom", key=lambda names: names.map(collation.key), kind="stable")
    return MyProject(
        familles=familles,
        justification=why,
        dispositifs=schemes[schemes["demande"]].reset_index(drop=True),
        acteurs=chosen.sort_values("amu", ascending=False, kind="stable"),
        registres=_registers(moment, mission) if familles else (),
    )


def _registers(moment: str, mission: str) -> tuple[referentials.Row, ...]:
    """The registers of the mission at that moment, else of the moment, else of the mission."""
    found = referentials.impact_registers
    return found(moment, mission) or found(moment, "") or found("", mission)

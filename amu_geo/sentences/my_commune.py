"""What a commune can use, and who is near."""

from __future__ import annotations

from amu_geo.french.grammar import counted
from amu_geo.french.typography import number, plural, typeset
from amu_geo.measure.coverage import Coverage
from amu_geo.profiles.commune import Around, Place
from amu_geo.territories import Territories


def commune_headline(place: Place, schemes: int, actors: int | None, radius_km: float) -> str:
    """What a commune has within reach; `actors` None when the edition places nobody."""
    aids = counted(schemes, "dispositif") + (" régional" if schemes <= 1 else " régionaux")
    if not schemes:
        aids += " documenté"
    if actors is None:
        return typeset(f"{place.nom} : {aids}, et des acteurs sans lieu connu")
    around = counted(actors, "acteur") + (" recensé" if actors <= 1 else " recensés")
    return typeset(f"{place.nom} : {aids} et {around} à moins de {radius_km:g} km")


def no_commune_headline(coverage: Coverage, territories: Territories) -> str:
    """What the page of communes offers before one is chosen."""
    schemes = plural(len(coverage.retained), "dispositif régional", "dispositifs régionaux")
    return typeset(f"{schemes} pour {number(len(territories.communes))} communes : et la vôtre ?")


def commune_second(place: Place, around: Around, radius_km: float) -> str:
    """Which commune it is; who is near, AMU and allied practice apart; who could not be placed."""
    people = plural(place.population, "habitant") if place.population else "aucun habitant"
    region = "" if place.region == place.departement else f" {place.region},"
    parts = [f"{place.departement} ({place.code_departement}),{region} {people}."]
    if len(around.acteurs):
        declared = plural(around.nb_amu, "acteur") if around.nb_amu else "aucun acteur"
        allied = f"{number(around.nb_voisins)} d’une pratique voisine"
        parts.append(f"À moins de {radius_km:g} km : {declared} de l’AMU, {allied}.")
    if around.non_places:
        verb = "n’a" if around.non_places == 1 else "n’ont"
        actors = plural(around.non_places, "acteur recensé", "acteurs recensés")
        parts.append(f"{actors} {verb} pas de lieu connu et peuvent être proches.")
    return typeset(" ".join(parts))

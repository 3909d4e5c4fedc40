"""The figures of a commune: the schemes of its region, the actors near it."""

from __future__ import annotations

import pandas as pd
from markupsafe import Markup

from amu_geo.charts.actors.counts import NO_RATE
from amu_geo.charts.actors.listing import actors_list, readable_actors
from amu_geo.charts.base.markup import html, joined
from amu_geo.charts.my_commune.commune import order_note, readable_schemes, schemes_list
from amu_geo.edition import referentials
from amu_geo.figures.figure import TEXTS, Drawn, Figure, Kind
from amu_geo.figures.seen import Seen
from amu_geo.french.typography import enumerate_fr, number, plural, typeset
from amu_geo.measure.actors import RATED_FROM, actor_list
from amu_geo.profiles.commune import (
    Around,
    Place,
    around,
    find_place,
    my_project,
    relevant_schemes,
)

PATH = "/mon-territoire"
RADII = ("10", "25", "50", "100", "200")
USUAL_RADIUS = "50"


def schemes_figure(place: Place, schemes: pd.DataFrame) -> Figure:
    """What the region offers; `schemes` is `profiles.commune.relevant_schemes`."""
    return Figure(
        key="aides",
        given={"commune": place.code_commune},
        ignores=("rayon",),
        title=f"{place.nom} : dispositifs de la région",
        data=lambda: readable_schemes(schemes),
        note=order_note(place) if len(schemes) else "",
    )


def near_figure(
    place: Place, near: Around, radius: int, everyone: pd.DataFrame, names: dict[str, str]
) -> Figure:
    """The actors within a distance; `everyone` is the edition's `actor_list`."""
    return Figure(
        key="proches",
        given={"commune": place.code_commune},
        ignores=("moment", "mission"),
        title=f"Acteurs à moins de {radius} km de {place.nom}",
        data=lambda: _readable_near(near, names),
        note=_rate_note(near, radius, bool(everyone["place"].any())),
        counted=plural(len(everyone), "acteur recensé", "acteurs recensés"),
    )


def _readable_near(near: Around, names: dict[str, str]) -> pd.DataFrame:
    table = readable_actors(near.acteurs, names)
    return table.assign(**{"Distance (km)": near.acteurs.loc[table.index, "distance_km"]})


def _rate_note(near: Around, radius: int, places_somebody: bool) -> str:
    if not places_somebody:
        return ""
    if near.amu_pour_100000 is None:
        return "Aucun taux n’est calculé : personne n’habite cette commune."
    kinds = (
        (near.nb_amu, near.amu_pour_100000, "acteur de l’AMU"),
        (near.nb_voisins, near.voisins_pour_100000, "acteur d’une pratique voisine"),
    )
    rates = [f"{number(rate, 2)} {who}" for count, rate, who in kinds if count >= RATED_FROM]
    if not rates:
        return NO_RATE
    return (
        f"Soit {enumerate_fr(rates)} pour 100 000 habitants ({number(near.habitants)} habitants "
        f"dans les communes à moins de {radius} km)."
    )


def _place(seen: Seen) -> Place:
    return find_place(seen.territories, seen.query["commune"])


def _schemes(seen: Seen) -> Drawn | None:
    place = _place(seen)
    moment = seen.one("moment", referentials.by_code("moments"))
    mission = seen.one("mission", (row["code"] for row in referentials.missions_of(moment)))
    actors = actor_list(seen.edition, seen.territories)
    project = my_project(seen.coverage, actors, place, moment, mission)
    asked = project.familles if moment or mission else ()
    schemes = relevant_schemes(seen.coverage, place.code_region, place.population, asked)
    if schemes.empty:
        return None
    drawn = schemes_list(seen.coverage, schemes, seen.proposes)
    return Drawn(schemes_figure(place, schemes), Markup(drawn))


def _near(seen: Seen) -> Drawn | None:
    place, radius = _place(seen), int(seen.one("rayon", RADII, USUAL_RADIUS))
    everyone = actor_list(seen.edition, seen.territories)
    near = around(everyone, place, seen.territories, radius)
    if not everyone["place"].any():
        return None
    figure = near_figure(place, near, radius, everyone, seen.names)
    if near.acteurs.empty:
        return Drawn(figure, html('<p class="avis">{}.</p>', _nobody(place, radius)))
    groups = (
        (True, "acteur de l’AMU", "acteurs de l’AMU"),
        (False, "acteur d’une pratique voisine", "acteurs d’une pratique voisine"),
    )
    drawn = joined(
        html("<h2 class='intertitre'>{}</h2>{}", plural(len(rows), one, many), listed)
        for declared, one, many in groups
        for rows in (near.acteurs[near.acteurs["amu"] == declared],)
        for listed in (actors_list(rows, seen.names),)
        if len(rows)
    )
    return Drawn(figure, drawn)


def _nobody(place: Place, radius: int) -> str:
    return typeset(f"Aucun acteur recensé à moins de {radius} km de {place.nom}")


def _kind(key: str, name: str, draw, choices: tuple[str, ...]) -> Kind:
    return Kind(
        key,
        name,
        PATH,
        draw,
        choices=("commune", *choices),
        needs="commune",
        no_image=TEXTS,
        height=900,
    )


KINDS = (
    _kind("aides", "Les dispositifs pour une commune", _schemes, ("moment", "mission")),
    _kind("proches", "Les acteurs proches d’une commune", _near, ("rayon",)),
)

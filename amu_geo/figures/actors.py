"""The figures of the actors' page: where they are, how many by territory."""

from __future__ import annotations

from dataclasses import dataclass, replace

import pandas as pd
from markupsafe import Markup

from amu_geo import sentences
from amu_geo.charts.actors.counts import (
    LEVEL_WORDS,
    NO_RATE,
    counts_table,
    readable_counts,
    readable_stated,
    stated_table,
)
from amu_geo.charts.actors.drawn import drawn_actors
from amu_geo.charts.actors.listing import readable_actors
from amu_geo.charts.actors.map import map_legend
from amu_geo.charts.base.markup import html
from amu_geo.charts.picture.actors import counts_drawn, points_drawn, stated_drawn
from amu_geo.charts.picture.frame import Picture
from amu_geo.charts.picture.pieces import words
from amu_geo.edition import Edition, referentials
from amu_geo.figures.figure import Drawn, Figure, Kind
from amu_geo.figures.seen import Seen
from amu_geo.french.typography import plural
from amu_geo.measure.actors import (
    LEVELS,
    ActorCounts,
    ActorFilters,
    actor_list,
    count_actors,
    filter_actors,
    project_list,
    unplaced,
)
from amu_geo.territories import Territories
from amu_geo.vocabulary import FAMILIES

PATH = "/acteurs"
MAP_SHOWS = "Acteurs et projets, au centre de leur commune"
COUNTS_SHOWS = "Acteurs de l’AMU et pratiques voisines, côte à côte"
CHOICES = ("type", "famille", "phase", "perimetre", "region")


@dataclass(frozen=True, eq=False)
class Shown:
    """The actors and projects that the choices keep, and of what they are kept.

    `nb_actors` and `nb_projects` are those of the whole edition.
    """

    edition: Edition
    territories: Territories
    actors: pd.DataFrame
    projects: pd.DataFrame
    nb_actors: int
    nb_projects: int

    @property
    def stated(self) -> bool:
        """The edition words its totals without a list: nothing is counted."""
        return self.edition.stated_figure("acteurs") is not None

    @property
    def has_points(self) -> bool:
        """Whether any has a known place."""
        return bool(self.actors["place"].any() or self.projects["place"].any())

    @property
    def scope(self) -> str:
        """What the figures count, whatever the choices leave of it."""
        named = ("acteur cité", "acteurs cités")
        found = named if self.stated else ("acteur recensé", "acteurs recensés")
        return f"{plural(self.nb_actors, *found)} et {plural(self.nb_projects, 'projet')}"

    @property
    def no_point(self) -> str:
        """Why nothing is drawn."""
        if self.stated:
            return "Aucun point : la source ne donne aucune adresse."
        return "Aucun point : aucun de ces acteurs n’a de commune connue."


def actors_figure(shown: Shown) -> Figure:
    """The map of the points."""
    names = {code: shown.territories.name(code) for code in shown.territories.codes}
    return Figure(
        key="acteurs",
        ignores=("niveau",),
        is_map=True,
        title=sentences.actors_headline(shown.edition, shown.actors),
        data=lambda: readable_actors(shown.actors, names),
        note=_map_note(shown),
        counted=shown.scope,
    )


def _map_note(shown: Shown) -> str:
    hidden = unplaced(shown.actors), unplaced(shown.projects)
    drawn = (
        "Chaque point est au centre de sa commune ; ceux d’une même commune sont écartés de "
        "quelques kilomètres pour rester visibles. "
    )
    return (drawn if shown.has_points else "") + (
        "Sans commune connue, donc hors de la carte : "
        f"{plural(hidden[0], 'acteur')} et {plural(hidden[1], 'projet')}."
    )


def counts_figure(shown: Shown, counts: ActorCounts, level: str) -> Figure:
    """How many by territory; `counts` is `measure.actors.count_actors`."""
    return Figure(
        key="comptes",
        title=f"Acteurs par {LEVEL_WORDS[level].lower()}",
        data=lambda: readable_counts(counts, level),
        note="Du plus au moins recensé : un ordre de lecture, pas un classement. Densité : "
        f"acteurs de l’AMU pour 100 000 habitants (population municipale). {NO_RATE}",
        counted=shown.scope,
    )


def stated_figure(edition: Edition, territories: Territories) -> Figure:
    """The totals that a source words."""
    return Figure(
        key="comptes",
        title="Structures, d’après la source",
        data=lambda: readable_stated(edition, territories),
        counted="nombres cités par la source",
    )


def _shown(seen: Seen) -> Shown:
    chosen = {name: seen.one(name, _codes(name)) for name in CHOICES if name != "region"}
    region = seen.one("region", seen.territories.codes)
    filters = ActorFilters(
        types=_one(chosen["type"]),
        familles=_one(chosen["famille"]),
        phases=_one(chosen["phase"]),
        perimetres=_one(chosen["perimetre"]),
        regions=_one(region),
    )
    actors = actor_list(seen.edition, seen.territories)
    projects = project_list(seen.edition, seen.territories)
    return Shown(
        seen.edition,
        seen.territories,
        filter_actors(actors, filters),
        filter_actors(projects, replace(filters, types=(), perimetres=())),
        len(actors),
        len(projects),
    )


def _codes(name: str) -> tuple[str, ...]:
    codes = {"famille": tuple(FAMILIES), "phase": tuple(referentials.by_code("phases"))}
    return codes.get(name) or referentials.codes(name)


def _one(code: str) -> tuple[str, ...]:
    return (code,) if code else ()


def _shows(what: str, seen: Seen) -> str:
    """What an image shows, and the choices that narrow it: an image has no page around it."""
    only = seen.narrowed(CHOICES)
    return f"{what} ({only})" if only else what


def _map(seen: Seen) -> Drawn:
    shown, shows = _shown(seen), _shows(MAP_SHOWS, seen)
    if not shown.has_points:
        empty = html('<div class="vide-carte"><p>{}</p></div>', shown.no_point)
        image = Picture(lambda room: words(shown.no_point, room.size)(room.width), shows)
        return Drawn(actors_figure(shown), empty, image=image)
    places = shown.actors, shown.projects, shown.territories
    drawn = html('<div class="f-carte">{}</div>{}', drawn_actors(*places), map_legend())
    image = Picture(lambda room: points_drawn(*places, room), shows, tall=True)
    return Drawn(actors_figure(shown), drawn, image=image)


def _counts(seen: Seen) -> Drawn:
    shown, level = _shown(seen), seen.one("niveau", LEVELS, "region")
    if shown.stated:
        drawn = stated_table(seen.edition, seen.territories)
        figure = stated_figure(seen.edition, seen.territories)
        image = Picture(lambda room: stated_drawn(figure.data(), room))
        return Drawn(figure, Markup(drawn), image=image)
    counts = count_actors(shown.actors, seen.territories, level)
    drawn = counts_table(counts, level, lambda code: seen.link(PATH, region=code))
    shows = _shows(COUNTS_SHOWS, seen)
    image = Picture(lambda room: counts_drawn(counts, level, room), shows)
    return Drawn(counts_figure(shown, counts, level), Markup(drawn), image=image)


KINDS = (
    Kind("acteurs", "La carte des acteurs", PATH, _map, CHOICES, over="Où ils sont", height=820),
    Kind(
        "comptes",
        "Les acteurs, par territoire",
        PATH,
        _counts,
        (*CHOICES, "niveau"),
        height=900,
    ),
)

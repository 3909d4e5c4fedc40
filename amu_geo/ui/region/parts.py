"""What a portrait keeps folded: one line a part, its finding, which unfolds figure and source.

A part for which the edition has nothing is not there: one sentence at the end says which.
"""

from __future__ import annotations

import streamlit as st
from markupsafe import Markup

from amu_geo import sentences
from amu_geo.charts.actors.listing import actors_list, projects_list
from amu_geo.charts.base.markup import html, joined
from amu_geo.charts.compare.learning import missing_list, steps_list
from amu_geo.charts.region import tables
from amu_geo.charts.region.figures import dated_points, indicators
from amu_geo.charts.region.folded import folded_part
from amu_geo.charts.region.gaps import contradictions, gaps
from amu_geo.charts.region.kin import alike_note, kin
from amu_geo.charts.region.map import region_map, region_map_legend
from amu_geo.charts.region.places import departements
from amu_geo.charts.schemes.timeline import scheme_timeline, selection_bars
from amu_geo.french.typography import plural
from amu_geo.profiles.region import Portrait
from amu_geo.sentences import region_parts as words
from amu_geo.sentences.schemes import timeline_finding
from amu_geo.ui.choice.view import View
from amu_geo.ui.frame.figure import Figure, figure_foot
from amu_geo.ui.frame.models import models_foot
from amu_geo.ui.frame.proposal import proposal_address
from amu_geo.ui.region.links import PATH, both_ways, scheme_opener

NOT_A_SERIES = (
    "Chaque chiffre est un point daté, avec sa note et sa source : ces chiffres ne "
    "s’additionnent pas et ne se relient pas en courbe."
)
NOT_IN_FAMILIES = (
    "Des programmes de l’État et des inventaires nationaux, rapportés à la population "
    "municipale : ils ne comptent pas dans les familles."
)
SEARCHED_IN_VAIN = "Une lacune est celle de la recherche : elle ne dit pas que rien n’existe."


def folded_parts(view: View, portrait: Portrait) -> None:
    """Every part for which the edition has something."""
    st.html(Markup('<p class="intertitre plus-loin ecran">Le reste du portrait, à déplier</p>'))
    for part in (_missing, _step, _timeline, _figures, _national, _actors, _places, _kin, _gaps):
        part(view, portrait)
    unfound = words.portrait_unfound(portrait)
    if unfound:
        st.html(html('<p class="secondaire plus-loin">{}</p>', unfound))


def _part(view: View, part: str, title: str, body: str, figure: Figure | None = None) -> None:
    with st.container(key=f"partie-{part}"):
        st.html(folded_part(part, title, body))
        if figure:
            figure_foot(view, figure)


def _about(text: str) -> Markup:
    return html('<p class="secondaire">{}</p>', text)


def _missing(view: View, portrait: Portrait) -> None:
    """What others have and is not documented here."""
    shown = missing_list(portrait.missing, view.coverage)
    if not shown:
        return
    title = words.portrait_lessons(portrait)
    with st.container(key="partie-modeles"):
        st.html(folded_part("modeles", title, shown))
        models_foot(view, portrait.missing, "portrait-modeles", title)


def _step(view: View, portrait: Portrait) -> None:
    if portrait.steps:
        shown = steps_list(
            portrait.steps, view.coverage, lambda scheme: proposal_address(view, scheme)
        )
        _part(view, "etapes", "Le plus petit changement", shown)


def _timeline(view: View, portrait: Portrait) -> None:
    schemes = portrait.schemes
    bars = selection_bars(schemes)
    if not bars["datee"].any():
        return
    title = timeline_finding(schemes)
    # The region is the same on every line: who pays takes its place.
    funders = "financeur : " + schemes.rows.set_index("id")["financeur_libelle"].str.lower()
    bars = bars.assign(region=bars["id"].map(funders))
    drawn = scheme_timeline(bars, view.edition.year, scheme_opener(view), view.reading.annee)
    figure = Figure(
        key="portrait-frise",
        title=f"{title} : {portrait.place.nom}",
        data=lambda: tables.schemes_data(portrait),
        note="Une barre par dispositif ; ce qui est incertain est dessiné incertain.",
    )
    _part(view, "frise", title, html('<div class="portrait-frise">{}</div>', drawn), figure)


def _figures(view: View, portrait: Portrait) -> None:
    """The figures of its schemes: dated points with their notes and sources."""
    shown = dated_points(portrait.figures, scheme_opener(view))
    if not shown:
        return
    title = words.portrait_figures(portrait)
    figure = Figure(
        key="portrait-chiffres",
        title=f"{title} : {portrait.place.nom}",
        data=lambda: tables.figures_data(portrait),
    )
    _part(view, "chiffres", title, _about(NOT_A_SERIES) + shown, figure)


def _national(view: View, portrait: Portrait) -> None:
    """The national programmes in the region, with the rates elsewhere."""
    shown = indicators(portrait)
    if not shown:
        return
    title = words.portrait_indicators(portrait)
    figure = Figure(
        key="portrait-nationaux",
        title=f"{title} : {portrait.place.nom}",
        data=lambda: tables.indicators_data(portrait),
    )
    _part(view, "nationaux", title, _about(NOT_IN_FAMILIES) + shown, figure)


def _actors(view: View, portrait: Portrait) -> None:
    """Actors and projects, one by one."""
    if portrait.actors.empty and portrait.projects.empty:
        return
    warning = html('<p class="avis avis-attention">{}</p>', sentences.actors_warning(view.edition))
    title = words.portrait_actors(portrait)
    figure = Figure(
        key="portrait-acteurs",
        title=title,
        data=lambda: tables.actors_data(portrait),
        files={"CSV": "/api/v1/acteurs.csv"},
        counted=_counted(portrait),
    )
    _part(view, "acteurs", title, warning + _lists(portrait), figure)


def _counted(portrait: Portrait) -> str:
    actors, projects = len(portrait.actors), len(portrait.projects)
    return f"{plural(actors, 'acteur')}, {plural(projects, 'projet')}"


def _lists(portrait: Portrait) -> Markup:
    names = {portrait.code_region: portrait.place.nom}
    declared = portrait.actors[portrait.actors["amu"]]
    allied = portrait.actors[~portrait.actors["amu"]]
    blocks = [
        (declared, "Acteurs de l’AMU", actors_list),
        (allied, "Acteurs d’une pratique voisine", actors_list),
        (portrait.projects, "Projets d’exemple", projects_list),
    ]
    return joined(
        html('<section class="portrait-liste"><h3>{}</h3>{}</section>', title, listed(rows, names))
        for rows, title, listed in blocks
        if len(rows)
    )


def _places(view: View, portrait: Portrait) -> None:
    """Actors and projects on the map, and by département."""
    title = words.portrait_places(portrait)
    figure = Figure(
        key="portrait-departements",
        title=f"{title} : {portrait.place.nom}",
        data=lambda: tables.departements_data(portrait),
        note=f"Chaque point est au centre de sa commune. {words.portrait_unplaced(portrait)}",
        counted=_counted(portrait),
    )
    shown = html(
        '<div class="portrait-lieux"><div>{}{}</div>{}</div>',
        region_map(portrait),
        region_map_legend(portrait),
        departements(portrait),
    )
    _part(view, "departements", title, shown, figure)


def _kin(view: View, portrait: Portrait) -> None:
    """Neighbours and twins."""

    def compared(code: str) -> tuple[str, str]:
        return both_ways(view, "/comparer", regions=f"{portrait.code_region},{code}")

    shown = kin(portrait, lambda code: both_ways(view, PATH, region=code), compared)
    if not shown:
        return
    title = words.portrait_kin(portrait).rstrip(".")
    figure = Figure(
        key="portrait-proches",
        title=title,
        data=lambda: tables.kin_data(portrait),
        note=alike_note(),
    )
    _part(view, "proches", title, shown, figure)


def _gaps(view: View, portrait: Portrait) -> None:
    """What was looked for in vain, what sources contradict."""
    if not portrait.gaps and portrait.contradictions.empty:
        return
    title = words.portrait_gaps(portrait)
    figure = Figure(
        key="portrait-lacunes",
        title=f"{title} : {portrait.place.nom}",
        data=lambda: tables.gaps_data(portrait),
    )
    shown = joined((gaps(portrait), contradictions(portrait, scheme_opener(view))))
    _part(view, "lacunes", title, _about(SEARCHED_IN_VAIN) + shown, figure)

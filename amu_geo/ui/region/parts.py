"""The lower parts of a portrait: figures, national programmes, actors, gaps, lessons."""

from __future__ import annotations

import streamlit as st
from markupsafe import Markup

from amu_geo import sentences
from amu_geo.charts.base.markup import html, joined, link
from amu_geo.charts.compare.learning import missing_list, steps_list
from amu_geo.charts.region.figures import dated_points, indicators
from amu_geo.charts.region.gaps import contradictions, gaps
from amu_geo.charts.region.head import part_id
from amu_geo.charts.region.kin import kin
from amu_geo.charts.region.map import region_map, region_map_legend
from amu_geo.charts.region.places import departements
from amu_geo.charts.schemes.table import Opener
from amu_geo.figures.region import (
    actors_figure,
    actors_lists,
    gaps_figure,
    kin_figure,
    lessons_figure,
    national_figure,
    numbers_figure,
    places_figure,
)
from amu_geo.profiles.region import Portrait
from amu_geo.sentences import region_parts as words
from amu_geo.ui.choice.address import address
from amu_geo.ui.choice.view import View
from amu_geo.ui.frame.figure import figure_anchor, figure_foot
from amu_geo.ui.frame.proposal import proposal_address

PATH = "/region"


def both_ways(view: View, path: str, **changes: str) -> tuple[str, str]:
    """A page's whole address, and the one to follow without loading the application again."""
    return view.address.link(path, **changes), address(path, changes)


def scheme_opener(view: View) -> Opener:
    """Makes the link to a scheme, opened on the page of schemes."""

    def opens(scheme_id: str, name: str) -> str:
        href, inside = both_ways(view, "/dispositifs", dispositif=scheme_id)
        return link(href, name, "page", inside)

    return opens


def part_title(part: str, text: str) -> str:
    """HTML of the heading of a part, which links inside the page lead to."""
    return html('<h2 id="{}" tabindex="-1">{}</h2>', part_id(part), text)


def dated_figures(view: View, portrait: Portrait) -> None:
    """The figures of its schemes: dated points with their notes and sources."""
    title = words.portrait_figures(portrait)
    body = dated_points(portrait.figures, scheme_opener(view))
    warning = (
        "Chaque chiffre est un point daté, avec sa note et sa source : ces chiffres ne "
        "s’additionnent pas et ne se relient pas en courbe."
    )
    about = html('<p class="secondaire">{}</p>', warning) if body else _nothing("aucun chiffre")
    figure_anchor("portrait-chiffres")
    st.html(joined((part_title("chiffres", title), about, body)))
    if body:
        figure_foot(
            view,
            numbers_figure(portrait),
        )


def _nothing(what: str) -> str:
    text = f"Les pages lues pour cette édition ne donnent {what} ici ; il peut en exister."
    return html('<p class="nd vide-dessine">{}</p>', text)


def national_figures(view: View, portrait: Portrait) -> None:
    """The national programmes in the region, with the rates elsewhere."""
    title = words.portrait_indicators(portrait)
    body = indicators(portrait)
    about = (
        Markup(
            '<p class="secondaire">Des programmes de l’État et des inventaires nationaux, '
            "rapportés à "
            "la population municipale : ils ne comptent pas dans les familles.</p>"
        )
        if body
        else _nothing("aucun indicateur national")
    )
    figure_anchor("portrait-nationaux")
    st.html(joined((part_title("nationaux", title), about, body)))
    if body:
        figure_foot(
            view,
            national_figure(portrait),
        )


def actors_and_places(view: View, portrait: Portrait) -> None:
    """Actors and projects on the map, by département, and one by one."""
    figure_anchor("portrait-departements")
    st.html(
        part_title("acteurs", words.portrait_actors(portrait))
        + html('<p class="avis avis-attention">{}</p>', sentences.actors_warning(view.edition))
    )
    with st.container(key="portrait-lieux"):
        map_column, table_column = st.columns([5, 6], gap="large")
        with map_column:
            st.html(region_map(portrait) + region_map_legend(portrait))
        with table_column:
            st.html(html("<h3>{}</h3>{}", words.portrait_places(portrait), departements(portrait)))
    figure_foot(
        view,
        places_figure(portrait),
    )
    if portrait.actors.empty and portrait.projects.empty:
        return
    figure_anchor("portrait-acteurs")
    st.html(actors_lists(portrait))
    figure_foot(
        view,
        actors_figure(portrait),
    )


def known_gaps(view: View, portrait: Portrait) -> None:
    """What was looked for in vain, what sources contradict."""
    title = words.portrait_gaps(portrait)
    figure_anchor("portrait-lacunes")
    st.html(
        html(
            "{}"
            '<p class="secondaire">Une lacune est celle de la recherche : elle ne dit pas que rien '
            "n’existe.</p>{}{}",
            part_title("lacunes", title),
            gaps(portrait),
            contradictions(portrait, scheme_opener(view)),
        )
    )
    if portrait.gaps or len(portrait.contradictions):
        figure_foot(
            view,
            gaps_figure(portrait),
        )


def lessons(view: View, portrait: Portrait) -> None:
    """Neighbours and twins, models to copy, the smallest step."""

    def compared(code: str) -> tuple[str, str]:
        return both_ways(view, "/comparer", regions=f"{portrait.code_region},{code}")

    near = kin(portrait, lambda code: both_ways(view, PATH, region=code), compared)
    figure_anchor("portrait-proches")
    st.html(
        part_title("apprendre", words.portrait_lessons(portrait))
        + html('<p class="secondaire">{}</p>{}', words.portrait_kin(portrait), near)
    )
    if near:
        figure_foot(
            view,
            kin_figure(portrait),
        )
    missing = missing_list(portrait.missing, view.coverage)
    if missing:
        figure_anchor("portrait-modeles")
        st.html(html("<h3>Ce que d’autres ont, et qui n’est pas documenté ici</h3>{}", missing))
    steps = steps_list(portrait.steps, view.coverage, lambda scheme: proposal_address(view, scheme))
    st.html(html("<h3>Le plus petit changement</h3>{}", steps))
    if missing:
        figure_foot(view, lessons_figure(portrait))

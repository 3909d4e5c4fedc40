"""The actors' page, part by part: phases, map, counts, lists."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd
import streamlit as st
from markupsafe import Markup

from amu_geo import sentences
from amu_geo.charts.actors.counts import (
    LEVEL_WORDS,
    counts_table,
    stated_table,
)
from amu_geo.charts.actors.lead import PHASES_TITLE, actors_caution, actors_lead
from amu_geo.charts.actors.listing import actors_list, criteria, projects_list
from amu_geo.charts.actors.map import actors_map, map_alt, map_legend, regions_told
from amu_geo.charts.actors.phases import phase_cards
from amu_geo.charts.base.markup import html, link
from amu_geo.charts.map.told import map_name
from amu_geo.figures.actors import Shown, actors_figure, counts_figure, stated_figure
from amu_geo.figures.figure import Figure
from amu_geo.figures.known import KINDS
from amu_geo.french.typography import plural
from amu_geo.measure.actors import LEVELS, count_actors
from amu_geo.sentences.views import actors_told
from amu_geo.ui.actors.choice import ActorsView
from amu_geo.ui.browser.clicks import on_click
from amu_geo.ui.browser.live_map import live_map
from amu_geo.ui.browser.status import announce
from amu_geo.ui.choice import loaders
from amu_geo.ui.choice.address import Address, choose
from amu_geo.ui.choice.address import address as written
from amu_geo.ui.choice.markdown import as_text
from amu_geo.ui.frame.figure import figure_anchor, figure_data, figure_foot
from amu_geo.ui.frame.map_widget import map_config, shapes, web_map

PATH = "/acteurs"


def headline(page: ActorsView) -> None:
    """How many, declared and allied apart; then how many have no known place."""
    # A total that the source words is not a count: filters leave it as it is.
    counted = loaders.actors(page.view.edition) if page.stated else page.actors
    title = sentences.actors_headline(page.view.edition, counted)
    if not page.stated:
        title += criteria(page.filters)
    st.html(html('<h1>{}</h1><p class="chapeau">{}</p>', title, actors_lead(counted)))


def warning(page: ActorsView) -> None:
    """What the counts measure: always there."""
    st.html(actors_caution(sentences.actors_warning(page.view.edition)))


def phases(page: ActorsView) -> None:
    """The four phases as a way in."""
    announce("/acteurs", acteurs=actors_told(page.actors))
    chosen = page.filters.phases[0] if page.filters.phases else ""
    st.html(
        html("<h2>{}</h2>", PHASES_TITLE)
        + phase_cards(page.every_phase, chosen, page.stated, _href(page.view.address, "phase"))
    )
    on_click("phase", lambda code: _choose("phase", code), key="clic-phase")


def _href(address: Address, name: str) -> Callable[[str], str]:
    """Address of this page with another value of one choice, the others kept."""
    present = address.next_query()
    return lambda code: written(PATH, {**present, name: code})


def _choose(name: str, code: str) -> None:
    choose(name, "" if code == "-" else code)


def map_and_counts(page: ActorsView) -> None:
    """Points on the left, counts by territory on the right."""
    map_column, counts_column = st.columns([5, 4], gap="large")
    with map_column:
        points = _map(page)
    with counts_column:
        counts = _stated_counts(page) if page.stated else _counts(page)
    figure_data(page.view, points)
    figure_data(page.view, counts)


def _shown(page: ActorsView) -> Shown:
    edition = page.view.edition
    everyone, projects = loaders.actors(edition), loaders.projects(edition)
    sizes = len(everyone), len(projects)
    return Shown(edition, page.view.territories, page.actors, page.projects, *sizes)


def _map(page: ActorsView) -> Figure:
    figure_anchor("acteurs")
    st.html(html("<h2>{}</h2>", KINDS["acteurs"].heading))
    view, shown = page.view, _shown(page)
    if not shown.has_points:
        st.html(html('<div class="vide-carte"><p>{}</p></div>', shown.no_point))
    else:
        st.plotly_chart(
            actors_map(page.actors, page.projects, view.territories, web_map(), shapes()),
            key="carte-acteurs",
            config=map_config(),
            theme=None,
            alt=map_alt(page.actors, page.projects),
        )
        words = regions_told(page.actors, page.projects, view.territories)
        live_map(words, map_name(), key="carte-acteurs")
        st.html(map_legend())
    figure = actors_figure(shown)
    figure_foot(view, figure, with_data=False)
    return figure


def _counts(page: ActorsView) -> Figure:
    view = page.view
    figure_anchor("comptes")
    st.html(Markup("<h2>Combien ils sont</h2>"))
    level = _level(view.address)
    counts = count_actors(page.actors, view.territories, level)
    st.html(counts_table(counts, level, _href(view.address, "region")))
    on_click("region", lambda code: _choose("region", code), key="clic-region-acteurs")
    figure = counts_figure(_shown(page), counts, level)
    figure_foot(view, figure, with_data=False)
    return figure


def _level(address: Address) -> str:
    address.value("niveau", LEVELS, "region")
    level = st.segmented_control(
        "Échelle",
        list(LEVELS),
        format_func=lambda code: f"Par {LEVEL_WORDS[code].lower()}",
        key="niveau",
        required=True,
        label_visibility="collapsed",
    )
    address.keep("niveau", level, "region")
    return level


def _stated_counts(page: ActorsView) -> Figure:
    view = page.view
    figure_anchor("comptes")
    st.html(
        Markup("<h2>Combien, d’après la source</h2>")
        + stated_table(view.edition, view.territories)
        + Markup(
            '<p class="source">Des nombres arrondis par leur auteur, sans liste : '
            "ni compte, ni densité.</p>"
        )
    )
    figure = stated_figure(view.edition, view.territories)
    figure_foot(view, figure, with_data=False)
    return figure


def lists(page: ActorsView) -> None:
    """Every actor and project with its source; declared AMU first and apart."""
    declared = page.actors[page.actors["amu"]]
    allied = page.actors[~page.actors["amu"]]
    what = "cités en exemple" if page.stated else "de l’AMU"
    st.html(
        html("<h2 class='partie'>{} {}</h2>", plural(len(declared), "acteur"), what)
        + (actors_list(declared, page.names) if len(declared) else _nobody(page))
    )
    _folded("voisins", "acteur d’une pratique voisine", "acteurs d’une pratique voisine", allied,
            lambda: actors_list(allied, page.names))  # fmt: skip
    _folded("projets", "projet d’exemple", "projets d’exemple", page.projects,
            lambda: projects_list(page.projects, page.names))  # fmt: skip
    if page.view.is_private:
        return
    data = page.view.address.link("/api/v1/acteurs.csv")
    st.html(html('<p class="source">Données ouvertes : {}</p>', link(data, "acteurs (CSV)")))


def _nobody(page: ActorsView) -> str:
    text = "Aucun acteur de l’AMU recensé ne répond à ces choix ; il peut en exister."
    return html('<p class="avis">{}</p>', text)


def _folded(key: str, one: str, many: str, rows: pd.DataFrame, content: Callable[[], str]) -> None:
    """A list that opens on demand: its content is sent only then."""
    if rows.empty:
        return
    opened = st.expander(
        as_text(plural(len(rows), one, many)), key=f"liste-{key}", on_change="rerun"
    )
    if opened.open:
        with opened:
            st.html(content())

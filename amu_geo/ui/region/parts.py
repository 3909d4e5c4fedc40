"""What a portrait keeps folded: one line a part, its finding, which unfolds figure and source.

A part for which the edition has nothing is not there: one sentence at the end says which.
"""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st
from markupsafe import Markup

from amu_geo import sentences
from amu_geo.charts.base.markup import html, joined
from amu_geo.charts.compare.learning import missing_list, steps_list
from amu_geo.charts.data.freshness import NOTE, freshness_sentence, region_freshness
from amu_geo.charts.region.figures import dated_points, indicators
from amu_geo.charts.region.folded import folded_part
from amu_geo.charts.region.gaps import contradictions, gaps
from amu_geo.charts.region.kin import kin
from amu_geo.charts.schemes.timeline import scheme_timeline
from amu_geo.figures import region as figures
from amu_geo.figures.data import ages_of
from amu_geo.figures.figure import Figure
from amu_geo.profiles.region import Portrait
from amu_geo.sentences import region_parts as words
from amu_geo.sentences.portrait.parts import NOT_A_SERIES, NOT_IN_FAMILIES, SEARCHED_IN_VAIN
from amu_geo.sentences.schemes import timeline_finding
from amu_geo.ui.choice.view import View
from amu_geo.ui.frame.figure import figure_anchor, figure_foot
from amu_geo.ui.frame.proposal import proposal_address
from amu_geo.ui.region.links import PATH, both_ways, scheme_opener


def folded_parts(view: View, portrait: Portrait) -> None:
    """Every part for which the edition has something."""
    st.html(Markup('<p class="intertitre plus-loin ecran">Le reste du portrait, à déplier</p>'))
    for part in (
        _missing,
        _step,
        _ages,
        _timeline,
        _figures,
        _national,
        _actors,
        _places,
        _kin,
        _gaps,
    ):
        part(view, portrait)
    unfound = words.portrait_unfound(portrait)
    if unfound:
        st.html(html('<p class="secondaire plus-loin">{}</p>', unfound))


def _part(view: View, part: str, title: str, body: str, figure: Figure | None = None) -> None:
    with st.container(key=f"partie-{part}"):
        if figure:
            figure_anchor(figure.key)
        st.html(folded_part(part, title, body))
        if figure:
            figure_foot(view, figure)


def _kept(view: View, portrait: Portrait, name: str, draw: Callable[[], str]) -> str:
    """What is drawn of the portrait, kept with the coverage."""
    return view.kept(("portrait", name, portrait.code_region), draw)


def _about(text: str) -> Markup:
    return html('<p class="secondaire">{}</p>', text)


def _missing(view: View, portrait: Portrait) -> None:
    """What others have and is not documented here."""
    shown = _kept(view, portrait, "modeles", lambda: missing_list(portrait.missing, view.coverage))
    if shown:
        title = words.portrait_lessons(portrait)
        _part(view, "modeles", title, shown, figures.lessons_figure(portrait))


def _step(view: View, portrait: Portrait) -> None:
    if portrait.steps:
        shown = _kept(view, portrait, "etapes", lambda: _steps(view, portrait))
        _part(view, "etapes", "Le plus petit changement", shown)


def _ages(view: View, portrait: Portrait) -> None:
    """How old the last proof of each family is."""
    ages = ages_of(view.coverage)
    own = ages[ages["code_region"] == portrait.code_region]
    title = freshness_sentence(own, "famille")
    if title:
        _part(view, "ages", title.rstrip("."), _about(NOTE) + region_freshness(own))


def _steps(view: View, portrait: Portrait) -> str:
    return steps_list(portrait.steps, view.coverage, lambda scheme: proposal_address(view, scheme))


def _timeline(view: View, portrait: Portrait) -> None:
    shown = _kept(view, portrait, "frise", lambda: _drawn_timeline(view, portrait))
    if not shown:
        return
    title = timeline_finding(portrait.schemes)
    _part(view, "frise", title, shown, figures.timeline_figure(portrait))


def _drawn_timeline(view: View, portrait: Portrait) -> str:
    if portrait.schemes.rows.empty:
        return ""
    bars = figures.timeline_bars(portrait)
    if not bars["datee"].any():
        return ""
    drawn = scheme_timeline(bars, view.edition.year, scheme_opener(view), view.reading.annee)
    return html('<div class="portrait-frise">{}</div>', drawn)


def _figures(view: View, portrait: Portrait) -> None:
    """The figures of its schemes: dated points with their notes and sources."""
    shown = _kept(
        view, portrait, "chiffres", lambda: dated_points(portrait.figures, scheme_opener(view))
    )
    if shown:
        title, body = words.portrait_figures(portrait), _about(NOT_A_SERIES) + shown
        _part(view, "chiffres", title, body, figures.numbers_figure(portrait))


def _national(view: View, portrait: Portrait) -> None:
    """The national programmes in the region, with the rates elsewhere."""
    shown = _kept(view, portrait, "nationaux", lambda: indicators(portrait))
    if shown:
        title, body = words.portrait_indicators(portrait), _about(NOT_IN_FAMILIES) + shown
        _part(view, "nationaux", title, body, figures.national_figure(portrait))


def _actors(view: View, portrait: Portrait) -> None:
    """Actors and projects, one by one."""
    if portrait.actors.empty and portrait.projects.empty:
        return
    warning = html('<p class="avis avis-attention">{}</p>', sentences.actors_warning(view.edition))
    body = warning + _kept(view, portrait, "acteurs", lambda: figures.actors_lists(portrait))
    title = words.portrait_actors(portrait)
    _part(view, "acteurs", title, body, figures.actors_figure(portrait))


def _places(view: View, portrait: Portrait) -> None:
    """Actors and projects on the map, and by département."""
    shown = _kept(
        view, portrait, "lieux", lambda: figures.places_picture(portrait, "portrait-lieux")
    )
    title = words.portrait_places(portrait)
    _part(view, "departements", title, shown, figures.places_figure(portrait))


def _kin(view: View, portrait: Portrait) -> None:
    """Neighbours and twins."""

    def compared(code: str) -> tuple[str, str]:
        return both_ways(view, "/comparer", regions=f"{portrait.code_region},{code}")

    shown = _kept(
        view,
        portrait,
        "proches",
        lambda: kin(portrait, lambda code: both_ways(view, PATH, region=code), compared),
    )
    if shown:
        title = words.portrait_kin(portrait).rstrip(".")
        _part(view, "proches", title, shown, figures.kin_figure(portrait))


def _gaps(view: View, portrait: Portrait) -> None:
    """What was looked for in vain, what sources contradict."""
    if not portrait.gaps and portrait.contradictions.empty:
        return
    shown = _kept(
        view,
        portrait,
        "lacunes",
        lambda: joined((gaps(portrait), contradictions(portrait, scheme_opener(view)))),
    )
    title, body = words.portrait_gaps(portrait), _about(SEARCHED_IN_VAIN) + shown
    _part(view, "lacunes", title, body, figures.gaps_figure(portrait))

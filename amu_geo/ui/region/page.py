"""The portrait of a region, part by part; and the way in when no region is chosen."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st
from markupsafe import Markup, escape

from amu_geo import sentences, store
from amu_geo.charts.base.markup import html, joined, link
from amu_geo.charts.base.states import words_defined
from amu_geo.charts.region.choice import region_cards
from amu_geo.charts.region.families import families, family_id
from amu_geo.charts.region.head import head, summary
from amu_geo.charts.region.sources import printed_sources
from amu_geo.charts.schemes.timeline import scheme_timeline
from amu_geo.figures.region import families_figure, timeline_bars, timeline_figure
from amu_geo.french.typography import typeset
from amu_geo.measure.coverage import Coverage
from amu_geo.memory import remembered
from amu_geo.profiles.region import Portrait
from amu_geo.sentences import region_parts as words
from amu_geo.sentences.schemes import timeline_finding
from amu_geo.sentences.views import region_told, regions_told
from amu_geo.ui.browser.clicks import on_click
from amu_geo.ui.browser.in_page import moves
from amu_geo.ui.browser.status import announce
from amu_geo.ui.choice.address import choose
from amu_geo.ui.choice.view import View
from amu_geo.ui.frame.figure import figure_anchor, figure_foot, permanent_link
from amu_geo.ui.frame.proposal import proposal_address
from amu_geo.ui.region import parts as region_parts
from amu_geo.ui.region.parts import PATH, both_ways, part_title, scheme_opener
from amu_geo.vocabulary import FAMILIES


def _portrait(coverage: Coverage, code_region: str) -> Portrait:
    return remembered(
        coverage,
        ("portrait", code_region),
        lambda: Portrait(coverage, store.territories(), code_region),
    )


def chosen(view: View) -> Portrait | None:
    """The portrait of the region that the address or the reader chose; None for none."""
    code = view.address.value("region", ["", *view.territories.codes], "")
    view.address.value("famille", ["", *FAMILIES], "")
    return _portrait(view.coverage, code) if code else None


def headline(view: View, portrait: Portrait | None) -> None:
    """The finding of the region; or the question, and how the regions stand."""
    if portrait is None:
        title = words.portrait_choice_headline()
        second = sentences.ranking_sentence(view.coverage)
    else:
        title = sentences.region_headline(view.coverage, portrait.code_region)
        second = words.portrait_second(portrait)
        paper = f"Observatoire AMU. {words.portrait_reading(portrait)}"
        st.html(html('<p class="papier source">{}</p>', typeset(paper)))
    lead = html('<p class="chapeau">{}</p>', second) if second else ""
    st.html(html("<h1>{}</h1>{}{}", title, lead, words_defined(view.coverage)))


def controls(view: View) -> None:
    """The region, then the three choices that every page has."""
    with st.container(key="pilules", horizontal=True, vertical_alignment="center"):
        view.address.select(
            "region",
            "Région",
            ["", *view.territories.alphabetical],
            "",
            labels=view.region_name,
            width=230,
        )
        view.choices()


def content(view: View, portrait: Portrait | None) -> None:
    """The whole portrait, or the eighteen regions to choose from."""
    code = "" if portrait is None else portrait.code_region
    announce("/region", region=region_told(view.coverage, code), vue=regions_told(view.coverage))
    family = st.session_state["famille"] if portrait is not None else ""
    moves("portrait", family_id(family) if family else "")
    if portrait is None:
        st.html(region_cards(view.coverage, view.territories, _to_portrait(view)))
        return
    _head(view, portrait)
    _families(view, portrait, family)
    _timeline(view, portrait)
    region_parts.dated_figures(view, portrait)
    region_parts.national_figures(view, portrait)
    region_parts.actors_and_places(view, portrait)
    region_parts.known_gaps(view, portrait)
    region_parts.lessons(view, portrait)
    _last(view, portrait)


def _to_portrait(view: View) -> Callable[[str], tuple[str, str]]:
    return lambda code: both_ways(view, PATH, region=code)


def _head(view: View, portrait: Portrait) -> None:
    own = portrait.code_region
    twins = [one.code_region for one in portrait.kin if one.jumelle][:2]
    compare, inside = both_ways(view, "/comparer", regions=",".join([own, *twins]))
    links = [
        Markup(
            '<button type="button" class="imprimer" data-imprimer="oui">Imprimer ce '
            "portrait</button>"
        ),
        link(compare, "Comparer à d’autres régions", "page", inside),
    ]
    st.html(head(portrait, lambda code: view.address.link(PATH, region=own, famille=code)))
    st.html(html('<p class="portrait-actions ecran">{}</p>{}', joined((links), by=" "), summary()))
    on_click("famille", _open_family, key="clic-famille")


def _open_family(code: str) -> None:
    if code in FAMILIES:
        choose("famille", code)


def _families(view: View, portrait: Portrait, opened: str) -> None:
    title = words.portrait_schemes(portrait)
    shown = families(
        portrait, scheme_opener(view), opened, lambda scheme: proposal_address(view, scheme)
    )
    figure_anchor("portrait-familles")
    st.html(part_title("familles", title) + shown)
    figure_foot(
        view,
        families_figure(portrait),
    )


def _timeline(view: View, portrait: Portrait) -> None:
    schemes = portrait.schemes
    title = timeline_finding(schemes)
    if schemes.rows.empty:
        text = "Rien à placer dans le temps : aucun dispositif n’est décrit."
        st.html(html('{}<p class="nd vide-dessine">{}</p>', part_title("frise", title), text))
        return
    bars = timeline_bars(portrait)
    figure_anchor("portrait-frise")
    drawn = scheme_timeline(bars, view.edition.year, scheme_opener(view), view.reading.annee)
    st.html(html('{}<div class="portrait-frise">{}</div>', part_title("frise", title), drawn))
    figure_foot(
        view,
        timeline_figure(portrait),
    )


def _last(view: View, portrait: Portrait) -> None:
    """On paper, the addresses of the sources and of this very page."""
    here = ""
    if not view.is_private:
        title = words.portrait_title(portrait.code_region)
        url = escape(permanent_link(view, PATH))
        here = html('<p class="papier source">{} {}</p>', typeset(f"{title} :"), url)
    st.html(printed_sources(portrait) + here)

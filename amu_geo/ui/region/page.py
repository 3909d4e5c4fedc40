"""The portrait of a region, part by part; and the way in when no region is chosen."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st
from markupsafe import Markup, escape

from amu_geo import sentences
from amu_geo.charts.base.markup import html, joined, link
from amu_geo.charts.base.states import words_defined
from amu_geo.charts.region.choice import region_cards
from amu_geo.charts.region.families import families, family_id
from amu_geo.charts.region.head import head, part_id
from amu_geo.charts.region.models import MODELS_SHOWN, models
from amu_geo.charts.region.sources import cited_sources, printed_sources
from amu_geo.figures.region import families_figure, models_figure, portrait_of
from amu_geo.french.typography import typeset
from amu_geo.profiles.region import Portrait
from amu_geo.sentences import region_parts as words
from amu_geo.sentences.portrait.models import MODELS_TITLE, portrait_models
from amu_geo.sentences.views import region_told, regions_told
from amu_geo.site import PORTRAIT_PDF, SLIDES
from amu_geo.ui.browser.clicks import on_click
from amu_geo.ui.browser.in_page import moves
from amu_geo.ui.browser.status import announce
from amu_geo.ui.choice.address import address, choose
from amu_geo.ui.choice.view import View
from amu_geo.ui.frame.figure import figure_anchor, figure_foot, permanent_link
from amu_geo.ui.frame.proposal import proposal_address
from amu_geo.ui.region.links import PATH, both_ways, scheme_opener
from amu_geo.ui.region.parts import folded_parts
from amu_geo.vocabulary import FAMILIES


def chosen(view: View) -> Portrait | None:
    """The portrait of the region that the address or the reader chose; None for none."""
    code = view.address.value("region", ["", *view.territories.codes], "")
    view.address.value("famille", ["", *FAMILIES], "")
    return portrait_of(view.coverage, view.territories, code) if code else None


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
    _models(view, portrait)
    _head(view, portrait)
    _families(view, portrait, family)
    folded_parts(view, portrait)
    _last(view, portrait)


def _to_portrait(view: View) -> Callable[[str], tuple[str, str]]:
    return lambda code: both_ways(view, PATH, region=code)


def _models(view: View, portrait: Portrait) -> None:
    """What the region could copy, right after the finding; the ways to leave with the portrait."""
    told = portrait_models(portrait, MODELS_SHOWN)
    shown = view.kept(
        ("portrait", "a-copier", portrait.code_region),
        # They are of other regions: closed, they leave the list of all.
        lambda: models(portrait.models, scheme_opener(view, region="")),
    )
    figure_anchor("portrait-a-copier")
    st.html(
        html(
            '{}<p class="secondaire">{}</p>{}',
            _title("copier", MODELS_TITLE),
            told,
            shown,
        )
    )
    if portrait.models:
        figure_foot(view, models_figure(portrait))


def _head(view: View, portrait: Portrait) -> None:
    own = portrait.code_region
    twins = [one.code_region for one in portrait.kin if one.jumelle][:2]
    compare, inside = both_ways(view, "/comparer", regions=",".join([own, *twins]))
    links = [
        Markup(
            '<button type="button" class="imprimer" data-imprimer="oui">Imprimer les deux '
            "pages</button>"
            '<button type="button" class="imprimer" data-imprimer="annexe">Imprimer avec '
            "l’annexe</button>"
        ),
        link(compare, "Comparer à d’autres régions", "page", inside),
    ]
    if not view.is_private:
        links.insert(0, link(view.link(PORTRAIT_PDF, region=own), "Portrait en PDF"))
        query = {"edition": view.edition.id, **view.reading.to_query(), "region": own}
        links.append(link(address(SLIDES, query), "Diapositives (PPTX)"))
    shown = view.kept(
        ("portrait", "tete", own),
        lambda: head(portrait, lambda code: view.address.link(PATH, region=own, famille=code)),
    )
    actions = html('<p class="portrait-actions ecran">{}</p>', joined((links), by=" "))
    title = html('<h2 class="invisible">{}</h2>', typeset("La région en bref"))
    st.html(html("{}{}{}", title, shown, actions))
    on_click("famille", _open_family, key="clic-famille")


def _title(part: str, text: str) -> str:
    """HTML of the heading of a part, which links inside the page lead to."""
    return html('<h2 id="{}" tabindex="-1">{}</h2>', part_id(part), text)


def _open_family(code: str) -> None:
    if code in FAMILIES:
        choose("famille", code)


def _families(view: View, portrait: Portrait, opened: str) -> None:
    title = words.portrait_schemes(portrait)
    shown = view.kept(
        ("portrait", "familles", portrait.code_region, opened),
        lambda: families(
            portrait, scheme_opener(view), opened, lambda scheme: proposal_address(view, scheme)
        ),
    )
    figure_anchor("portrait-familles")
    st.html(_title("familles", title) + shown)
    figure_foot(view, families_figure(portrait))


def _last(view: View, portrait: Portrait) -> None:
    """On paper, the addresses of the sources and of this very page; the others in the annex."""
    here = ""
    if not view.is_private:
        title = words.portrait_title(portrait.code_region)
        url = escape(permanent_link(view, PATH))
        here = html('<p class="papier source">{} {}</p>', typeset(f"{title} :"), url)
    own = portrait.code_region
    cited = view.kept(("portrait", "sources", own), lambda: cited_sources(portrait))
    st.html(cited + here)
    st.html(view.kept(("portrait", "imprimees", own), lambda: printed_sources(portrait)))

"""The parts of the page of families: definition, map, programmes, schemes, regions without."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from amu_geo import sentences
from amu_geo.charts.base.markup import html, link
from amu_geo.charts.families.card import (
    family_definition,
    family_programmes,
    family_tabs,
    region_title,
    regions_without,
)
from amu_geo.charts.map.legend import legend
from amu_geo.charts.map.told import Told, map_name, told
from amu_geo.charts.schemes.table import Group, scheme_table
from amu_geo.figures.families import family_figure
from amu_geo.french.grammar import capital, counted
from amu_geo.french.typography import plural, typeset
from amu_geo.measure.coverage import Coverage
from amu_geo.memory import remembered
from amu_geo.schemes.family import FamilySupport, family_support
from amu_geo.sentences.views import family_alt, family_told, regions_told
from amu_geo.sentences.wording import NOT_ABSENT
from amu_geo.ui.browser.clicks import on_click
from amu_geo.ui.browser.live_map import live_map
from amu_geo.ui.browser.status import announce
from amu_geo.ui.choice.address import address, choose
from amu_geo.ui.choice.view import View
from amu_geo.ui.frame.figure import figure_anchor, figure_data, figure_foot
from amu_geo.ui.frame.map_widget import (
    CHOICE,
    drawn_map,
    map_config,
    on_region_click,
)
from amu_geo.ui.frame.proof import ask_proof, open_proof
from amu_geo.vocabulary import FAMILIES

PATH = "/familles"
FIRST = next(iter(FAMILIES))
COLUMNS = ("programme", "financeur", "periode", "usagers", "confiance", "source")


def _support(coverage: Coverage, famille: str) -> FamilySupport:
    return remembered(coverage, ("famille", famille), lambda: family_support(coverage, famille))


def chosen_family(view: View) -> FamilySupport:
    """What documents the family that the address names; the smallest scale by default."""
    return _support(view.coverage, view.address.value("famille", FAMILIES, FIRST))


def headline(found: FamilySupport) -> None:
    """How many regions document the family, how many confirm it; what the family is."""
    title = sentences.family_headline(found.coverage, found.famille)
    st.html(html('<h1>{}</h1><p class="chapeau">{}</p>', title, family_definition(found.famille)))


def tabs(view: View, found: FamilySupport) -> None:
    """The way from one family to another."""

    def href(code: str) -> str:
        return address(PATH, {**view.address.shared(), "famille": code})

    st.html(family_tabs(found.coverage, found.famille, href))
    on_click("famille", _choose, key="clic-famille")
    family = family_told(found.coverage, found.famille)
    announce("/familles", famille=family, vue=regions_told(found.coverage))


def _choose(code: str) -> None:
    if code in FAMILIES:
        choose("famille", code)


def map_and_programmes(view: View, found: FamilySupport) -> None:
    """Who documents the family, and by which programmes."""
    map_column, programmes_column = st.columns([5.4, 4.6], gap="large")
    with map_column:
        figure_anchor("famille")
        st.plotly_chart(
            remembered(
                found.coverage,
                ("carte", found.famille),
                lambda: drawn_map(found.coverage, found.famille),
            ),
            key="carte",
            config=map_config(),
            theme=None,
            alt=family_alt(found.coverage, found.famille),
        )
        live_map(_told(found), map_name("ouvre la preuve"), chooses=CHOICE)
        on_region_click(lambda code: ask_proof(f"{code}|{found.famille}"))
        st.html(_kept(view, found, "legende", lambda: legend(found.coverage, found.famille)))
        hint = "Chaque région ouvre sa preuve."
        figure_foot(view, family_figure(found), with_data=False, hint=hint)
    with programmes_column:
        st.html(_kept(view, found, "programmes", lambda: family_programmes(found)))
    figure_data(view, family_figure(found))


def _kept(view: View, found: FamilySupport, name: str, draw: Callable[[], str]) -> str:
    """What is drawn of the family, kept with the coverage."""
    return view.kept(("famille", name, found.famille), draw)


def _told(found: FamilySupport) -> Told:
    coverage, family = found.coverage, found.famille
    return remembered(coverage, ("carte dite", family), lambda: told(coverage, family))


def schemes_by_region(view: View, found: FamilySupport) -> None:
    """The schemes that document the family, under the region that has them."""
    if not found.soutiens:
        return
    schemes = counted(found.nb_dispositifs, "dispositif")
    regions = counted(len(found.soutiens), "région", feminine=True)
    proven = plural(found.nb_confirmes, "confirmé")
    title = capital(f"{schemes} dans {regions}, dont {proven}")
    st.html(html('<h2 class="partie">{}</h2>', typeset(title)))
    caption = f"{title}, famille {FAMILIES[found.famille].label}"
    with st.container(key="tableau-famille"):
        st.html(_kept(view, found, "dispositifs", lambda: _schemes_table(view, found, caption)))


def _schemes_table(view: View, found: FamilySupport, caption: str) -> str:
    groups = [
        Group(
            region_title(
                region,
                found.famille,
                view.address.link("/region", region=region.code_region),
                view.address.link(PATH, region=region.code_region, famille=found.famille),
            ),
            region.dispositifs,
        )
        for region in found.soutiens
    ]
    shared = view.address.shared()

    def opens(scheme_id: str, name: str) -> str:
        href = address("/dispositifs", {**shared, "dispositif": scheme_id})
        return link(href, name, "page", f"/dispositifs?dispositif={scheme_id}")

    return scheme_table(groups, caption, opens, COLUMNS)


def without(view: View, found: FamilySupport) -> None:
    """The regions where nothing is documented: unknown, not absent."""
    if found.sans:
        regions = plural(len(found.sans), "région")
        st.html(
            html(
                '<h2 class="partie">{}</h2><p class="chapeau">{}</p>',
                typeset(f"Rien de documenté dans {regions}"),
                typeset(capital(f"{NOT_ABSENT}.")),
            )
            + _kept(view, found, "sans", lambda: _regions_without(view, found))
        )
    open_proof(view)


def _regions_without(view: View, found: FamilySupport) -> str:
    return regions_without(
        found.sans,
        found.famille,
        lambda code: view.address.link(PATH, region=code, famille=found.famille),
    )

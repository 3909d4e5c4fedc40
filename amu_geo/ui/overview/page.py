"""The overview's parts, each laid out from the view's coverage."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from amu_geo import sentences, store
from amu_geo.charts.base.markup import html
from amu_geo.charts.map.legend import explained
from amu_geo.charts.map.names import names_over
from amu_geo.charts.map.told import map_name, told
from amu_geo.charts.overview.headline import headline_block
from amu_geo.charts.overview.matrix import TITLE as MATRIX_TITLE
from amu_geo.charts.overview.matrix import matrix
from amu_geo.charts.overview.ranking import ranking, region_box
from amu_geo.charts.overview.sheet import empty_sheet, sheet
from amu_geo.charts.overview.tiles import tiles
from amu_geo.figures.overview import coverage_figure, proofs_figure
from amu_geo.memory import remembered
from amu_geo.sentences.views import region_told, regions_told
from amu_geo.ui.browser.bottom_sheet import bottom_sheet
from amu_geo.ui.browser.clicks import on_click
from amu_geo.ui.browser.live_map import live_map
from amu_geo.ui.browser.sheets_ahead import sheets_ahead
from amu_geo.ui.browser.status import announce
from amu_geo.ui.choice.address import Address, choose
from amu_geo.ui.choice.view import View
from amu_geo.ui.frame.figure import figure_anchor, figure_data, figure_foot
from amu_geo.ui.frame.map_widget import drawn_map, map_config, outline
from amu_geo.ui.frame.proof import open_proof

MAP = "carte"
VIEWS = {MAP: "Carte", "mosaique": "Mosaïque"}


def read_choices(view: View) -> None:
    """Read this page's own choices, so that an unknown one is said before anything is drawn."""
    view.address.value("region", ["", *view.territories.codes], "")
    view.address.value("vue", VIEWS, MAP)


def headline(view: View) -> None:
    """The finding, what is not known, what its words mean."""
    st.html(
        remembered(
            view.coverage,
            ("titre", view.link("/")),
            lambda: headline_block(view.coverage, view.link),
        )
    )


def map_ranking_and_sheet(view: View) -> None:
    """Map, ranking and sheet, side by side.

    A choice of a region runs the ranking's fragment alone: what does not depend on it (the map,
    the tiles, the rows) is neither made nor sent again, and only marked in the browser.
    """
    map_column, ranking_column, sheet_column = st.columns([4.6, 3, 2.4], gap="medium")
    with sheet_column:
        st.html(remembered(view.coverage, "liste", lambda: _region_box(view)))
        card = st.container(key="fiche")
    with map_column:
        figure_anchor("couverture")
        _map_or_tiles(view)
    with ranking_column:
        _ranking_and_sheet(view, card)
    figure_data(view, coverage_figure(view.coverage))
    bottom_sheet("fiche", "region", "Fiche de la région")
    if not view.is_private:
        sheets_ahead(view.link("/fiches.json"))


@st.fragment
def _map_or_tiles(view: View) -> None:
    view = _in_fragment(view)
    _view_switch(view.address)
    if st.session_state["vue"] == MAP:
        with st.container(key="plan"):
            _map(view)
            st.html(remembered(view.coverage, "noms", lambda: names_over(view.coverage)))
    else:
        st.html(remembered(view.coverage, "mosaique", lambda: tiles(view.coverage, "")))
    words = remembered(view.coverage, "carte dite", lambda: told(view.coverage))
    live_map(words, map_name("ouvre sa fiche"), chooses="region")
    st.html(remembered(view.coverage, "legende", lambda: explained(view.coverage)))
    figure_foot(view, coverage_figure(view.coverage), with_data=False)
    _write(view.address)


@st.fragment
def _ranking_and_sheet(view: View, card: DeltaGenerator) -> None:
    view = _in_fragment(view)
    chosen = st.session_state["region"]
    # First what the reader waits for.
    card.html(_sheet(view, chosen))
    outline(view.territories.codes, chosen)
    st.html(_ranking(view))
    on_click("region", choose_region, key="clic-region", current=chosen)
    announce("/", vue=regions_told(view.coverage), region=region_told(view.coverage, chosen))
    _write(view.address)


def _in_fragment(view: View) -> View:
    """The view with the address of this run, where both of the page's choices are noted."""
    view = replace(view, address=view.address.of_this_run())
    if view.address.partial:
        read_choices(view)
    return view


def _write(address: Address) -> None:
    """In a run of a fragment alone: the whole page writes its address at its end."""
    if address.partial:
        address.write()


def _region_box(view: View) -> str:
    names = {code: view.region_name(code) for code in view.territories.alphabetical}
    return region_box(names, view.region_name(""))


def _ranking(view: View) -> str:
    return remembered(
        view.coverage,
        ("classement", view.link("/")),
        lambda: ranking(view.coverage, "", lambda code: view.link("/", region=code)),
    )


def _sheet(view: View, chosen: str) -> str:
    if not chosen:
        return remembered(
            view.coverage,
            ("fiche vide", view.link("/")),
            lambda: empty_sheet(view.coverage, view.link),
        )

    return remembered(
        view.coverage,
        ("fiche", chosen, view.link("/")),
        lambda: sheet(view.coverage, chosen, store.widest(view.coverage), view.link),
    )


def _map(view: View) -> None:
    coverage = view.coverage
    st.plotly_chart(
        remembered(coverage, "carte", lambda: drawn_map(coverage)),
        key="carte",
        config=map_config(),
        theme=None,
        alt=remembered(coverage, "carte en mots", lambda: sentences.map_alt(coverage)),
    )


def _view_switch(address: Address) -> None:
    address.value("vue", VIEWS, MAP)
    chosen = st.segmented_control(
        "Vue",
        list(VIEWS),
        format_func=VIEWS.get,
        key="vue",
        required=True,
        label_visibility="collapsed",
    )
    address.keep("vue", chosen, MAP)


def choose_region(code: str) -> None:
    """Open a region's sheet; an empty code closes it."""
    choose("region", code)


def matrix_of_proofs(view: View) -> None:
    """The families × regions table; each cell opens its proof."""
    figure_anchor("matrice")
    st.html(html("<h2>{}</h2>", MATRIX_TITLE))
    with st.container(key="matrice"):
        st.html(remembered(view.coverage, ("matrice", view.link("/")), lambda: _matrix(view)))
    figure_foot(view, proofs_figure(view.coverage))
    open_proof(view)


def _matrix(view: View) -> str:
    return matrix(
        view.coverage,
        lambda code, family: view.link("/region", region=code, famille=family),
        sentences.ranking_sentence(view.coverage),
    )

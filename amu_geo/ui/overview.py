"""The overview's parts, each laid out from the view's coverage."""

from __future__ import annotations

import streamlit as st

from amu_geo import sentences, store
from amu_geo.charts.coverage_map import coverage_map
from amu_geo.charts.coverage_table import readable
from amu_geo.charts.legend import legend
from amu_geo.charts.matrix import matrix
from amu_geo.charts.ranking import ranking
from amu_geo.charts.sheet import empty_sheet, sheet, wide_reading
from amu_geo.charts.tiles import tiles
from amu_geo.typography import typeset
from amu_geo.ui.address import Address
from amu_geo.ui.clicks import on_click
from amu_geo.ui.figure import Figure, figure_foot
from amu_geo.ui.map_widget import map_config, on_region_click, outline, shapes, web_map
from amu_geo.ui.proof import open_proof
from amu_geo.ui.view import View

MAP = "carte"
VIEWS = {MAP: "Carte", "mosaique": "Mosaïque"}


def read_choices(view: View) -> None:
    """Read this page's own choices, so that an unknown one is said before anything is drawn."""
    view.address.value("region", ["", *view.territories.codes], "")
    view.address.value("vue", VIEWS, MAP)


def headline(view: View) -> None:
    """The finding, then what is not known."""
    st.html(
        f"<h1>{typeset(sentences.overview_headline(view.coverage))}</h1>"
        f'<p class="chapeau">{typeset(sentences.overview_second(view.coverage))}</p>'
    )


@st.fragment
def map_ranking_and_sheet(view: View) -> None:
    """Map, ranking and sheet follow the chosen region without running the rest again."""
    address = view.address.of_this_run()
    codes = ["", *view.territories.codes]
    chosen = address.value("region", codes, "")
    map_column, ranking_column, sheet_column = st.columns([5, 3.1, 3.6], gap="medium")
    with map_column:
        _view_switch(address)
        if st.session_state["vue"] == MAP:
            _map(view, chosen)
        else:
            st.html(tiles(view.coverage, chosen))
        st.html(legend(view.coverage))
        _foot(view)
    with ranking_column:
        _region_box(view, address, codes)
        st.html(ranking(view.coverage, chosen, lambda code: address.link("/", region=code)))
        on_click("region", choose_region, key="clic-region")
    with sheet_column, st.container(key="fiche"):
        wider = store.coverage(view.edition, wide_reading(view.reading))
        st.html(sheet(view.coverage, chosen, wider, address.link) if chosen else empty_sheet())
    address.write()


def _map(view: View, chosen: str) -> None:
    outline(view.territories.codes, chosen)
    st.plotly_chart(
        coverage_map(view.coverage, web_map(), shapes()),
        key="carte",
        config=map_config(),
        theme=None,
        alt=sentences.map_alt(view.coverage),
    )
    on_region_click(choose_region)


def _foot(view: View) -> None:
    figure_foot(
        view,
        Figure(
            key="couverture",
            title=sentences.overview_headline(view.coverage),
            data=lambda: readable(view.coverage),
            images={"PNG": "/carte.png", "SVG": "/carte.svg"},
            files={"CSV": "/api/v1/couverture.csv", "GeoJSON": "/api/v1/couverture.geojson"},
        ),
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


def _region_box(view: View, address: Address, codes: list[str]) -> None:
    address.select(
        "region",
        "Région",
        codes,
        "",
        labels=view.region_name,
        help=typeset("Ouvre la fiche d’une région, comme un clic sur la carte."),
        label_visibility="collapsed",
    )


def choose_region(code: str) -> None:
    """Open a region's sheet; an empty code changes nothing."""
    if code:
        st.session_state["region"] = code


def matrix_of_proofs(view: View) -> None:
    """The families × regions table; each cell opens its proof."""
    st.html("<h2>Qui soutient quoi, et la preuve de chaque case</h2>")
    with st.container(key="matrice"):
        st.html(
            matrix(
                view.coverage,
                lambda code, family: view.address.link("/region", region=code, famille=family),
                sentences.ranking_sentence(view.coverage),
            )
        )
    open_proof(view)

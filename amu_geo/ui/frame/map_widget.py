"""The coverage map as a Streamlit widget: shapes by URL, the choice outlined by style."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import plotly.graph_objects as go
import streamlit as st

from amu_geo.charts.map.coverage import coverage_map
from amu_geo.charts.map.shapes import browser_map, shapes_url
from amu_geo.measure.coverage import Coverage
from amu_geo.site import address
from amu_geo.ui.browser.clicks import on_click

KEY = "carte"
# A choice on the map that is none of the page's own.
CHOICE = "carte"


def web_map() -> Mapping[str, Any]:
    """Labels, frames and projection of the browser's map; read once, never changed."""
    return browser_map()


def shapes() -> str:
    """Address of the shapes; it changes when they do, so that browsers keep them for ever."""
    return shapes_url()


class DrawnFigure(go.Figure):
    """A figure that nobody changes any more: what it is made of is copied once, not at each run."""

    def to_dict(self) -> dict[str, Any]:
        """What it is made of; nobody may change that either."""
        kept = vars(self)
        if "_drawn" not in kept:
            kept["_drawn"] = super().to_dict()
        return kept["_drawn"]


def drawn_map(coverage: Coverage, famille: str = "") -> DrawnFigure:
    """The coverage map, of one family when it is named; to be kept by the coverage."""
    return DrawnFigure(coverage_map(coverage, web_map(), shapes(), famille))


def map_config() -> dict[str, Any]:
    """Plotly's settings: no bar, no zoom, nothing fetched from another host."""
    return {
        "displayModeBar": False,
        "scrollZoom": False,
        "doubleClick": False,
        "topojsonURL": address("/statique/topojson/"),
    }


def outline(codes: Sequence[str], chosen: str) -> None:
    """Outline the chosen region in brick, by its rank among the map's paths.

    The line is painted below the ground of its shape, which leaves the half of it that is outside;
    the shape is shown once more above the others (`live_map`), which would hide some of that.
    """
    rank = codes.index(chosen) + 1 if chosen else 0
    rule = (
        f".stApp .st-key-{KEY} .forme-relevee:nth-child({rank}),"
        f".stApp .st-key-{KEY} .choroplethlocation:nth-child({rank})"
        "{stroke:var(--brique)!important;stroke-width:6px!important;stroke-dasharray:none;"
        "display:inline!important}"
    )
    st.html(f"<style>{rule if chosen else ''}/* */</style>")


def on_region_click(act: Callable[[str], None], key: str = "clic-carte") -> None:
    """Call `act` with the code of the region that a reader chooses on a `live_map`.

    The map says `chooses=CHOICE`.
    """
    on_click(CHOICE, act, key=key)

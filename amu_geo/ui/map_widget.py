"""The coverage map as a Streamlit widget: shapes by URL, the choice outlined by style."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

import streamlit as st

from amu_geo import paths
from amu_geo.server.shapes import shapes_url

KEY = "carte"


@cache
def web_map() -> Mapping[str, Any]:
    """Labels, frames and projection of the browser's map; read once, never changed."""
    return json.loads((paths.REGIONS / "carte.json").read_text(encoding="utf-8"))


def shapes() -> str:
    """Address of the shapes; it changes when they do, so that browsers keep them for ever."""
    return shapes_url()


def map_config() -> dict[str, Any]:
    """Plotly's settings: no bar, no zoom, nothing fetched from another host."""
    return {
        "displayModeBar": False,
        "scrollZoom": False,
        "doubleClick": False,
        "topojsonURL": "/statique/topojson/",
    }


def outline(codes: Sequence[str], chosen: str) -> None:
    """Outline the chosen region in brick, by its rank among the map's paths."""
    rank = codes.index(chosen) + 1 if chosen else 0
    rule = (
        f".stApp .st-key-{KEY} .choroplethlocation:nth-child({rank})"
        "{stroke:var(--brique)!important;stroke-width:5px!important}"
    )
    st.html(f"<style>{rule if chosen else ''}/* */</style>")


def selected_region() -> str:
    """Code of the region of the last click on the map.

    A second click on a region takes the selection back: the reader still means that region.
    """
    points = st.session_state[KEY]["selection"]["points"]
    if points:
        point = points[0]
        st.session_state["_carte_derniere"] = point.get("location") or point["customdata"][0]
    return st.session_state.get("_carte_derniere", "")

"""One line under a figure: its source, and every way to leave with it."""

from __future__ import annotations

import streamlit as st

from amu_geo import sentences
from amu_geo.charts.markup import link
from amu_geo.ui.view import View


def figure_line(view: View) -> None:
    """Source of the coverage map and its downloads."""
    query = view.address.next_query()
    query.pop("region", None)
    ways = (
        ("/carte.png", "PNG"),
        ("/carte.svg", "SVG"),
        ("/api/v1/couverture.csv", "CSV"),
        ("/api/v1/couverture.geojson", "GeoJSON"),
    )
    from amu_geo.ui.address import address

    links = " · ".join(link(address(path, query), name) for path, name in ways)
    st.html(f'<p class="source">{sentences.retained_phrase(view.coverage)} ⤓ {links}</p>')

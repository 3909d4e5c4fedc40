"""The map of one family: where it is confirmed, where it is to be confirmed, where nothing is
documented, and by how many schemes. It is drawn as the map of all families is."""

from __future__ import annotations

import plotly.graph_objects as go

from amu_geo.charts.map.coverage import coverage_map
from amu_geo.charts.map.legend import legend
from amu_geo.charts.map.plain import WebMap
from amu_geo.measure.coverage import Coverage


def family_map(coverage: Coverage, famille: str, web_map: WebMap, shapes_url: str) -> go.Figure:
    """Draw who documents a family; see `coverage_map`."""
    return coverage_map(coverage, web_map, shapes_url, famille)


def family_legend(coverage: Coverage, famille: str) -> str:
    """HTML of the legend: only the classes that the map shows."""
    return legend(coverage, famille)

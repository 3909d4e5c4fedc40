"""The coverage map: 18 regions, a figure and its signs in each, five overseas frames.

Plotly has no hatched choropleth and cannot draw one region's outline above the others without
sending the figure again. Both are done by the page's style sheet, which knows a region by its
rank among the map's paths (regions are drawn in the order of their codes) and a fill by its
colour; the same figure then serves every choice of a region and both themes. What a region says
when it is asked comes beside the figure (`told.py`), for the mouse and the keyboard alike.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import plotly.graph_objects as go

from amu_geo.charts.map import plain as base_map
from amu_geo.charts.map.levels import UNDOCUMENTED_FILL, UNDOCUMENTED_LEVEL
from amu_geo.charts.map.marks import Mark, marks
from amu_geo.charts.map.plain import WebMap
from amu_geo.charts.map.signs import signs_picture
from amu_geo.measure.coverage import Coverage
from amu_geo.vocabulary import SCALE_LIGHT

# At most: the style sheet takes what the map fills at its column's width.
HEIGHT = 440
BORDER, HATCH_LINE = "#6F8581", "#A89E89"
# In pixels; the style sheet makes them smaller on a small screen, where it knows them by size.
FIGURE_SIZE, UNKNOWN_SIZE = 22, 16


def coverage_map(
    coverage: Coverage, web_map: WebMap, shapes_url: str, famille: str = ""
) -> go.Figure:
    """Draw the coverage of the 18 regions.

    Parameters
    ----------
    coverage
        The measure to draw.
    web_map
        Content of `data/regions/carte.json`: labels, frames and projection.
    shapes_url
        Address from which the browser takes the shapes, once.
    famille
        Code of the only family to draw, or "" for the number of families.

    Returns
    -------
    Figure
        Its first trace is the choropleth, regions in the order of their codes; its last one, the
        figures.
    """
    drawn = marks(coverage, famille)
    figure = go.Figure([_regions(drawn, shapes_url)])
    figure.add_traces([base_map.frame_lines(web_map), base_map.frame_names(web_map)])
    figure.add_traces([base_map.frame_targets(web_map), _figures(drawn, web_map)])
    figure.update_geos(base_map.projection(web_map))
    # Every mark has its own style: Plotly's template would be half of the message.
    layout = base_map.plain_layout(HEIGHT)
    figure.update_layout(**layout, template=None, uirevision="carte", images=[_signs(drawn)])
    return figure


def _regions(drawn: Mapping[str, Mark], shapes_url: str) -> go.Choropleth:
    lines = [BORDER if mark.is_documented else HATCH_LINE for mark in drawn.values()]
    return go.Choropleth(
        geojson=shapes_url,
        featureidkey="id",
        locations=list(drawn),
        z=[mark.level for mark in drawn.values()],
        zmin=UNDOCUMENTED_LEVEL - 0.5,
        zmax=4.5,
        colorscale=_steps((UNDOCUMENTED_FILL, *SCALE_LIGHT)),
        showscale=False,
        marker={"line": {"color": lines, "width": 1}},
        hoverinfo="skip",
    )


def _steps(colors: tuple[str, ...]) -> list[list[float | str]]:
    share = 1 / len(colors)
    return [
        [edge, color]
        for rank, color in enumerate(colors)
        for edge in (rank * share, (rank + 1) * share)
    ]


def _figures(drawn: Mapping[str, Mark], web_map: WebMap) -> go.Scattergeo:
    """« 2/3 » above each label's point, where the signs hang below; « n.d. » on it."""
    points = [web_map["etiquettes"][code] for code in drawn]
    known = [mark.is_documented for mark in drawn.values()]
    return go.Scattergeo(
        lon=[lon for lon, _ in points],
        lat=[lat for _, lat in points],
        text=[_figure(mark) for mark in drawn.values()],
        mode="text",
        textposition=["top center" if is_known else "middle center" for is_known in known],
        textfont={
            "size": [FIGURE_SIZE if is_known else UNKNOWN_SIZE for is_known in known],
            "color": [mark.ink for mark in drawn.values()],
        },
        hoverinfo="skip",
    )


def _figure(mark: Mark) -> str:
    rest = f'<span style="font-size:72%">{mark.documented}</span>' if mark.documented else ""
    return f"<b>{mark.confirmed}</b>{rest}"


def _signs(drawn: Mapping[str, Mark]) -> dict[str, Any]:
    """The signs over the whole figure, fitted in it as the map is."""
    return {
        "source": signs_picture({code: mark.states for code, mark in drawn.items()}),
        "xref": "paper",
        "yref": "paper",
        "x": 0.5,
        "y": 0.5,
        "xanchor": "center",
        "yanchor": "middle",
        "sizex": 1,
        "sizey": 1,
        "sizing": "contain",
    }

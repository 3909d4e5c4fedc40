"""The coverage map: 18 regions, a figure and its signs in each, five overseas frames.

Plotly has no hatched choropleth and cannot draw one region's outline above the others without
sending the figure again. Both are done by the page's style sheet, which knows a region by its
rank among the map's paths (regions are drawn in the order of their codes) and a fill by its
colour; the same figure then serves every choice of a region and both themes.
"""

from __future__ import annotations

from collections.abc import Mapping
from html import escape
from typing import Any

import plotly.graph_objects as go

from amu_geo.charts.map import plain as base_map
from amu_geo.charts.map.levels import UNDOCUMENTED_FILL, UNDOCUMENTED_LEVEL
from amu_geo.charts.map.marks import Mark, marks
from amu_geo.charts.map.plain import WebMap
from amu_geo.charts.map.signs import signs_picture
from amu_geo.french.typography import typeset
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
    figure.add_traces([_frame_targets(drawn, web_map), _figures(drawn, web_map)])
    figure.update_geos(base_map.projection(web_map))
    layout = base_map.plain_layout(HEIGHT)
    layout["hoverlabel"] |= {"bgcolor": "#1F2A29", "bordercolor": "#FBF8F1", "align": "left"}
    # Every mark has its own style: Plotly's template would be half of the message.
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
        text=[_hover(mark) for mark in drawn.values()],
        hovertemplate="%{text}<extra></extra>",
    )


def _steps(colors: tuple[str, ...]) -> list[list[float | str]]:
    share = 1 / len(colors)
    return [
        [edge, color]
        for rank, color in enumerate(colors)
        for edge in (rank * share, (rank + 1) * share)
    ]


def _hover(mark: Mark) -> str:
    # One line for each part of the sentence: a box that holds a long line leaves a small screen.
    head, colon, parts = escape(mark.words).partition("\N{NO-BREAK SPACE}: ")
    lines = [f"<b>{escape(typeset(mark.nom))}</b>", head + colon.rstrip()]
    return "<br>".join(
        [*lines, *(part for part in parts.split("\N{NARROW NO-BREAK SPACE}; ") if part)]
    )


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


def _frame_targets(drawn: Mapping[str, Mark], web_map: WebMap) -> go.Scattergeo:
    """Invisible squares, two a frame, that make the whole of it a target for the finger."""
    frames = web_map["cadres"]
    places = [place for frame in frames for place in _halves(frame["contour"])]
    return go.Scattergeo(
        lon=[lon for lon, _ in places],
        lat=[lat for _, lat in places],
        mode="markers",
        marker={"symbol": "square", "size": 52, "opacity": 0},
        text=[_hover(drawn[frame["code_region"]]) for frame in frames for _ in range(2)],
        hovertemplate="%{text}<extra></extra>",
    )


def _halves(ring: list[list[float]]) -> list[tuple[float, float]]:
    """The middles of the left and right halves of a frame."""
    lons, lats = zip(*ring, strict=True)
    middle = (min(lats) + max(lats)) / 2
    return [(min(lons) + (max(lons) - min(lons)) * share, middle) for share in (0.3, 0.7)]

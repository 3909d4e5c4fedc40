"""The map of one family: how many schemes support it, where dates are unsure, where nothing
is documented. Fills and words are those of the map drawn by the server."""

from __future__ import annotations

import plotly.graph_objects as go

from amu_geo.charts import base_map
from amu_geo.charts.legend import FRAME_NAMES
from amu_geo.charts.levels import UNDOCUMENTED_FILL
from amu_geo.charts.map_svg import Mark, legend_steps, marks
from amu_geo.coverage import Coverage
from amu_geo.vocabulary import CONFIRMED, SCALE_LIGHT, UNDOCUMENTED

HEIGHT = 400
# n.d., probable, couvert: the three fills of `map_svg.marks`, in this order.
_FILLS = (UNDOCUMENTED_FILL, SCALE_LIGHT[1], SCALE_LIGHT[3])


def family_map(
    coverage: Coverage, famille: str, web_map: base_map.WebMap, shapes_url: str
) -> go.Figure:
    """Draw who supports a family.

    Parameters
    ----------
    web_map
        Content of `data/regions/carte.json`: labels, frames and projection.
    shapes_url
        Address from which the browser takes the shapes, once.

    Returns
    -------
    Figure
        Its first trace is the choropleth, regions in the order of their codes.
    """
    drawn = marks(coverage, famille)
    figure = go.Figure([_regions(drawn, shapes_url)])
    figure.add_traces(
        [
            base_map.frame_lines(web_map),
            base_map.frame_names(web_map),
            _counts(drawn, web_map),
        ]
    )
    figure.update_geos(base_map.projection(web_map))
    figure.update_layout(**base_map.plain_layout(HEIGHT), uirevision="carte")
    return figure


def _regions(drawn: dict[str, Mark], shapes_url: str) -> go.Choropleth:
    share = 1 / len(_FILLS)
    steps = [
        [edge, fill]
        for rank, fill in enumerate(_FILLS)
        for edge in (rank * share, (rank + 1) * share)
    ]
    return go.Choropleth(
        geojson=shapes_url,
        featureidkey="id",
        locations=list(drawn),
        z=[_rank(mark) for mark in drawn.values()],
        zmin=-0.5,
        zmax=len(_FILLS) - 0.5,
        colorscale=steps,
        showscale=False,
        marker={"line": {"color": "#FBF8F1", "width": 1}},
        text=[mark.words for mark in drawn.values()],
        hovertemplate="%{text}<extra></extra>",
    )


def _rank(mark: Mark) -> int:
    return _FILLS.index(mark.fill) if mark.fill in _FILLS else 0


def _counts(drawn: dict[str, Mark], web_map: base_map.WebMap) -> go.Scattergeo:
    points = [web_map["etiquettes"][code] for code in drawn]
    return go.Scattergeo(
        lon=[lon for lon, _ in points],
        lat=[lat for _, lat in points],
        text=[f"<b>{mark.text}</b>" for mark in drawn.values()],
        mode="text",
        textfont={"size": 15, "color": [mark.ink for mark in drawn.values()]},
        hoverinfo="skip",
    )


def family_legend(coverage: Coverage, famille: str) -> str:
    """HTML of the legend: only the classes that the map shows."""
    steps, caption = legend_steps(coverage, famille)
    states = set(coverage.cells.loc[coverage.cells["famille"] == famille, "etat"])
    if CONFIRMED not in states:
        steps = steps[:-1]
    classes = {UNDOCUMENTED_FILL: "nd", SCALE_LIGHT[1]: "niveau-1", SCALE_LIGHT[3]: "niveau-3"}
    items = "".join(
        f'<li class="{classes.get(step.fill, "nd")}">{step.text}</li>' for step in steps
    )
    unknown = " ; n.d. : non documenté" if UNDOCUMENTED in states else ""
    words = f"<span>{caption}{unknown}</span>"
    return f'<div class="legende"><ul>{items}</ul>{words}</div>{FRAME_NAMES}'

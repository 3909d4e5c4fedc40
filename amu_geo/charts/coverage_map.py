"""The coverage map: 18 regions, a number in each, five overseas frames beside the mainland.

Plotly has no hatched choropleth and cannot draw one region's outline above the others without
sending the figure again. Both are done by the page's style sheet, which knows a region by its
rank among the map's paths (regions are drawn in the order of their codes) and a fill by its
colour; the same figure then serves every choice of a region and both themes.
"""

from __future__ import annotations

import plotly.graph_objects as go

from amu_geo.charts.base_map import INK, WebMap, frame_lines, frame_names, plain_layout, projection
from amu_geo.charts.levels import UNDOCUMENTED_FILL, UNDOCUMENTED_LEVEL, label, level
from amu_geo.coverage import Coverage
from amu_geo.typography import plural
from amu_geo.vocabulary import INK_ON_SCALE_LIGHT, SCALE_LIGHT

HEIGHT = 400


def coverage_map(coverage: Coverage, web_map: WebMap, shapes_url: str) -> go.Figure:
    """Draw the coverage of the 18 regions.

    Parameters
    ----------
    coverage
        The measure to draw.
    web_map
        Content of `data/regions/carte.json`: labels, frames and projection.
    shapes_url
        Address from which the browser takes the shapes, once.

    Returns
    -------
    Figure
        Its first trace is the choropleth, regions in the order of their codes.
    """
    codes = list(coverage.table["code_region"])
    figure = go.Figure([_regions(coverage, codes, shapes_url)])
    figure.add_traces([frame_lines(web_map), frame_names(web_map), _frame_targets(web_map)])
    figure.add_trace(_numbers(coverage, codes, web_map))
    figure.update_geos(projection(web_map))
    figure.update_layout(**plain_layout(HEIGHT), uirevision="carte")
    return figure


def _regions(coverage: Coverage, codes: list[str], shapes_url: str) -> go.Choropleth:
    return go.Choropleth(
        geojson=shapes_url,
        featureidkey="id",
        locations=codes,
        z=[level(coverage, code) for code in codes],
        zmin=UNDOCUMENTED_LEVEL - 0.5,
        zmax=4.5,
        colorscale=_steps((UNDOCUMENTED_FILL, *SCALE_LIGHT)),
        showscale=False,
        marker={"line": {"color": "#FBF8F1", "width": 1}},
        text=[_hover(coverage, code) for code in codes],
        hovertemplate="%{text}<extra></extra>",
    )


def _steps(colors: tuple[str, ...]) -> list[list[float | str]]:
    share = 1 / len(colors)
    return [
        [edge, color]
        for rank, color in enumerate(colors)
        for edge in (rank * share, (rank + 1) * share)
    ]


def _hover(coverage: Coverage, code: str) -> str:
    row = coverage.by_region[code]
    if not coverage.documented(code):
        return f"<b>{row['nom']}</b><br>aucun dispositif régional documenté"
    families = int(row["familles_confirmees"])
    text = f"<b>{row['nom']}</b><br>{plural(families, 'famille')} sur 4"
    unsure = int(row["familles_documentees"]) - families
    return text + (f", {plural(unsure, 'probable')}" if unsure else "")


def _numbers(coverage: Coverage, codes: list[str], web_map: WebMap) -> go.Scattergeo:
    points = [web_map["etiquettes"][code] for code in codes]
    inks = {-1: INK, **dict(enumerate(INK_ON_SCALE_LIGHT))}
    return go.Scattergeo(
        lon=[lon for lon, _ in points],
        lat=[lat for _, lat in points],
        text=[f"<b>{label(coverage, code)}</b>" for code in codes],
        mode="text",
        textfont={"size": 15, "color": [inks[level(coverage, code)] for code in codes]},
        hoverinfo="skip",
    )


def _frame_targets(web_map: WebMap) -> go.Scattergeo:
    """Invisible squares that make the whole frame of a small region a target for the finger."""
    frames = web_map["cadres"]
    centres = [_centre(frame["contour"]) for frame in frames]
    return go.Scattergeo(
        lon=[lon for lon, _ in centres],
        lat=[lat for _, lat in centres],
        mode="markers",
        marker={"symbol": "square", "size": 60, "opacity": 0},
        hoverinfo="none",
    )


def _centre(ring: list[list[float]]) -> tuple[float, float]:
    lons, lats = zip(*ring, strict=True)
    return (min(lons) + max(lons)) / 2, (min(lats) + max(lats)) / 2

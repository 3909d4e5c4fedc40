"""What every map of France here has in common: projection, overseas frames, plain layout."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import plotly.graph_objects as go

INK = "#1F2A29"
FRAME_LINE = "#D3C9B3"
# Recognised by the style sheet, which gives them the colours of the reader's theme.
LAND, BORDER = "#EFE7D4", "#C9BFA8"

WebMap = Mapping[str, Any]


def land(codes: Sequence[str], shapes_url: str) -> go.Choropleth:
    """The regions as plain ground, for what is drawn over them."""
    return go.Choropleth(
        geojson=shapes_url,
        featureidkey="id",
        locations=list(codes),
        z=[0] * len(codes),
        colorscale=[[0, LAND], [1, LAND]],
        showscale=False,
        marker={"line": {"color": BORDER, "width": 1}},
        hoverinfo="skip",
    )


def frame_lines(web_map: WebMap) -> go.Scattergeo:
    """The five frames of the overseas regions."""
    lon: list[float | None] = []
    lat: list[float | None] = []
    for frame in web_map["cadres"]:
        lon += [point[0] for point in frame["contour"]] + [None]
        lat += [point[1] for point in frame["contour"]] + [None]
    line = {"color": FRAME_LINE, "width": 1}
    return go.Scattergeo(lon=lon, lat=lat, mode="lines", line=line, hoverinfo="skip")


def frame_names(web_map: WebMap) -> go.Scattergeo:
    """The name in each frame."""
    frames = web_map["cadres"]
    return go.Scattergeo(
        lon=[frame["etiquette"][0] for frame in frames],
        lat=[frame["etiquette"][1] for frame in frames],
        text=[frame["nom"] for frame in frames],
        mode="text",
        textfont={"size": 13.5, "color": INK},
        hoverinfo="skip",
    )


def frame_targets(web_map: WebMap) -> go.Scattergeo:
    """Invisible squares, two a frame, that make a target of the whole; their text is a code."""
    frames = web_map["cadres"]
    places = [place for frame in frames for place in _halves(frame["contour"])]
    return go.Scattergeo(
        lon=[lon for lon, _ in places],
        lat=[lat for _, lat in places],
        mode="markers",
        marker={"symbol": "square", "size": 52, "opacity": 0},
        text=[frame["code_region"] for frame in frames for _ in range(2)],
        hoverinfo="skip",
    )


def _halves(ring: list[list[float]]) -> list[tuple[float, float]]:
    """The middles of the left and right halves of a frame."""
    lons, lats = zip(*ring, strict=True)
    middle = (min(lats) + max(lats)) / 2
    return [(min(lons) + (max(lons) - min(lons)) * share, middle) for share in (0.3, 0.7)]


def projection(web_map: WebMap) -> dict[str, Any]:
    """Settings of the conic projection in which mainland and frames were laid out."""
    advice = web_map["projection"]
    return {
        "visible": False,
        "bgcolor": "rgba(0,0,0,0)",
        "projection": {
            "type": "conic conformal",
            "parallels": advice["parallels"],
            "rotation": {"lon": advice["rotation_lon"]},
        },
        "center": advice["center"],
        "lonaxis": {"range": advice["lonaxis_range"]},
        "lataxis": {"range": advice["lataxis_range"]},
    }


def plain_layout(height: int) -> dict[str, Any]:
    """Layout without margins, legend or background, with French numbers."""
    return {
        "height": height,
        "margin": {"l": 0, "r": 0, "t": 0, "b": 0},
        "paper_bgcolor": "rgba(0,0,0,0)",
        "dragmode": False,
        "showlegend": False,
        "separators": ",\u202f",
        "font": {"family": "Figtree, sans-serif", "color": INK},
        "hoverlabel": {"font": {"family": "Figtree, sans-serif", "size": 14}},
    }

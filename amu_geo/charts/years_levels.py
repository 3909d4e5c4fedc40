"""How many regions surely cover 0 to 4 families, year by year; « actuel » apart."""

from __future__ import annotations

import pandas as pd
import plotly.graph_objects as go

from amu_geo.charts.levels import UNDOCUMENTED_FILL, UNDOCUMENTED_LEVEL
from amu_geo.typography import plural
from amu_geo.vocabulary import SCALE_LIGHT

INK = "#1F2A29"
HATCH = "#D3C8B0"
HEIGHT = 250
# Years of empty space between the dated series and « actuel », which does not prolong it.
GAP = 2
BAR = 0.86


def years_levels(levels: pd.DataFrame, marked: str = "") -> go.Figure:
    """Draw the regions by level, most families at the bottom.

    Parameters
    ----------
    levels
        What `timeline_summary.regions_by_level` gives.
    marked
        The moment that the reader looks at, outlined.
    """
    years = levels["annee"].dropna()
    first = int(years.min()) if len(years) else 0
    last = int(years.max()) if len(years) else 0
    places = levels["annee"].fillna(last + GAP + 1).astype(int)
    figure = go.Figure(
        [_bars(levels[levels["niveau"] == step], step, places) for step in (4, 3, 2, 1, 0, -1)]
    )
    ticks = [year for year in range(first, last + 1) if (last - year) % 3 == 0]
    figure.update_xaxes(
        tickvals=[*ticks, last + GAP + 1],
        ticktext=[*map(str, ticks), "actuel"],
        tickfont={"size": 14},
        tickangle=0,
        showgrid=False,
        zeroline=False,
        fixedrange=True,
    )
    figure.update_yaxes(
        range=[0, 18.2],
        tickvals=[6, 12, 18],
        tickfont={"size": 14},
        gridcolor="#E6DFCF",
        zeroline=False,
        fixedrange=True,
    )
    figure.update_layout(
        barmode="stack",
        bargap=1 - BAR,
        height=HEIGHT,
        margin={"l": 32, "r": 26, "t": 8, "b": 28},
        paper_bgcolor="rgba(0,0,0,0)",
        plot_bgcolor="rgba(0,0,0,0)",
        showlegend=False,
        dragmode=False,
        separators=",\u202f",
        font={"family": "Figtree, sans-serif", "color": INK},
        hoverlabel={"font": {"family": "Figtree, sans-serif", "size": 14}},
        shapes=[_divider(last), *_mark(marked, levels, places)],
    )
    return figure


def _bars(rows: pd.DataFrame, step: int, places: pd.Series) -> go.Bar:
    unknown = step == UNDOCUMENTED_LEVEL
    fill = UNDOCUMENTED_FILL if unknown else SCALE_LIGHT[step]
    marker = {"color": fill, "line": {"width": 0}}
    if unknown:
        marker["pattern"] = {
            "shape": "/",
            "bgcolor": "rgba(0,0,0,0)",
            "fgcolor": HATCH,
            "size": 7,
            "solidity": 0.22,
        }
    return go.Bar(
        x=places[rows.index],
        y=rows["regions"],
        marker=marker,
        text=[_hover(row, step) for row in rows.itertuples()],
        textposition="none",
        hovertemplate="%{text}<extra></extra>",
    )


def _hover(row, step: int) -> str:
    what = (
        "sans rien de documenté"
        if step == UNDOCUMENTED_LEVEL
        else "dont rien n’est daté sûrement"
        if step == 0
        else f"pour {plural(step, 'famille')}"
    )
    return f"<b>{row.moment}</b><br>{plural(row.regions, 'région')} {what}"


def _divider(last: int) -> dict:
    x = last + GAP / 2 + 0.5
    line = {"color": "#8B8775", "width": 1, "dash": "dot"}
    return {"type": "line", "x0": x, "x1": x, "y0": 0, "y1": 18.2, "line": line}


def _mark(marked: str, levels: pd.DataFrame, places: pd.Series) -> list[dict]:
    found = places[levels["moment"] == marked]
    if found.empty:
        return []
    x = int(found.iloc[0])
    half = BAR / 2 + 0.07
    line = {"color": "#B4442C", "width": 2}
    box = {"type": "rect", "x0": x - half, "x1": x + half, "y0": 0, "y1": 18.15, "line": line}
    return [box | {"fillcolor": "rgba(0,0,0,0)"}]

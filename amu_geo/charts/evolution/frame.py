"""What every chart of years has in common: one axis of years, few lines, quiet letters."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
import plotly.graph_objects as go

from amu_geo.charts.map.levels import UNDOCUMENTED_FILL

INK = "#1F2A29"
HATCH = "#D3C8B0"
BAR = 0.86


def framed(
    traces: Sequence[go.Bar], years: pd.Series, ticks: Sequence[int], top: float, every: int
) -> go.Figure:
    """A figure of stacked bars, from the first to the last of `years` (sorted or not).

    Parameters
    ----------
    ticks
        Values named on the left, with a line each.
    top
        Where the upright axis ends.
    every
        Years between two that are named, so that a phone has room for them.
    """
    last = int(years.max()) if len(years) else 0
    first = int(years.min()) if len(years) else 0
    named = [year for year in range(first, last + 1) if (last - year) % every == 0]
    figure = go.Figure(list(traces))
    figure.update_xaxes(
        tickvals=named,
        ticktext=list(map(str, named)),
        tickfont={"size": 14},
        tickangle=0,
        range=[first - 0.6, last + 0.6],
        showgrid=False,
        zeroline=False,
        fixedrange=True,
    )
    figure.update_yaxes(
        range=[0, top],
        tickvals=list(ticks),
        tickfont={"size": 14},
        gridcolor="#E6DFCF",
        zeroline=False,
        fixedrange=True,
    )
    figure.update_layout(
        barmode="stack",
        bargap=1 - BAR,
        margin={"l": 32, "r": 22, "t": 8, "b": 28},
        paper_bgcolor="rgba(0,0,0,0)",
        plot_bgcolor="rgba(0,0,0,0)",
        showlegend=False,
        dragmode=False,
        separators=",\u202f",
        font={"family": "Figtree, sans-serif", "color": INK},
        hoverlabel={"font": {"family": "Figtree, sans-serif", "size": 14}},
    )
    return figure


def hatched() -> dict:
    """Marker of what is not documented: never a flat colour."""
    pattern = {
        "shape": "/",
        "bgcolor": "rgba(0,0,0,0)",
        "fgcolor": HATCH,
        "size": 7,
        "solidity": 0.22,
    }
    return {"color": UNDOCUMENTED_FILL, "line": {"width": 0}, "pattern": pattern}

"""How many regions have 0 to 4 confirmed families, year by year."""

from __future__ import annotations

import pandas as pd
import plotly.graph_objects as go

from amu_geo.charts.evolution.frame import BAR, framed, hatched
from amu_geo.charts.map.levels import UNDOCUMENTED_LEVEL
from amu_geo.french.typography import plural
from amu_geo.vocabulary import SCALE_LIGHT

HEIGHT = 250
REGIONS = 18


def years_levels(levels: pd.DataFrame, marked: int = 0) -> go.Figure:
    """Draw the regions by level, most families at the bottom.

    Parameters
    ----------
    levels
        What `timeline_summary.regions_by_level` gives.
    marked
        The year that the reader looks at, outlined.
    """
    traces = [_bars(levels[levels["niveau"] == step], step) for step in (4, 3, 2, 1, 0, -1)]
    figure = framed(traces, levels["annee"], (6, 12, REGIONS), REGIONS + 0.2, every=6)
    return figure.update_layout(height=HEIGHT, shapes=_mark(marked, levels["annee"]))


def _bars(rows: pd.DataFrame, step: int) -> go.Bar:
    undocumented = step == UNDOCUMENTED_LEVEL
    return go.Bar(
        x=rows["annee"],
        y=rows["regions"],
        marker=hatched() if undocumented else {"color": SCALE_LIGHT[step], "line": {"width": 0}},
        text=[_hover(row, step) for row in rows.itertuples()],
        textposition="none",
        hovertemplate="%{text}<extra></extra>",
    )


def _hover(row, step: int) -> str:
    what = (
        "sans rien de documenté"
        if step == UNDOCUMENTED_LEVEL
        else "où tout reste à confirmer"
        if step == 0
        else f"pour {plural(step, 'famille confirmée', 'familles confirmées')}"
    )
    return f"<b>{row.annee}</b><br>{plural(row.regions, 'région')} {what}"


def _mark(marked: int, years: pd.Series) -> list[dict]:
    if not (years == marked).any():
        return []
    half = BAR / 2 + 0.07
    line = {"color": "#B4442C", "width": 2}
    box = {"x0": marked - half, "x1": marked + half, "y0": 0, "y1": REGIONS + 0.15}
    return [{"type": "rect", **box, "line": line, "fillcolor": "rgba(0,0,0,0)"}]

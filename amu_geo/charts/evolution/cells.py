"""The cells (region × family) year by year: those that are confirmed, inside those documented."""

from __future__ import annotations

import pandas as pd
import plotly.graph_objects as go

from amu_geo.charts.base.markup import html, joined
from amu_geo.charts.evolution.frame import BAR, INK, framed, hatched
from amu_geo.charts.evolution.strips import swatch
from amu_geo.french.typography import plural, typeset
from amu_geo.measure.years import peak_year
from amu_geo.vocabulary import CONFIRMED, SCALE_LIGHT, TO_CONFIRM, UNDOCUMENTED

HEIGHT = 330
# Recognised by the style sheet, which gives them the colours of the reader's theme.
FULL, PAPER = SCALE_LIGHT[4], "#FFFFFF"
STEP = 10
ROOM = 1.22
LEAST = 5


def years_cells(counts: pd.DataFrame) -> go.Figure:
    """Draw, for each year, the confirmed cells full and those to confirm hollow above them.

    Parameters
    ----------
    counts
        What `timeline_summary.cells_by_year` gives. A year without any documented cell is
        hatched over its whole height: nothing is known of it, it is not a zero.
    """
    most = max(LEAST, int(counts["documentees"].max()) if len(counts) else 0)
    top = most * ROOM
    known = counts[counts["documentees"] > 0]
    unknown = counts[counts["documentees"] == 0]
    full = {"color": FULL, "line": {"width": 1.5, "color": FULL}}
    hollow = {"color": PAPER, "line": {"width": 1.5, "color": FULL}}
    waiting = known["documentees"] - known["confirmees"]
    traces = [
        _bars(known, known["confirmees"], full),
        _bars(known[waiting > 0], waiting[waiting > 0], hollow),
        _bars(unknown, pd.Series(most, index=unknown.index), hatched()),
    ]
    step = STEP if most > STEP else LEAST
    ticks = range(step, most + step, step)
    figure = framed(traces, counts["annee"], ticks, top, every=3)
    return figure.update_layout(height=HEIGHT, annotations=_annotations(counts, top))


def years_cells_key(counts: pd.DataFrame) -> str:
    """HTML of what full, hollow and hatched bars mean, with their number in the last year."""
    last = counts.iloc[-1]
    sure, waiting = int(last["confirmees"]), int(last["documentees"] - last["confirmees"])
    year = int(last["annee"])
    parts = [(CONFIRMED, f"{plural(sure, 'confirmée')} en {year}")]
    if (counts["documentees"] > counts["confirmees"]).any():
        parts.append((TO_CONFIRM, f"{waiting} documentée{'s' if waiting > 1 else ''}, à confirmer"))
    if (counts["documentees"] == 0).any():
        parts.append((UNDOCUMENTED, "année où rien n’est documenté (n.d.)"))
    items = joined(html("<li>{} {}</li>", swatch(state), typeset(words)) for state, words in parts)
    return html('<div class="multiples-legende"><ul>{}</ul></div>', items)


def cells_data(counts: pd.DataFrame) -> pd.DataFrame:
    """The same as a table to take away; « n.d. » where nothing is documented."""
    known = counts["documentees"] > 0
    columns = {
        "Cases documentées": "documentees",
        "dont confirmées": "confirmees",
        "Régions documentées": "regions_documentees",
        "Régions avec une famille confirmée": "regions_confirmees",
    }
    written = {
        title: counts[name].astype("string").where(known, "n.d.") for title, name in columns.items()
    }
    return pd.DataFrame({"Année": counts["annee"].astype("string"), **written})


def _bars(rows: pd.DataFrame, heights: pd.Series, marker: dict) -> go.Bar:
    return go.Bar(
        x=rows["annee"],
        y=heights,
        marker=marker,
        text=[_hover(row) for row in rows.itertuples()],
        textposition="none",
        hovertemplate="%{text}<extra></extra>",
    )


def _hover(row) -> str:
    if not row.documentees:
        return f"<b>{row.annee}</b><br>rien de documenté (n.d.)"
    waiting = row.documentees - row.confirmees
    mark = "s" if waiting > 1 else ""
    return (
        f"<b>{row.annee}</b><br>{plural(row.confirmees, 'case confirmée', 'cases confirmées')}"
        f"<br>{waiting} documentée{mark}, à confirmer"
        f"<br>dans {plural(row.regions_documentees, 'région')}"
    )


def _annotations(counts: pd.DataFrame, top: float) -> list[dict]:
    """Both numbers (« 27/37 ») of the first, the last and the best year, and the best in words."""
    known = counts[counts["documentees"] > 0]
    if known.empty:
        return []
    peak, ends = peak_year(counts), {int(known["annee"].iloc[0]), int(known["annee"].iloc[-1])}
    numbers = [
        _note(
            x=row.annee,
            y=row.documentees,
            yanchor="bottom",
            text=f"<b>{row.confirmees}</b>/{row.documentees}",
        )
        for row in known[known["annee"].isin(ends | {peak})].itertuples()
    ]
    if peak is None or peak in ends:
        return numbers
    most = int(counts.set_index("annee").loc[peak, "confirmees"])
    middle = (int(counts["annee"].min()) + int(counts["annee"].max())) / 2
    side, anchor = (-BAR / 2, "left") if peak < middle else (BAR / 2, "right")
    words = plural(most, "case confirmée", "cases confirmées")
    text = typeset(f"<b>{peak}, au plus haut</b> : {words}")
    best = _note(x=peak + side, y=top, xanchor=anchor, yanchor="top", text=text)
    return [*numbers, best]


def _note(**place) -> dict:
    return {"showarrow": False, "font": {"size": 14, "color": INK}, **place}

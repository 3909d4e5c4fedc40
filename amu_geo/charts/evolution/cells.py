"""The cells (region × family) year by year: those that are confirmed, inside those documented."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
import plotly.graph_objects as go

from amu_geo.charts.base.markup import html, joined
from amu_geo.charts.evolution.frame import BAR, INK, framed, hatched
from amu_geo.charts.evolution.steps import LETTERS
from amu_geo.charts.evolution.strips import swatch
from amu_geo.french.typography import plural, typeset
from amu_geo.measure.steps import Step
from amu_geo.measure.years import peak_year
from amu_geo.vocabulary import CONFIRMED, SCALE_LIGHT, TO_CONFIRM, UNDOCUMENTED

HEIGHT = 330
# Recognised by the style sheet, which gives them the colours of the reader's theme.
FULL, PAPER = SCALE_LIGHT[4], "#FFFFFF"
BRICK = "#B4442C"
STEP = 10
# Above the highest bar: its numbers, then the letters of the steps.
ROOM, UNDER_LETTERS = 1.24, 0.93
LEAST = 5
# Years between two pairs of numbers, for those of a phone not to touch.
APART = 3


def years_cells(counts: pd.DataFrame, steps: Sequence[Step] = ()) -> go.Figure:
    """Draw, for each year, the confirmed cells full and those to confirm hollow above them.

    Parameters
    ----------
    counts
        What `timeline_summary.cells_by_year` gives. A year without any documented cell is
        hatched over its whole height: nothing is known of it, it is not a zero.
    steps
        What `steps.main_steps` gives: a bracket over the years of each, with its letter.
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
        _other_numbers(counts),
    ]
    step = STEP if most > STEP else LEAST
    ticks = range(step, most + step, step)
    figure = framed(traces, counts["annee"], ticks, top, every=3)
    lettered = list(zip(LETTERS, steps, strict=False))
    return figure.update_layout(
        height=HEIGHT,
        annotations=[*_numbers(counts), *(_letter(*one, top) for one in lettered)],
        shapes=[_bracket(step, top) for _, step in lettered],
    )


def years_cells_key(counts: pd.DataFrame, way: str = "") -> str:
    """HTML of what full, hollow and hatched bars mean, with their number in the last year.

    `way` is a link that stands at the end of the line.
    """
    items = joined(
        html("<li>{} {}</li>", swatch(state), typeset(words)) for state, words in key_parts(counts)
    )
    last = html('<p class="vers-carte">{}</p>', way) if way else ""
    return html('<div class="multiples-legende"><ul>{}</ul>{}</div>', items, last)


def key_parts(counts: pd.DataFrame) -> list[tuple[str, str]]:
    """The states that the bars show, each with what is said of it."""
    last = counts.iloc[-1]
    sure, waiting = int(last["confirmees"]), int(last["documentees"] - last["confirmees"])
    year = int(last["annee"])
    parts = [(CONFIRMED, f"{plural(sure, 'confirmée')} en {year}")]
    if (counts["documentees"] > counts["confirmees"]).any():
        parts.append((TO_CONFIRM, f"{waiting} documentée{'s' if waiting > 1 else ''}, à confirmer"))
    if (counts["documentees"] == 0).any():
        parts.append((UNDOCUMENTED, "année où rien n’est documenté (n.d.)"))
    return parts


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


def _numbers(counts: pd.DataFrame) -> list[dict]:
    """Both numbers (« 27/37 ») of the first, the last and the best year.

    The best year's are left out where those of an end would touch them on a phone.
    """
    told = counts[counts["annee"].isin(told_years(counts))]
    return [
        _note(x=row.annee, y=row.documentees, yanchor="bottom", text=_number(row))
        for row in told.itertuples()
    ]


def told_years(counts: pd.DataFrame) -> set[int]:
    """The years whose numbers stand on the narrowest screen too."""
    known = counts[counts["documentees"] > 0]
    if known.empty:
        return set()
    peak, ends = peak_year(counts), {int(known["annee"].iloc[0]), int(known["annee"].iloc[-1])}
    if peak is not None and all(abs(peak - end) >= APART for end in ends):
        ends.add(peak)
    return ends


def _other_numbers(counts: pd.DataFrame) -> go.Scatter:
    """Both numbers of all other years: the style sheet shows them where the bars are wide."""
    others = counts[(counts["documentees"] > 0) & ~counts["annee"].isin(told_years(counts))]
    return go.Scatter(
        x=others["annee"],
        y=others["documentees"],
        text=[_number(row) for row in others.itertuples()],
        mode="text",
        textposition="top center",
        textfont={"size": 14},
        hoverinfo="skip",
    )


def _number(row) -> str:
    return f"<b>{row.confirmees}</b>/{row.documentees}"


def _letter(letter: str, step: Step, top: float) -> dict:
    middle = (step.debut + step.fin) / 2
    place = {"x": middle, "y": top, "yanchor": "top", "text": f"<b>{letter}</b>"}
    return _note(**place) | {"font": {"size": 15, "color": BRICK}}


def _bracket(step: Step, top: float) -> dict:
    """A line under the letter, as long as the step."""
    half = BAR / 2
    ends = {"x0": step.debut - half, "x1": step.fin + half}
    height = {"y0": top * UNDER_LETTERS, "y1": top * UNDER_LETTERS}
    return {"type": "line", **ends, **height, "line": {"color": BRICK, "width": 2}}


def _note(**place) -> dict:
    return {"showarrow": False, "font": {"size": 14, "color": INK}, **place}

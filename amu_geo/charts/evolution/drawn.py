"""The cells year by year as HTML, for where no script runs: the bars of the live chart.

Columns as wide as there is room, words of one size: it is read on a phone as on a desk.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import pandas as pd
from markupsafe import Markup

from amu_geo.charts.base.markup import html, joined
from amu_geo.charts.evolution.cells import LEAST, ROOM, STEP, told_years
from amu_geo.charts.evolution.steps import LETTERS
from amu_geo.french.typography import typeset
from amu_geo.measure.steps import Step

# Years between two that are named, so that a phone has room for them.
EVERY = 3


def drawn_cells(counts: pd.DataFrame, alt: str, steps: Sequence[Step] = ()) -> Markup:
    """HTML of the bars: confirmed full, to be confirmed hollow, unknown hatched.

    Parameters
    ----------
    counts
        What `measure.years.cells_by_year` gives.
    alt
        The chart in words.
    steps
        What `steps.main_steps` gives: a bracket over the years of each, with its letter.
    """
    most = max(LEAST, int(counts["documentees"].max()) if len(counts) else 0)
    top = most * ROOM
    step = STEP if most > STEP else LEAST
    lines = joined(
        html('<li style="bottom:{}"><span>{}</span></li>', _share(tick, top), tick)
        for tick in range(0, int(top) + 1, step)
    )
    return html(
        '<div class="f-annees" role="img" aria-label="{}"><ul class="f-lignes">{}</ul>'
        '<ul class="f-marches">{}</ul><ol class="f-barres">{}</ol></div>',
        typeset(alt),
        lines,
        joined(_brackets(counts["annee"], steps)),
        joined(_columns(counts, top)),
    )


def _brackets(years: pd.Series, steps: Sequence[Step]) -> Iterator[Markup]:
    first, number = int(years.min()), len(years)
    for letter, step in zip(LETTERS, steps, strict=False):
        left, width = step.debut - first, step.fin - step.debut + 1
        yield html(
            '<li style="left:{};width:{}">{}</li>',
            _share(left, number),
            _share(width, number),
            letter,
        )


def _columns(counts: pd.DataFrame, top: float) -> Iterator[Markup]:
    last, told = int(counts["annee"].max()), told_years(counts)
    for row in counts.itertuples():
        name = row.annee if (last - row.annee) % EVERY == 0 else ""
        number = (
            html(
                "<em{}><b>{}</b>/{}</em>",
                "" if row.annee in told else html(' class="au-large"'),
                row.confirmees,
                row.documentees,
            )
            if row.documentees
            else ""
        )
        bar = html(
            '<b class="f-documentees" style="height:{}"></b><b class="f-confirmees" '
            'style="height:{}"></b>',
            _share(row.documentees, top),
            _share(row.confirmees, top),
        )
        style = "" if row.documentees else "nd"
        yield html(
            '<li title="{}"><span class="f-barre {}">{}<span style="bottom:{}">{}</span></span>'
            '<span class="f-an">{}</span></li>',
            _said(row),
            style,
            bar if row.documentees else "",
            _share(row.documentees, top),
            number,
            name,
        )


def _said(row) -> str:
    if not row.documentees:
        return typeset(f"{row.annee} : rien de documenté (n.d.)")
    return typeset(f"{row.annee} : {row.confirmees} confirmées sur {row.documentees} documentées")


def _share(value: float, top: float) -> str:
    return f"{100 * value / top:.2f}%"

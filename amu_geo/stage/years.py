"""The cells through the years, a bar a year, for a slide."""

from __future__ import annotations

from typing import Any

import pandas as pd
from markupsafe import Markup

from amu_geo.charts.base.markup import html, joined, sign
from amu_geo.french.typography import typeset
from amu_geo.vocabulary import CONFIRMED, TO_CONFIRM

# The drawing of the years: width of a bar's place, of the bar, height of the highest.
_PLACE, _WIDE, _HIGH = 60, 44, 420


def years(series: pd.DataFrame) -> Markup:
    """A bar a year: confirmed cells, and above them those to be confirmed."""
    rows, most = list(series.itertuples()), int(series["documentees"].max())
    last = int(series["annee"].max())
    bars = joined(_year(at, row, most, last) for at, row in enumerate(rows))
    told = ", ".join(f"{row.annee} : {row.confirmees}" for row in rows)
    return html(
        '<svg class="e-annees" viewBox="0 0 {} 480" role="img" aria-label="{}">{}</svg>'
        '<p class="e-cle"><span>{}{}</span><span>{}{}</span></p>',
        _PLACE * len(rows),
        typeset(f"Cases confirmées, par année. {told}."),
        bars,
        sign(CONFIRMED),
        "cases confirmées",
        sign(TO_CONFIRM),
        "documentées, à confirmer",
    )


def _year(at: int, row: Any, most: int, last: int) -> Markup:
    x, unit = at * _PLACE + (_PLACE - _WIDE) / 2, _HIGH / most
    sure, known = row.confirmees * unit, row.documentees * unit
    middle = f"{x + _WIDE / 2:g}"
    parts = [_rect("a-confirmer", x, _HIGH - known, known - sure)]
    parts.append(_rect("confirmee", x, _HIGH - sure, sure))
    if sure > 40:
        said = ("sur", middle, _HIGH - 12, row.confirmees)
        parts.append(html('<text class="{}" x="{}" y="{}">{}</text>', *map(str, said)))
    if (last - row.annee) % 4 == 0:
        parts.append(html('<text x="{}" y="466">{}</text>', middle, str(row.annee)))
    return joined(parts)


def _rect(style: str, x: float, y: float, height: float) -> Markup:
    drawn = '<rect class="{}" x="{:g}" y="{:.1f}" width="{}" height="{:.1f}"/>'
    return Markup(drawn).format(style, x, y, _WIDE, height)

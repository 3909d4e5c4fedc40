"""Bars on a common scale, with reference lines: one row a region, the figure written beside."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from amu_geo.charts.base.markup import joined
from amu_geo.french.typography import typeset


@dataclass(frozen=True)
class Track:
    """One bar.

    Attributes
    ----------
    name
        What it is about.
    parts
        Lengths of its pieces, on the scale, with the style of each: ((3, "niveau-3"),).
    text
        The figure as it is read, « 3 sur 4 ».
    known
        False draws a hatched bar: the value is not known, which is not zero.
    own
        True for the reader's own region.
    """

    name: str
    parts: tuple[tuple[float, str], ...]
    text: str
    known: bool = True
    own: bool = False


@dataclass(frozen=True)
class Reference:
    """A line across the bars; `value` None says that there is none."""

    name: str
    value: float | None
    text: str


def tracks(
    title: str,
    rows: Sequence[Track],
    references: Sequence[Reference] = (),
    note: str = "",
    top: float | None = None,
) -> str:
    """HTML of the bars.

    Parameters
    ----------
    title, note
        What the bars show, as HTML, and a line under them.
    top
        End of the scale; by default the largest bar or reference.
    """
    values = [sum(size for size, _ in row.parts) for row in rows]
    values += [reference.value or 0 for reference in references]
    scale = top or max(values, default=0) or 1
    lines = joined(
        f'<span class="repere repere-{rank}" style="left:{_share(reference.value, scale)}"></span>'
        for rank, reference in enumerate(references)
        if reference.value is not None
    )
    items = joined(_row(row, scale, lines) for row in rows)
    legend = joined(
        f'<span><span class="trait trait-{rank}" aria-hidden="true"></span>'
        f"{escape(typeset(f'{reference.name} : {reference.text}'))}</span>"
        for rank, reference in enumerate(references)
    )
    below = f'<p class="reperes-legende">{legend}</p>' if legend else ""
    about = f'<p class="secondaire">{escape(typeset(note))}</p>' if note else ""
    return (
        f'<section class="jauges"><h3 class="intertitre">{title}</h3>'
        f"<ul>{items}</ul>{below}{about}</section>"
    )


def bar(parts: Sequence[tuple[float, str]], scale: float, lines: str = "") -> str:
    """HTML of one bar on its track; `lines` is drawn above it."""
    pieces = joined(
        f'<i class="{style}" style="width:{_share(size, scale)}"></i>' for size, style in parts
    )
    return f'<span class="jauge" aria-hidden="true">{pieces}{lines}</span>'


def _row(row: Track, scale: float, lines: str) -> str:
    track = (
        bar(row.parts, scale, lines)
        if row.known
        else f'<span class="jauge nd" aria-hidden="true">{lines}</span>'
    )
    style = ' class="propre"' if row.own else ""
    text = escape(typeset(row.text))
    shown = f'<span class="valeur">{text}</span>'
    if not row.known:
        shown = f'<span class="valeur nd">{text}</span>'
    return f'<li{style}><span class="nom">{escape(typeset(row.name))}</span>{track}{shown}</li>'


def _share(value: float | None, scale: float) -> str:
    return f"{100 * (value or 0) / scale:.2f}%"

"""Bars on a common scale, with reference lines: one row a region, the figure written beside."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup, escape

from amu_geo.charts.base.markup import html, joined
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


@dataclass(frozen=True)
class Bars:
    """Bars on one scale.

    Attributes
    ----------
    title, note
        What the bars show, as HTML, and a line under them.
    top
        End of the scale; by default the largest bar or reference.
    """

    title: str
    rows: Sequence[Track]
    references: Sequence[Reference] = ()
    note: str = ""
    top: float | None = None

    @property
    def name(self) -> str:
        """Their title as plain text."""
        return str(escape(self.title).striptags())

    @property
    def scale(self) -> float:
        """What the whole width of a track is worth."""
        values = [sum(size for size, _ in row.parts) for row in self.rows]
        values += [reference.value or 0 for reference in self.references]
        return self.top or max(values, default=0) or 1


def tracks(bars: Bars) -> str:
    """HTML of the bars."""
    rows, references, scale = bars.rows, bars.references, bars.scale
    lines = joined(
        html(
            '<span class="repere repere-{}" style="left:{}"></span>',
            rank,
            _share(reference.value, scale),
        )
        for rank, reference in enumerate(references)
        if reference.value is not None
    )
    items = joined(_row(row, scale, lines) for row in rows)
    legend = joined(
        html(
            '<span><span class="trait trait-{}" aria-hidden="true"></span>{}</span>',
            rank,
            typeset(f"{reference.name} : {reference.text}"),
        )
        for rank, reference in enumerate(references)
    )
    below = html('<p class="reperes-legende">{}</p>', legend) if legend else ""
    about = html('<p class="secondaire">{}</p>', typeset(bars.note)) if bars.note else ""
    return html(
        '<section class="jauges"><h3 class="intertitre">{}</h3><ul>{}</ul>{}{}</section>',
        bars.title,
        items,
        below,
        about,
    )


def bar(parts: Sequence[tuple[float, str]], scale: float, lines: str = "") -> str:
    """HTML of one bar on its track; `lines` is drawn above it."""
    pieces = joined(
        html('<i class="{}" style="width:{}"></i>', style, _share(size, scale))
        for size, style in parts
    )
    return html('<span class="jauge" aria-hidden="true">{}{}</span>', pieces, lines)


def _row(row: Track, scale: float, lines: str) -> str:
    track = (
        bar(row.parts, scale, lines)
        if row.known
        else html('<span class="jauge nd" aria-hidden="true">{}</span>', lines)
    )
    style = Markup(' class="propre"') if row.own else ""
    text = escape(typeset(row.text))
    shown = html('<span class="valeur">{}</span>', text)
    if not row.known:
        shown = html('<span class="valeur nd">{}</span>', text)
    return html(
        '<li{}><span class="nom">{}</span>{}{}</li>', style, typeset(row.name), track, shown
    )


def _share(value: float | None, scale: float) -> str:
    return f"{100 * (value or 0) / scale:.2f}%"

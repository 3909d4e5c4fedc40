"""Bars on a common scale as a drawing: those of `charts/base/tracks.py`, line for line."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup

from amu_geo.charts.base.markup import html, joined
from amu_geo.charts.base.tracks import Bars, Reference, Track
from amu_geo.charts.map.marks import INK
from amu_geo.charts.map.signs import SIGN
from amu_geo.charts.map.svg import BRICK, HATCH, PAPER, SECOND_INK
from amu_geo.charts.picture.pieces import (
    Cell,
    Piece,
    Room,
    at,
    flowed,
    followed,
    heading,
    stacked,
    words,
)
from amu_geo.charts.picture.signs import TRACE, unknown
from amu_geo.charts.picture.table import Column, Line, table
from amu_geo.charts.picture.text import REGULAR, SEMI
from amu_geo.vocabulary import SCALE_LIGHT

GROUND = "#F1EADB"
_FILLS = {
    **{f"niveau-{step}": color for step, color in enumerate(SCALE_LIGHT)},
    "neutre": SCALE_LIGHT[3],
    "acteurs-amu": SIGN,
    "acteurs-voisins": SCALE_LIGHT[2],
    "prudent": SCALE_LIGHT[2],
}
_DASHES = ("", "5 3", "1.5 3")
_HEIGHT = 20.0


def drawn_bars(bars: Bars, room: Room) -> Piece:
    """A set of bars: its title, a row a region, its references and its note."""
    scale = bars.scale
    name = 0.35 if room.width < 750 else 0.28
    columns = [Column(share=name), Column(share=0.74 - name), Column(share=0.26)]
    lines = [
        Line(
            (
                words(row.name, room.size, SEMI if row.own else REGULAR),
                track(row, scale, bars.references),
                words(row.text, room.size, SEMI) if row.known else _not_known(row, room),
            )
        )
        for row in bars.rows
    ]
    rows = table(columns, lines, room, ("autre région", "autres régions"))
    legend = flowed(
        [
            followed(_line(rank), words(f"{one.name} : {one.text}", room.size * 0.9, fill=INK))
            for rank, one in enumerate(bars.references)
        ],
        room.width,
        gap=24,
    )
    told = words(bars.note, room.size * 0.9, fill=SECOND_INK)(room.width)
    head = heading(bars.name, room.size)(room.width)
    return stacked([head, rows, legend, told], gap=10)._replace(width=room.width)


def _not_known(row: Track, room: Room) -> Cell:
    return unknown(room.size * 0.9) if row.text == "n.d." else words(row.text, room.size)


def track(row: Track, scale: float, references: Sequence[Reference] = ()) -> Cell:
    """A bar on its ground, with the lines that cross it."""

    def draw(width: float) -> Piece:
        ground = GROUND if row.known else f"url(#{HATCH})"
        outline = html(' stroke="{}" stroke-width="1.6"', BRICK) if row.own else ""
        box = html(
            '<rect width="{}" height="{}" rx="3" fill="{}"{}/>',
            f"{width:.1f}",
            f"{_HEIGHT:g}",
            ground,
            outline,
        )
        inside = joined(_parts(row, width / scale)) if row.known else ""
        crossed = joined(
            _reference(rank, one.value * width / scale)
            for rank, one in enumerate(references)
            if one.value is not None
        )
        return Piece(box + inside + crossed, width, _HEIGHT)

    return draw


def _parts(row: Track, unit: float) -> list[Markup]:
    x, drawn = 0.0, []
    for size, style in row.parts:
        if size > 0:
            drawn.append(_part(style, x, size * unit))
        x += size * unit
    return drawn


def _part(style: str, x: float, width: float) -> Markup:
    if style == "a-confirmer":
        look = html('fill="none" stroke="{}" stroke-width="1.5"', TRACE)
        x, width, y, height = x + 0.75, max(width - 1.5, 0.5), 0.75, _HEIGHT - 1.5
    else:
        look, y, height = html('fill="{}"', _FILLS[style]), 0.0, _HEIGHT
    return html(
        '<rect x="{}" y="{}" width="{}" height="{}" {}/>',
        f"{x:.1f}",
        f"{y:g}",
        f"{width:.1f}",
        f"{height:g}",
        look,
    )


def _reference(rank: int, x: float) -> Markup:
    path = html('d="M{} 0V{}"', f"{x:.1f}", f"{_HEIGHT:g}")
    return html(
        '<path {} stroke="{}" stroke-width="5" stroke-opacity="0.8"/>'
        '<path {} stroke="{}" stroke-width="2" stroke-dasharray="{}"/>',
        path,
        PAPER,
        path,
        INK,
        _DASHES[rank] or "none",
    )


def _line(rank: int) -> Piece:
    drawn = html(
        '<path d="M1 0V16" stroke="{}" stroke-width="2" stroke-dasharray="{}"/>',
        INK,
        _DASHES[rank] or "none",
    )
    return Piece(drawn, 2, 16)


def side_by_side(sets: Sequence[Bars], room: Room) -> Piece:
    """Sets of bars, two in a line."""
    gap = 64.0
    half = Room((room.width - gap) / 2, room.height)
    pieces = [drawn_bars(bars, half) for bars in sets]
    lines = []
    for rank in range(0, len(pieces), 2):
        pair = pieces[rank : rank + 2]
        drawn = joined(at(piece, place * (half.width + gap), 0) for place, piece in enumerate(pair))
        lines.append(Piece(drawn, room.width, max(piece.height for piece in pair)))
    return stacked(lines, gap=28)

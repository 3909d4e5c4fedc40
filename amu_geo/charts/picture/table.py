"""A table as a drawing: cells that wrap, rows as high as their highest cell, lines between."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from amu_geo.charts.base.markup import html, joined
from amu_geo.charts.map.marks import INK
from amu_geo.charts.map.svg import HAIRLINE, SECOND_INK
from amu_geo.charts.picture.pieces import Cell, Piece, Room, at, stacked, words
from amu_geo.charts.picture.text import SEMI
from amu_geo.french.typography import plural

_ALIGNED = {"start": 0.0, "middle": 0.5, "end": 1.0}
_GAP = 20.0


@dataclass(frozen=True)
class Column:
    """A column: its head, its share of the width or its own width, on which side it is set."""

    head: str = ""
    share: float = 1.0
    width: float = 0.0
    align: str = "start"


@dataclass(frozen=True)
class Line:
    """A row of cells; one cell alone takes the whole width and heads the rows below it.

    `strong` draws the line above it in ink; `region` is the code of the region that it is about.
    """

    cells: Sequence[Cell]
    strong: bool = False
    region: str = ""


def table(
    columns: Sequence[Column],
    lines: Sequence[Line],
    room: Room,
    noun: tuple[str, str] = ("autre ligne", "autres lignes"),
    centred: bool = True,
    dense: bool = False,
) -> Piece:
    """The rows under their heads; those for which a room has no height are told by their number.

    Parameters
    ----------
    noun
        What is left out, one and many.
    centred
        Whether the cells of a row stand on its middle; else they begin at its top.
    dense
        Whether rows stand close to one another.
    """
    widths = _widths(columns, room.width)
    heads = _heads(columns, widths, room)
    pad = room.size * (0.14 if dense else 0.28 if room.small else 0.42)
    rows = [_row(line, columns, widths, room.width, centred, pad) for line in lines]
    shown = rows if room.height is None else _fitting(rows, room.height - heads.height, room)
    if len(shown) < len(rows):
        shown.append(_more(len(rows) - len(shown), noun, room))
    return stacked([heads, *shown])._replace(width=room.width)


def _widths(columns: Sequence[Column], width: float) -> list[float]:
    free = width - sum(column.width for column in columns) - _GAP * (len(columns) - 1)
    shares = sum(column.share for column in columns if not column.width)
    return [column.width or free * column.share / shares for column in columns]


def _heads(columns: Sequence[Column], widths: Sequence[float], room: Room) -> Piece:
    if not any(column.head for column in columns):
        return Piece(html(""), room.width, 0)
    size = room.size * 0.9
    cells = [
        words(column.head, size, SEMI, SECOND_INK, align=_ALIGNED[column.align])
        for column in columns
    ]
    drawn = [cell(width) for cell, width in zip(cells, widths, strict=True)]
    tall = max(piece.height for piece in drawn)
    placed = _placed(drawn, columns, widths, [tall - piece.height for piece in drawn])
    return Piece(placed, room.width, tall + room.size * 0.35)


def _row(
    line: Line,
    columns: Sequence[Column],
    widths: Sequence[float],
    width: float,
    centred: bool,
    pad: float,
) -> Piece:
    alone = len(line.cells) == 1 < len(columns)
    if alone:
        widths, columns = [width], [Column()]
    drawn = [cell(width) for cell, width in zip(line.cells, widths, strict=True)]
    tall = max(piece.height for piece in drawn)
    above = pad * 2 if alone else pad
    tops = [above + ((tall - piece.height) / 2 if centred else 0) for piece in drawn]
    rule = html(
        '<path d="M0 0H{}" stroke="{}" stroke-width="1"/>',
        f"{width:g}",
        SECOND_INK if line.strong else HAIRLINE,
    )
    inside = rule + _placed(drawn, columns, widths, tops)
    if line.region:
        inside = html('<g data-region="{}">{}</g>', line.region, inside)
    return Piece(inside, width, tall + above + pad)


def _placed(
    drawn: Sequence[Piece],
    columns: Sequence[Column],
    widths: Sequence[float],
    tops: Sequence[float],
) -> str:
    x, placed = 0.0, []
    for piece, column, width, top in zip(drawn, columns, widths, tops, strict=True):
        placed.append(at(piece, x + (width - piece.width) * _ALIGNED[column.align], top))
        x += width + _GAP
    return joined(placed)


def _fitting(rows: Sequence[Piece], height: float, room: Room) -> list[Piece]:
    if sum(row.height for row in rows) <= height:
        return list(rows)
    left, kept = height - room.size * 2, []
    for row in rows:
        if row.height > left:
            break
        kept.append(row)
        left -= row.height
    return kept


def _more(number: int, noun: tuple[str, str], room: Room) -> Piece:
    told = words(f"et {plural(number, *noun)}", room.size, SEMI, INK)(room.width)
    rule = html('<path d="M0 0H{}" stroke="{}"/>', f"{room.width:g}", HAIRLINE)
    return Piece(rule + at(told, 0, 6), room.width, told.height + 6)

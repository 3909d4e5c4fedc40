"""Pieces of a drawing that stand above and beside one another: each is drawn for a width."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from markupsafe import Markup

from amu_geo.charts.base.markup import html, joined
from amu_geo.charts.map.marks import INK
from amu_geo.charts.map.svg import SECOND_INK
from amu_geo.charts.picture.text import (
    LEADING,
    REGULAR,
    SEMI,
    baseline,
    line,
    measure,
    shortened,
    typed,
    wrap,
)
from amu_geo.french.typography import NO_BREAK


class Piece(NamedTuple):
    """SVG whose origin is the top left of a box of `width` × `height` pixels."""

    svg: Markup
    width: float
    height: float


# Draws a piece no wider than it is told.
Cell = Callable[[float], Piece]
EMPTY = Piece(Markup(""), 0, 0)


@dataclass(frozen=True)
class Room:
    """Where a figure is drawn.

    Attributes
    ----------
    width
        In pixels.
    height
        In pixels; None where the image grows with what it shows.
    """

    width: float
    height: float | None = None

    @property
    def small(self) -> bool:
        """Whether it is the image of a shared link."""
        return self.height is not None

    @property
    def size(self) -> float:
        """Size of the words, in pixels."""
        return 15.5 if self.small else 18


# Draws a figure for a room.
Drawing = Callable[[Room], Piece]


def at(piece: Piece, x: float, y: float) -> Markup:
    """A piece set at a point."""
    if not piece.svg:
        return Markup("")
    return html('<g transform="translate({} {})">{}</g>', f"{x:.1f}", f"{y:.1f}", piece.svg)


def words(
    text: str,
    size: float,
    font: str = REGULAR,
    fill: str = INK,
    at_most: int = 99,
    leading: float = LEADING,
    align: float = 0,
) -> Cell:
    """A text, in as many lines as its width asks for, `at_most` of them.

    `align` sets its lines on their left (0), their middle (0.5) or their right (1).
    """
    text = typed(text)

    def draw(width: float) -> Piece:
        if not text:
            return EMPTY
        lines = shortened(wrap(text, font, size, width), at_most, font, size, width)
        widths = [measure(words, font, size) for words in lines]
        widest = max(widths)
        drawn = joined(
            line(words, (widest - own) * align, baseline(size, rank, leading), size, font, fill)
            for rank, (words, own) in enumerate(zip(lines, widths, strict=True))
        )
        return Piece(drawn, widest, size * leading * len(lines))

    return draw


def heading(text: str, size: float) -> Cell:
    """What stands over a part of a figure."""
    return words(text, size, SEMI, SECOND_INK)


class Run(NamedTuple):
    """Words of one look, in a line of several."""

    text: str
    font: str = REGULAR
    size: float = 18
    fill: str = INK


def runs(*parts: Run) -> Cell:
    """One line of words of several looks: « **2** sur 3 »."""

    def draw(width: float) -> Piece:
        x, drawn, tallest = 0.0, [], max(part.size for part in parts)
        for part in parts:
            # An ordinary space at its end would not be drawn.
            text = typed(part.text).replace(" ", NO_BREAK)
            drawn.append(line(text, x, baseline(tallest), part.size, part.font, part.fill))
            x += measure(text, part.font, part.size)
        return Piece(joined(drawn), x, tallest * LEADING)

    return draw


def above(*cells: Cell, gap: float = 4) -> Cell:
    """Cells one under the other."""

    def draw(width: float) -> Piece:
        return stacked([cell(width) for cell in cells], gap)

    return draw


def stacked(pieces: Iterable[Piece], gap: float = 0) -> Piece:
    """Pieces one under the other; those without height leave no gap."""
    y, drawn, widest = 0.0, [], 0.0
    for piece in pieces:
        if piece.height:
            y += gap if y else 0
            drawn.append(at(piece, 0, y))
            y += piece.height
            widest = max(widest, piece.width)
    return Piece(joined(drawn), widest, y)


def beside(*pieces: Piece, gap: float = 40) -> Piece:
    """Pieces from left to right, their tops on one line."""
    x, drawn = 0.0, []
    for piece in pieces:
        drawn.append(at(piece, x, 0))
        x += piece.width + gap
    return Piece(joined(drawn), x - gap, max(piece.height for piece in pieces))


def followed(first: Piece, second: Cell, gap: float = 10) -> Cell:
    """A sign and the words after it, on the middle of their first line."""

    def draw(width: float) -> Piece:
        told = second(width - first.width - gap)
        one = second(10_000).height if told.height else first.height
        middle = max(first.height, one) / 2
        sign_top, words_top = middle - first.height / 2, middle - one / 2
        drawn = at(first, 0, sign_top) + at(told, first.width + gap, words_top)
        height = max(sign_top + first.height, words_top + told.height)
        return Piece(drawn, first.width + gap + told.width, height)

    return draw


def flowed(cells: Sequence[Cell], width: float, gap: float = 28, leading: float = 6) -> Piece:
    """Cells in a line, and in another below when there is no room left, as words are."""
    x, y, lowest, drawn, widest = 0.0, 0.0, 0.0, [], 0.0
    for cell in cells:
        piece = cell(width)
        if x and x + piece.width > width:
            x, y = 0.0, lowest + leading
        drawn.append(at(piece, x, y))
        lowest = max(lowest, y + piece.height)
        widest = max(widest, x + piece.width)
        x += piece.width + gap
    return Piece(joined(drawn), widest, lowest)


def scaled(piece: Piece, scale: float) -> Piece:
    """The same piece, larger or smaller."""
    drawn = html('<g transform="scale({})">{}</g>', f"{scale:.4f}", piece.svg)
    return Piece(drawn, piece.width * scale, piece.height * scale)

"""The frame of a figure's image: what it finds above, where it comes from below, all in one box.

The image travels alone: whoever cuts the words away cuts the figure.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from amu_geo.charts.base.markup import html, joined
from amu_geo.charts.map.marks import INK
from amu_geo.charts.map.svg import BRICK, HAIRLINE, PAPER, SECOND_INK, hatch_pattern
from amu_geo.charts.picture.pieces import (
    EMPTY,
    Cell,
    Drawing,
    Piece,
    Room,
    at,
    scaled,
    stacked,
    words,
)
from amu_geo.charts.picture.signs import fine_hatch
from amu_geo.charts.picture.text import (
    REGULAR,
    SEMI,
    TITLE,
    balanced,
    baseline,
    font_faces,
    line,
    measure,
    shortened,
    typed,
    wrap,
)

WIDTH = 1600
CARD_WIDTH, CARD_HEIGHT = 1200, 630
MARGIN, CARD_MARGIN = 52.0, 40.0
BRAND = "Observatoire AMU"
# From the edge of the image to the box that holds everything.
_EDGE, _CARD_EDGE = 16.0, 12.0
# Sizes of a title, with the lines that each may fill.
_TITLE_SIZES = ((42, 2), (38, 2), (34, 2), (32, 3), (28, 4))
_CARD_SIZES = ((34, 2), (31, 2), (28, 2), (25, 2), (23, 3), (20, 4))
_COLUMN_SIZES = ((36, 6), (34, 7), (31, 8), (28, 9), (25, 11), (22, 13))
# Of a card whose drawing is as high as wide: the words stand beside it.
_COLUMN, _BETWEEN = 436.0, 30.0


@dataclass(frozen=True)
class Told:
    """What is written around a figure.

    Attributes
    ----------
    title
        Its finding.
    shows
        What it shows, in which unit.
    when
        Edition, date, reading and year.
    complete
        How much of what was looked for is confirmed, documented.
    note, source, address
        Warnings on what is drawn; who says it, under which licence; where it stands.
    warning
        What a reader must know of the edition before believing it, or "".
    meaning
        What its words mean, a sentence or two each, for a card that has room for them.
    """

    title: str
    shows: str
    when: str
    complete: str
    source: str
    address: str
    note: str = ""
    warning: str = ""
    meaning: tuple[str, ...] = ()


@dataclass(frozen=True)
class Picture:
    """How a figure is drawn as an image.

    Attributes
    ----------
    draw
        Draws it for a room.
    shows
        What it shows, when its name does not say it.
    tall
        Whether the words of its card stand beside it, for it is as high as wide.
    key
        On such a card, its legend, which stands under the words.
    """

    draw: Drawing
    shows: str = ""
    tall: bool = False
    key: Drawing | None = None


def framed(picture: Picture, told: Told) -> str:
    """The whole image, `WIDTH` pixels wide, as an SVG document."""
    width = WIDTH - 2 * MARGIN
    head = _head(told, width)
    drawn = picture.draw(Room(width))
    foot = _foot(told, width, 16)
    body = stacked([head, drawn, foot], gap=26)
    height = round(body.height + 2 * MARGIN - 14)
    return _document(told, WIDTH, height, at(body, MARGIN, MARGIN - 8), _EDGE)


def card(picture: Picture, told: Told) -> str:
    """The image of a shared link, 1200 × 630, as an SVG document."""
    make = _beside if picture.tall else _below
    return _document(told, CARD_WIDTH, CARD_HEIGHT, make(picture, told), _CARD_EDGE)


def height_of(svg: str) -> int:
    """The height that an image of ours says it has, in pixels."""
    return int(re.search(r'height="(\d+)"', svg)[1])


def _below(picture: Picture, told: Told) -> Markup:
    """Words, then the drawing as wide as the card, then where it comes from."""
    width = CARD_WIDTH - 2 * CARD_MARGIN
    foot = _foot(told, width, 13.5, 2)
    top, bottom = CARD_MARGIN - 12, CARD_HEIGHT - CARD_MARGIN + 16 - foot.height
    head = stacked(
        [
            _brand(told, width, 19, 15),
            _title(told.title, width, _CARD_SIZES),
            _warning(told, width, 14.5),
            words(told.shows, 16, fill=SECOND_INK, at_most=1)(width),
        ],
        gap=6,
    )
    room = Room(width, bottom - top - head.height - 26)
    drawn = _fitted(picture.draw(room), room)
    # A low drawing stays near the words that it belongs to.
    middle = top + head.height + 13 + min(28, (room.height - drawn.height) / 2)
    return joined(
        (
            at(head, CARD_MARGIN, top),
            at(drawn, CARD_MARGIN + (width - drawn.width) / 2, middle),
            at(foot, CARD_MARGIN, bottom),
        )
    )


def _beside(picture: Picture, told: Told) -> Markup:
    """The words in a column, the drawing on their right, where it comes from below both."""
    width = CARD_WIDTH - 2 * CARD_MARGIN
    foot = _foot(told, width, 13.5, 2)
    top, bottom = CARD_MARGIN - 12, CARD_HEIGHT - CARD_MARGIN + 16 - foot.height
    brand = words(BRAND, 24, TITLE)(_COLUMN)
    when = words(told.when, 15, fill=SECOND_INK)(_COLUMN)
    more = stacked(
        [
            words(told.shows, 18, fill=SECOND_INK, at_most=4)(_COLUMN),
            _warning(told, _COLUMN, 15),
        ],
        gap=10,
    )
    key = picture.key(Room(_COLUMN, 0)) if picture.key else EMPTY
    left = bottom - top - brand.height - when.height - more.height - key.height - 76
    title = _title(told.title, _COLUMN, _COLUMN_SIZES, left)
    head = stacked([brand, title, more, when, key], gap=16)
    meant = stacked((words(told, 14, fill=SECOND_INK)(_COLUMN) for told in told.meaning), gap=6)
    if head.height + meant.height + 40 < bottom - top:
        head = stacked([head, meant], gap=18)
    room = Room(width - _COLUMN - _BETWEEN, bottom - top - 14)
    drawn = _fitted(picture.draw(room), room)
    x = CARD_MARGIN + _COLUMN + _BETWEEN + (room.width - drawn.width) / 2
    return joined(
        (
            at(head, CARD_MARGIN, top),
            at(drawn, x, top + (room.height - drawn.height) / 2),
            at(foot, CARD_MARGIN, bottom),
        )
    )


def _fitted(piece: Piece, room: Room) -> Piece:
    """A piece that its room holds, made smaller where it does not."""
    scale = min(1, room.width / piece.width, room.height / piece.height)
    return piece if scale == 1 else scaled(piece, scale)


def _document(told: Told, width: int, height: int, inside: str, edge: float) -> str:
    return html(
        '<svg xmlns="http://www.w3.org/2000/svg" width="{}" height="{}" viewBox="0 0 {} {}" '
        'role="img" lang="fr" aria-labelledby="titre texte">'
        '<title id="titre">{}</title><desc id="texte">{}</desc><defs>{}{}{}</defs>'
        '<rect width="{}" height="{}" fill="{}"/>'
        '<rect class="cadre-figure" x="{}" y="{}" width="{}" height="{}" rx="10" fill="none" '
        'stroke="{}" stroke-width="1.5"/>{}</svg>\n',
        width,
        height,
        width,
        height,
        typed(told.title),
        typed(f"{told.shows}. {told.when}. {told.complete} {told.source}"),
        font_faces(),
        hatch_pattern(),
        fine_hatch(),
        width,
        height,
        PAPER,
        edge,
        edge,
        width - 2 * edge,
        height - 2 * edge,
        HAIRLINE,
        inside,
    )


def _head(told: Told, width: float) -> Piece:
    return stacked(
        [
            _brand(told, width, 25, 18),
            _title(told.title, width, _TITLE_SIZES),
            _warning(told, width, 18),
            words(told.shows, 20, fill=SECOND_INK)(width),
        ],
        gap=10,
    )


def _brand(told: Told, width: float, size: float, small: float) -> Piece:
    """Who speaks on the left; of which edition and reading on the right."""
    base = baseline(size)
    when = typed(told.when)
    drawn = line(BRAND, 0, base, size, TITLE)
    drawn += line(when, width - measure(when, SEMI, small), base, small, SEMI, SECOND_INK)
    return Piece(drawn, width, size * 1.5)


def _title(
    title: str, width: float, sizes: Sequence[tuple[int, int]], height: float = 1e9
) -> Piece:
    """The finding, as large as its lines allow; one that no size can hold is cut."""
    text = typed(title)
    for size, most in sizes:
        lines = wrap(text, TITLE, size, width)
        most = max(1, min(most, int(height // (size * 1.16))))
        if len(lines) <= most:
            break
    fitting = balanced(text, TITLE, size, width) if len(lines) <= most else lines
    kept = shortened(fitting, most, TITLE, size, width)
    drawn = joined(
        line(words, 0, baseline(size, rank, 1.16), size, TITLE) for rank, words in enumerate(kept)
    )
    return Piece(drawn, width, len(kept) * size * 1.16)


def _warning(told: Told, width: float, size: float) -> Piece:
    return words(told.warning, size, SEMI, BRICK, at_most=2)(width)


def _foot(told: Told, width: float, size: float, most: int = 99) -> Piece:
    """Under a line: how complete it is, notes, source and licence, address; `most` lines each."""

    def part(text: str, font: str = REGULAR, at_most: int = 99) -> Cell:
        return words(text, size, font, INK if font == SEMI else SECOND_INK, at_most, 1.32)

    rule = Piece(html('<path d="M0 0.5H{}" stroke="{}"/>', f"{width:g}", HAIRLINE), width, 1)
    parts = [
        part(told.complete, SEMI),
        part(told.note, at_most=most),
        part(told.source, at_most=most),
        part(told.address, at_most=min(most - 1, 3)),
    ]
    return stacked([rule, stacked([cell(width) for cell in parts], gap=2)], gap=8)

"""Native tables in our look: no grid, a hairline below each row, states as signs and words."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from pptx.shapes.shapetree import _BaseShapes
from pptx.table import _Cell
from pptx.util import Inches

from amu_geo.slides import markup
from amu_geo.slides.look import BRICK, HAIRLINE, INK, SECOND_INK, TEAL, WHITE, Box
from amu_geo.slides.text import Line, Run, largest, places, write
from amu_geo.vocabulary import CONFIRMED, TO_CONFIRM, UNDOCUMENTED

# What every computer can write, whatever its fonts.
DISC, CIRCLE = "●", "○"
SIGNS = {CONFIRMED: DISC, TO_CONFIRM: CIRCLE, UNDOCUMENTED: "n.d."}
MARGIN, PADDING = 0.06, 0.02


@dataclass(frozen=True)
class Cell:
    """A cell: its paragraphs, and its ground (a colour, "hachures", or "" for none)."""

    lines: tuple[Line, ...]
    ground: str = ""


HATCHED = "hachures"


def cell(text: str, size: float, side: str = "left", bold: bool = False, colour: str = INK) -> Cell:
    """A cell of one paragraph."""
    return Cell((Line((Run(text, bold, colour),), size, side=side),))


def head(
    names: Sequence[str], size: float, sides: Sequence[str] = (), bold: bool = True
) -> list[Cell]:
    """The first row of a table; the first column is on the left, the others are centred."""
    sides = sides or ("left", *(["center"] * (len(names) - 1)))
    return [
        cell(name, size, side, bold, SECOND_INK) for name, side in zip(names, sides, strict=True)
    ]


def state_cell(state: str, size: float, words: str = "") -> Cell:
    """A state by its sign, and in words where there is room: disc, ring, hatch."""
    text = f"{SIGNS[state]} {words}".strip() if state != UNDOCUMENTED else SIGNS[state]
    colour = WHITE if state == CONFIRMED else INK
    ground = {CONFIRMED: TEAL, TO_CONFIRM: WHITE, UNDOCUMENTED: HATCHED}[state]
    return Cell((Line((Run(text, state != UNDOCUMENTED, colour),), size, side="center"),), ground)


def even_size(texts: Sequence[str], sizes: Sequence[float], box: Box, bold: bool = False) -> float:
    """The one size at which each of some cells, as large as a box, holds its text."""
    inner = Box(0, 0, box.width - 2 * MARGIN, box.height - 2 * PADDING)
    return min(largest(text, sizes, inner, bold=bold) for text in texts)


def table(
    shapes: _BaseShapes,
    box: Box,
    widths: Sequence[float],
    rows: Sequence[Sequence[Cell]],
    name: str,
    alt: str,
    head: float = 0,
    chosen: Collection[int] = (),
) -> None:
    """A native table that fills a box; its first row heads the columns.

    Parameters
    ----------
    widths
        Of the columns, in shares of the whole.
    head
        Height of the first row in inches; by default that of the others.
    chosen
        Rows, the first being 0, under which a line in brick says that the deck is about them.
    """
    frame = shapes.add_table(len(rows), len(widths), *places(box))
    markup.name(frame, name, alt)
    grid = frame.table
    markup.plain_table(grid)
    for column, width in zip(grid.columns, widths, strict=True):
        column.width = Inches(box.width * width / sum(widths))
    below = (box.height - head) / (len(rows) - 1) if head else box.height / len(rows)
    for rank, row in enumerate(rows):
        grid.rows[rank].height = Inches(head if head and not rank else below)
        for place, content in enumerate(row):
            last = rank == len(rows) - 1
            colour = BRICK if rank in chosen else SECOND_INK if not rank else HAIRLINE
            _fill(grid.cell(rank, place), content, colour, 2.25 if rank in chosen else 0.75, last)


def _fill(target: _Cell, content: Cell, line: str, points: float, last: bool) -> None:
    target.margin_left = target.margin_right = Inches(MARGIN)
    target.margin_top = target.margin_bottom = Inches(PADDING)
    frame = target.text_frame
    write(frame, content.lines, "middle")
    target.vertical_anchor = frame.vertical_anchor
    if content.ground == HATCHED:
        markup.hatch(target.fill)
    elif content.ground:
        markup.fill(target.fill, content.ground)
    else:
        target.fill.background()
    if not last or points > 1:
        markup.underline(target, line, points)

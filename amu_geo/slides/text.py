"""Text on slides: how large it may be to fit its place, and native text frames of that size."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass

from pptx.enum.text import MSO_ANCHOR, MSO_AUTO_SIZE, PP_ALIGN
from pptx.shapes.autoshape import Shape
from pptx.shapes.shapetree import _BaseShapes
from pptx.text.text import TextFrame, _Paragraph
from pptx.util import Inches, Pt

from amu_geo.charts.picture.text import measure as text_width
from amu_geo.french.typography import typeset
from amu_geo.slides import markup
from amu_geo.slides.look import HEADINGS, INK, TEXT, Box

LEADING = 1.2
# What may stand at the end of a line: never what is before a no-break space.
_PIECES = re.compile(r"[^ -]*(?:-+| +|$)")
# Other fonts, where ours are missing, are wider, above all in the place of the headings'.
SPARE = {TEXT: 0.9, HEADINGS: 0.8}
_FILES = {(HEADINGS, False): "newsreader-500", (HEADINGS, True): "newsreader-500"}
_FILES |= {(TEXT, False): "figtree-400", (TEXT, True): "figtree-700"}
_ANCHORS = {"top": MSO_ANCHOR.TOP, "middle": MSO_ANCHOR.MIDDLE, "bottom": MSO_ANCHOR.BOTTOM}
_SIDES = {"left": PP_ALIGN.LEFT, "center": PP_ALIGN.CENTER, "right": PP_ALIGN.RIGHT}


@dataclass(frozen=True)
class Run:
    """A piece of text of one look."""

    text: str
    bold: bool = False
    colour: str = INK
    size: float = 0


@dataclass(frozen=True)
class Line:
    """A paragraph; `after` is the space below it, in points."""

    runs: tuple[Run, ...]
    size: float
    after: float = 0
    side: str = "left"
    font: str = TEXT


def line(text: str, size: float, colour: str = INK, bold: bool = False, **more) -> Line:
    """A paragraph of one look."""
    return Line((Run(text, bold, colour),), size, **more)


def lines_of(text: str, size: float, width: float, font: str = TEXT, bold: bool = False) -> int:
    """In how many lines a text of a size (points) stands in a width (inches).

    Lines are cut at spaces and after hyphens; a word too long for its line counts for several,
    and so does a text that has none to cut.
    """
    room, file = width * 72 * SPARE[font], _FILES[font, bold]
    count, used = 0, room + 1
    for word in _PIECES.findall(typeset(text)):
        length = text_width(word.rstrip(" "), file, size)
        if used + length <= room:
            used += text_width(word, file, size)
        else:
            count += max(1, math.ceil(length / room))
            used = text_width(word, file, size)
    return count


def broken(text: str, size: float, width: float, font: str = TEXT, bold: bool = False) -> bool:
    """Whether a word of a text is too long for a line of a width (inches)."""
    room, file = width * 72 * SPARE[font], _FILES[font, bold]
    words = _PIECES.findall(typeset(text))
    return any(text_width(word.rstrip(" "), file, size) > room for word in words)


def largest(
    text: str, sizes: Sequence[float], box: Box, font: str = TEXT, bold: bool = False
) -> float:
    """The largest of some sizes, in decreasing order, at which a text stands in a box."""
    for size in sizes:
        high = lines_of(text, size, box.width, font, bold) * size * LEADING
        if high <= box.height * 72 and not broken(text, size, box.width, font, bold):
            return size
    return sizes[-1]


def text_box(
    shapes: _BaseShapes,
    box: Box,
    lines: Sequence[Line],
    name: str,
    anchor: str = "top",
) -> Shape:
    """A native text box with no margins of its own."""
    shape = shapes.add_textbox(*places(box))
    markup.name_only(shape, name)
    write(shape.text_frame, lines, anchor)
    return shape


def write(frame: TextFrame, lines: Sequence[Line], anchor: str = "top", margin: float = 0) -> None:
    """Write paragraphs into a frame; `margin` in inches, all around."""
    frame.word_wrap, frame.auto_size = True, MSO_AUTO_SIZE.NONE
    frame.vertical_anchor = _ANCHORS[anchor]
    frame.margin_left = frame.margin_right = Inches(margin)
    frame.margin_top = frame.margin_bottom = Inches(margin)
    for rank, one in enumerate(lines):
        paragraph = frame.paragraphs[0] if rank == 0 else frame.add_paragraph()
        write_line(paragraph, one)


def write_line(paragraph: _Paragraph, line: Line) -> None:
    """Write one paragraph."""
    paragraph.alignment = _SIDES[line.side]
    paragraph.space_before, paragraph.space_after = Pt(0), Pt(line.after)
    for piece in line.runs:
        run = paragraph.add_run()
        run.text = typeset(piece.text)
        run.font.size, run.font.bold = Pt(piece.size or line.size), piece.bold
        if line.font == HEADINGS:
            run.font.name = "+mj-lt"
        markup.paint(run.font.color, piece.colour)


def places(box: Box) -> tuple[int, int, int, int]:
    """The four measures of a box, for python-pptx."""
    return Inches(box.left), Inches(box.top), Inches(box.width), Inches(box.height)

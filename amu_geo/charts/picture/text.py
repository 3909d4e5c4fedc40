"""Words in a drawing: as wide as our own fonts make them, cut in lines where there is no room."""

from __future__ import annotations

import io
import re
from base64 import b64encode

from markupsafe import Markup
from PIL import ImageFont

from amu_geo import paths
from amu_geo.charts.base.markup import html, joined
from amu_geo.charts.map.marks import INK
from amu_geo.charts.map.svg import TEXT_FONT, TITLE_FONT
from amu_geo.french.typography import NARROW, NO_BREAK, typeset
from amu_geo.memory import kept
from amu_geo.paths import DamagedFileError, read_bytes

FONT_FOLDER = paths.STATIC / "fonts" / "ttf"
REGULAR, SEMI, BOLD, TITLE = "figtree-400", "figtree-600", "figtree-700", "newsreader-500"
_FAMILIES = {
    REGULAR: (TEXT_FONT, 400),
    SEMI: (TEXT_FONT, 600),
    BOLD: (TEXT_FONT, 700),
    TITLE: (TITLE_FONT, 500),
}
# Family, weights, file of what an SVG carries along.
_CARRIED = (
    ("Figtree", "300 900", FONT_FOLDER.parent / "figtree-latin-wght-normal.woff2"),
    ("Newsreader", "500", FONT_FOLDER / "newsreader-500.woff2"),
)
LEADING = 1.36
# From the top of a line's box to its baseline, beyond half the leading.
_RISE = 0.35
# What does not stand before « … ».
_ENDS = f" ,;:.{NARROW}{NO_BREAK}"
_BLANKS = re.compile("[ \t\r\n]+")
# What no XML document may hold.
_FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def typed(text: str) -> str:
    """A text of the data as it is written in a drawing: on one line, French spaces."""
    return typeset(_BLANKS.sub(" ", _FORBIDDEN.sub("", text)))


def measure(text: str, font: str, size: float) -> float:
    """Width of a text in pixels."""
    # The fonts have no narrow space: what draws takes one that is no wider than the other.
    flat = _BLANKS.sub(" ", text.replace(NARROW, NO_BREAK))
    return _font(font).getlength(flat) * size / 100


def wrap(text: str, font: str, size: float, width: float) -> list[str]:
    """Cut a text in lines no wider than `width` pixels; never at a no-break space.

    A word wider than a line is cut where the line ends.
    """
    lines: list[str] = []
    for word in text.split(" "):
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and measure(longer, font, size) <= width:
            lines[-1] = longer
            continue
        *whole, last = _pieces(word, font, size, width)
        lines += [*whole, last]
    return lines


def balanced(text: str, font: str, size: float, width: float) -> list[str]:
    """The same lines, as equal as they can be: no last line of one word."""
    lines = wrap(text, font, size, width)
    least, most = width / 2, width
    while most - least > 8:
        middle = (least + most) / 2
        tried = wrap(text, font, size, middle)
        if len(tried) <= len(lines):
            lines, most = tried, middle
        else:
            least = middle
    return lines


def _pieces(word: str, font: str, size: float, width: float) -> list[str]:
    pieces = []
    while word and measure(word, font, size) > width and len(word) > 1:
        end = _fitting(word, font, size, width)
        # After a hyphen or, if need be, a no-break space, rather than inside a word.
        for signs in ("-/", NO_BREAK + NARROW):
            cuts = [rank + 1 for rank, sign in enumerate(word[:end]) if sign in signs]
            if cuts and cuts[-1] > end // 3:
                end = cuts[-1]
                break
        pieces.append(word[:end])
        word = word[end:]
    return [*pieces, word]


def _fitting(text: str, font: str, size: float, width: float) -> int:
    """How many letters of a text fit, one at least."""
    low, high = 1, len(text)
    while low < high:
        middle = (low + high + 1) // 2
        if measure(text[:middle], font, size) <= width:
            low = middle
        else:
            high = middle - 1
    return low


def shortened(lines: list[str], at_most: int, font: str, size: float, width: float) -> list[str]:
    """The first lines, the last of them ended by « … » when some are left out."""
    if len(lines) <= at_most:
        return lines
    last = lines[at_most - 1].rstrip(_ENDS)
    while last and measure(f"{last}…", font, size) > width:
        last = last[:-1].rstrip(_ENDS)
    return [*lines[: at_most - 1], f"{last}…"]


def line(
    text: str,
    x: float,
    y: float,
    size: float,
    font: str = REGULAR,
    fill: str = INK,
    anchor: str = "start",
    halo: str = "",
) -> Markup:
    """SVG of one line whose baseline is at `y`; with `halo`, letters lie on that colour."""
    family, weight = _FAMILIES[font]
    ground = (
        html(' stroke="{}" stroke-width="6" stroke-linejoin="round" paint-order="stroke"', halo)
        if halo
        else ""
    )
    return html(
        '<text x="{}" y="{}" font-family="{}" font-weight="{}" font-size="{}" fill="{}"'
        ' text-anchor="{}"{}>{}</text>',
        f"{x:.1f}",
        f"{y:.1f}",
        family,
        weight,
        f"{size:g}",
        fill,
        anchor,
        ground,
        text,
    )


def baseline(size: float, rank: int = 0, leading: float = LEADING) -> float:
    """The baseline of a block's line of that rank, from the block's top."""
    return size * (leading * (rank + 0.5) + _RISE)


@kept
def font_faces() -> Markup:
    """The fonts that an SVG carries along: nobody else has them, and no other is as wide."""
    faces = joined(
        html(
            '@font-face{font-family:"{}";font-weight:{};'
            'src:url(data:font/woff2;base64,{}) format("woff2")}',
            name,
            weight,
            b64encode(read_bytes(path)).decode(),
        )
        for name, weight, path in _CARRIED
    )
    return html("<style>{}</style>", faces)


@kept
def _font(name: str) -> ImageFont.FreeTypeFont:
    path = FONT_FOLDER / f"{name}.ttf"
    try:
        return ImageFont.truetype(io.BytesIO(read_bytes(path)), 100)
    except OSError:
        raise DamagedFileError(path, "la police est coupée ou altérée") from None

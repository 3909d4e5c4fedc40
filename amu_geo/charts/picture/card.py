"""A view as one picture, 1200 × 630: the card of a shared link, the downloaded image.

Title, legend, source, date and licence are in the picture itself, so that it can travel alone.
"""

from __future__ import annotations

import io
from collections.abc import Collection

from PIL import ImageFont

from amu_geo import paths
from amu_geo.charts.base.markup import html, joined
from amu_geo.charts.map.marks import INK
from amu_geo.charts.map.names import NAMED
from amu_geo.charts.map.paths import drawn_map
from amu_geo.charts.map.svg import (
    PAPER,
    SECOND_INK,
    TEXT_FONT,
    TITLE_FONT,
    hatch_pattern,
    map_group,
)
from amu_geo.charts.picture.legend import card_legend
from amu_geo.french.typography import date_fr, plural, typeset
from amu_geo.measure.coverage import Coverage
from amu_geo.memory import kept
from amu_geo.paths import DamagedFileError, read_bytes
from amu_geo.sentences import licence_said, retained_phrase
from amu_geo.sentences.definitions import short_definitions

WIDTH, HEIGHT = 1200, 630
FONT_FOLDER = paths.STATIC / "fonts" / "ttf"
MARGIN = 44
COLUMN = 486
MAP_LEFT, MAP_TOP, MAP_WIDTH = 566, 14, 620
TITLE_TOP, TEXT_BOTTOM = 70, 552
SECOND_SIZE, DEFINITION_SIZE = 18, 15


def card(
    coverage: Coverage,
    title: str,
    second: str,
    alt: str,
    outlined: Collection[str] = (),
    famille: str = "",
    warning: str = "",
) -> str:
    """The whole picture as an SVG document.

    Parameters
    ----------
    title
        The finding; its size follows its length.
    second
        What is not known; left out when the title takes its place.
    alt
        The map in words, the picture's description.
    outlined, famille
        As in `map_svg.map_group`.
    warning
        What a reader must know of the edition before believing the picture, or "".
    """
    drawn = drawn_map()
    scale = MAP_WIDTH / drawn.width
    bottom = MAP_TOP + drawn.height * scale
    group = map_group(coverage, outlined, famille, number_size=23, names=NAMED)
    return html(
        '<svg xmlns="http://www.w3.org/2000/svg" width="{}" height="{}" '
        'viewBox="0 0 {} {}" role="img" lang="fr" aria-labelledby="titre texte">'
        '<title id="titre">{}</title><desc id="texte">{}</desc>'
        "<defs>{}</defs>"
        '<rect width="{}" height="{}" fill="{}"/>'
        "{}{}"
        '<g transform="translate({} {}) scale({})">{}</g>'
        "{}"
        "{}</svg>\n",
        WIDTH,
        HEIGHT,
        WIDTH,
        HEIGHT,
        title,
        alt,
        hatch_pattern(),
        WIDTH,
        HEIGHT,
        PAPER,
        _brand(),
        _words(title, second, short_definitions(coverage)),
        MAP_LEFT,
        MAP_TOP,
        f"{scale:.4f}",
        group,
        card_legend(coverage, famille, MAP_LEFT, bottom - 2),
        _source(coverage, famille, warning),
    )


def _brand() -> str:
    return html(
        '<text x="{}" y="50" font-family="{}" font-weight="500" font-size="24" '
        'fill="{}">Observatoire AMU</text>',
        MARGIN,
        TITLE_FONT,
        INK,
    )


def _words(title: str, second: str, meaning: tuple[str, ...]) -> str:
    """Title as large as the rest leaves room for, what follows it, what its words mean."""
    more = wrap(second, "figtree-400", SECOND_SIZE, COLUMN)
    meant = [wrap(text, "figtree-400", DEFINITION_SIZE, COLUMN) for text in meaning]
    below = len(more) * SECOND_SIZE * 1.4 + sum(
        len(text) * DEFINITION_SIZE * 1.4 + 6 for text in meant
    )
    for size in (44, 40, 36, 32, 29, 26, 23):
        lines = wrap(title, "newsreader-500", size, COLUMN)
        if TITLE_TOP + len(lines) * size * 1.16 + 30 + below <= TEXT_BOTTOM:
            break
    head = html('font-family="{}" font-weight="500" fill="{}"', TITLE_FONT, INK)
    text = html('font-family="{}" fill="{}"', TEXT_FONT, SECOND_INK)
    top = TITLE_TOP + len(lines) * size * 1.16 + 14
    parts = [_block(lines, TITLE_TOP, size, 1.16, head), _block(more, top, SECOND_SIZE, 1.4, text)]
    top += len(more) * SECOND_SIZE * 1.4 + 10
    for lines in meant:
        parts.append(_block(lines, top, DEFINITION_SIZE, 1.4, text))
        top += len(lines) * DEFINITION_SIZE * 1.4 + 6
    return joined(parts)


def _block(lines: list[str], top: float, size: float, leading: float, style: str) -> str:
    """Lines of one text, the first one's box beginning at `top`."""
    spans = joined(
        _line(text, top + size * (leading * rank + 1)) for rank, text in enumerate(lines)
    )
    return html('<text font-size="{}" {}>{}</text>', f"{size:g}", style, spans) if lines else ""


def _line(text: str, y: float) -> str:
    return html('<tspan x="{}" y="{}">{}</tspan>', MARGIN, f"{y:.1f}", text)


def _source(coverage: Coverage, famille: str, warning: str) -> str:
    edition = coverage.edition
    first = f"{edition.auteur}, édition {edition.id} du {date_fr(edition.date.isoformat())}"
    lines = (
        # Of all families: it would say nothing of a map of one.
        warning or ("" if famille else completeness(coverage)),
        f"{first}. {retained_phrase(coverage)} ({coverage.reading.describe()}).",
        f"{licence_said(edition)}. Contours : IGN et Insee, Licence Ouverte 2.0.",
    )
    texts = joined(_line(typeset(text), 579 + 19 * rank) for rank, text in enumerate(lines))
    return html(
        '<text font-family="{}" font-size="14" fill="{}">{}</text>', TEXT_FONT, SECOND_INK, texts
    )


def completeness(coverage: Coverage) -> str:
    """« 20 cases confirmées sur 38 documentées (une case : …) », in its unit."""
    confirmed, documented = coverage.nb_confirmed, coverage.nb_documented
    if not documented:
        return "Aucune case documentée (une case : une famille dans une région)."
    which = (
        plural(confirmed, "case confirmée", "cases confirmées")
        if confirmed
        else ("Aucune case confirmée")
    )
    return (
        f"{which} sur {plural(documented, 'documentée')} (une case : une famille dans une région)."
    )


def wrap(text: str, font: str, size: float, width: float) -> list[str]:
    """Cut a text in lines no wider than `width` pixels; never at a no-break space."""
    lines: list[str] = []
    for word in text.split(" "):
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and _font(font).getlength(longer) * size / 100 <= width:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


def text_width(text: str, font: str, size: float) -> float:
    """Pixels that a text takes on one line."""
    return _font(font).getlength(text) * size / 100


@kept
def _font(name: str) -> ImageFont.FreeTypeFont:
    path = FONT_FOLDER / f"{name}.ttf"
    try:
        return ImageFont.truetype(io.BytesIO(read_bytes(path)), 100)
    except OSError:
        raise DamagedFileError(path, "la police est coupée ou altérée") from None


def rasterise(svg: str) -> bytes:
    """The picture as PNG, 1200 × 630, with our own fonts and no others.

    Raises
    ------
    ValueError
        When the SVG can't be drawn.
    """
    import resvg_py

    return resvg_py.svg_to_bytes(
        svg_string=svg,
        width=WIDTH,
        height=HEIGHT,
        skip_system_fonts=True,
        font_dirs=[str(FONT_FOLDER)],
        font_family="Figtree",
        sans_serif_family="Figtree",
        serif_family="Newsreader",
    )

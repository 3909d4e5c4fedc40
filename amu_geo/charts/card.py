"""A view as one picture, 1200 × 630: the card of a shared link, the downloaded image.

Title, legend, source, date and licence are in the picture itself, so that it can travel alone.
"""

from __future__ import annotations

from collections.abc import Collection
from functools import cache
from html import escape

from PIL import ImageFont

from amu_geo import paths
from amu_geo.charts.map_paths import drawn_map
from amu_geo.charts.map_svg import (
    INK,
    PAPER,
    SECOND_INK,
    TEXT_FONT,
    TITLE_FONT,
    hatch_pattern,
    legend_steps,
    map_group,
)
from amu_geo.coverage import Coverage
from amu_geo.sentences import retained_phrase
from amu_geo.typography import date_fr, typeset

WIDTH, HEIGHT = 1200, 630
FONT_FOLDER = paths.STATIC / "fonts" / "ttf"
MARGIN = 56
COLUMN = 470
MAP_LEFT, MAP_TOP, MAP_WIDTH = 566, 44, 590
TITLE_TOP, TEXT_BOTTOM = 96, 520


def card(
    coverage: Coverage,
    title: str,
    second: str,
    alt: str,
    outlined: Collection[str] = (),
    famille: str = "",
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
    """
    drawn = drawn_map()
    scale = MAP_WIDTH / drawn.width
    bottom = MAP_TOP + drawn.height * scale
    group = map_group(coverage, outlined, famille, number_size=18, name_size=14.5)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{HEIGHT}" '
        f'viewBox="0 0 {WIDTH} {HEIGHT}" role="img" lang="fr" aria-labelledby="titre texte">'
        f'<title id="titre">{escape(title)}</title><desc id="texte">{escape(alt)}</desc>'
        f"<defs>{hatch_pattern()}</defs>"
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="{PAPER}"/>'
        f"{_brand()}{_words(title, second)}"
        f'<g transform="translate({MAP_LEFT} {MAP_TOP}) scale({scale:.4f})">{group}</g>'
        f"{_legend(coverage, famille, bottom + 16)}{_source(coverage)}</svg>\n"
    )


def _brand() -> str:
    return (
        f'<text x="{MARGIN}" y="66" font-family="{TITLE_FONT}" font-weight="500" font-size="24" '
        f'fill="{INK}">Observatoire AMU</text>'
    )


def _words(title: str, second: str) -> str:
    """Title as large as its length allows, then the second sentence if there is room."""
    for size in (46, 42, 38, 34, 30, 27):
        lines = wrap(title, "newsreader-500", size, COLUMN)
        if TITLE_TOP + len(lines) * size * 1.16 <= TEXT_BOTTOM - 90:
            break
    parts = [
        f'<text font-family="{TITLE_FONT}" font-weight="500" font-size="{size}" fill="{INK}">',
        *(_line(text, TITLE_TOP + size * (1.16 * rank + 1)) for rank, text in enumerate(lines)),
        "</text>",
    ]
    top = TITLE_TOP + len(lines) * size * 1.16 + 26
    more = wrap(second, "figtree-400", 20, COLUMN)
    if second and top + len(more) * 28 <= TEXT_BOTTOM + 20:
        parts += [
            f'<text font-family="{TEXT_FONT}" font-size="20" fill="{SECOND_INK}">',
            *(_line(text, top + 28 * rank + 20) for rank, text in enumerate(more)),
            "</text>",
        ]
    return "".join(parts)


def _line(text: str, y: float) -> str:
    return f'<tspan x="{MARGIN}" y="{y:.1f}">{escape(text)}</tspan>'


def _legend(coverage: Coverage, famille: str, top: float) -> str:
    steps, caption = legend_steps(coverage, famille)
    caption = typeset(caption)
    width, height = 46, 28
    length = width * len(steps) + 12 + _font("figtree-400").getlength(caption) * 0.17
    # Under the mainland, but never past the picture's margin.
    left = min(MAP_LEFT + 108, WIDTH - MARGIN + 12 - length)
    middle = top + height / 2
    cells = "".join(
        f'<rect x="{x:.1f}" y="{top:.1f}" width="{width}" height="{height}" fill="{step.fill}"/>'
        f'<text x="{x + width / 2:.1f}" y="{middle:.1f}" fill="{step.ink}" text-anchor="middle" '
        f'dominant-baseline="central">{escape(step.text)}</text>'
        for x, step in ((left + width * rank, step) for rank, step in enumerate(steps))
    )
    at = left + width * len(steps) + 12
    return (
        f'<g font-family="{TEXT_FONT}" font-size="17" font-weight="600">{cells}</g>'
        f'<text x="{at:.1f}" y="{middle:.1f}" font-family="{TEXT_FONT}" font-size="17" '
        f'fill="{SECOND_INK}" dominant-baseline="central">{escape(caption)}</text>'
    )


def _source(coverage: Coverage) -> str:
    edition = coverage.edition
    first = f"{edition.auteur}, édition {edition.id} du {date_fr(edition.date.isoformat())}"
    lines = (
        f"{first}. {retained_phrase(coverage)} ({coverage.reading.describe()}).",
        f"{_licence(edition.licence)}. Contours : IGN et Insee, Licence Ouverte 2.0.",
    )
    texts = "".join(_line(typeset(text), 582 + 23 * rank) for rank, text in enumerate(lines))
    return f'<text font-family="{TEXT_FONT}" font-size="16" fill="{SECOND_INK}">{texts}</text>'


def _licence(text: str) -> str:
    return text if text.startswith("Licence") else f"Licence : {text}"


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


@cache
def _font(name: str) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(FONT_FOLDER / f"{name}.ttf", 100)


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

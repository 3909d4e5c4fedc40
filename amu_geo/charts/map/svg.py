"""The coverage map as SVG, from the same Coverage as the live map: no browser, no Plotly.

Fills are attributes, so that a file stands alone; each shape also has the class of its level,
so that a page's style sheet can turn the colours for its dark theme.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import NamedTuple

from markupsafe import Markup, escape

from amu_geo.charts.base.markup import html, joined
from amu_geo.charts.map.levels import UNDOCUMENTED_FILL
from amu_geo.charts.map.marks import INK, Mark, marks
from amu_geo.charts.map.names import NAMED, drawn_names
from amu_geo.charts.map.paths import Point, drawn_map
from amu_geo.charts.map.signs import signs
from amu_geo.french.typography import typeset
from amu_geo.measure.coverage import Coverage
from amu_geo.vocabulary import SCALE_LIGHT

PAPER, SECOND_INK, HAIRLINE, BRICK = "#FBF8F1", "#4D5653", "#E6DFCF", "#B4442C"
BORDER, HATCH_LINE, WHITE = "#6F8581", "#A89E89", "#FFFFFF"
TEXT_FONT = "Figtree, 'Helvetica Neue', Arial, sans-serif"
TITLE_FONT = "Newsreader, Georgia, serif"
HATCH = "hachures"
NUMBER_SIZE, NAME_SIZE = 26.5, 16.3
# Size of « /3 » and of « n.d. », as a share of the figure's.
DOCUMENTED_SHARE, UNKNOWN_SHARE = 0.72, 0.73


class Opening(NamedTuple):
    """What a region of a map leads to, and the lines that it says when it is asked."""

    href: str
    lines: tuple[str, ...]


def hatch_pattern(identifier: str = HATCH) -> str:
    """The hatch of the undocumented, to be put once in the `<defs>` of an SVG."""
    return html(
        '<pattern id="{}" width="6" height="6" patternUnits="userSpaceOnUse" '
        'patternTransform="rotate(45)"><rect class="hachure-fond" width="6" height="6" '
        'fill="{}"/><path class="hachure-trait" d="M3 0V6" stroke="{}" '
        'stroke-width="1.7"/></pattern>',
        identifier,
        UNDOCUMENTED_FILL,
        HATCH_LINE,
    )


def fill(mark: Mark) -> str:
    """The fill of a region in a file that stands alone."""
    return SCALE_LIGHT[mark.level] if mark.is_documented else f"url(#{HATCH})"


def map_group(
    coverage: Coverage,
    outlined: Collection[str] = (),
    famille: str = "",
    number_size: float = NUMBER_SIZE,
    name_size: float = NAME_SIZE,
    names: Collection[str] = (),
    openings: Mapping[str, Opening] | None = None,
) -> str:
    """The drawn map as an SVG group, in the units of `drawn_map()`.

    Parameters
    ----------
    outlined
        Codes of the regions outlined in brick; the others do not fade.
    number_size, name_size
        Sizes of the figures and of the frames' names, in units of the drawing.
    names
        The regions outside the frames that carry their names too, below their signs.
    openings
        By code, what the regions lead to: each is then a link.
    """
    drawn, how = drawn_map(), marks(coverage, famille)
    frames = joined(
        Markup(
            '<rect class="cadre" x="{:g}" y="{:g}" width="{:g}" height="{:g}" rx="3" fill="none" '
            'stroke="{}"/>'
        ).format(*frame.box, HAIRLINE)
        for frame in drawn.frames
    )
    boxes = {frame.code_region: frame.box for frame in drawn.frames}
    shapes = joined(
        _opened(code, _shape(code, how[code], path, titled=False), boxes.get(code), openings[code])
        if openings
        else _shape(code, how[code], path)
        for code, path in drawn.regions.items()
    )
    # The casing of paper parts the shapes; the same ones, as thin lines, keep 0 beside 0 apart.
    lines = joined(_line(code, how[code]) for code in drawn.regions)
    # Drawn again above the others, ground over line: the line is left outside the shape.
    chosen = joined(
        html('<use href="#region-{}"/>', code) for code in drawn.regions if code in outlined
    )
    outline = html(
        '<g class="choisies" stroke="{}" stroke-width="6" '
        'stroke-linejoin="round" paint-order="stroke">{}</g>',
        BRICK,
        chosen,
    )
    labels = drawn.labels
    numbers = joined(_figure(at, how[code], number_size) for code, at in labels.items())
    framed = joined(
        Markup('<text class="nom" x="{:g}" y="{:g}" fill="{}">{}</text>').format(
            *frame.name_at, INK, escape(frame.name)
        )
        for frame in drawn.frames
    )
    states = {code: mark.states for code, mark in how.items()}
    return html(
        '{}<g stroke="{}" stroke-width="2.9" stroke-linejoin="round" '
        'class="regions">{}</g><g class="contours" fill-opacity="0" stroke="{}" '
        'stroke-width="1" stroke-linejoin="round">{}</g>{}'
        '<g class="nombres" font-family="{}" font-weight="400" '
        'font-size="{}" text-anchor="middle">{}</g>{}'
        '<g class="noms" font-family="{}" font-size="{}" '
        'text-anchor="middle" dominant-baseline="central">{}{}</g>',
        frames,
        PAPER,
        shapes,
        BORDER,
        lines,
        outline if chosen or openings else "",
        TEXT_FONT,
        f"{number_size:g}",
        numbers,
        signs(states, labels),
        TEXT_FONT,
        f"{name_size:g}",
        framed,
        drawn_names(labels, how, names),
    )


def _shape(code: str, mark: Mark, path: str, titled: bool = True) -> str:
    words = html("<title>{}</title>", typeset(f"{mark.nom} : {mark.words}"))
    return html(
        '<path id="region-{}" data-region="{}" class="{}" fill="{}" d="{}">{}</path>',
        code,
        code,
        mark.style,
        fill(mark),
        path,
        words if titled else "",
    )


def _opened(
    code: str, shape: str, box: tuple[float, float, float, float] | None, opening: Opening
) -> str:
    """A shape as a link; a small one takes its frame along, which a finger finds."""
    ground = (
        Markup('<rect x="{:g}" y="{:g}" width="{:g}" height="{:g}" fill-opacity="0"/>').format(*box)
        if box
        else ""
    )
    return html(
        '<a href="{}" target="_self" data-region="{}"><title>{}</title>{}{}</a>',
        opening.href,
        code,
        "\n".join(opening.lines),
        ground,
        shape,
    )


def _line(code: str, mark: Mark) -> str:
    dashed = "" if mark.is_documented else html(' stroke="{}" stroke-dasharray="4 3"', HATCH_LINE)
    return html('<use href="#region-{}"{}/>', code, dashed)


def _figure(at: Point, mark: Mark, size: float) -> str:
    """« 2/3 » above its point, where the signs hang below; « n.d. » on it."""
    x, y = at
    if not mark.is_documented:
        # A halo of paper wide enough to fill the gaps of the letters: the hatch is outside.
        small = size * UNKNOWN_SHARE
        return html(
            '<text class="sur-nd" x="{}" y="{}" fill="{}" '
            'font-size="{}" font-weight="700" stroke="{}" stroke-width="11.5" '
            'stroke-linejoin="round" paint-order="stroke">{}</text>',
            f"{x:g}",
            f"{y + small * 0.3:.1f}",
            mark.ink,
            f"{UNKNOWN_SHARE:.0%}",
            PAPER,
            mark.confirmed,
        )
    # White figures stand on dark ground: where one leaves its region, its outline goes along.
    halo = (
        html(
            ' stroke="{}" stroke-width="4" stroke-linejoin="round" paint-order="stroke"', fill(mark)
        )
        if mark.ink == WHITE
        else ""
    )
    return html(
        '<text class="{}" x="{}" y="{}" '
        'fill="{}"{}>'
        '<tspan font-weight="700">{}</tspan>'
        '<tspan class="sur" font-size="{}">{}</tspan></text>',
        mark.ink_style,
        f"{x:g}",
        f"{y - size * 0.25:.1f}",
        mark.ink,
        halo,
        mark.confirmed,
        f"{DOCUMENTED_SHARE:.0%}",
        mark.documented,
    )


def inline_map(
    coverage: Coverage,
    alt: str,
    outlined: Collection[str] = (),
    famille: str = "",
    openings: Mapping[str, Opening] | None = None,
) -> str:
    """The map for the page's own HTML: as wide as its column, colours by class.

    The names are in it; the style sheet shows those that it has room for.
    """
    drawn = drawn_map()
    return html(
        '<svg viewBox="0 0 {} {}" role="{}" aria-label="{}">{}</svg>',
        f"{drawn.width:g}",
        f"{drawn.height:g}",
        # The links of an image would be hidden from those who hear it.
        "group" if openings else "img",
        alt,
        map_group(coverage, outlined, famille, names=NAMED, openings=openings),
    )

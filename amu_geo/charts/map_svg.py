"""The coverage map as SVG, from the same Coverage as the live map: no browser, no Plotly.

Fills are attributes, so that a file stands alone; each shape also has the class of its level,
so that a page's style sheet can turn the colours for its dark theme.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from html import escape

from amu_geo.charts.levels import UNDOCUMENTED_FILL, UNDOCUMENTED_LEVEL, label, level
from amu_geo.charts.map_paths import drawn_map
from amu_geo.coverage import Coverage
from amu_geo.typography import plural
from amu_geo.vocabulary import CONFIRMED, INK_ON_SCALE_LIGHT, SCALE_LIGHT, TO_CONFIRM

PAPER, INK, SECOND_INK, HAIRLINE, BRICK = "#FBF8F1", "#1F2A29", "#4D5653", "#E6DFCF", "#B4442C"
HATCH_LINE = "#B9AE95"
TEXT_FONT = "Figtree, 'Helvetica Neue', Arial, sans-serif"
TITLE_FONT = "Newsreader, Georgia, serif"
HATCH = "hachures"
NOT_DOCUMENTED = "aucun dispositif régional documenté"


@dataclass(frozen=True)
class Mark:
    """How one region is drawn: class, fill, what is written on it and in which ink, its words."""

    style: str
    fill: str
    text: str
    ink: str
    words: str


@dataclass(frozen=True)
class Step:
    """One class of the legend."""

    fill: str
    ink: str
    text: str


def hatch_pattern(identifier: str = HATCH) -> str:
    """The hatch of the undocumented, to be put once in the `<defs>` of an SVG."""
    return (
        f'<pattern id="{identifier}" width="6" height="6" patternUnits="userSpaceOnUse" '
        f'patternTransform="rotate(45)"><rect class="hachure-fond" width="6" height="6" '
        f'fill="{UNDOCUMENTED_FILL}"/><path class="hachure-trait" d="M0 0V6" stroke="{HATCH_LINE}" '
        'stroke-width="3"/></pattern>'
    )


def marks(coverage: Coverage, famille: str = "") -> dict[str, Mark]:
    """How each region is drawn: by its number of families, or by its state for one family."""
    codes = coverage.table["code_region"]
    if famille:
        return {code: _family_mark(coverage, code, famille) for code in codes}
    return {code: _number_mark(coverage, code) for code in codes}


def _number_mark(coverage: Coverage, code: str) -> Mark:
    families, name = level(coverage, code), coverage.by_region[code]["nom"]
    if families == UNDOCUMENTED_LEVEL:
        return Mark("nd", f"url(#{HATCH})", "n.d.", INK, f"{name} : {NOT_DOCUMENTED}")
    return Mark(
        f"niveau-{families}",
        SCALE_LIGHT[families],
        label(coverage, code),
        INK_ON_SCALE_LIGHT[families],
        f"{name} : {plural(families, 'famille')} sur 4",
    )


def _family_mark(coverage: Coverage, code: str, famille: str) -> Mark:
    state, name = coverage.state(code, famille), coverage.by_region[code]["nom"]
    count = len(coverage.behind(code, famille))
    if state == CONFIRMED:
        words = f"{name} : {plural(count, 'dispositif')}"
        return Mark("niveau-3", SCALE_LIGHT[3], str(count), INK_ON_SCALE_LIGHT[3], words)
    if state == TO_CONFIRM:
        words = f"{name} : probable, {plural(count, 'dispositif')} aux dates incertaines"
        return Mark("niveau-1", SCALE_LIGHT[1], f"{count} ?", INK_ON_SCALE_LIGHT[1], words)
    return Mark("nd", f"url(#{HATCH})", "n.d.", INK, f"{name} : {NOT_DOCUMENTED}")


def legend_steps(coverage: Coverage, famille: str = "") -> tuple[list[Step], str]:
    """The classes that the map shows, « n.d. » first, and what they count."""
    hatched = Step(f"url(#{HATCH})", INK, "n.d.")
    if famille:
        states = set(coverage.table[famille.replace("-", "_")])
        steps = [hatched] if states - {CONFIRMED, TO_CONFIRM} else []
        if TO_CONFIRM in states:
            steps.append(Step(SCALE_LIGHT[1], INK_ON_SCALE_LIGHT[1], "n ?"))
        steps.append(Step(SCALE_LIGHT[3], INK_ON_SCALE_LIGHT[3], "n"))
        unsure = " (« ? » : dates incertaines)" if TO_CONFIRM in states else ""
        return steps, f"dispositifs retenus{unsure}"
    present = {level(coverage, code) for code in coverage.table["code_region"]}
    steps = [hatched] if UNDOCUMENTED_LEVEL in present else []
    steps += [
        Step(SCALE_LIGHT[number], INK_ON_SCALE_LIGHT[number], str(number))
        for number in range(5)
        if number or number in present
    ]
    return steps, "familles soutenues sur quatre"


def map_group(
    coverage: Coverage,
    outlined: Collection[str] = (),
    famille: str = "",
    number_size: float = 15,
    name_size: float = 13.5,
) -> str:
    """The drawn map as an SVG group, in the units of `drawn_map()`.

    Parameters
    ----------
    outlined
        Codes of the regions outlined in brick; the others do not fade.
    number_size, name_size
        Sizes of the numbers and of the frames' names, in units of the drawing.
    """
    drawn, how = drawn_map(), marks(coverage, famille)
    frames = "".join(
        '<rect class="cadre" x="{:g}" y="{:g}" width="{:g}" height="{:g}" rx="3" fill="none" '
        'stroke="{}"/>'.format(*frame.box, HAIRLINE)
        for frame in drawn.frames
    )
    # The undocumented first: their outline, which parts two hatched neighbours, stays below.
    order = sorted(drawn.regions, key=lambda code: how[code].style != "nd")
    shapes = "".join(_shape(how[code], drawn.regions[code]) for code in order)
    lines = "".join(
        f'<path d="{drawn.regions[code]}"/>' for code in drawn.regions if code in outlined
    )
    chosen = (
        f'<g class="choisies" fill="none" stroke="{BRICK}" stroke-width="3" '
        f'stroke-linejoin="round">{lines}</g>'
    )
    numbers = "".join(
        _text(x, y, how[code].text, how[code].ink, f"sur-{how[code].style}")
        for code, (x, y) in drawn.labels.items()
    )
    names = "".join(_text(*frame.name_at, frame.name, INK, "nom") for frame in drawn.frames)
    middle = 'text-anchor="middle" dominant-baseline="central"'
    return (
        f'{frames}<g stroke="{PAPER}" stroke-width="1" stroke-linejoin="round" '
        f'class="regions">{shapes}</g>{chosen if lines else ""}'
        f'<g class="nombres" font-family="{TEXT_FONT}" font-weight="700" '
        f'font-size="{number_size:g}" {middle}>{numbers}</g>'
        f'<g class="noms" font-family="{TEXT_FONT}" font-size="{name_size:g}" {middle}>{names}</g>'
    )


def _shape(mark: Mark, path: str) -> str:
    outline = f' stroke="{HATCH_LINE}"' if mark.style == "nd" else ""
    return (
        f'<path class="{mark.style}" fill="{mark.fill}"{outline} d="{path}">'
        f"<title>{escape(mark.words)}</title></path>"
    )


def _text(x: float, y: float, text: str, ink: str, style: str) -> str:
    # A halo of paper keeps the letters legible over the hatch.
    halo = f' stroke="{PAPER}" stroke-width="4" paint-order="stroke"' if style == "sur-nd" else ""
    return f'<text class="{style}" x="{x:g}" y="{y:g}" fill="{ink}"{halo}>{escape(text)}</text>'


def inline_map(
    coverage: Coverage, alt: str, outlined: Collection[str] = (), famille: str = ""
) -> str:
    """The map for the page's own HTML: as wide as its column, colours by class."""
    drawn = drawn_map()
    return (
        f'<svg viewBox="0 0 {drawn.width:g} {drawn.height:g}" role="img" '
        f'aria-label="{escape(alt)}">{map_group(coverage, outlined, famille)}</svg>'
    )

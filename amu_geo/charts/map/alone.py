"""The map of documents that stand alone: shapes drawn once, for each possible label one drawing.

A view changes only the class of a shape and which label it points at. `alone.css` dresses it.
"""

from __future__ import annotations

from itertools import product
from pathlib import Path

from markupsafe import Markup

from amu_geo.charts.base.markup import html, joined
from amu_geo.charts.map.marks import Mark, marks
from amu_geo.charts.map.names import DROP, INSIDE, LEADING, lines, place
from amu_geo.charts.map.paths import DrawnMap, drawn_map
from amu_geo.charts.map.signs import sign_paths
from amu_geo.charts.map.svg import NAME_SIZE, hatch_pattern
from amu_geo.french.typography import typeset
from amu_geo.measure.coverage import Coverage
from amu_geo.vocabulary import CONFIRMED, FAMILIES, TO_CONFIRM, UNDOCUMENTED

STATE_RANKS = {UNDOCUMENTED: 0, TO_CONFIRM: 1, CONFIRMED: 2}


def map_svg(coverage: Coverage, alt: str) -> Markup:
    """SVG of the map of a coverage; the script changes it in place."""
    drawn, how = drawn_map(), marks(coverage)
    frames = {frame.code_region: frame for frame in drawn.frames}
    shapes = joined(
        _region(code, how[code], path, frames[code].box if code in frames else None)
        for code, path in drawn.regions.items()
    )
    lines_ = joined(
        html('<use href="#forme-{}" class="{}"/>', code, _line_style(how[code]))
        for code in drawn.regions
    )
    boxes = joined(
        Markup('<rect x="{:g}" y="{:g}" width="{:g}" height="{:g}" rx="3"/>').format(*frame.box)
        for frame in drawn.frames
    )
    named = joined(
        Markup('<text x="{:g}" y="{:g}">{}</text>').format(*frame.name_at, typeset(frame.name))
        for frame in drawn.frames
    )
    return html(
        '<svg id="carte" viewBox="0 0 {} {}" role="img" aria-label="{}"><defs>{}{}</defs>'
        '<g class="cadres-carte">{}</g><g class="formes">{}</g><g class="contours">{}</g>'
        '<use id="choisie" class="choisie"/><use id="visee" class="visee"/>'
        '<g class="etiquettes">{}</g><g class="noms-terres">{}</g>'
        '<g class="noms" font-size="{}">{}</g></svg>',
        f"{drawn.width:g}",
        f"{drawn.height:g}",
        alt,
        hatch_pattern(),
        _labels(),
        boxes,
        shapes,
        lines_,
        joined(_label(code, how[code], drawn) for code in drawn.regions),
        joined(_name(code, how[code], drawn) for code in drawn.regions if code in INSIDE),
        f"{NAME_SIZE:g}",
        named,
    )


def map_style() -> str:
    """The style of the map, in the colours of the pages' tokens."""
    return Path(__file__).with_suffix(".css").read_text(encoding="utf-8")


def label_key(states: tuple[str, ...]) -> str:
    """The name of a label, by the states of the documented families: « e21 », « e » for n.d."""
    return "e" + "".join(str(STATE_RANKS[state]) for state in states)


def _region(code: str, mark: Mark, path: str, box: tuple | None) -> Markup:
    # A small shape takes its frame along, which a finger finds.
    ground = (
        Markup('<rect x="{:g}" y="{:g}" width="{:g}" height="{:g}"/>').format(*box) if box else ""
    )
    return html(
        '<g data-region="{}"><title>{}</title>{}<path id="forme-{}" class="{}" d="{}"/></g>',
        code,
        typeset(f"{mark.nom} : {mark.words}"),
        ground,
        code,
        mark.style,
        path,
    )


def _line_style(mark: Mark) -> str:
    return "plein" if mark.is_documented else "tirets"


def _label(code: str, mark: Mark, drawn: DrawnMap) -> Markup:
    x, y = drawn.labels[code]
    return html(
        '<use href="#{}" class="{}{}" x="{}" y="{}" data-de="{}"/>',
        label_key(mark.states),
        mark.ink_style,
        " a-cote" if mark.beside else "",
        f"{x:g}",
        f"{y:g}",
        code,
    )


def _name(code: str, mark: Mark, drawn: DrawnMap) -> Markup:
    x, y = place(code, drawn.labels[code])
    spans = joined(
        html(
            '<tspan x="{}" y="{}">{}</tspan>',
            f"{x:g}",
            f"{y + DROP + 3 + rank * LEADING:.1f}",
            line,
        )
        for rank, line in enumerate(lines(code, mark.nom))
    )
    beside = " a-cote" if mark.beside else ""
    return html('<text class="{}{}" data-de="{}">{}</text>', mark.ink_style, beside, code, spans)


def _labels() -> Markup:
    """Every label that a region can have: « n.d. », or two figures over their signs."""
    unknown = html('<g id="{}" class="etiquette rien-su"><text y="6">n.d.</text></g>', "e")
    numbers = [
        states
        for size in range(1, len(FAMILIES) + 1)
        for states in product((TO_CONFIRM, CONFIRMED), repeat=size)
    ]
    return html("{}{}", unknown, joined(map(_drawn_label, numbers)))


def _drawn_label(states: tuple[str, ...]) -> Markup:
    return html(
        '<g id="{}" class="etiquette"><text y="-6.6"><tspan class="sures">{}</tspan>'
        '<tspan class="sur">/{}</tspan></text>{}</g>',
        label_key(states),
        states.count(CONFIRMED),
        len(states),
        sign_paths([((0.0, 0.0), states)]),
    )

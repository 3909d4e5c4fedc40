"""The legend of a view's picture: the one sign, the ground, the hatch; only what the map shows."""

from __future__ import annotations

from markupsafe import escape

from amu_geo.charts.base.markup import html, joined
from amu_geo.charts.map.legend import GROUND, ONE_SCHEME, TWO_NUMBERS, UNKNOWN
from amu_geo.charts.map.marks import FAMILY_LEVELS, INK, Shown, shown
from amu_geo.charts.map.signs import sign
from amu_geo.charts.map.svg import HATCH, HATCH_LINE, PAPER, SECOND_INK, TEXT_FONT
from amu_geo.french.typography import typeset
from amu_geo.measure.coverage import Coverage
from amu_geo.vocabulary import CONFIRMED, INK_ON_SCALE_LIGHT, SCALE_LIGHT, STATES

LINE = 24
_STEP, _HEIGHT = 32, 21
# From a sign to the next one, by the length of the word between them.
_AFTER = {CONFIRMED: 126}


def card_legend(
    coverage: Coverage, famille: str, left: float, top: float, titled: bool = True
) -> str:
    """SVG of the legend, in lines of `LINE` pixels from `top` down; its title may stand apart."""
    seen = shown(coverage, famille)
    lines = []
    if seen.states:
        title = _words(left, legend_title(famille), INK, 600)
        lines += [title] * titled + [_states(seen, famille, left)]
        if not famille:
            lines.append(_ground(seen, left))
    if seen.undocumented:
        lines.append(
            _box(left, 60, f"url(#{HATCH})", INK, "n.d.", html(' stroke="{}"', HATCH_LINE))
            + _words(left + 70, UNKNOWN)
        )
    drawn = joined(
        html('<g transform="translate(0 {})">{}</g>', f"{top + LINE * (rank + 0.5):.1f}", line)
        for rank, line in enumerate(lines)
    )
    return html('<g class="legende" font-family="{}" font-size="16">{}</g>', TEXT_FONT, drawn)


def legend_title(famille: str) -> str:
    """How the figures and the signs of a region are read."""
    return ONE_SCHEME if famille else TWO_NUMBERS


def _states(seen: Shown, famille: str, left: float) -> str:
    parts, x = [], left + (0 if famille else 4)
    for state in seen.states:
        if famille:
            fill = SCALE_LIGHT[FAMILY_LEVELS[state]]
            parts.append(_box(x, 40, fill, INK, ""))
            x += 12
        parts += [sign((x + 8, 0), state), _words(x + (36 if famille else 24), STATES[state])]
        x += _AFTER.get(state, 0) + (16 if famille else 0)
    return joined(parts)


def _ground(seen: Shown, left: float) -> str:
    steps = joined(
        _box(left + _STEP * rank, _STEP, SCALE_LIGHT[step], INK_ON_SCALE_LIGHT[step], str(step))
        for rank, step in enumerate(seen.levels)
    )
    return steps + _words(left + _STEP * len(seen.levels) + 10, GROUND)


def _box(x: float, width: float, fill: str, ink: str, text: str, outline: str = "") -> str:
    # Over the hatch, letters lie on paper.
    halo = (
        html(' stroke="{}" stroke-width="9" stroke-linejoin="round" paint-order="stroke"', PAPER)
        if outline
        else ""
    )
    return html(
        '<rect x="{}" y="{}" width="{}" height="{}" '
        'fill="{}"{}/>'
        '<text x="{}" y="5.5" fill="{}" font-weight="600" '
        'text-anchor="middle"{}>{}</text>',
        f"{x:g}",
        f"{-_HEIGHT / 2:g}",
        width,
        _HEIGHT,
        fill,
        outline,
        f"{x + width / 2:g}",
        ink,
        halo,
        text,
    )


def _words(x: float, text: str, ink: str = SECOND_INK, weight: int = 400) -> str:
    said = escape(typeset(text))
    return html(
        '<text x="{}" y="5.5" fill="{}" font-weight="{}">{}</text>', f"{x:g}", ink, weight, said
    )

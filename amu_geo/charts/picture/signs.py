"""The signs of a drawing, those of the screen: discs, rings, hatches, swatches, badges."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from markupsafe import Markup

from amu_geo.charts.base.markup import html, joined
from amu_geo.charts.map.levels import label, level
from amu_geo.charts.map.marks import INK
from amu_geo.charts.map.signs import SIGN
from amu_geo.charts.map.svg import HATCH, HATCH_LINE, PAPER, SECOND_INK, WHITE
from amu_geo.charts.picture.pieces import Cell, Piece, Run, followed, runs, words
from amu_geo.charts.picture.text import BOLD, REGULAR, SEMI, baseline, line, measure
from amu_geo.measure.coverage import Coverage
from amu_geo.vocabulary import (
    CONFIRMED,
    FAMILIES,
    INK_ON_SCALE_LIGHT,
    SCALE_LIGHT,
    STATES,
    UNDOCUMENTED,
)

# Closer lines, where a sign is small.
FINE_HATCH = "hachures-fines"
TRACE = "#8B8775"


def fine_hatch() -> Markup:
    """The hatch of small signs, for the `<defs>` of a drawing."""
    return html(
        '<pattern id="{}" width="3.8" height="3.8" patternUnits="userSpaceOnUse" '
        'patternTransform="rotate(45)"><path d="M1.9 0V3.8" stroke="{}" stroke-width="1.4"/>'
        "</pattern>",
        FINE_HATCH,
        HATCH_LINE,
    )


def disc(color: str, state: str, size: float, outline: str = INK) -> Piece:
    """Full when confirmed, a ring when to be confirmed, hatched when not documented."""
    half = size / 2
    if state == UNDOCUMENTED:
        drawn = _circle(half, half - 1, f"url(#{FINE_HATCH})", "none", 0)
    elif state == CONFIRMED:
        drawn = _circle(half, half - 0.7, color, outline, 1.4)
    else:
        ring = size * 0.24
        inner = _circle(half, half - 0.5 - ring / 2, WHITE, color, ring)
        drawn = inner + _circle(half, half - 0.5, "none", outline, 1)
    return Piece(drawn, size, size)


def _circle(middle: float, radius: float, fill: str, stroke: str, width: float) -> Markup:
    return html(
        '<circle cx="{}" cy="{}" r="{}" fill="{}" stroke="{}" stroke-width="{}"/>',
        f"{middle:.1f}",
        f"{middle:.1f}",
        f"{radius:.2f}",
        fill,
        stroke,
        f"{width:.2f}",
    )


def family_disc(family: str, state: str, size: float = 18) -> Piece:
    """A family's sign in a region."""
    return disc(FAMILIES[family].color, state, size)


def state_disc(state: str, size: float = 17) -> Piece:
    """The sign of a state, of no family."""
    return disc(SIGN, state, size, SIGN)


def discs(states: Iterable[tuple[str, str]], size: float = 18, gap: float = 6) -> Cell:
    """The four signs of a region, in the families' order."""
    drawn = [family_disc(family, state, size) for family, state in states]

    def draw(width: float) -> Piece:
        inside = joined(
            html('<g transform="translate({} 0)">{}</g>', f"{rank * (size + gap):g}", piece.svg)
            for rank, piece in enumerate(drawn)
        )
        return Piece(inside, len(drawn) * (size + gap) - gap, size)

    return draw


def states_of(coverage: Coverage, code: str) -> list[tuple[str, str]]:
    """(family, state) of a region, in the families' order."""
    return [(family, coverage.state(code, family)) for family in FAMILIES]


def hue(family: str, size: float = 14) -> Piece:
    """A family's colour, where nothing is confirmed or not."""
    color = FAMILIES[family].color
    drawn = html(
        '<rect width="{}" height="{}" rx="3" fill="{}" stroke="{}"/>', size, size, color, INK
    )
    return Piece(drawn, size, size)


def strip(state: str, color: str, width: float, height: float = 15) -> Piece:
    """A state as a bar: full, an outline, hatched."""
    return Piece(strip_at(state, color, 0, width, height), width, height)


def strip_at(state: str, color: str, x: float, width: float, height: float) -> Markup:
    """The same at a place, as SVG."""
    if state == CONFIRMED:
        look = html('fill="{}"', color)
    elif state == UNDOCUMENTED:
        look = html('fill="url(#{})"', HATCH)
    else:
        x, width, height = x + 1.25, max(width - 2.5, 0.5), height - 2.5
        look = html('y="1.25" fill="{}" stroke="{}" stroke-width="2.5"', WHITE, color)
    return html(
        '<rect x="{}" width="{}" height="{}" {}/>',
        f"{x:.1f}",
        f"{width:.1f}",
        f"{height:g}",
        look,
    )


def badge(text: str, step: int | None, size: float) -> Cell:
    """« 2/3 » on the ground of its level; without one, « n.d. » on the hatch."""

    def draw(width: float) -> Piece:
        inside = measure(text, SEMI, size)
        box, tall = inside + 16, size * 1.45
        if step is None:
            ground = html('fill="url(#{})" stroke="{}" stroke-width="0.8"', HATCH, HATCH_LINE)
            told = line(text, box / 2, baseline(size, 0, 1.45), size, SEMI, INK, "middle", PAPER)
        else:
            ground = html('fill="{}"', SCALE_LIGHT[step])
            ink = INK_ON_SCALE_LIGHT[step]
            told = line(text, box / 2, baseline(size, 0, 1.45), size, SEMI, ink, "middle")
        shape = html(
            '<rect width="{}" height="{}" rx="5" {}/>{}', f"{box:.1f}", f"{tall:.1f}", ground, told
        )
        return Piece(shape, box, tall)

    return draw


def score(coverage: Coverage, code: str, size: float) -> Cell:
    """« 2/3 » of a region, or « n.d. »."""
    known = coverage.documented(code)
    return badge(label(coverage, code), level(coverage, code) if known else None, size)


def unknown(size: float) -> Cell:
    """« n.d. », hatched: never like a zero."""
    return badge("n.d.", None, size)


def both_numbers(confirmed: int, documented: int, size: float) -> Cell:
    """« **2** sur 3 »: confirmed of documented."""
    return runs(
        Run(str(confirmed), BOLD, size),
        Run(f" sur {documented}", REGULAR, size * 0.9, SECOND_INK),
    )


def states_legend(
    size: float, families: bool = True, states: Mapping[str, str] = STATES
) -> list[Cell]:
    """What the signs mean: the three states, after the four families where these are shown."""
    named = [
        followed(hue(code), words(family.label, size, SEMI))
        for code, family in FAMILIES.items()
        if families
    ]
    return named + [
        followed(state_disc(state), words(told, size, fill=SECOND_INK))
        for state, told in states.items()
    ]


def strips_legend(size: float, families: bool = True) -> list[Cell]:
    """The same, where states are bars."""
    named = [
        followed(hue(code), words(family.label, size, SEMI))
        for code, family in FAMILIES.items()
        if families
    ]
    return named + [
        followed(strip(state, SIGN, 34), words(told, size, fill=SECOND_INK))
        for state, told in STATES.items()
    ]


def sample(drawn: Sequence[tuple[Piece, str]], size: float) -> list[Cell]:
    """Samples, each with what it means."""
    return [followed(piece, words(told, size, fill=SECOND_INK)) for piece, told in drawn]

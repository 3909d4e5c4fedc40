"""The one sign of a state on a map: discs and rings in white capsules, under the figures.

Drawn once, in the units of `map_paths.drawn_map()`: in the map that the server draws, and as one
picture over the live map, which Plotly fits as it fits the map. Every sign is a stroke with round
ends, so that the signs of 18 regions are three short paths.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from urllib.parse import quote

from amu_geo.charts.base.markup import html, joined
from amu_geo.charts.map.paths import Point, drawn_map
from amu_geo.vocabulary import CONFIRMED

SIGN, CAPSULE = "#0B4F5C", "#FFFFFF"
RADIUS, RING, PITCH = 7.8, 2.5, 19.6
_MARGIN = 3.2
# A round capsule about a lone disc would make a ring of it on a dark ground.
_SHORTEST = 12.0
# From the point that carries a label down to the middle of its capsule: the figure stands above.
_DROP = 11.0


def signs(states: Mapping[str, tuple[str, ...]], labels: Mapping[str, Point] | None = None) -> str:
    """SVG of the signs of the regions.

    Parameters
    ----------
    states
        By region code, the state of each documented family, in the families' order.
    labels
        The point of each region's label; by default where the maps have it.
    """
    at = labels or drawn_map().labels
    return sign_paths((at[code], row) for code, row in states.items() if row)


def sign(at: Point, state: str) -> str:
    """SVG of one sign in its capsule, centred on a point."""
    return sign_paths([((at[0], at[1] - _DROP), (state,))])


def sign_paths(rows: Iterable[tuple[Point, tuple[str, ...]]]) -> str:
    """SVG of rows of signs, each in its capsule below a point."""
    capsules, discs, holes = [], [], []
    for (x, y), states in rows:
        width = PITCH * (len(states) - 1)
        left, middle = x - width / 2, y + _DROP
        length = max(width, _SHORTEST)
        capsules.append(_stroke(x - length / 2, middle, length))
        for rank, state in enumerate(states):
            at = _stroke(left + PITCH * rank, middle, 0)
            discs.append(at)
            if state != CONFIRMED:
                holes.append(at)
    layers = (
        (CAPSULE, 2 * (RADIUS + _MARGIN), capsules),
        (SIGN, 2 * RADIUS, discs),
        (CAPSULE, 2 * (RADIUS - RING), holes),
    )
    drawn = joined(
        html('<path stroke="{}" stroke-width="{}" d="{}"/>', color, f"{width:g}", "".join(strokes))
        for color, width, strokes in layers
        if strokes
    )
    return html('<g class="signes" fill="none" stroke-linecap="round">{}</g>', drawn)


def _stroke(x: float, y: float, width: float) -> str:
    # A stroke of no length at all is left out by some programs.
    return f"M{x:.1f} {y:.1f}h{width or 0.01:g}"


def signs_picture(states: Mapping[str, tuple[str, ...]]) -> str:
    """The signs as a picture of the size of the whole map: address of an SVG."""
    drawn = drawn_map()
    svg = html(
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {} {}" '
        'width="{}" height="{}">{}</svg>',
        f"{drawn.width:g}",
        f"{drawn.height:g}",
        f"{drawn.width:g}",
        f"{drawn.height:g}",
        signs(states),
    )
    return "data:image/svg+xml," + quote(svg, safe=" =:/'\",")

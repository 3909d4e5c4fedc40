"""The drawn map as a piece of an image, with its legend."""

from __future__ import annotations

from collections.abc import Collection

from amu_geo.charts.map.marks import shown
from amu_geo.charts.map.names import NAMED
from amu_geo.charts.map.paths import drawn_map
from amu_geo.charts.map.svg import map_group
from amu_geo.charts.picture.legend import LINE, card_legend
from amu_geo.charts.picture.pieces import Piece, Room, scaled, stacked
from amu_geo.measure.coverage import Coverage


def map_piece(
    coverage: Coverage, width: float, famille: str = "", outlined: Collection[str] = ()
) -> Piece:
    """The regions and the overseas frames, with the names of all."""
    drawn = drawn_map()
    group = map_group(coverage, outlined, famille, number_size=23, names=NAMED)
    return scaled(Piece(group, drawn.width, drawn.height), width / drawn.width)


def legend_piece(coverage: Coverage, famille: str, scale: float = 1.0) -> Piece:
    """What its grounds, signs and hatch mean."""
    seen = shown(coverage, famille)
    lines = (2 if famille else 3) * bool(seen.states) + seen.undocumented
    drawn = card_legend(coverage, famille, 0, 0)
    return scaled(Piece(drawn, 500, lines * LINE), scale)


def map_and_legend(coverage: Coverage, room: Room, famille: str = "") -> Piece:
    """The map, as wide as its room or as high as it, over its legend."""
    drawn = drawn_map()
    legend = legend_piece(coverage, famille, 1.0 if room.small else 1.18)
    width = room.width
    if room.height is not None:
        width = min(width, (room.height - legend.height - 8) * drawn.width / drawn.height)
    piece = stacked([map_piece(coverage, width, famille), legend], gap=8)
    return piece._replace(width=max(width, legend.width))

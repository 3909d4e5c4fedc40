"""The drawn map as a piece of an image, with its legend."""

from __future__ import annotations

from collections.abc import Collection

from amu_geo.charts.map.marks import shown
from amu_geo.charts.map.names import NAMED
from amu_geo.charts.map.paths import drawn_map
from amu_geo.charts.map.svg import map_group
from amu_geo.charts.picture.legend import LINE, card_legend, legend_title
from amu_geo.charts.picture.pieces import Piece, Room, scaled, stacked, words
from amu_geo.charts.picture.text import SEMI
from amu_geo.measure.coverage import Coverage

# The width of the longest line of signs.
_LEGEND = 470.0


def map_piece(
    coverage: Coverage, width: float, famille: str = "", outlined: Collection[str] = ()
) -> Piece:
    """The regions and the overseas frames, with the names of all."""
    drawn = drawn_map()
    group = map_group(coverage, outlined, famille, number_size=23, names=NAMED)
    return scaled(Piece(group, drawn.width, drawn.height), width / drawn.width)


def map_key(coverage: Coverage, room: Room, famille: str = "") -> Piece:
    """What its figures, grounds, signs and hatch mean."""
    seen = shown(coverage, famille)
    size = 14.5 if room.small else 19
    told = legend_title(famille) if seen.states else ""
    lines = (1 if famille else 2) * bool(seen.states) + seen.undocumented
    drawn = card_legend(coverage, famille, 0, 0, titled=False)
    signs = scaled(Piece(drawn, _LEGEND, lines * LINE), size / 16)
    return stacked([words(told, size, SEMI)(room.width), signs], gap=2)


def map_and_legend(coverage: Coverage, room: Room, famille: str = "") -> Piece:
    """The map over its legend; on a card, the map alone, whose legend is `map_key`."""
    if room.small:
        return map_piece(coverage, room.width, famille)
    legend = map_key(coverage, room, famille)
    piece = stacked([map_piece(coverage, room.width, famille), legend], gap=8)
    return piece._replace(width=room.width)

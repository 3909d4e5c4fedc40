"""The map of one family as a drawing, beside what each region has of it."""

from __future__ import annotations

from amu_geo.charts.map.marks import marks
from amu_geo.charts.picture.maps import map_and_legend
from amu_geo.charts.picture.pieces import Piece, Room, beside, followed, words
from amu_geo.charts.picture.signs import family_disc, unknown
from amu_geo.charts.picture.table import Column, Line, table
from amu_geo.charts.picture.text import REGULAR, SEMI
from amu_geo.measure.coverage import Coverage
from amu_geo.measure.ranking import ranked
from amu_geo.vocabulary import FAMILIES, STATES, UNDOCUMENTED

_GAP = 56.0


def family_drawn(coverage: Coverage, famille: str, room: Room) -> Piece:
    """The map, and where there is room a row a region: state, schemes that prove it."""
    if room.small:
        return map_and_legend(coverage, room, famille)
    right = _regions(coverage, famille, Room(630))
    left = map_and_legend(coverage, Room(room.width - right.width - _GAP), famille)
    return beside(left, right, gap=_GAP)


def _regions(coverage: Coverage, famille: str, room: Room) -> Piece:
    drawn, order = marks(coverage, famille), list(STATES)
    codes = sorted(
        ranked(coverage)["code_region"],
        key=lambda code: (
            order.index(coverage.state(code, famille)),
            -len(coverage.confirming(code, famille)),
            -len(coverage.behind(code, famille)),
        ),
    )
    size, lines, before = room.size * 0.92, [], None
    for code in codes:
        state = coverage.state(code, famille)
        told = words(STATES[state], size, REGULAR if state == UNDOCUMENTED else SEMI)
        mark = drawn[code]
        number = f"{mark.confirmed} sur {mark.documented.removeprefix('/')}"
        count = unknown(size) if state == UNDOCUMENTED else words(number, size)
        sign = followed(family_disc(famille, state, 17), told)
        lines.append(Line((words(mark.nom, size), sign, count), state != before, code))
        before = state
    columns = [
        Column("Région", width=215),
        Column(FAMILIES[famille].label),
        Column("Dispositifs confirmés", width=100, align="end"),
    ]
    return table(columns, lines, room)

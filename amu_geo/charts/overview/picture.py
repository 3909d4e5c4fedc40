"""The overview's figures as drawings: map and ranking, the table of proofs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from amu_geo.charts.base.markup import html, joined
from amu_geo.charts.map.svg import SECOND_INK
from amu_geo.charts.overview.matrix import BETWEEN, BOTH, SCHEMES
from amu_geo.charts.overview.ranking import TITLE
from amu_geo.charts.picture.maps import map_and_legend
from amu_geo.charts.picture.pieces import (
    Cell,
    Piece,
    Room,
    Run,
    above,
    at,
    beside,
    flowed,
    followed,
    runs,
    stacked,
    words,
)
from amu_geo.charts.picture.signs import (
    TRACE,
    both_numbers,
    family_disc,
    hue,
    states_legend,
    states_of,
    unknown,
)
from amu_geo.charts.picture.table import Column, Line, table
from amu_geo.charts.picture.text import BOLD, REGULAR, SEMI, baseline, line, measure
from amu_geo.french.typography import plural
from amu_geo.measure.coverage import Coverage
from amu_geo.measure.ranking import ranked
from amu_geo.vocabulary import CONFIRMED, FAMILIES, UNDOCUMENTED

_DOT, _GAP = 20.0, 20.0


def map_and_ranking(coverage: Coverage, room: Room) -> Piece:
    """The map of the regions, beside their ranking where there is room for both."""
    if room.small:
        return map_and_legend(coverage, room)
    gap = 56.0
    right = ranking(coverage, Room(560))
    left = map_and_legend(coverage, Room(room.width - right.width - gap))
    return beside(left, right, gap=gap)


def ranking(coverage: Coverage, room: Room) -> Piece:
    """A row a region: four signs and two numbers, most confirmed families first."""
    rows = ranked(coverage).to_dict("records")
    states = flowed(states_legend(room.size * 0.88, families=False), room.width, gap=22)
    return stacked([_ranking_head(room), _ranking_rows(coverage, rows, room), states], gap=8)


def _columns(room: Room) -> tuple[float, float]:
    """Where the signs begin, and from one to the next."""
    step = _DOT + _GAP
    return room.width - room.size * 5.6 - 4 * step, step


def _ranking_head(room: Room) -> Piece:
    """The names of the families as a staircase, each with a line down to its column."""
    start, step = _columns(room)
    size = room.size * 0.9
    rise, drawn = size * 1.3, [line(TITLE, 0, baseline(size), size, SEMI)]
    height = 4 * rise + 8
    for rank, (code, family) in enumerate(FAMILIES.items()):
        x, y = start + rank * step + _DOT / 2, baseline(size) + (3 - rank) * rise
        told = measure(family.label, SEMI, size)
        drawn.append(line(family.label, x - told - 30, y, size, SEMI, SECOND_INK))
        drawn.append(at(hue(code, 13), x - 24, y - 11.5))
        drawn.append(
            html(
                '<path d="M{} {}H{}V{}" fill="none" stroke="{}"/>',
                f"{x - 7:.1f}",
                f"{y - 5:.1f}",
                f"{x:.1f}",
                f"{height:.1f}",
                TRACE,
            )
        )
    for rank, text in enumerate(("confirmées sur", "documentées")):
        x, y = room.width, height - 12 - (1 - rank) * size * 1.2
        drawn.append(line(text, x, y, size, fill=SECOND_INK, anchor="end"))
    return Piece(joined(drawn), room.width, height)


def _ranking_rows(coverage: Coverage, rows: Sequence[Mapping], room: Room) -> Piece:
    start, step = _columns(room)
    lines, before = [], None
    for row in rows:
        group = (row["familles_confirmees"], coverage.documented(row["code_region"]))
        name = words(row["nom"], room.size, at_most=1)
        cell, code = _ranked(coverage, row, name, start, step, room), row["code_region"]
        lines.append(Line((cell,), group != before, code))
        before = group
    return table([Column(align="start")], lines, room)


def _ranked(
    coverage: Coverage, row: Mapping, name: Cell, start: float, step: float, room: Room
) -> Cell:
    code = row["code_region"]

    def draw(width: float) -> Piece:
        tall = room.size * 1.36
        drawn = [name(start - 12).svg]
        if coverage.documented(code):
            number = both_numbers(
                row["familles_confirmees"], row["familles_documentees"], room.size
            )(width)
            drawn += [
                at(family_disc(family, state, _DOT), start + rank * step, (tall - _DOT) / 2)
                for rank, (family, state) in enumerate(states_of(coverage, code))
            ]
        else:
            number = unknown(room.size * 0.9)(width)
            told = words("non documentée", room.size * 0.9, fill=SECOND_INK)(width)
            drawn.append(at(told, start, (tall - told.height) / 2))
        drawn.append(at(number, width - number.width, (tall - number.height) / 2))
        return Piece(joined(drawn), width, tall)

    return draw


def matrix_drawn(coverage: Coverage, room: Room) -> Piece:
    """The families × regions table; on a card, the ranking in two columns."""
    return _card_ranking(coverage, room) if room.small else _matrix(coverage, room)


def _card_ranking(coverage: Coverage, room: Room) -> Piece:
    rows, gap = ranked(coverage).to_dict("records"), 56.0
    half = Room((room.width - gap) / 2, 1000)
    cut = (len(rows) + 1) // 2
    parts = [
        stacked([_ranking_head(half), _ranking_rows(coverage, part, half)], gap=4)
        for part in (rows[:cut], rows[cut:])
    ]
    return beside(*parts, gap=gap)


def _matrix(coverage: Coverage, room: Room) -> Piece:
    columns = [
        Column("Région", width=270),
        *(Column(family.label) for family in FAMILIES.values()),
        Column(BOTH, width=130, align="end"),
        Column(BETWEEN, width=135, align="end"),
        Column(SCHEMES, width=125, align="end"),
    ]
    rows = ranked(coverage).to_dict("records")
    lines = [Line(_cells(coverage, row, room), region=row["code_region"]) for row in rows]
    legend = flowed(states_legend(room.size), room.width)
    return stacked([legend, table(columns, lines, room)], gap=18)


def _cells(coverage: Coverage, row: Mapping, room: Room) -> list[Cell]:
    code, size = row["code_region"], room.size
    both = between = unknown(size * 0.9)
    if coverage.documented(code):
        both = both_numbers(row["familles_confirmees"], row["familles_documentees"], size)
        between = words(f"{row['min']} – {row['max']}", size)
    schemes = f"{row['nb_dispositifs']}, dont {row['nb_confirmes']}"
    return [
        words(row["nom"], size, SEMI),
        *(_cell(coverage, code, family, size) for family in FAMILIES),
        both,
        between,
        words(schemes if row["nb_dispositifs"] else "0", size),
    ]


def _cell(coverage: Coverage, code: str, family: str, size: float) -> Cell:
    """« confirmée, 2 sur 4 dispositifs », « à confirmer, 1 dispositif », « n.d. »."""
    state = coverage.state(code, family)
    sign = family_disc(family, state, _DOT)
    if state == UNDOCUMENTED:
        return followed(sign, words("n.d.", size, fill=SECOND_INK))
    schemes = plural(len(coverage.behind(code, family)), "dispositif")
    if state == CONFIRMED:
        proven = len(coverage.confirming(code, family))
        told = (Run("confirmée", BOLD, size), Run(f"{proven} sur {schemes}", REGULAR, size * 0.85))
    else:
        told = (Run("à confirmer", REGULAR, size), Run(schemes, REGULAR, size * 0.85))
    return followed(sign, above(*(runs(run._replace(fill=SECOND_INK) if rank else run)
                                  for rank, run in enumerate(told)), gap=0))  # fmt: skip

"""States through time as drawings: the strips of each region, then and since, what changed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd

from amu_geo.charts.base.markup import html, joined
from amu_geo.charts.evolution.changes import KINDS, NOTHING_CHANGES
from amu_geo.charts.evolution.strips import runs_of
from amu_geo.charts.map.svg import BRICK, SECOND_INK
from amu_geo.charts.picture.frame import Picture
from amu_geo.charts.picture.pieces import (
    Cell,
    Piece,
    Room,
    above,
    at,
    beside,
    flowed,
    followed,
    heading,
    stacked,
    words,
)
from amu_geo.charts.picture.signs import (
    discs,
    family_disc,
    score,
    states_legend,
    states_of,
    strip_at,
    strips_legend,
    unknown,
)
from amu_geo.charts.picture.table import Column, Line, table
from amu_geo.charts.picture.text import REGULAR, SEMI, baseline, line, measure, typed
from amu_geo.french.grammar import capital, lower_first
from amu_geo.french.typography import enumerate_fr
from amu_geo.measure.coverage import Coverage
from amu_geo.measure.hindsight import said_then
from amu_geo.measure.ranking import ranked
from amu_geo.measure.years import ENDED, FOUND, GONE, LOST, OTHERS, WON
from amu_geo.sentences.evolution import region_hindsight
from amu_geo.vocabulary import FAMILIES, STATES, UNDOCUMENTED

STRIPS_SHOWS = "Les quatre familles de chaque région, année par année"
CHANGES_SHOWS = "Cases (une famille dans une région) dont l’état a changé"
_COLORS = {WON: "#0B4F5C", LOST: BRICK, ENDED: BRICK} | dict.fromkeys(
    (FOUND, GONE, OTHERS), SECOND_INK
)


def strips_picture(years: pd.DataFrame, now: Coverage) -> Picture:
    """How the strips are drawn as an image; parameters as for `strips_drawn`."""
    return Picture(lambda room: strips_drawn(years, now, room), STRIPS_SHOWS)


def hindsight_picture(
    cells: pd.DataFrame, then: Coverage, now: Coverage, names: tuple[str, str]
) -> Picture:
    """How then and since are drawn as an image; parameters as for `hindsight_drawn`."""
    return Picture(lambda room: hindsight_drawn(cells, then, now, names, room))


def changes_picture(
    changes: pd.DataFrame,
    names: Mapping[str, str],
    moments: tuple[str, str],
    kinds: Mapping[str, str],
) -> Picture:
    """How what changed is drawn as an image; parameters as for `changes_drawn`."""
    return Picture(lambda room: changes_drawn(changes, names, moments, room, kinds), CHANGES_SHOWS)


def strips_drawn(years: pd.DataFrame, now: Coverage, room: Room) -> Piece:
    """The four families of each region through the years, on one scale, most families first.

    `years` is what `timeline.coverage_by_year` gives.
    """
    runs, across, gap = runs_of(years), 6 if room.small else 3, 22.0 if room.small else 44.0
    width = (room.width - gap * (across - 1)) / across
    legend = flowed(strips_legend(room.size * 0.9), room.width, gap=22)
    span = (int(years["annee"].min()), int(years["annee"].max()))
    panels = [
        _panel(row["code_region"], row["nom"], runs, now, span, Room(width, room.height))
        for row in ranked(now).to_dict("records")
    ]
    rows = []
    for rank in range(0, len(panels), across):
        pieces = panels[rank : rank + across]
        drawn = joined(at(piece, place * (width + gap), 0) for place, piece in enumerate(pieces))
        rows.append(Piece(drawn, room.width, max(piece.height for piece in pieces)))
    return stacked([legend, stacked(rows, gap=7 if room.small else 22)], gap=14)


def _panel(
    code: str, name: str, runs: Mapping, now: Coverage, span: tuple[int, int], room: Room
) -> Piece:
    size, high, gap = (13.5, 11.0, 2.0) if room.small else (18.0, 17.0, 3.0)
    note = score(now, code, size * 0.88)(room.width)
    # A card has no room for both on one line.
    wide = room.width if room.small else room.width - note.width - 8
    title = words(name, size * min(1, wide / measure(typed(name), SEMI, size)), SEMI)(wide)
    top, pitch = size * 1.55, room.width / (span[1] - span[0] + 1)
    drawn = [at(title, 0, 0)]
    if not room.small:
        drawn.append(at(note, room.width - note.width, 0))
    for rank, family in enumerate(FAMILIES.values()):
        pieces = joined(
            strip_at(
                run.etat,
                family.color,
                (run.debut - span[0]) * pitch,
                (run.fin - run.debut + 1) * pitch - 1,
                high,
            )
            for run in runs.get((code, family.code), [])
        )
        drawn.append(at(Piece(pieces, room.width, high), 0, top + rank * (high + gap)))
    low = top + 4 * (high + gap)
    small = size if room.small else size * 0.83
    ends = ((span[0], 0.0, "start"), (span[1], room.width, "end"))
    middle = ((sum(span) // 2, room.width / 2, "middle"),)
    axis = joined(
        line(str(year), x, low + baseline(small), small, REGULAR, SECOND_INK, anchor)
        for year, x, anchor in (*ends, *middle)
    )
    svg = html('<g data-region="{}">{}{}</g>', code, joined(drawn), axis)
    return Piece(svg, room.width, low + small * 1.4)


def hindsight_drawn(
    cells: pd.DataFrame, then: Coverage, now: Coverage, names: tuple[str, str], room: Room
) -> Piece:
    """The regions that the first edition documents beside the others, their signs then and now.

    `cells` is what `measure.hindsight.then_and_now` gives; `names` heads each side.
    """
    said = set(said_then(cells)["code_region"])
    groups = dict(list(cells.groupby("code_region", sort=False)))
    legend = flowed(states_legend(room.size * 0.9), room.width, gap=22)
    gap, foot = 56.0, 30.0
    left = None if room.height is None else room.height - legend.height - foot - 24
    half = Room((room.width - gap) / 2, left)
    first = lower_first(names[0])
    sides = [
        _side(f"Régions que l’{first} documente", (then, now), names, half,
              {code: found for code, found in groups.items() if code in said}),
        _side(f"Régions que l’{first} ne documente pas", (now,), names[1:], half,
              {code: found for code, found in groups.items() if code not in said}),
    ]  # fmt: skip
    neither = [row.nom for row in now.table.itertuples() if row.code_region not in groups]
    told = f"Non documentées dans l’une ni dans l’autre : {enumerate_fr(neither)}."
    below = words(told if neither else "", room.size * 0.9, fill=SECOND_INK)(room.width)
    shown = [side for side in sides if side.height]
    return stacked([legend, beside(*shown, gap=gap), below], gap=16)


def _side(
    title: str,
    coverages: Sequence[Coverage],
    names: Sequence[str],
    room: Room,
    groups: Mapping[str, pd.DataFrame],
) -> Piece:
    if not groups:
        return Piece(html(""), 0, 0)
    size = room.size
    lines = []
    for code, found in groups.items():
        name = words(found["nom"].iloc[0], size, SEMI, at_most=1)
        told = words(region_hindsight(found), size * 0.82, fill=SECOND_INK)
        cell = name if room.small else above(name, told, gap=0)
        signs = (_dots(coverage, code, size) for coverage in coverages)
        lines.append(Line((cell, *signs), region=code))
    columns = [
        Column("Région"),
        *(Column(name, width=150 if room.small else 178) for name in names),
    ]
    head = heading(title, size)(room.width)
    left = None if room.height is None else room.height - head.height - 6
    noun = ("autre région", "autres régions")
    rows = table(columns, lines, Room(room.width, left), noun, dense=room.small)
    return stacked([head, rows], gap=6)._replace(width=room.width)


def _dots(coverage: Coverage, code: str, size: float) -> Cell:
    if not coverage.documented(code):
        return unknown(size * 0.88)
    four = discs(states_of(coverage, code), *((14.0, 4.0) if size < 16 else (17.0, 5.0)))
    return lambda width: followed(four(width), score(coverage, code, size * 0.88), 12)(width)


def changes_drawn(
    changes: pd.DataFrame,
    names: Mapping[str, str],
    moments: tuple[str, str],
    room: Room,
    kinds: Mapping[str, str] = KINDS,
) -> Piece:
    """What changed of state between two moments, region by region; the rest is told by its number.

    `changes`, `names`, `moments` and `kinds` as in `changes.changes_table`.
    """
    moved = changes[changes["sorte"] != OTHERS]
    same = len(changes) - len(moved)
    if changes.empty:
        return words(NOTHING_CHANGES, room.size)(room.width)
    size, small = room.size, room.small
    columns = [
        Column("Région", share=1.1),
        Column("Famille", share=0.9),
        Column("Changement", share=1.3),
        *(Column(capital(moment), share=1.1) for moment in moments),
        *([] if small else [Column("Dispositifs en plus", share=1.7),
                            Column("Dispositifs en moins", share=1.7)]),
    ]  # fmt: skip
    lines = [
        Line(_changed(row, names, kinds, room), region=row.code_region)
        for row in moved.itertuples()
    ]
    rest = f"Même état, autres dispositifs : {same}." if same else ""
    below = words(rest, size * 0.9, fill=SECOND_INK)(room.width)
    left = None if room.height is None else room.height - below.height - 8
    rows = table(columns, lines, Room(room.width, left), ("autre case", "autres cases"), small)
    return stacked([rows if lines else Piece(html(""), 0, 0), below], gap=8)._replace(
        width=room.width
    )


def _changed(row, names: Mapping[str, str], kinds: Mapping[str, str], room: Room) -> list[Cell]:
    size = room.size
    states = [
        followed(
            family_disc(row.famille, state),
            words("n.d." if state == UNDOCUMENTED else STATES[state], size * 0.92),
        )
        for state in (row.avant, row.apres)
    ]
    cells = [
        words(row.nom, size, SEMI),
        words(FAMILIES[row.famille].label, size),
        # The first two signs are a triangle that our fonts have not.
        words(kinds[row.sorte][2:], size * 0.92, SEMI, _COLORS[row.sorte]),
        *states,
    ]
    if not room.small:
        cells += [_schemes(ids, names, size * 0.82) for ids in (row.gagnes, row.perdus)]
    return cells


def _schemes(ids: Sequence[str], names: Mapping[str, str], size: float) -> Cell:
    if not ids:
        return words("aucun", size, fill=SECOND_INK)
    told = [words(names.get(one, one), size, at_most=2) for one in ids[:2]]
    more = len(ids) - 2
    if more > 0:
        told.append(words(f"et {more} autre{'s' if more > 1 else ''}", size, fill=SECOND_INK))
    return above(*told, gap=3)

"""The actors as drawings: the map of the points, their counts by territory."""

from __future__ import annotations

import pandas as pd

from amu_geo.charts.actors.counts import LEVEL_WORDS, density, left_out, ordered, rated
from amu_geo.charts.actors.drawn import drawn_land, drawn_points
from amu_geo.charts.actors.map import MARKS, Mark
from amu_geo.charts.base.markup import html, joined
from amu_geo.charts.map.paths import drawn_map
from amu_geo.charts.map.plain import BORDER, FRAME_LINE, INK, LAND
from amu_geo.charts.map.signs import SIGN
from amu_geo.charts.map.svg import NAME_SIZE, SECOND_INK
from amu_geo.charts.picture.pieces import (
    Cell,
    Piece,
    Room,
    above,
    beside,
    flowed,
    followed,
    scaled,
    stacked,
    words,
)
from amu_geo.charts.picture.signs import TRACE
from amu_geo.charts.picture.table import Column, Line, table
from amu_geo.charts.picture.text import REGULAR, SEMI, line
from amu_geo.measure.actors import LEVELS, ActorCounts
from amu_geo.territories import Territories

_BAR = 14.0
_KEY = 320.0


def points_drawn(
    actors: pd.DataFrame, projects: pd.DataFrame, territories: Territories, room: Room
) -> Piece:
    """The land, the overseas frames and the points, beside what each kind of point means."""
    drawn = drawn_map()
    shapes = list(drawn_points(actors, projects, territories))
    numbers = {mark.code: len(points) for mark, points in shapes}
    whole = Piece(_map(shapes), drawn.width, drawn.height)
    if room.height is None:
        declared = int(actors["amu"].sum())
        totals = {"amu": declared, "voisine": len(actors) - declared, "projet": len(projects)}
        key = above(*_key(numbers, room.size * 1.1, totals), gap=22)(_KEY)
        left = scaled(whole, (room.width - _KEY - 60) / drawn.width)
        return beside(left, key, gap=60)
    key = flowed(_key(numbers, room.size), room.width)
    height = room.height - key.height - 10
    return stacked([scaled(whole, height / drawn.height), key], gap=10)


def _map(shapes: list) -> str:
    drawn = drawn_map()
    frames = joined(
        html(
            '<rect x="{}" y="{}" width="{}" height="{}" rx="3" fill="none" stroke="{}"/>',
            *(f"{value:g}" for value in frame.box),
            FRAME_LINE,
        )
        for frame in drawn.frames
    )
    names = joined(
        line(frame.name, frame.name_at[0], frame.name_at[1] + NAME_SIZE * 0.35, NAME_SIZE,
             REGULAR, INK, "middle")
        for frame in drawn.frames
    )  # fmt: skip
    points = joined(
        html(
            '<g fill="{}" stroke="{}" stroke-width="1" opacity="{}">{}</g>',
            mark.color,
            mark.line,
            f"{mark.opacity:g}",
            joined(paths),
        )
        for mark, paths in shapes
    )
    return html(
        '{}<g fill="{}" stroke="{}" stroke-linejoin="round">{}</g>{}{}',
        frames,
        LAND,
        BORDER,
        drawn_land(),
        points,
        names,
    )


def _key(numbers: dict[str, int], size: float, totals: dict[str, int] | None = None) -> list[Cell]:
    """What each kind of point means, and how many are drawn; of how many, with `totals`."""
    cells = []
    for mark in MARKS:
        shown = numbers.get(mark.code, 0)
        if totals is None:
            told = words(f"{mark.label} : {shown}", size)
        else:
            of = f"{shown} sur la carte, {totals[mark.code]} en tout"
            told = above(words(mark.label, size, SEMI), words(of, size * 0.88, fill=SECOND_INK))
        cells.append(followed(_point(mark), told))
    return cells


def _point(mark: Mark) -> Piece:
    shape = (
        html('<path d="M9 1l8 8l-8 8l-8 -8z" fill="{}"/>', mark.color)
        if mark.symbol == "diamond"
        else html(
            '<circle cx="9" cy="9" r="7.5" fill="{}" stroke="{}" stroke-width="1.6"/>',
            mark.color,
            mark.line,
        )
    )
    return Piece(shape, 18, 18)


def counts_drawn(counts: ActorCounts, level: str, room: Room) -> Piece:
    """A row a territory: declared AMU and allied practice side by side, never summed."""
    shown = ordered(counts)
    if shown.empty:
        told = "Aucun de ces acteurs n’a de lieu connu à cette échelle."
        return words(told, room.size)(room.width)
    widest = int((shown["nb_amu"] + shown["nb_voisins"]).max())
    with_rate = rated(shown)
    name = LEVEL_WORDS[level]
    columns = [
        Column(name, share=0.8),
        Column("AMU", width=90, align="end"),
        Column("Voisine", width=90, align="end"),
        Column(share=1.6),
    ]
    if with_rate:
        columns.append(Column("AMU / 100 000 hab.", width=150, align="end"))
    lines = [_line(row, room, widest, with_rate) for row in shown.to_dict("records")]
    key = flowed(
        [
            followed(_sample("amu"), words("Acteurs de l’AMU", room.size * 0.9, fill=SECOND_INK)),
            followed(
                _sample("voisine"),
                words("Acteurs d’une pratique voisine", room.size * 0.9, fill=SECOND_INK),
            ),
        ],
        room.width,
    )
    told = left_out(counts, level)
    lines_told = [" ".join(told)] if room.small else told
    below = stacked(
        [words(one, room.size * 0.9, fill=SECOND_INK)(room.width) for one in lines_told], gap=2
    )
    left = None if room.height is None else room.height - key.height - below.height - 24
    noun = f"autre {name.lower()}", f"autres {name.lower()}s"
    rows = table(columns, lines, Room(room.width, left), noun)
    return stacked([key, rows, below], gap=12)


def stated_drawn(stated: pd.DataFrame, room: Room) -> Piece:
    """The totals that a source words; `stated` is `counts.readable_stated`."""
    names = ("Où", "Structures", "Dans le texte")
    columns = [Column(name, share=share) for name, share in zip(names, (1, 1, 2), strict=True)]
    size, fonts = room.size, (REGULAR, SEMI, REGULAR)
    lines = [
        Line([words(row[name], size, font) for name, font in zip(names, fonts, strict=True)])
        for row in stated.to_dict("records")
    ]
    return table(columns, lines, room)


def _line(row: dict, room: Room, widest: int, with_rate: bool) -> Line:
    size = room.size
    cells = [
        words(row["nom"], size),
        words(str(row["nb_amu"]), size, SEMI),
        words(str(row["nb_voisins"]), size),
        _bars(row, widest),
    ]
    if with_rate:
        cells.append(words(density(row) or "–", size))
    return Line(cells, region=str(row.get(LEVELS["region"], "")))


def _bars(row: dict, widest: int) -> Cell:
    def draw(width: float) -> Piece:
        unit = (width - 2) / widest
        ours, theirs = row["nb_amu"] * unit, row["nb_voisins"] * unit
        drawn = [_piece("amu", 0, ours)] if row["nb_amu"] else []
        if row["nb_voisins"]:
            drawn.append(_piece("voisine", ours + (1 if ours else 0), theirs))
        return Piece(joined(drawn), width, _BAR)

    return draw


def _piece(kind: str, x: float, width: float) -> str:
    if kind == "amu":
        return html('<rect x="{}" width="{}" height="{}" fill="{}"/>',
                    f"{x:.1f}", f"{width:.1f}", _BAR, SIGN)  # fmt: skip
    return html(
        '<rect x="{}" y="0.75" width="{}" height="{}" fill="none" stroke="{}" stroke-width="1.5"/>',
        f"{x + 0.75:.1f}",
        f"{max(width - 1.5, 0.5):.1f}",
        _BAR - 1.5,
        TRACE,
    )


def _sample(kind: str) -> Piece:
    return Piece(_piece(kind, 0, 34), 34, _BAR)

"""Regions side by side as drawings: families, programmes, national programmes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd

from amu_geo.charts.base.markup import html
from amu_geo.charts.base.tracks import Track
from amu_geo.charts.compare.figures import AREA, PEOPLE, PER_AREA, by_caution, rate_text
from amu_geo.charts.compare.side_by_side import (
    lacking,
    named_in_a_cell,
    others_told,
    programme_lines,
)
from amu_geo.charts.map.svg import BRICK, HATCH, SECOND_INK, WHITE
from amu_geo.charts.picture.bars import track
from amu_geo.charts.picture.pieces import (
    Cell,
    Piece,
    Room,
    Run,
    above,
    at,
    flowed,
    followed,
    runs,
    stacked,
    words,
)
from amu_geo.charts.picture.signs import (
    discs,
    family_disc,
    score,
    state_disc,
    states_legend,
    states_of,
    unknown,
)
from amu_geo.charts.picture.table import Column, Line, table
from amu_geo.charts.picture.text import BOLD, REGULAR, SEMI
from amu_geo.charts.schemes.state import SCHEME_STATES
from amu_geo.french.typography import UNKNOWN, number
from amu_geo.measure.coverage import Coverage
from amu_geo.vocabulary import CONFIRMED, FAMILIES, STATES, TO_CONFIRM, UNDOCUMENTED

_FIRST, _REFERENCES, _PAD = 210.0, 200.0, 10.0
_DIFFERS, _SAME = "pas dans le même état", "dans le même état"


def families_drawn(
    coverage: Coverage, matrix: pd.DataFrame, references: pd.DataFrame, room: Room
) -> Piece:
    """The table families × regions; `matrix` and `references` as in `side_by_side`."""
    lines = [
        (FAMILIES[line].label, f"échelle : {FAMILIES[line].scale}", line, cells,
         references[references["famille"] == line])
        for line, cells in matrix.groupby("famille", sort=False)
    ]  # fmt: skip
    return _side_by_side("Famille", coverage, matrix, lines, STATES, room)


def programmes_drawn(
    coverage: Coverage, matrix: pd.DataFrame, references: pd.DataFrame, room: Room
) -> Piece:
    """The table programmes × regions, the programmes that differ first."""
    lines = [
        (title, about, family, cells, references[references["programme"] == programme])
        for programme, title, about, family, cells in programme_lines(coverage, matrix)
    ]
    return _side_by_side("Programme", coverage, matrix, lines, SCHEME_STATES, room)


def _side_by_side(
    first: str,
    coverage: Coverage,
    matrix: pd.DataFrame,
    lines: Sequence[tuple],
    states: Mapping[str, str],
    room: Room,
) -> Piece:
    codes = list(dict.fromkeys(matrix["code_region"]))
    size = room.size * (0.95 if len(codes) < 5 else 0.9)
    heads = Line(
        [
            words(first, size * 0.95, SEMI, SECOND_INK),
            *(_head(coverage, code, code == codes[0], size) for code in codes),
            above(
                words("Repères", size * 0.95, SEMI, SECOND_INK),
                words("régions : confirmée/documentée", size * 0.86, fill=SECOND_INK),
            ),
        ][: None if not room.small else -1]
    )
    rows = [heads] + [
        _line(coverage, *line, states, size, room, several=len(codes) > 1) for line in lines
    ]
    columns = [Column(width=_FIRST), *(Column() for _ in codes)]
    if not room.small:
        columns.append(Column(width=_REFERENCES))
    legend = flowed(states_legend(room.size * 0.9, False, states), room.width)
    left = None if room.height is None else room.height - legend.height - 8
    shown = table(
        columns, rows, Room(room.width, left), ("autre programme", "autres programmes"), room.small
    )
    return stacked([legend, shown], gap=8)


def _head(coverage: Coverage, code: str, own: bool, size: float) -> Cell:
    name = words(coverage.by_region[code]["nom"], size, SEMI, BRICK if own else "#1F2A29")
    four = discs(states_of(coverage, code), 13, 4)

    def sums(width: float) -> Piece:
        return followed(score(coverage, code, size * 0.9)(width), four)(width)

    return above(name, sums, gap=5)


def _line(
    coverage: Coverage,
    title: str,
    about: str,
    family: str,
    cells: pd.DataFrame,
    references: pd.DataFrame,
    states: Mapping[str, str],
    size: float,
    room: Room,
    several: bool,
) -> Line:
    differs = bool(cells["differe"].iloc[0])
    told = [words(title, size, SEMI), words(about, size * 0.85, fill=SECOND_INK)]
    if several and not room.small:
        mark = _DIFFERS if differs else _SAME
        told.append(words(mark, size * 0.85, SEMI, BRICK if differs else SECOND_INK))
    head = above(*(told[:1] if room.small else told), gap=2)
    boxes = [
        _box(coverage, cell, family, states, size, room.small, differs)
        for cell in cells.itertuples()
    ]
    if room.small:
        return Line([head, *boxes])
    groups = above(*(_reference(row, size * 0.85) for row in references.itertuples()), gap=2)
    return Line([head, *boxes, groups])


def _box(
    coverage: Coverage,
    cell,
    family: str,
    states: Mapping[str, str],
    size: float,
    small: bool,
    differs: bool,
) -> Cell:
    """A cell as on the page: filled, outlined, hatched, with its state and its schemes."""
    word = "n.d." if cell.etat == UNDOCUMENTED else states[cell.etat].rpartition(", ")[2]
    sign = family_disc(family, cell.etat, 17) if family else state_disc(cell.etat, 16)
    parts: list[Cell] = [followed(sign, words(word, size, SEMI))]
    if not small:
        if cell.etat == TO_CONFIRM:
            parts.append(words(lacking(coverage, cell), size * 0.85, fill=SECOND_INK))
        shown = named_in_a_cell(cell)
        parts += [words(name, size * 0.88, at_most=3) for name in shown]
        parts.append(words(others_told(cell, len(shown)), size * 0.85, fill=SECOND_INK))
    color = FAMILIES[family].color if family else "#0B4F5C"
    inside = above(*parts, gap=4)

    def draw(width: float) -> Piece:
        pad = 5.0 if small else _PAD
        piece = inside(width - 2 * pad - 6)
        tall = piece.height + 2 * pad
        ground = _ground(cell.etat, color, width, tall, differs)
        marked = html(
            '<g data-region="{}">{}{}</g>', cell.code_region, ground, at(piece, pad + 6, pad)
        )
        return Piece(marked, width, tall)

    return draw


def _ground(state: str, color: str, width: float, height: float, differs: bool) -> str:
    box = html('width="{}" height="{}" rx="6"', f"{width:.1f}", f"{height:.1f}")
    if state == UNDOCUMENTED:
        paper = html('<rect x="4" y="4" width="72" height="{}" rx="4" fill="#FBF8F1"/>',
                     f"{height - 8:.1f}")  # fmt: skip
        return html('<rect {} fill="url(#{})"/>{}', box, HATCH, paper)
    if state == CONFIRMED:
        edge = html(
            '<path d="M2.5 3V{}" stroke="{}" stroke-width="5"/>', f"{height - 3:.1f}", color
        )
        opacity = "0.15" if differs else "0.06"
        return html('<rect {} fill="{}" fill-opacity="{}"/>{}', box, color, opacity, edge)
    inner = html('x="0.75" y="0.75" width="{}" height="{}" rx="6"',
                 f"{width - 1.5:.1f}", f"{height - 1.5:.1f}")  # fmt: skip
    return html('<rect {} fill="{}" stroke="{}" stroke-width="1.5"/>', inner, WHITE, color)


def _reference(row, size: float) -> Cell:
    label = f"{row.libelle} ({number(row.regions)})  "
    if not row.documentees:
        return runs(Run(label, REGULAR, size), Run(UNKNOWN, REGULAR, size, SECOND_INK))
    return runs(
        Run(label, REGULAR, size),
        Run(number(row.confirmees), BOLD, size),
        Run(f"/{number(row.documentees)}", REGULAR, size),
    )


def indicators_drawn(
    figures: pd.DataFrame, references: pd.DataFrame, codes: list[str], room: Room
) -> Piece:
    """One row an indicator, one column a region: the rate as a bar, then as it is written."""
    names = dict(zip(figures["code_region"], figures["nom"], strict=True))
    present = [code for code in codes if code in names]
    size = room.size * (0.92 if len(present) < 5 else 0.88)
    columns = [
        Column("Indicateur national", width=330),
        *(Column(names[code]) for code in present),
        *([] if room.small else [Column("Repères", width=200)]),
    ]
    lines = [
        _indicator(rows, references[references["indicateur"] == name], present, size, room.small)
        for name, rows in by_caution(figures)
    ]
    noun = ("autre indicateur", "autres indicateurs")
    return table(columns, lines, room, noun, centred=room.small)


def _indicator(
    rows: pd.DataFrame, references: pd.DataFrame, codes: list[str], size: float, small: bool
) -> Line:
    first = rows.iloc[0]
    by_region = {row.code_region: row for row in rows.itertuples()}
    rates = [*rows[PEOPLE], *references[PEOPLE]]
    scale = max((float(rate) for rate in rates if not pd.isna(rate)), default=0) or 1
    name = [words(first["libelle"], size, SEMI, at_most=1 if small else 3)]
    if not small:
        name.append(words(f"source de {first['annee']}", size * 0.85, fill=SECOND_INK))
        name.append(words(first["prudence"], size * 0.85, fill=BRICK))
    cells = [
        _value(by_region.get(code), code, scale, first["prudence"], code == codes[0], size, small)
        for code in codes
    ]
    groups = above(
        *(runs(Run(f"{row.libelle}  ", REGULAR, size * 0.85),
               Run(rate_text(getattr(row, PEOPLE)), BOLD, size * 0.85))
          for row in references.itertuples()), gap=2)  # fmt: skip
    return Line([above(*name, gap=2), *cells, *([] if small else [groups])])


def _value(row, code: str, scale: float, caution: str, own: bool, size: float, small: bool) -> Cell:
    if row is None or pd.isna(row.valeur):
        return unknown(size)
    if pd.isna(getattr(row, PEOPLE)):
        return runs(Run(number(float(row.valeur), 1), BOLD, size), Run(f" {row.unite}", size=size))
    rate = float(getattr(row, PEOPLE))
    style = "prudent" if caution else "neutre"
    bar = track(Track(code, ((rate, style),), ""), scale)
    told = words(rate_text(getattr(row, PEOPLE)), size, SEMI)

    def beside_it(width: float) -> Piece:
        wide = width - 62
        piece, text = bar(wide * 0.92), told(60)
        drawn = at(text, 0, 0) + at(piece, 62, (text.height - piece.height) / 2)
        return Piece(drawn, width, max(text.height, piece.height))

    if small:
        return beside_it
    more = f"{rate_text(getattr(row, AREA))} {PER_AREA} ; {number(float(row.valeur))} {row.unite}"
    return above(beside_it, words(more, size * 0.86, fill=SECOND_INK), gap=2)

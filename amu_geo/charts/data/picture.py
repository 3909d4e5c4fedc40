"""How the numbers move, as drawings: under every mapping, each reading, other lives of a proof."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from amu_geo.charts.base.markup import html, joined
from amu_geo.charts.data.sensitivity import (
    choice_words,
    legend_range,
    months_sentence,
    ordered,
)
from amu_geo.charts.map.signs import SIGN
from amu_geo.charts.map.svg import HAIRLINE, HATCH, PAPER, SECOND_INK
from amu_geo.charts.picture.pieces import (
    Cell,
    Piece,
    Room,
    Run,
    beside,
    followed,
    runs,
    stacked,
    words,
)
from amu_geo.charts.picture.signs import badge, unknown
from amu_geo.charts.picture.table import Column, Line, table
from amu_geo.charts.picture.text import BOLD, REGULAR, SEMI, line
from amu_geo.measure.coverage import Coverage
from amu_geo.measure.evidence import PROOF_MONTHS
from amu_geo.vocabulary import FAMILIES, LECTURES

SHORT_LEGEND = (
    "Le point : familles documentées que nous publions ; la barre : du moins au plus qu’en "
    "donneraient les autres correspondances."
)
_RANGE_HEIGHT, _POINT = 24.0, 12.0


def sensitivity_drawn(coverage: Coverage, by_reading: pd.DataFrame, room: Room) -> Piece:
    """A row a region: its range under every mapping, its numbers by reading.

    `by_reading` is `measure.sensitivity.reading_sensitivity`; a card shows the reading in view
    only, in two columns.
    """
    cells = {(row.code_region, row.lecture): row for row in by_reading.itertuples()}
    rows = list(ordered(coverage).itertuples())
    told = SHORT_LEGEND if room.small else legend_range()
    sample = followed(_range_piece(2, 3, 4, 150), words(told, room.size * 0.88, fill=SECOND_INK))(
        room.width
    )
    if not room.small:
        return stacked([sample, _sensitivity(coverage, rows, cells, list(LECTURES), room)], gap=16)
    gap, cut = 56.0, (len(rows) + 1) // 2
    half = Room((room.width - gap) / 2, room.height - sample.height)
    own = [coverage.reading.lecture]
    sides = [_sensitivity(coverage, part, cells, own, half) for part in (rows[:cut], rows[cut:])]
    return stacked([sample, beside(*sides, gap=gap)], gap=4)


def _sensitivity(
    coverage: Coverage, rows: list, cells: Mapping, lectures: list[str], room: Room
) -> Piece:
    size = room.size
    columns = [
        Column("Région", share=1),
        Column("Documentées, de 0 à 4", width=180 if room.small else 330),
        *(
            Column(f"Lecture {LECTURES[lecture].label}", width=105 if room.small else 165)
            for lecture in lectures
        ),
    ]
    lines = [
        Line(
            (
                words(row.nom, size, REGULAR if room.small else SEMI, at_most=1),
                _range(coverage, row.code_region),
                *(_reading(cells[row.code_region, lecture], size) for lecture in lectures),
            ),
            region=row.code_region,
        )
        for row in rows
    ]
    return table(columns, lines, room, ("autre région", "autres régions"), dense=room.small)


def _range(coverage: Coverage, code: str) -> Cell:
    row = coverage.by_region[code]
    if not coverage.documented(code):
        return _unknown_range
    low, now, high = (int(row[name]) for name in ("min", "familles_documentees", "max"))
    return lambda width: _range_piece(low, now, high, width)


def _range_piece(low: int, now: int, high: int, width: float) -> Piece:
    """A point that carries what is published, on a bar from the least to the most."""
    unit, middle = (width - 2 * _POINT) / len(FAMILIES), _RANGE_HEIGHT / 2
    at = [_POINT + unit * step for step in range(len(FAMILIES) + 1)]
    grid = joined(
        html('<path d="M{} 0V{}" stroke="{}"/>', f"{x:.1f}", f"{_RANGE_HEIGHT:g}", HAIRLINE)
        for x in at
    )
    bar = html(
        '<rect x="{}" y="{}" width="{}" height="6" rx="3" fill="#8FC3BD"/>',
        f"{at[low] - 3:.1f}",
        f"{middle - 3:g}",
        f"{at[high] - at[low] + 6:.1f}",
    )
    point = html(
        '<circle cx="{}" cy="{}" r="{}" fill="{}"/>',
        f"{at[now]:.1f}",
        f"{middle:g}",
        f"{_POINT:g}",
        SIGN,
    )
    told = line(str(now), at[now], middle + 5, 14.5, SEMI, "#FFFFFF", "middle")
    return Piece(grid + bar + point + told, width, _RANGE_HEIGHT)


def _unknown_range(width: float) -> Piece:
    box = html(
        '<rect width="{}" height="{}" rx="4" fill="url(#{})"/>',
        f"{width:.1f}",
        f"{_RANGE_HEIGHT - 4:g}",
        HATCH,
    )
    told = line("n.d.", width / 2, _RANGE_HEIGHT / 2 + 3, 15, SEMI, "#1F2A29", "middle", PAPER)
    return Piece(box + told, width, _RANGE_HEIGHT - 4)


def _reading(cell, size: float) -> Cell:
    """« 2/3 » on its ground, then the rank."""
    if not cell.documentee:
        return unknown(size * 0.9)
    rank = int(cell.rang)
    place = runs(
        Run(str(rank), REGULAR, size * 0.85, SECOND_INK),
        Run("er" if rank == 1 else "e", REGULAR, size * 0.85, SECOND_INK),
    )
    return lambda width: followed(_both(cell, size)(width), place)(width)


def _both(row, size: float) -> Cell:
    sure, documented = int(row.familles_confirmees), int(row.familles_documentees)
    return badge(f"{sure}/{documented}", sure, size * 0.9)


def months_drawn(coverage: Coverage, by_months: pd.DataFrame, room: Room) -> Piece:
    """A row a documented region: confirmed families for each life of a proof.

    `by_months` is `measure.sensitivity.months_sensitivity`.
    """
    months, size = list(dict.fromkeys(by_months["mois"])), room.size
    cells = {(row.code_region, row.mois): row for row in by_months.itertuples()}
    sums = by_months.groupby("mois")[["familles_confirmees", "familles_documentees"]].sum()
    whole = [
        runs(
            Run(str(sums.loc[month].iloc[0]), BOLD, size),
            Run(f"/{sums.loc[month].iloc[1]}", REGULAR, size),
        )
        for month in months
    ]
    lines = [Line((words("Toutes les régions, en cases", size, SEMI), *whole))]
    for row in ordered(coverage).itertuples():
        if coverage.documented(row.code_region):
            found = {month: cells[row.code_region, month] for month in months}
            kept = int(found[PROOF_MONTHS].familles_confirmees)
            told = (_moved(found[month], kept, size) for month in months)
            lines.append(Line((words(row.nom, size), *told), region=row.code_region))
    columns = [Column("Région", share=1.4)]
    columns += [
        Column(f"{month} mois{', notre règle' if month == PROOF_MONTHS else ''}")
        for month in months
    ]
    told = words(months_sentence(by_months), size, SEMI)(room.width)
    left = None if room.height is None else room.height - told.height - 12
    noun = ("autre région", "autres régions")
    return stacked([told, table(columns, lines, Room(room.width, left), noun)], gap=12)


def _moved(row, kept: int, size: float) -> Cell:
    gap = int(row.familles_confirmees) - kept
    if not gap:
        return _both(row, size)
    more = words(f"{'+' if gap > 0 else '−'}{abs(gap)}", size * 0.85, SEMI, SECOND_INK)
    return lambda width: followed(_both(row, size)(width), more)(width)


def choices_drawn(by_mapping: pd.DataFrame, room: Room) -> Piece:
    """A row an alternative choice: where a family more, or less, is documented.

    `by_mapping` is `measure.sensitivity.mapping_sensitivity`.
    """
    columns = [
        Column("Correspondance", share=1.4),
        Column("Une famille documentée de plus"),
        Column("Une de moins", share=1.2),
        Column("Le plus de familles documentées", share=0.9),
    ]
    size = room.size * (0.9 if room.small else 1)
    lines = [
        Line([words(told, size, SEMI if not rank else REGULAR, at_most=2 if room.small else 9)
              for rank, told in enumerate(choice_words(choice))])
        for _, choice in by_mapping.groupby("choix", sort=False)
    ]  # fmt: skip
    return table(columns, lines, room, ("autre choix", "autres choix"))

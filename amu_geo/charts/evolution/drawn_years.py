"""The years as drawings: the cells of each, how many regions are at each level."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
from markupsafe import Markup

from amu_geo.charts.base.markup import html, joined
from amu_geo.charts.evolution.cells import FULL, LEAST, ROOM, STEP, key_parts
from amu_geo.charts.evolution.levels import REGIONS
from amu_geo.charts.evolution.steps import LETTERS, NAMED_AT_MOST, Schemes, Steps, groups_of, spread
from amu_geo.charts.map.levels import UNDOCUMENTED_LEVEL
from amu_geo.charts.map.marks import INK
from amu_geo.charts.map.svg import BRICK, HAIRLINE, HATCH, SECOND_INK, WHITE
from amu_geo.charts.picture.frame import Picture
from amu_geo.charts.picture.maps import map_and_legend, map_key
from amu_geo.charts.picture.pieces import (
    Piece,
    Room,
    Run,
    above,
    at,
    beside,
    flowed,
    followed,
    heading,
    runs,
    stacked,
    words,
)
from amu_geo.charts.picture.signs import sample, strip
from amu_geo.charts.picture.text import BOLD, REGULAR, SEMI, line, measure
from amu_geo.french.typography import number, plural, typeset
from amu_geo.measure.coverage import Coverage
from amu_geo.measure.steps import Step
from amu_geo.sentences.evolution import step_said
from amu_geo.vocabulary import SCALE_LIGHT

CELLS_SHOWS = "Cases (une famille dans une région) confirmées et documentées, année par année"
YEAR_SHOWS = "Familles d’AMU confirmées sur documentées, dans chaque région"
LEVELS_TITLE = "Régions par nombre de familles confirmées, année par année"
_AXIS, _YEARS, _BAR = 40.0, 30.0, 0.86
_FULL_HEIGHT, _LEVELS_HEIGHT = 430.0, 460.0


def cells_picture(counts: pd.DataFrame, steps: Steps, schemes: Schemes) -> Picture:
    """How the cells year by year are drawn as an image; parameters as for `cells_drawn`."""
    return Picture(lambda room: cells_drawn(counts, steps, schemes, room), CELLS_SHOWS)


def year_picture(coverage: Coverage, levels: pd.DataFrame) -> Picture:
    """How the map of a year is drawn as an image; parameters as for `year_drawn`."""
    return Picture(
        lambda room: year_drawn(coverage, levels, room),
        YEAR_SHOWS,
        True,
        lambda room: map_key(coverage, room),
    )


def cells_drawn(counts: pd.DataFrame, steps: Steps, schemes: Schemes, room: Room) -> Piece:
    """The cells year by year: confirmed full, to be confirmed hollow, unknown hatched.

    Parameters
    ----------
    counts
        What `measure.years.cells_by_year` gives.
    steps, schemes
        What `steps.steps_of` and `steps.named_schemes` give.
    """
    key = [(strip(state, FULL, 34), told) for state, told in key_parts(counts)]
    legend = flowed(sample(key, room.size * 0.92), room.width)
    height = _FULL_HEIGHT if room.height is None else room.height - legend.height - 12
    chart = _cells(counts, [step for step, _ in steps], room, height)
    told = [] if room.small or not steps else [_steps(steps, schemes, room)]
    return stacked([legend, chart, *told], gap=14)


class _Scale:
    """Years and values to pixels, of a plot below and on the right of its names."""

    def __init__(self, years: pd.Series, top: float, width: float, height: float) -> None:
        self.first, number = int(years.min()), len(years)
        self.pitch = (width - _AXIS) / number
        self.bottom, self.top = height - _YEARS, top

    def x(self, year: float) -> float:
        """Left edge of a year's column."""
        return _AXIS + (year - self.first) * self.pitch

    def y(self, value: float) -> float:
        """How far down a value lies."""
        return self.bottom * (1 - value / self.top)

    @property
    def bar(self) -> float:
        """Width of a bar."""
        return self.pitch * _BAR

    def box(self, year: int, low: float, high: float, look: str) -> Markup:
        """A bar of a year, from one value to another."""
        return html(
            '<rect x="{}" y="{}" width="{}" height="{}" {}/>',
            f"{self.x(year) + (self.pitch - self.bar) / 2:.1f}",
            f"{self.y(high):.1f}",
            f"{self.bar:.1f}",
            f"{self.y(low) - self.y(high):.1f}",
            look,
        )


def _grid(scale: _Scale, ticks: Sequence[int], width: float, size: float) -> Markup:
    return joined(
        html(
            '<path d="M{} {}H{}" stroke="{}"/>',
            _AXIS - 4,
            f"{scale.y(tick):.1f}",
            f"{width:g}",
            SECOND_INK if tick == 0 else HAIRLINE,
        )
        + line(str(tick), _AXIS - 10, scale.y(tick) + size * 0.35, size, REGULAR, SECOND_INK, "end")
        for tick in ticks
    )


def _names(years: pd.Series, scale: _Scale, size: float) -> Markup:
    """Each year's name, or those that leave room between them; the last one always."""
    last, every = int(years.max()), 1
    while scale.pitch * every < measure("2026", REGULAR, size) + 10:
        every += 1
    return joined(
        line(
            str(year),
            scale.x(year) + scale.pitch / 2,
            scale.bottom + size * 1.35,
            size,
            REGULAR,
            SECOND_INK,
            "middle",
        )
        for year in years
        if (last - year) % every == 0
    )


def _cells(counts: pd.DataFrame, steps: Sequence[Step], room: Room, height: float) -> Piece:
    most = max(LEAST, int(counts["documentees"].max()) if len(counts) else 0)
    scale = _Scale(counts["annee"], most * ROOM, room.width, height)
    size = room.size * 0.88
    step = STEP if most > STEP else LEAST
    bars, numbers = [], []
    for row in counts.itertuples():
        if not row.documentees:
            bars.append(scale.box(row.annee, 0, most, html('fill="url(#{})"', HATCH)))
            continue
        hollow = html('fill="{}" stroke="{}" stroke-width="1.6"', WHITE, FULL)
        bars.append(scale.box(row.annee, 0, row.documentees, hollow))
        full = html('fill="{}" stroke="{}" stroke-width="1.6"', FULL, FULL)
        bars.append(scale.box(row.annee, 0, row.confirmees, full))
        told = runs(
            Run(str(row.confirmees), BOLD, size), Run(f"/{row.documentees}", REGULAR, size)
        )(100)
        x = scale.x(row.annee) + (scale.pitch - told.width) / 2
        numbers.append(at(told, x, scale.y(row.documentees) - told.height))
    drawn = joined(
        (
            _grid(scale, range(0, most + 1, step), room.width, size),
            joined(bars),
            joined(numbers),
            _names(counts["annee"], scale, size),
            joined(_bracket(*one, scale, room.size) for one in zip(LETTERS, steps, strict=False)),
        )
    )
    return Piece(drawn, room.width, height)


def _bracket(letter: str, step: Step, scale: _Scale, size: float) -> Markup:
    """A letter over the years of a step, and a line as long as it."""
    gap = (scale.pitch - scale.bar) / 2
    left, right = scale.x(step.debut) + gap, scale.x(step.fin + 1) - gap
    return line(letter, (left + right) / 2, size * 0.85, size, BOLD, BRICK, "middle") + html(
        '<path d="M{} {}H{}" stroke="{}" stroke-width="2"/>',
        f"{left:.1f}",
        f"{size * 1.15:.1f}",
        f"{right:.1f}",
        BRICK,
    )


def _steps(steps: Steps, schemes: Schemes, room: Room) -> Piece:
    """What makes each step, a column each."""
    gap = 36.0
    width = (room.width - gap * (len(steps) - 1)) / len(steps)
    columns = []
    for letter, (step, causes) in zip(LETTERS, steps, strict=False):
        size = room.size * 0.9
        title = words(step_said(step), size, SEMI)
        mark = runs(Run(letter, BOLD, size, BRICK))(width)
        parts = [followed(mark, title)]
        for head, mine in groups_of(step, causes):
            parts.append(words(head, size * 0.92, fill=SECOND_INK))
            parts += [words(f"{schemes[one.id][0]} ({schemes[one.id][1]})", size * 0.92)
                      for one in spread(mine)[:NAMED_AT_MOST]]  # fmt: skip
            more = len(mine) - NAMED_AT_MOST
            if more > 0:
                told = typeset(f"et {number(more)} autre{'s' if more > 1 else ''}")
                parts.append(words(told, size * 0.92, fill=SECOND_INK))
        columns.append(above(*parts, gap=6)(width)._replace(width=width))
    return beside(*columns, gap=gap)


def year_drawn(coverage: Coverage, levels: pd.DataFrame, room: Room) -> Piece:
    """The map of a year, beside the regions at each level in all years.

    `levels` is what `measure.years.regions_by_level` gives.
    """
    if room.small:
        return map_and_legend(coverage, room)
    gap = 56.0
    width = 620.0
    left = map_and_legend(coverage, Room(room.width - width - gap))
    year = coverage.reading.annee or coverage.edition.year
    chart = _levels(levels, year, Room(width), _LEVELS_HEIGHT)
    right = stacked([heading(LEVELS_TITLE, 18)(width), chart, _levels_key(levels, width)], gap=14)
    return beside(left, right, gap=gap)


def _levels(levels: pd.DataFrame, marked: int, room: Room, height: float) -> Piece:
    years = levels["annee"].drop_duplicates()
    scale = _Scale(years, REGIONS + 0.2, room.width, height)
    size, bars, reached = room.size * 0.85, [], dict.fromkeys(years, 0)
    for step in (4, 3, 2, 1, 0, UNDOCUMENTED_LEVEL):
        color = f"url(#{HATCH})" if step == UNDOCUMENTED_LEVEL else SCALE_LIGHT[step]
        for row in levels[levels["niveau"] == step].itertuples():
            low = reached[row.annee]
            if row.regions:
                bars.append(scale.box(row.annee, low, low + row.regions, html('fill="{}"', color)))
            reached[row.annee] = low + row.regions
    look = html('fill="none" stroke="{}" stroke-width="2.5"', BRICK)
    mark = scale.box(marked, 0, REGIONS, look) if marked in reached else ""
    drawn = joined(
        (
            _grid(scale, (0, 6, 12, REGIONS), room.width, size),
            joined(bars),
            mark,
            _names(years, scale, size),
        )
    )
    return Piece(drawn, room.width, height)


def _levels_key(levels: pd.DataFrame, width: float) -> Piece:
    seen = set(levels.loc[levels["regions"] > 0, "niveau"])
    items = []
    for step in (4, 3, 2, 1, 0, UNDOCUMENTED_LEVEL):
        if step in seen:
            color = f"url(#{HATCH})" if step == UNDOCUMENTED_LEVEL else SCALE_LIGHT[step]
            box = html('<rect width="26" height="15" fill="{}" stroke="{}"/>', color, HAIRLINE)
            told = words(_level_words(step), 16, fill=INK)
            items.append(followed(Piece(box, 26, 15), told))
    return above(*items, gap=3)(width)


def _level_words(step: int) -> str:
    if step == UNDOCUMENTED_LEVEL:
        return "rien de documenté (n.d.)"
    if step == 0:
        return "aucune famille confirmée : tout reste à confirmer"
    return plural(step, "famille confirmée", "familles confirmées")

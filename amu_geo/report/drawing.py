"""What is drawn on paper: the map of the coverage with its legend, families through the years."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from typing import Any

import pandas as pd

from amu_geo import sentences
from amu_geo.charts.base.markup import html
from amu_geo.charts.evolution.strips import line_in_words
from amu_geo.charts.map.marks import shown
from amu_geo.charts.map.names import NAMED
from amu_geo.charts.map.paths import drawn_map
from amu_geo.charts.map.svg import hatch_pattern, map_group
from amu_geo.charts.picture.legend import LINE, card_legend
from amu_geo.french.typography import typeset
from amu_geo.measure.coverage import Coverage
from amu_geo.measure.years import state_runs
from amu_geo.report.spans import Block, figure
from amu_geo.vocabulary import CONFIRMED, FAMILIES, TO_CONFIRM, UNDOCUMENTED

# A start that is not known fades in over so many years.
FADE = 3
# Years between two that are named.
STEP = 5
STATES_OF_YEARS = (
    "Plein : confirmée cette année-là ; contour : documentée, à confirmer ; hachures : non "
    "documentée."
)
# The legend of a small map beside that of a large one.
LEGEND_OF_SMALL = 1.2
UNSURE, SURE = "#8FA6A3", "#0B4F5C"


def coverage_map(coverage: Coverage, outlined: Collection[str], small: bool = False) -> Block:
    """The map of the pages, some regions outlined, the legend below in the same drawing.

    A small one leaves out the names that paper could not print large enough to be read.
    """
    drawn, seen = drawn_map(), shown(coverage)
    legend = LEGEND_OF_SMALL if small else 1.0
    count = (3 if seen.states else 0) + seen.undocumented
    below = drawn.height + 2
    svg = html(
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {} {}" width="{}" height="{}">'
        '<defs>{}</defs>{}<g transform="translate(4 {}) scale({})">{}</g></svg>',
        f"{drawn.width:g}",
        f"{below + legend * LINE * count + 4:g}",
        f"{drawn.width:g}",
        f"{below + legend * LINE * count + 4:g}",
        hatch_pattern(),
        map_group(
            coverage,
            outlined,
            number_size=27 if small else 24,
            name_size=18.5 if small else 16.3,
            names=() if small else NAMED,
        ),
        f"{below:g}",
        f"{legend:g}",
        card_legend(coverage, "", 0, 0),
    )
    return figure(_halos_below(svg), sentences.map_alt(coverage))


_STROKED = re.compile(r'<text\b(?=[^>]* stroke=")[^>]*>.*?</text>', re.DOTALL)


def _halos_below(svg: str) -> str:
    """For Typst, which strokes letters over their fill: the halo first, then the text alone."""
    bare = re.compile(r' (stroke|stroke-width)="[^"]*"')
    return _STROKED.sub(lambda text: text[0] + bare.sub("", text[0]), svg)


class Axis:
    """Years to shares of a bar's width."""

    def __init__(self, first: int, last: int) -> None:
        self.first, self.last = first, last
        self._end = last + 1

    def share(self, year: float) -> float:
        """0 at the beginning of the first year, 1 at the end of the last."""
        return round(min(max((year - self.first) / (self._end - self.first), 0), 1), 4)

    def head(self) -> dict[str, Any]:
        """The cell of a table's header that names the years."""
        round_ones = range(-(-self.first // STEP) * STEP, self._end, STEP)
        far = [year for year in round_ones if self.last - year > 2 and year - self.first > 3]
        named = [self.first, *far, self.last] if self.last > self.first else [self.last]
        return {"years": [[str(year), self.share(year + 0.5)] for year in named]}

    def ends(self) -> dict[str, Any]:
        """The same of a narrow column: its first year and its last."""
        return {"years": [[str(year), self.share(year + 0.5)] for year in (self.first, self.last)]}

    def cell(self, pieces: Sequence[dict[str, Any]], read: int | None) -> dict[str, Any]:
        """A chart in a cell; `read` is a past year that is read, marked by a line."""
        ticks = [at for _, at in self.head()["years"]]
        mark = None if read is None else self.share(read + 0.5)
        return {"bars": list(pieces), "ticks": ticks, "mark": mark}


def _piece(start: float, end: float, form: str, hue: str) -> dict[str, Any]:
    return {"start": start, "end": end, "form": form, "hue": hue}


_FORMS = {CONFIRMED: "full", TO_CONFIRM: "ring", UNDOCUMENTED: "hatch"}


def family_strips(
    years: pd.DataFrame, code_region: str, axis: Axis, read: int | None
) -> dict[str, dict[str, Any]]:
    """By family, its states through the years in a region; `years` as `coverage_by_year`."""
    found = state_runs(years[years["code_region"] == code_region])
    runs = {code: list(rows.itertuples()) for code, rows in found.groupby("famille")}
    return {
        code: axis.cell([_run(run, axis) for run in runs[code]], read)
        | {"alt": typeset(line_in_words(code, runs[code]))}
        for code in FAMILIES
    }


def _run(run: Any, axis: Axis) -> dict[str, Any]:
    start, end = axis.share(run.debut), axis.share(run.fin + 1)
    return _piece(start, end, _FORMS[run.etat], FAMILIES[run.famille].color)


def scheme_bar(bar: Any, axis: Axis, read: int | None) -> dict[str, Any]:
    """One row of `selection_bars`; what is uncertain of it fades."""
    start, end = axis.share(bar.debut), axis.share(bar.fin + 1)
    hue, form = SURE, _FORMS.get(bar.etat, "full")
    pieces = []
    if not bar.debut_connu:
        pieces.append(_piece(axis.share(bar.debut - FADE), start, "in", UNSURE))
    pieces.append(_piece(start, end, form, hue))
    if not bar.fin_connue:
        pieces.append(_piece(end, 1, "out", UNSURE))
    return axis.cell(pieces, read)

"""Native charts, with their data inside: regions by number of families, cells year by year."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd
from pptx.chart.chart import Chart
from pptx.chart.data import CategoryChartData
from pptx.dml.chtfmt import ChartFormat
from pptx.enum.chart import XL_CHART_TYPE, XL_LABEL_POSITION, XL_LEGEND_POSITION, XL_TICK_MARK
from pptx.shapes.shapetree import _BaseShapes
from pptx.util import Pt

from amu_geo.charts.map.svg import BORDER, HATCH_LINE
from amu_geo.french.typography import plural
from amu_geo.measure.years import UNKNOWN_LEVEL
from amu_geo.slides import markup
from amu_geo.slides.look import BODY, HAIRLINE, INK, SECOND_INK, SMALL, TEAL, WHITE, Box
from amu_geo.slides.text import places
from amu_geo.vocabulary import CONFIRMED, SCALE_LIGHT, STATES

HATCHED = "hachures"


@dataclass(frozen=True)
class Series:
    """A series: its name, its numbers, its ground (or one a point), the ink of its labels."""

    name: str
    values: Sequence[int]
    grounds: Sequence[str]
    ink: str = INK


def levels_chart(shapes: _BaseShapes, box: Box, levels: pd.DataFrame, alt: str) -> None:
    """How many regions confirm so many families, one bar a number; the undocumented hatched.

    `levels` is `measure.years.regions_by_level` of one year.
    """
    counts = dict(zip(levels["niveau"], levels["regions"], strict=True))
    steps = [step for step in range(4, UNKNOWN_LEVEL - 1, -1) if step < 4 or counts.get(step)]
    labels = ["n.d." if step == UNKNOWN_LEVEL else plural(step, "confirmée") for step in steps]
    grounds = [HATCHED if step == UNKNOWN_LEVEL else SCALE_LIGHT[step] for step in steps]
    values = [int(counts.get(step, 0)) for step in steps]
    series = Series("Régions", values, grounds)
    chart = _chart(shapes, XL_CHART_TYPE.BAR_CLUSTERED, box, labels, [series], alt)
    chart.category_axis.reverse_order = True
    chart.category_axis.tick_labels.font.size = Pt(BODY)
    chart.plots[0].gap_width = 35
    _labels(chart.plots[0].series[0], BODY + 4, INK, XL_LABEL_POSITION.OUTSIDE_END)


def years_chart(shapes: _BaseShapes, box: Box, counts: pd.DataFrame, alt: str) -> None:
    """Cells confirmed and to be confirmed, year by year, one on the other.

    `counts` is `measure.years.cells_by_year`.
    """
    waiting = counts["documentees"] - counts["confirmees"]
    every = [
        Series(STATES[CONFIRMED].capitalize() + "s", counts["confirmees"].tolist(), [TEAL]),
        Series("Documentées, à confirmer", waiting.tolist(), [WHITE]),
    ]
    years = [str(year) for year in counts["annee"]]
    chart = _chart(shapes, XL_CHART_TYPE.COLUMN_STACKED, box, years, every, alt)
    plot = chart.plots[0]
    plot.gap_width, plot.overlap = 25, 100
    for series, ink in zip(plot.series, (WHITE, INK), strict=True):
        _labels(series, 14, ink, XL_LABEL_POSITION.CENTER)
        _without_zeros(series)
    chart.has_legend = True
    chart.legend.position = XL_LEGEND_POSITION.TOP
    chart.legend.include_in_layout = False
    chart.legend.font.size = Pt(SMALL)
    chart.category_axis.tick_labels.font.size = Pt(14)
    markup.every_label(chart)


def _chart(
    shapes: _BaseShapes,
    kind: XL_CHART_TYPE,
    box: Box,
    labels: Sequence[str],
    every: Sequence[Series],
    alt: str,
) -> Chart:
    """A chart without grid, without axis of values: its labels say them."""
    data = CategoryChartData(number_format="0")
    data.categories = labels
    for series in every:
        data.add_series(series.name, series.values)
    frame = shapes.add_chart(kind, *places(box), data)
    markup.name(frame, "Graphique", alt)
    chart = frame.chart
    chart.font.size, chart.has_title, chart.has_legend = Pt(SMALL), False, False
    markup.paint(chart.font.color, INK)
    values, categories = chart.value_axis, chart.category_axis
    values.visible, values.has_major_gridlines, values.minimum_scale = False, False, 0
    categories.major_tick_mark = XL_TICK_MARK.NONE
    markup.fill(categories.format.line.fill, SECOND_INK)
    for drawn, series in zip(chart.plots[0].series, every, strict=True):
        if len(series.grounds) == 1:
            _ground(drawn.format, series.grounds[0])
            continue
        for rank, ground in enumerate(series.grounds):
            _ground(drawn.points[rank].format, ground)
    return chart


def _ground(form: ChartFormat, ground: str) -> None:
    if ground == HATCHED:
        markup.hatch(form.fill)
    else:
        markup.fill(form.fill, ground)
    # White and pale grounds need their edge.
    edge = HATCH_LINE if ground == HATCHED else TEAL if ground in (TEAL, WHITE) else BORDER
    markup.fill(form.line.fill, edge if ground != HAIRLINE else BORDER)
    form.line.width = Pt(1.25)


def _labels(series, size: float, ink: str, position: XL_LABEL_POSITION) -> None:
    labels = series.data_labels
    labels.show_value, labels.position = True, position
    labels.font.size, labels.font.bold = Pt(size), True
    # An empty bar has nothing to say.
    labels.number_format, labels.number_format_is_linked = "0", False
    markup.paint(labels.font.color, ink)


def _without_zeros(series) -> None:
    """Bars that are none, or too low for a figure, go without."""
    series.data_labels.number_format = "[>1]0;;"

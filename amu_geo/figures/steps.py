"""The steps of the series of the years: found once, told on the page and in the figure alone."""

from __future__ import annotations

import pandas as pd
from markupsafe import Markup

from amu_geo.charts.base.markup import html
from amu_geo.charts.evolution.cells import years_cells_key
from amu_geo.charts.evolution.drawn import drawn_cells
from amu_geo.charts.evolution.steps import Schemes, steps_list
from amu_geo.edition import Edition
from amu_geo.figures.seen import Seen
from amu_geo.measure.steps import Cause, Step, causes, main_steps
from amu_geo.measure.years import cells_by_year
from amu_geo.memory import remembered
from amu_geo.territories import Territories

PATH = "/evolution"
Steps = list[tuple[Step, list[Cause]]]


def steps_of(edition: Edition, lecture: str, years: pd.DataFrame) -> Steps:
    """The main steps with what makes each; `years` is `evolution.years_of`. Found once."""
    return remembered(
        edition,
        ("marches", lecture),
        lambda: [
            (step, causes(step, edition, lecture)) for step in main_steps(cells_by_year(years))
        ],
    )


def named_schemes(edition: Edition, territories: Territories) -> Schemes:
    """Name and region of each scheme, by its id."""
    return {
        row.id: (row.nom, territories.name(row.code_region))
        for row in edition.dispositifs[["id", "nom", "code_region"]].itertuples()
    }


def compared_years(edition: Edition, step: Step) -> dict[str, str]:
    """The choices that compare the year before a step with its last one."""
    last = "" if step.fin == edition.year else str(step.fin)
    return {"depuis": str(step.debut - 1), "jusqua": last}


def cells_picture(seen: Seen, years: pd.DataFrame, alt: str) -> Markup:
    """HTML of the cells year by year, its steps lettered and told."""
    edition, counts = seen.edition, cells_by_year(years)
    steps = steps_of(edition, seen.coverage.reading.lecture, years)
    told = steps_list(
        steps,
        named_schemes(edition, seen.territories),
        seen.opens,
        lambda step: seen.link(PATH, **compared_years(edition, step)),
    )
    drawn = drawn_cells(counts, alt, [step for step, _ in steps])
    return html("{}{}{}", years_cells_key(counts), drawn, told if steps else "")

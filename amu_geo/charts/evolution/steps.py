"""The steps of the series under its chart: years, cells, and the schemes that make them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from string import ascii_uppercase

import pandas as pd
from markupsafe import Markup

from amu_geo.charts.base.markup import html, joined, shown
from amu_geo.charts.evolution.changes import CHANGES_ID
from amu_geo.edition import Edition
from amu_geo.french.typography import number, typeset
from amu_geo.measure.steps import Cause, Step, causes, main_steps
from amu_geo.measure.years import cells_by_year
from amu_geo.memory import remembered
from amu_geo.sentences.evolution import step_said
from amu_geo.territories import Territories

NAMED_AT_MOST = 3
# Letter of each step, the same on the chart and below it.
LETTERS = ascii_uppercase
# Name and region of a scheme, by its id.
Schemes = Mapping[str, tuple[str, str]]
Steps = list[tuple[Step, list[Cause]]]


def steps_of(edition: Edition, lecture: str, years: pd.DataFrame) -> Steps:
    """The main steps with what makes each, found once; `years` as `coverage_by_year` gives them."""
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


def steps_list(
    steps: Sequence[tuple[Step, Sequence[Cause]]],
    schemes: Schemes,
    opens: Callable[[str, str], str],
    compares: Callable[[Step], str],
) -> Markup:
    """HTML: a card a step.

    Parameters
    ----------
    steps
        What `steps.main_steps` gives, each with its `steps.causes`.
    opens
        Makes the link to a scheme, from its id and the HTML of its name.
    compares
        Address of the page that compares the years before and after a step; its link is
        `data-marche="<year before>|<last year>"` and leads to `CHANGES_ID`.
    """
    cards = joined(
        _card(letter, step, made_by, schemes, opens, compares(step))
        for letter, (step, made_by) in zip(LETTERS, steps, strict=False)
    )
    return html(
        '<h3 class="invisible">{}</h3><ul class="marches">{}</ul>',
        typeset("Ce qui fait les marches de la série"),
        cards,
    )


def _card(
    letter: str,
    step: Step,
    made_by: Sequence[Cause],
    schemes: Schemes,
    opens: Callable[[str, str], str],
    href: str,
) -> Markup:
    lines = joined(_named(head, mine, schemes, opens) for head, mine in groups_of(step, made_by))
    return html(
        '<li><p class="marche"><span class="repere">{}</span> {}</p>{}'
        '<p><a href="{}" target="_self" data-marche="{}|{}" data-montre="{}">'
        "{}</a></p></li>",
        letter,
        step_said(step),
        lines,
        href,
        step.debut - 1,
        step.fin,
        CHANGES_ID,
        html('Voir case par case<span class="invisible">, {}</span>', step_said(step)),
    )


def groups_of(step: Step, made_by: Sequence[Cause]) -> list[tuple[str, Sequence[Cause]]]:
    """What makes a step, by kind, each kind under its head."""
    groups = (
        [("Dispositifs alors confirmés :", made_by)]
        if step.rises
        else [
            (f"Sans preuve pour {step.fin} :", [one for one in made_by if not one.fini]),
            ("Ont pris fin :", [one for one in made_by if one.fini]),
        ]
    )
    return [(head, mine) for head, mine in groups if mine]


def _named(
    head: str, made_by: Sequence[Cause], schemes: Schemes, opens: Callable[[str, str], str]
) -> Markup:
    """A few schemes, of as many regions as can be, and how many more there are."""
    told = []
    for cause in spread(made_by)[:NAMED_AT_MOST]:
        name, region = schemes[cause.id]
        told.append(html("{} ({})", opens(cause.id, shown(name)), shown(region)))
    more = len(made_by) - len(told)
    if more:
        told.append(typeset(f"et {number(more)} autre{'s' if more > 1 else ''}"))
    items = joined(html("<li>{}</li>", one) for one in told)
    return html("<p>{}</p><ul>{}</ul>", typeset(head), items)


def spread(made_by: Sequence[Cause]) -> list[Cause]:
    """The same, the first of each region before the second of any."""
    seen: dict[str, int] = {}
    ranked = []
    for place, cause in enumerate(made_by):
        turn = seen.get(cause.code_region, 0)
        seen[cause.code_region] = turn + 1
        ranked.append((turn, place, cause))
    return [cause for _, _, cause in sorted(ranked, key=lambda one: one[:2])]

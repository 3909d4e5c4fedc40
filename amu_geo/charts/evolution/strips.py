"""Small multiples: the four families of each region through the years, on one common scale.

A confirmed year is full, one to be confirmed an outline, one not documented is hatched.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pandas as pd
from markupsafe import escape

from amu_geo.charts.base.markup import html, hue, joined, link
from amu_geo.charts.map.levels import label, level
from amu_geo.french.typography import enumerate_fr, typeset
from amu_geo.measure.coverage import Coverage
from amu_geo.measure.ranking import ranked
from amu_geo.measure.years import state_runs
from amu_geo.vocabulary import FAMILIES, STATES, UNDOCUMENTED

# Runs of each region and family, in the order of time.
Runs = dict[tuple[str, str], list]


def years_strips(years: pd.DataFrame, now: Coverage, href: Callable[[str], str]) -> str:
    """HTML of the 18 panels, most families first.

    Parameters
    ----------
    years
        What `timeline.coverage_by_year` gives.
    now
        The coverage at the edition's own year, same reading: order and number of families.
    href
        Address of a region's portrait.
    """
    runs = runs_of(years)
    axis = _axis(int(years["annee"].min()), int(years["annee"].max())) if len(years) else ""
    panels = joined(
        _panel(row["code_region"], row["nom"], runs, now, href, axis)
        for row in ranked(now).to_dict("records")
    )
    return html('<ul class="multiples">{}</ul>', panels)


def runs_of(years: pd.DataFrame) -> Runs:
    """The runs of each region and family; `years` as `timeline.coverage_by_year` gives them."""
    runs: Runs = {}
    for run in state_runs(years).itertuples():
        runs.setdefault((run.code_region, run.famille), []).append(run)
    return runs


def strips_legend() -> str:
    """HTML of the legend: families by colour and order, states by form."""
    families = joined(
        html("<li>{} {}</li>", hue(family, spoken=False), family.label)
        for family in FAMILIES.values()
    )
    states = joined(html("<li>{} {}</li>", swatch(state), words) for state, words in STATES.items())
    return html('<div class="multiples-legende"><ul>{}</ul><ul>{}</ul></div>', families, states)


def swatch(state: str) -> str:
    """HTML of a state's sign as a strip, of no family."""
    return html('<span class="bande etat-{} teinte-encre" aria-hidden="true"></span>', state)


def _panel(
    code: str,
    name: str,
    runs: Runs,
    now: Coverage,
    href: Callable[[str], str],
    axis: str,
) -> str:
    score = f"niveau-{level(now, code)}" if now.documented(code) else "nd"
    title = link(href(code), escape(typeset(name)), "page", f"/region?region={code}")
    lines = joined(_line(family, runs.get((code, family), [])) for family in FAMILIES)
    spoken = escape(typeset(_spoken(name, runs, code)))
    return html(
        '<li><h3>{}<span class="note {}">{}</span></h3>'
        '<div class="bandes" role="img" aria-label="{}">{}</div>{}</li>',
        title,
        score,
        label(now, code),
        spoken,
        lines,
        axis,
    )


def _axis(first: int, last: int) -> str:
    ends = joined(html("<span>{}</span>", year) for year in (first, (first + last) // 2, last))
    return html('<p class="axe" aria-hidden="true">{}</p>', ends)


def _line(family: str, runs: Sequence) -> str:
    pieces = joined(
        html(
            '<i class="etat-{}" style="flex:{}" title="{}"></i>',
            run.etat,
            run.fin - run.debut + 1,
            typeset(_told(family, run)),
        )
        for run in runs
    )
    return html('<span class="bande teinte-{}">{}</span>', family, pieces)


def _told(family: str, run) -> str:
    when = f"en {run.debut}" if run.debut == run.fin else f"de {run.debut} à {run.fin}"
    return f"{FAMILIES[family].label}, {when} : {STATES[run.etat]}"


def _spoken(name: str, runs: Runs, code: str) -> str:
    """The panel in words: when each family is confirmed, or documented and to be confirmed."""
    parts = [line_in_words(family, runs.get((code, family), [])) for family in FAMILIES]
    return f"{name}. " + ". ".join(parts) + "."


def line_in_words(family: str, runs: Sequence) -> str:
    """When a family is confirmed, or documented and to be confirmed, without final full stop."""
    told = [_told(family, run).split(", ", 1)[1] for run in runs if run.etat != UNDOCUMENTED]
    words = f"{FAMILIES[family].label} : {enumerate_fr(told)}"
    return words if told else f"{FAMILIES[family].label} : rien de documenté"

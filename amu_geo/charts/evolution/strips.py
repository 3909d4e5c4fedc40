"""Small multiples: the four families of each region through the years, on one common scale.

A confirmed year is full, one to be confirmed an outline, one not documented is hatched.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from html import escape

import pandas as pd

from amu_geo.charts.base.markup import hue, joined, link
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
    runs: Runs = {}
    for run in state_runs(years).itertuples():
        runs.setdefault((run.code_region, run.famille), []).append(run)
    axis = _axis(int(years["annee"].min()), int(years["annee"].max())) if len(years) else ""
    panels = joined(
        _panel(row["code_region"], row["nom"], runs, now, href, axis)
        for row in ranked(now).to_dict("records")
    )
    return f'<ul class="multiples">{panels}</ul>'


def strips_legend() -> str:
    """HTML of the legend: families by colour and order, states by form."""
    families = joined(
        f"<li>{hue(family, spoken=False)} {escape(family.label)}</li>"
        for family in FAMILIES.values()
    )
    states = joined(f"<li>{swatch(state)} {words}</li>" for state, words in STATES.items())
    return f'<div class="multiples-legende"><ul>{families}</ul><ul>{states}</ul></div>'


def swatch(state: str) -> str:
    """HTML of a state's sign as a strip, of no family."""
    return f'<span class="bande etat-{state} teinte-encre" aria-hidden="true"></span>'


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
    return (
        f'<li><h3>{title}<span class="note {score}">{label(now, code)}</span></h3>'
        f'<div class="bandes" role="img" aria-label="{spoken}">{lines}</div>{axis}</li>'
    )


def _axis(first: int, last: int) -> str:
    ends = joined(f"<span>{year}</span>" for year in (first, (first + last) // 2, last))
    return f'<p class="axe" aria-hidden="true">{ends}</p>'


def _line(family: str, runs: Sequence) -> str:
    pieces = joined(
        f'<i class="etat-{run.etat}" style="flex:{run.fin - run.debut + 1}" '
        f'title="{escape(typeset(_told(family, run)))}"></i>'
        for run in runs
    )
    return f'<span class="bande teinte-{family}">{pieces}</span>'


def _told(family: str, run) -> str:
    when = f"en {run.debut}" if run.debut == run.fin else f"de {run.debut} à {run.fin}"
    return f"{FAMILIES[family].label}, {when} : {STATES[run.etat]}"


def _spoken(name: str, runs: Runs, code: str) -> str:
    """The panel in words: when each family is confirmed, or documented and to be confirmed."""
    parts = []
    for family in FAMILIES:
        told = [
            _told(family, run).split(", ", 1)[1]
            for run in runs.get((code, family), [])
            if run.etat != UNDOCUMENTED
        ]
        words = f"{FAMILIES[family].label} : {enumerate_fr(told)}"
        parts.append(words if told else f"{FAMILIES[family].label} : rien de documenté")
    return f"{name}. " + ". ".join(parts) + "."

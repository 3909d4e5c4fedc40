"""Small multiples: the four families of each region through the years, on one common scale.

Couvert is full, probable a dotted half, non documenté hatched; « actuel » stands apart,
because it is measured by status and not by dates.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from html import escape

import pandas as pd

from amu_geo.charts.levels import label, level
from amu_geo.charts.markup import dot, joined, link
from amu_geo.charts.ranking import ranked
from amu_geo.coverage import Coverage
from amu_geo.timeline_summary import current_states, state_runs
from amu_geo.typography import enumerate_fr, typeset
from amu_geo.vocabulary import CONFIRMED, FAMILIES, STATES, TO_CONFIRM, UNDOCUMENTED

# Runs of each region and family, in the order of time.
Runs = dict[tuple[str, str], list]
_STYLES = {CONFIRMED: "couvert", TO_CONFIRM: "probable", UNDOCUMENTED: "manque"}


def years_strips(years: pd.DataFrame, now: Coverage, href: Callable[[str], str]) -> str:
    """HTML of the 18 panels, most families first.

    Parameters
    ----------
    years
        What `timeline.coverage_by_year` gives.
    now
        The coverage « actuel » of the same edition and reading: order and number of families.
    href
        Address of a region's portrait.
    """
    runs: Runs = {}
    for run in state_runs(years).itertuples():
        runs.setdefault((run.code_region, run.famille), []).append(run)
    dated = years["annee"].dropna()
    axis = _axis(int(dated.min()), int(dated.max())) if len(dated) else ""
    current = current_states(years)
    panels = joined(
        _panel(row["code_region"], row["nom"], runs, current, now, href, axis)
        for row in ranked(now).to_dict("records")
    )
    return f'<ul class="multiples">{panels}</ul>'


def strips_legend() -> str:
    """HTML of the legend: families by colour and order, states by form."""
    families = joined(
        f"<li>{dot(family, spoken=False)} {escape(family.label)}</li>"
        for family in FAMILIES.values()
    )
    states = joined(
        f'<li><span class="bande etat-{_STYLES[state]} teinte-batiment" aria-hidden="true"></span>'
        f" {words}</li>"
        for state, words in STATES.items()
    )
    return f'<div class="multiples-legende"><ul>{families}</ul><ul>{states}</ul></div>'


def _panel(
    code: str,
    name: str,
    runs: Runs,
    current: dict[tuple[str, str], str],
    now: Coverage,
    href: Callable[[str], str],
    axis: str,
) -> str:
    score = f"niveau-{level(now, code)}" if now.documented(code) else "nd"
    title = link(href(code), escape(typeset(name)), "page", f"/region?region={code}")
    lines = joined(
        _line(family, runs.get((code, family), []), current.get((code, family), UNDOCUMENTED))
        for family in FAMILIES
    )
    spoken = escape(typeset(_spoken(name, runs, current, code)))
    return (
        f'<li><h3>{title}<span class="note {score}">{label(now, code)}</span></h3>'
        f'<div class="bandes" role="img" aria-label="{spoken}">{lines}</div>{axis}</li>'
    )


def _axis(first: int, last: int) -> str:
    ends = joined(f"<span>{year}</span>" for year in (first, (first + last) // 2, last))
    return (
        f'<p class="axe" aria-hidden="true"><span class="annees">{ends}</span>'
        "<span>actuel</span></p>"
    )


def _line(family: str, runs: Sequence, now: str) -> str:
    pieces = joined(
        f'<i class="etat-{_STYLES[run.etat]}" style="flex:{run.fin - run.debut + 1}" '
        f'title="{escape(typeset(_told(family, run)))}"></i>'
        for run in runs
    )
    present = typeset(f"{FAMILIES[family].label}, état actuel : {STATES[now]}")
    return (
        f'<span class="bande teinte-{family}"><span class="datees">{pieces}</span>'
        f'<i class="actuel etat-{_STYLES[now]}" title="{escape(present)}"></i></span>'
    )


def _told(family: str, run) -> str:
    when = f"en {run.debut}" if run.debut == run.fin else f"de {run.debut} à {run.fin}"
    return f"{FAMILIES[family].label}, {when} : {STATES[run.etat]}"


def _spoken(name: str, runs: Runs, current: dict[tuple[str, str], str], code: str) -> str:
    """The panel in words: when each family is sure or probable, then the present state."""
    parts = []
    for family in FAMILIES:
        told = [
            _told(family, run).split(", ", 1)[1]
            for run in runs.get((code, family), [])
            if run.etat != UNDOCUMENTED
        ]
        present = STATES[current.get((code, family), UNDOCUMENTED)]
        dated = f"{enumerate_fr(told)} ; " if told else "rien de daté ; "
        parts.append(f"{FAMILIES[family].label} : {dated}actuellement {present}")
    return f"{name}. " + ". ".join(parts) + "."

"""Hindsight, region by region: the dots of an edition beside those found for its year since."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd
from markupsafe import Markup

from amu_geo.charts.base.markup import dots, html, html_table, joined, link, shown
from amu_geo.charts.map.levels import label
from amu_geo.french.grammar import lower_first
from amu_geo.french.typography import enumerate_fr, typeset
from amu_geo.measure.coverage import Coverage
from amu_geo.measure.hindsight import said_then
from amu_geo.sentences.evolution import region_hindsight
from amu_geo.vocabulary import FAMILIES, STATES


def then_and_now_table(
    cells: pd.DataFrame,
    then: Coverage,
    now: Coverage,
    names: tuple[str, str],
    href: Callable[[Coverage, str], str],
) -> str:
    """HTML of the regions that the first edition documents, then of the others.

    Parameters
    ----------
    cells
        What `then_and_now.then_and_now` gives for `then` and `now`.
    names
        What heads the column of each, « Édition 2018 » first.
    href
        Address of a region's portrait in one of the coverages.
    """
    said = set(said_then(cells)["code_region"])
    groups = dict(list(cells.groupby("code_region", sort=False)))
    parts = []
    for of_both, caption, coverages in (
        (True, f"Régions que l’{lower_first(names[0])} documente", (then, now)),
        (False, f"Régions que l’{lower_first(names[0])} ne documente pas", (now,)),
    ):
        rows = [
            [_head(found), *(_side(coverage, code, href) for coverage in coverages)]
            for code, found in groups.items()
            if (code in said) == of_both
        ]
        if rows:
            heads = ["Région", *names[-len(coverages) :]]
            parts.append(html_table(caption, heads, rows, "retour"))
    neither = [name for code, name in _names(now) if code not in groups]
    if neither:
        words = f"Non documentées dans l’une ni dans l’autre : {enumerate_fr(neither)}."
        parts.append(html('<p class="source">{}</p>', shown(words)))
    return html('<div class="retours">{}</div>', joined(parts))


def _head(found: pd.DataFrame) -> str:
    name = found["nom"].iloc[0]
    return html("{}<small>{}</small>", shown(name), shown(region_hindsight(found)))


def _side(coverage: Coverage, code: str, href: Callable[[Coverage, str], str]) -> str:
    if not coverage.documented(code):
        return Markup('<span class="note nd">n.d.</span>')
    states = [(family, coverage.state(code, family)) for family in FAMILIES]
    number = html('<span class="nombre">{}</span>', shown(label(coverage, code)))
    return link(href(coverage, code), dots(states) + number, style="cellule")


def _names(coverage: Coverage) -> list[tuple[str, str]]:
    return list(zip(coverage.table["code_region"], coverage.table["nom"], strict=True))


def then_and_now_data(cells: pd.DataFrame, names: tuple[str, str]) -> pd.DataFrame:
    """The same, cell by cell, as a table to take away."""
    return pd.DataFrame(
        {
            "Région": cells["nom"],
            "Famille": [FAMILIES[family].label for family in cells["famille"]],
            names[0]: cells["alors"].map(STATES),
            typeset(names[1]): cells["depuis"].map(STATES),
        }
    )

"""The ranking: one row a region, four dots and a number, most families first."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from html import escape

import pandas as pd

from amu_geo.charts.levels import label
from amu_geo.charts.markup import dots, joined, link
from amu_geo.coverage import Coverage
from amu_geo.territories import normalise
from amu_geo.typography import typeset
from amu_geo.vocabulary import FAMILIES


def ranked(coverage: Coverage) -> pd.DataFrame:
    """The coverage table from most to fewest families, undocumented regions last.

    Ties follow the families that are possible, then the alphabet as French readers know it.
    """
    table = coverage.table.assign(_alphabetic=[normalise(name) for name in coverage.table["nom"]])
    ordered = table.sort_values(
        ["familles_confirmees", "familles_documentees", "_alphabetic"],
        ascending=[False, False, True],
    )
    return ordered.drop(columns="_alphabetic")


def ranking(coverage: Coverage, chosen: str, href: Callable[[str], str]) -> str:
    """HTML of the ranking.

    Parameters
    ----------
    chosen
        Code of the region whose sheet is open, or "".
    href
        Address of the view with a region's sheet open.
    """
    rows = joined(_row(coverage, row, chosen, href) for row in ranked(coverage).to_dict("records"))
    return (
        '<section aria-label="Familles soutenues par région">'
        '<h2 class="intertitre">Familles soutenues par région</h2>'
        f'<ol class="classement">{rows}</ol></section>'
    )


def region_box(names: Mapping[str, str], invitation: str) -> str:
    """HTML of a list of regions to choose from, by the keyboard or a phone's own wheel.

    Parameters
    ----------
    names
        Code to name, in the order of the list.
    invitation
        What it says when no region is chosen.
    """
    options = joined(
        f'<option value="{code}">{escape(typeset(name))}</option>'
        for code, name in {"": invitation, **names}.items()
    )
    box = f'<select aria-label="Région" data-choix="region">{options}</select>'
    return f'<span class="liste">{box}</span>'


def _row(coverage: Coverage, row: dict, chosen: str, href: Callable[[str], str]) -> str:
    code = row["code_region"]
    states = [(family.code, row[family.column]) for family in FAMILIES.values()]
    number = label(coverage, code)
    style = "nombre" if coverage.documented(code) else "nombre nd"
    name = escape(typeset(row["nom"]))
    content = f'<span class="nom">{name}</span>{dots(states)}<span class="{style}">{number}</span>'
    current = ' class="choisie" aria-current="true"' if code == chosen else ""
    return f"<li{current}>{link(href(code), content, 'region', code)}</li>"

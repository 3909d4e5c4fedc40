"""The ranking: one row a region, four signs and two numbers, most confirmed families first."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from html import escape

import pandas as pd

from amu_geo.charts.base.markup import dots, joined, link
from amu_geo.charts.base.states import both_numbers, state_key
from amu_geo.french.typography import typeset
from amu_geo.measure.coverage import Coverage
from amu_geo.measure.ranking import ranked
from amu_geo.vocabulary import CONFIRMED, FAMILIES, UNDOCUMENTED

TITLE = "Familles par région"


def ranking(coverage: Coverage, chosen: str, href: Callable[[str], str]) -> str:
    """HTML of the ranking.

    Parameters
    ----------
    chosen
        Code of the region whose sheet is open, or "".
    href
        Address of the view with a region's sheet open.
    """
    rows, above = [], None
    for row in ranked(coverage).to_dict("records"):
        group = (row["familles_confirmees"], coverage.documented(row["code_region"]))
        first = above is not None and group != above
        rows.append(_row(coverage, row, chosen, first, href))
        above = group
    return (
        f'<section class="classement-entier" aria-label="{TITLE}">{_head()}'
        f'<ol class="classement">{joined(rows)}</ol>{_foot(coverage)}{state_key()}</section>'
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


def _head() -> str:
    """The names of the families, each with a line down to its column."""
    names = joined(
        f'<span class="etage"><span>{escape(family.label)}</span></span>'
        for family in FAMILIES.values()
    )
    return (
        f'<div class="classement-tete"><h2 class="intertitre">{TITLE}</h2>'
        f'<span class="etages" aria-hidden="true">{names}</span>'
        '<span class="unite">confirmées sur documentées</span></div>'
    )


def _row(
    coverage: Coverage, row: dict, chosen: str, first: bool, href: Callable[[str], str]
) -> str:
    code = row["code_region"]
    name = f'<span class="nom">{escape(typeset(row["nom"]))}</span>'
    if coverage.documented(code):
        states = [(family.code, row[family.column]) for family in FAMILIES.values()]
        both = both_numbers(row["familles_confirmees"], row["familles_documentees"])
        content = f'{name}{dots(states)}<span class="nombre">{both}</span>'
    else:
        content = f'{name}<span class="rien nd"><span>non documentée</span></span>'
        content += '<span class="nombre"><b>n.d.</b></span>'
    style = " ".join(["choisie"] * (code == chosen) + ["groupe"] * first)
    marks = f' class="{style}"' if style else ""
    marks += ' aria-current="true"' if code == chosen else ""
    return f"<li{marks}>{link(href(code), content, 'region', code)}</li>"


def _foot(coverage: Coverage) -> str:
    """In how many regions each family is confirmed and documented, and how many cells."""
    cells = joined(_regions_of(coverage.table[family.column]) for family in FAMILIES.values())
    total = both_numbers(coverage.nb_confirmed, coverage.nb_documented)
    return (
        '<p class="classement-pied"><span>Régions, par famille</span>'
        f'<span class="pastilles">{cells}</span><span></span>'
        '<span class="cases">Cases région × famille, en tout</span>'
        f'<span class="nombre">{total}</span></p>'
    )


def _regions_of(states: pd.Series) -> str:
    documented = int((states != UNDOCUMENTED).sum())
    if not documented:
        return "<span>n.d.</span>"
    return f"<span><b>{int((states == CONFIRMED).sum())}</b>/{documented}</span>"

"""The families × regions table: one cell, one state, one proof to open."""

from __future__ import annotations

from collections.abc import Callable
from html import escape

from amu_geo.charts.levels import label
from amu_geo.charts.markup import dot, joined, link
from amu_geo.charts.ranking import ranked
from amu_geo.coverage import Coverage
from amu_geo.typography import plural, typeset
from amu_geo.vocabulary import FAMILIES, STATES, UNDOCUMENTED, Family


def matrix(coverage: Coverage, href: Callable[[str, str], str], caption: str) -> str:
    """HTML of the table; each cell is a link `data-preuve="<région>|<famille>"`.

    Parameters
    ----------
    href
        Address of the view with a cell's region and family.
    caption
        What the table shows, edition and reading included.
    """
    heads = joined(
        f'<th scope="col">{dot(family, spoken=False)} {escape(family.label)}</th>'
        for family in FAMILIES.values()
    )
    head = (
        f'<tr><th scope="col">Région</th>{heads}'
        '<th scope="col" class="nombre">Familles</th>'
        '<th scope="col" class="nombre">Min. – max.</th>'
        '<th scope="col" class="nombre">Dispositifs</th></tr>'
    )
    body = joined(_row(coverage, row, href) for row in ranked(coverage).to_dict("records"))
    return (
        f'<div class="defile" tabindex="0" role="region" aria-label="{escape(caption)}">'
        f'<table class="tableau matrice"><caption>{escape(caption)}</caption>'
        f"<thead>{head}</thead><tbody>{body}</tbody></table></div>"
    )


def _row(coverage: Coverage, row: dict, href: Callable[[str, str], str]) -> str:
    code = row["code_region"]
    cells = joined(_cell(coverage, row, family, href) for family in FAMILIES.values())
    documented = coverage.documented(code)
    between = f"{row['min']} – {row['max']}" if documented else "n.d."
    number = "nombre" if documented else "nombre nd"
    return (
        f'<tr><th scope="row">{escape(typeset(row["nom"]))}</th>{cells}'
        f'<td class="{number}">{label(coverage, code)}</td>'
        f'<td class="{number}">{between}</td>'
        f'<td class="nombre">{row["nb_dispositifs"]}</td></tr>'
    )


def _cell(coverage: Coverage, row: dict, family: Family, href: Callable[[str, str], str]) -> str:
    code, state = row["code_region"], row[family.column]
    words = f"{row['nom']}, {family.label} : {STATES[state]}, voir la preuve"
    count = len(coverage.behind(code, family.code))
    text = "n.d." if state == UNDOCUMENTED else plural(count, "dispositif")
    content = (
        f'{dot(family, state, spoken=False)}<span class="mot">{text}</span>'
        f'<span class="invisible">{escape(words)}</span>'
    )
    cell = link(href(code, family.code), content, "preuve", f"{code}|{family.code}", "cellule")
    return f'<td class="{"nd" if state == UNDOCUMENTED else state}">{cell}</td>'

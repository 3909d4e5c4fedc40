"""The families × regions table: one cell, one state, one proof to open."""

from __future__ import annotations

from collections.abc import Callable
from html import escape

from amu_geo.charts.base.markup import dot, joined, link
from amu_geo.charts.base.states import both_numbers
from amu_geo.french.typography import plural, typeset
from amu_geo.measure.coverage import Coverage
from amu_geo.measure.ranking import ranked
from amu_geo.vocabulary import CONFIRMED, FAMILIES, STATES, UNDOCUMENTED, Family

TITLE = "Chaque case, ce qui la documente et ce qui la confirme"


def matrix(coverage: Coverage, href: Callable[[str, str], str], caption: str) -> str:
    """HTML of the table; each cell is a link `data-preuve="<région>|<famille>"`.

    Parameters
    ----------
    href
        Address of the view with a cell's region and family.
    caption
        What the table shows, edition and reading included.
    """
    heads = joined(f'<th scope="col">{escape(family.label)}</th>' for family in FAMILIES.values())
    head = (
        f'<tr><th scope="col">Région</th>{heads}'
        '<th scope="col" class="nombre">Confirmées sur documentées</th>'
        '<th scope="col" class="nombre">Documentées, min. – max.</th>'
        '<th scope="col" class="nombre">Dispositifs, dont confirmés</th></tr>'
    )
    body = joined(_row(coverage, row, href) for row in ranked(coverage).to_dict("records"))
    return (
        f'<div class="defile" tabindex="0" role="region" aria-label="{escape(caption)}">'
        f'<table class="tableau matrice"><caption>{escape(caption)}</caption>'
        f"<thead>{head}</thead><tbody>{body}</tbody></table></div>"
    )


def _row(coverage: Coverage, row: dict, href: Callable[[str, str], str]) -> str:
    cells = joined(_cell(coverage, row, family, href) for family in FAMILIES.values())
    both = between = '<span class="nd">n.d.</span>'
    if coverage.documented(row["code_region"]):
        both = both_numbers(row["familles_confirmees"], row["familles_documentees"])
        between = f"{row['min']} – {row['max']}"
    schemes = f"{row['nb_dispositifs']}, dont {row['nb_confirmes']}"
    return (
        f'<tr><th scope="row">{escape(typeset(row["nom"]))}</th>{cells}'
        f'<td class="nombre">{both}</td><td class="nombre">{between}</td>'
        f'<td class="nombre">{schemes if row["nb_dispositifs"] else 0}</td></tr>'
    )


def _cell(coverage: Coverage, row: dict, family: Family, href: Callable[[str, str], str]) -> str:
    code, state = row["code_region"], row[family.column]
    words = f"{row['nom']}, {family.label} : {STATES[state]}, voir la preuve"
    content = (
        f'{dot(family, state, spoken=False)}<span class="mot">{_in_words(coverage, code, family)}'
        f'</span><span class="invisible">{escape(typeset(words))}</span>'
    )
    cell = link(href(code, family.code), content, "preuve", f"{code}|{family.code}", "cellule")
    return f'<td class="{"nd" if state == UNDOCUMENTED else state}">{cell}</td>'


def _in_words(coverage: Coverage, code: str, family: Family) -> str:
    """« confirmée, 2 sur 4 dispositifs », « à confirmer, 1 dispositif », « n.d. »."""
    state = coverage.state(code, family.code)
    if state == UNDOCUMENTED:
        return "n.d."
    schemes = plural(len(coverage.behind(code, family.code)), "dispositif")
    if state == CONFIRMED:
        proven = len(coverage.confirming(code, family.code))
        return f"<b>confirmée</b>, <small>{proven} sur {schemes}</small>"
    return f"à confirmer, <small>{schemes}</small>"

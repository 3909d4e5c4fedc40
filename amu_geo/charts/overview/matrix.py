"""The families × regions table: one cell, one state, one proof to open."""

from __future__ import annotations

from collections.abc import Callable

from markupsafe import Markup

from amu_geo.charts.base.markup import dot, html, joined, link
from amu_geo.charts.base.states import both_numbers
from amu_geo.french.typography import plural, typeset
from amu_geo.measure.coverage import Coverage
from amu_geo.measure.ranking import ranked
from amu_geo.vocabulary import CONFIRMED, FAMILIES, STATES, UNDOCUMENTED, Family

BOTH, BETWEEN = "Confirmées sur documentées", "Documentées, min. – max."
SCHEMES = "Dispositifs, dont confirmés"
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
    names = ("Région", *(family.label for family in FAMILIES.values()))
    heads = joined(html('<th scope="col" role="columnheader">{}</th>', name) for name in names)
    numbers = joined(
        html('<th scope="col" role="columnheader" class="nombre">{}</th>', name)
        for name in (BOTH, BETWEEN, SCHEMES)
    )
    head = html('<tr role="row">{}{}</tr>', heads, numbers)
    body = joined(_row(coverage, row, href) for row in ranked(coverage).to_dict("records"))
    return html(
        '<div class="defile" tabindex="0" role="region" aria-label="{}">'
        '<table class="tableau matrice" role="table"><caption>{}</caption>'
        '<thead role="rowgroup">{}</thead><tbody role="rowgroup">{}</tbody></table></div>',
        caption,
        caption,
        head,
        body,
    )


def _row(coverage: Coverage, row: dict, href: Callable[[str, str], str]) -> str:
    cells = joined(_cell(coverage, row, family, href) for family in FAMILIES.values())
    both = between = Markup('<span class="nd">n.d.</span>')
    if coverage.documented(row["code_region"]):
        both = both_numbers(row["familles_confirmees"], row["familles_documentees"])
        between = f"{row['min']} – {row['max']}"
    schemes = f"{row['nb_dispositifs']}, dont {row['nb_confirmes']}"
    numbers = (
        (BOTH, "deux-nombres", both),
        (BETWEEN, "etendue-dite", between),
        (SCHEMES, "dispositifs-dits", schemes if row["nb_dispositifs"] else 0),
    )
    return html(
        '<tr role="row"><th scope="row" role="rowheader">{}</th>{}{}</tr>',
        typeset(row["nom"]),
        cells,
        joined(
            html('<td role="cell" class="nombre {}">{}{}</td>', style, _named(name), number)
            for name, style, number in numbers
        ),
    )


def _named(name: str) -> str:
    """The head of a cell, written in it where the table is a card a region (figures.css)."""
    return html('<span class="tete" aria-hidden="true">{}</span>', name)


def _cell(coverage: Coverage, row: dict, family: Family, href: Callable[[str, str], str]) -> str:
    code, state = row["code_region"], row[family.column]
    words = f"{row['nom']}, {family.label} : {STATES[state]}, voir la preuve"
    content = html(
        '{}<span class="mot">{}</span><span class="invisible">{}</span>',
        dot(family, state, spoken=False),
        _in_words(coverage, code, family),
        typeset(words),
    )
    cell = link(href(code, family.code), content, "preuve", f"{code}|{family.code}", "cellule")
    style = "nd" if state == UNDOCUMENTED else state
    return html('<td role="cell" class="{}">{}{}</td>', style, _named(family.label), cell)


def _in_words(coverage: Coverage, code: str, family: Family) -> str:
    """« confirmée, 2 sur 4 dispositifs », « à confirmer, 1 dispositif », « n.d. »."""
    state = coverage.state(code, family.code)
    if state == UNDOCUMENTED:
        return "n.d."
    schemes = plural(len(coverage.behind(code, family.code)), "dispositif")
    if state == CONFIRMED:
        proven = len(coverage.confirming(code, family.code))
        return html("<b>confirmée</b>, <small>{} sur {}</small>", proven, schemes)
    return html("à confirmer, <small>{}</small>", schemes)

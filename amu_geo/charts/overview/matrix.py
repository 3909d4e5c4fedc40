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
    heads = joined(html('<th scope="col">{}</th>', family.label) for family in FAMILIES.values())
    head = html(
        '<tr><th scope="col">Région</th>{}'
        '<th scope="col" class="nombre">Confirmées sur documentées</th>'
        '<th scope="col" class="nombre">Documentées, min. – max.</th>'
        '<th scope="col" class="nombre">Dispositifs, dont confirmés</th></tr>',
        heads,
    )
    body = joined(_row(coverage, row, href) for row in ranked(coverage).to_dict("records"))
    return html(
        '<div class="defile" tabindex="0" role="region" aria-label="{}">'
        '<table class="tableau matrice"><caption>{}</caption>'
        "<thead>{}</thead><tbody>{}</tbody></table></div>",
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
    return html(
        '<tr><th scope="row">{}</th>{}'
        '<td class="nombre">{}</td><td class="nombre">{}</td>'
        '<td class="nombre">{}</td></tr>',
        typeset(row["nom"]),
        cells,
        both,
        between,
        schemes if row["nb_dispositifs"] else 0,
    )


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
    return html('<td class="{}">{}</td>', "nd" if state == UNDOCUMENTED else state, cell)


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

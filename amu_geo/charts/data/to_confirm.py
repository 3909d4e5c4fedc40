"""The schemes to be confirmed as a table, most useful first, and the sentence above it."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd

from amu_geo.charts.base.markup import dot, html, html_table, joined, shown
from amu_geo.charts.base.source import sourced
from amu_geo.charts.schemes.proof import proposal_link
from amu_geo.charts.schemes.table import Opener
from amu_geo.french.grammar import capital, counted
from amu_geo.french.typography import plural, typeset
from amu_geo.measure.coverage import Coverage
from amu_geo.vocabulary import FAMILIES, TO_CONFIRM


def to_confirm_sentence(coverage: Coverage, rows: pd.DataFrame) -> str:
    """How many cells are only documented, and how many schemes could confirm one."""
    cells = coverage.nb_documented - coverage.nb_confirmed
    if not cells:
        told = "Toutes les cases documentées sont confirmées : il n’y a rien à confirmer."
        nothing = "Aucune case n’est documentée : il n’y a rien à confirmer."
        return typeset(told if coverage.nb_documented else nothing)
    number = capital(counted(cells, "case", feminine=True))
    are = "est documentée" if cells == 1 else "sont documentées"
    return typeset(
        f"{number} (région × famille) {are} et à confirmer. Prouvé en vigueur, chacun de ces "
        f"{plural(len(rows), 'dispositif')} en confirmerait au moins une. Les plus utiles viennent "
        "d’abord, puis ceux dont la dernière preuve est la plus récente."
        if len(rows) > 1
        else f"{number} (région × famille) {are} et à confirmer. Un seul dispositif, prouvé en "
        "vigueur, la confirmerait."
    )


def to_confirm_table(
    rows: pd.DataFrame, caption: str, opens: Opener, proposes: Callable[[str], str]
) -> str:
    """HTML of the table.

    Parameters
    ----------
    rows
        What `schemes.to_confirm` gives.
    opens
        Makes the link to a scheme, from its id and the HTML of its name.
    proposes
        Gives the address of the form for a scheme.
    """
    heads = ["Dispositif", "Case qu’il confirmerait", "Ce qu’on en sait", "Page connue", "Preuve"]
    return html_table(caption, heads, (_row(row, opens, proposes) for row in rows.itertuples()),
                      "a-confirmer-liste")  # fmt: skip


def readable_to_confirm(rows: pd.DataFrame) -> pd.DataFrame:
    """The same as a table for people."""
    return pd.DataFrame(
        {
            "Dispositif": rows["nom"],
            "Région": rows["region"],
            "Programme": rows["programme_libelle"],
            "Familles à confirmer": [
                ", ".join(FAMILIES[code].label for code in codes) for codes in rows["familles"]
            ],
            "Ce qu’on en sait": rows["manque"],
            "Page connue": rows["url_source"],
        }
    )


def _row(row, opens: Opener, proposes: Callable[[str], str]) -> list[str]:
    cells = joined(
        html(
            '<span class="famille-nommee">{} {}</span>',
            dot(FAMILIES[code], TO_CONFIRM, spoken=False),
            shown(FAMILIES[code].label),
        )
        for code in row.familles
    )
    copy = html("<small>{}</small>", shown(row.lien)) if row.lien else ""
    page = sourced(row.url_source, typeset(row.titre_source or row.url_source))
    return [
        html("{}<small>{}</small>", opens(row.id, shown(row.nom)), shown(row.programme_libelle)),
        html("{}{}", shown(row.region), cells),
        shown(capital(row.manque)),
        joined((page, copy)),
        proposal_link(proposes(row.id)),
    ]

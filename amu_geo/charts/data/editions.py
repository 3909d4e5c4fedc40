"""The editions: who says what, at which date, and what changed."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from amu_geo.charts.base.markup import html, html_table, link, shown
from amu_geo.edition import Edition
from amu_geo.edition.schema import TABLES, table_schema
from amu_geo.french.typography import date_fr, number

ALL_TABLES = "édition"


def editions_table(
    editions: Mapping[str, Edition], chosen: Edition, href: Callable[[str], str]
) -> str:
    """HTML of one row per edition, latest first; the one on screen is marked.

    Parameters
    ----------
    editions
        By the code that the address carries.
    href
        Address of this page with another edition.
    """
    rows = []
    for code, edition in reversed(editions.items()):
        name = shown(edition.titre)
        if edition is chosen:
            name = html("<strong>{}</strong> <small>à l’écran</small>", name)
        else:
            name = link(href(code), name, "page", href(code))
        rows.append(
            [
                name,
                shown(date_fr(edition.date.isoformat())),
                shown(edition.auteur),
                shown(edition.licence),
                number(len(edition.dispositifs)),
                number(len(edition.acteurs)),
            ]
        )
    heads = ["Édition", "Date", "Auteur", "Licence", "Dispositifs #", "Acteurs #"]
    return html_table("Les éditions, de la plus récente à la plus ancienne", heads, rows)


def journal_table(edition: Edition) -> str:
    """HTML of the edition's change log, latest first."""
    journal = edition.tables["journal"].iloc[::-1]
    rows = [
        [
            shown(date_fr(row.date)),
            shown(_table_title(row.table) + (f" ({row.id})" if row.id else "")),
            shown(row.changement),
            shown(row.raison),
        ]
        for row in journal.itertuples()
    ]
    heads = ["Date", "Table", "Changement", "Raison"]
    return html_table(f"Journal : {edition.titre}", heads, rows)


def _table_title(name: str) -> str:
    return table_schema(name).title if name in TABLES else name or ALL_TABLES

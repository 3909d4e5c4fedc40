"""Every page that an edition rests on, with its site, its date and what it establishes."""

from __future__ import annotations

import pandas as pd

from amu_geo.charts.base.markup import html, html_table, outside_link, shown
from amu_geo.charts.base.source import sourced
from amu_geo.edition import referentials
from amu_geo.edition.schema import TABLES, table_schema
from amu_geo.edition.sources import STATED, pages_read
from amu_geo.french.typography import date_fr, plural, typeset

NOT_DATED = "non datée"


def tables_with_sources(links: pd.DataFrame) -> dict[str, str]:
    """Title of each table that has sources, with its number of pages, by name."""
    present = set(links["table"])
    return {
        name: typeset(f"{_title(name)} : {plural(_pages(links, name), 'page')}")
        for name in (*TABLES, STATED)
        if name in present
    }


def _title(table: str) -> str:
    return "Totaux cités" if table == STATED else table_schema(table).title


def _pages(links: pd.DataFrame, table: str) -> int:
    return links.loc[links["table"] == table, "url_source"].nunique()


def sources_table(links: pd.DataFrame, table: str) -> str:
    """HTML of the pages behind one table, a row each, by site."""
    pages = pages_read(links[links["table"] == table])
    rows = [
        [
            shown(page.site),
            sourced(page.url_source, typeset(page.titre_source or page.url_source)),
            shown(date_fr(page.date_source) if page.date_source else NOT_DATED),
            shown(_establishes(page)),
            shown(referentials.link_nature(page.url_source) or "page de l’éditeur"),
        ]
        for page in pages.itertuples()
    ]
    heads = ["Site", "Page", "Date de la page", "Ce qu’elle établit", "Nature du lien"]
    return html_table(f"Pages lues : {_title(table)}", heads, rows, "sources")


def _establishes(page) -> str:
    if page.nombre == 1:
        return page.quoi
    return f"{page.quoi} et {plural(page.nombre - 1, 'autre ligne', 'autres lignes')}"


def indicators_table(labels: pd.DataFrame) -> str:
    """HTML of the national indicators: unit, source, licence, scope."""
    rows = [
        [shown(row.libelle), shown(row.unite), shown(row.source), shown(row.licence),
         shown(row.description)]
        for row in labels.itertuples()
    ]  # fmt: skip
    heads = ["Indicateur", "Unité", "Source", "Licence", "Ce qu’il compte"]
    return html_table("Indicateurs nationaux", heads, rows)


def territories_table(package: dict) -> str:
    """HTML of where regions, départements and communes come from (a Data Package)."""
    rows = [
        [
            outside_link(source["path"], typeset(source["title"])),
            html("<code>{}…</code>", shown(source["hash"].removeprefix("sha256:")[:12])),
        ]
        for source in package["sources"]
    ]
    heads = ["Paquet public", "Empreinte SHA-256"]
    return html_table("Territoires : d’où viennent les contours et les populations", heads, rows)

"""Every source link of an edition, whatever the table that carries it."""

from __future__ import annotations

from urllib.parse import urlsplit

import pandas as pd

from amu_geo.edition.model import Edition
from amu_geo.edition.schema import TABLES, table_schema
from amu_geo.french import collation

COLUMNS = ["table", "quoi", "code_region", "url_source", "titre_source", "date_source"]
STATED = "chiffres"
DATED_PAGE = "page-datee"
# What a row is about, by the first of these columns that its table has.
_ABOUT = ("nom", "indicateur", "id_dispositif", "id")


def source_links(edition: Edition) -> pd.DataFrame:
    """One row per row of the edition that names a source, and per stated total.

    Returns
    -------
    DataFrame
        table (a name of `schema.TABLES`, or « chiffres » for the totals that a source words),
        quoi (name or id of what the source establishes), code_region, url_source,
        titre_source, date_source; all text, "" when unknown. In the order of the tables.
    """
    names = edition.dispositifs.set_index("id")["nom"]
    frames = []
    for name in TABLES:
        columns = table_schema(name).columns
        if "url_source" not in columns:
            continue
        table = edition.tables[name]
        about = next(column for column in _ABOUT if column in columns)
        told = table[about]
        if about == "id_dispositif":
            told = told.map(names).fillna(told)
        found = pd.DataFrame({"table": name, "quoi": told, "url_source": table["url_source"]})
        for column in ("code_region", "titre_source", "date_source"):
            found[column] = table[column] if column in columns else ""
        if name == "attestations":
            # The date of a fact is that of its page only when the page is what proves it.
            found["date_source"] = table["date"].where(table["nature"] == DATED_PAGE, "")
        frames.append(found[found["url_source"] != ""])
    stated = [
        (STATED, f"{figure.mesure} : {figure.texte}", figure.code_region, figure.source, "", "")
        for figure in edition.chiffres
        if figure.source
    ]
    frames.append(pd.DataFrame(stated, columns=COLUMNS, dtype="str"))
    return pd.concat(frames, ignore_index=True)[COLUMNS]


def site_of(url: str) -> str:
    """The site of an address, without « www. »."""
    return (urlsplit(url).hostname or "").removeprefix("www.")


def pages_read(links: pd.DataFrame) -> pd.DataFrame:
    """The distinct pages behind some source links.

    Returns
    -------
    DataFrame
        One row per address, sorted by site then title: url_source, titre_source (the first
        that is not empty), date_source (the latest known), site, nombre (rows that rest on
        it), quoi (their first name).
    """
    grouped = links.groupby("url_source", sort=False).agg(
        titre_source=("titre_source", lambda titles: next((t for t in titles if t), "")),
        date_source=("date_source", "max"),
        nombre=("quoi", "size"),
        quoi=("quoi", "first"),
    )
    pages = grouped.reset_index()
    pages["site"] = pages["url_source"].map(site_of)
    pages["_titre"] = collation.keys(pages["titre_source"])
    ordered = pages.sort_values(["site", "_titre", "url_source"], ignore_index=True)
    return ordered.drop(columns="_titre")

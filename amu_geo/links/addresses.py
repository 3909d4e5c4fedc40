"""The addresses of an edition, each once, with all that it is to establish."""

from __future__ import annotations

from collections.abc import Iterator

from amu_geo.edition.model import Edition
from amu_geo.edition.schema import TABLES, table_schema
from amu_geo.links.verdict import Address
from amu_geo.links.words import Subject

# Columns that hold addresses, of any table.
_COLUMNS = ("url_source", "site_web")
_SCHEMES = "dispositifs"
_NAMES = ("nom", "libelle", "indicateur", "mesure")


def edition_addresses(edition: Edition) -> list[Address]:
    """Every address that the edition shows, in the order of its tables."""
    found: dict[str, dict[Subject, None]] = {}
    for url, subject in _named(edition):
        found.setdefault(url, {})[subject] = None
    return [Address(url, tuple(subjects)) for url, subjects in found.items()]


def _named(edition: Edition) -> Iterator[tuple[str, Subject]]:
    schemes = edition.dispositifs
    names = dict(zip(schemes["id"], schemes["nom"], strict=True))
    for table in TABLES:
        columns = [name for name in _COLUMNS if name in table_schema(table).columns]
        for row in edition.tables[table].to_dict("records") if columns else ():
            subject = _subject(table, row, names)
            for column in columns:
                if row[column]:
                    yield row[column], subject
    for figure in edition.chiffres:
        if figure.source:
            yield figure.source, Subject("", f"{figure.mesure} {figure.texte}")


def _subject(table: str, row: dict[str, str], names: dict[str, str]) -> Subject:
    scheme = row["id"] if table == _SCHEMES else row.get("id_dispositif", "")
    name = names.get(scheme) or next((row[key] for key in _NAMES if row.get(key)), "")
    return Subject(scheme if scheme in names else "", name, row.get("titre_source", ""))

"""Small editions written by hand: the least a test must say, everything else at its default."""

from __future__ import annotations

from datetime import date
from typing import Any

import pandas as pd

from amu_geo.edition import Edition
from amu_geo.edition.model import typed_table
from amu_geo.edition.raw import RawTable
from amu_geo.edition.schema import TABLES, table_schema
from amu_geo.vocabulary import FIRST_PROGRAMMES

SOURCE = "https://www.example.org/page"

# The published mapping: programme, main families, alternative families.
MAPPING = (
    ("no-watt", "batiment", ""),
    ("amu-batiment", "batiment", ""),
    ("friches", "communaute", "territoriale"),
    ("bourgs-centres", "territoriale", "communaute"),
    ("tiers-lieux", "communaute", "territoriale"),
    ("espaces-publics", "territoriale", "batiment"),
    ("habitat-participatif", "collectif-habitant", ""),
    ("urbanisme-transitoire", "communaute", "territoriale"),
)


def scheme(id: str, code_region: str = "76", programme: str = "friches", **cells: Any) -> dict:
    """A scheme that every reading keeps, running since 2015; `cells` says what differs."""
    return {
        "id": id,
        "code_region": code_region,
        "programme": programme,
        "nom": f"Dispositif {id}",
        "operateur": "Région",
        "financeur": "region",
        "annee_debut": 2015,
        "annee_debut_deduite": "non",
        "statut": "en-cours",
        "implication_usagers": "exigee",
        "strict": "oui",
        "confiance": "A",
        "url_source": f"{SOURCE}/{id}",
        "titre_source": "Page de la Région",
        "date_source": "2020-05",
        "preuve": "La Région aide.",
        **cells,
    }


def actor(id: str, **cells: Any) -> dict:
    """A declared AMU actor of Occitanie, without a commune."""
    return {
        "id": id,
        "nom": f"Acteur {id}",
        "type": "association",
        "code_region": "76",
        "perimetre": "amu-declaree",
        "url_source": SOURCE,
        "confiance": "A",
        **cells,
    }


def project(id: str, **cells: Any) -> dict:
    """A project of Occitanie, without a commune."""
    return {
        "id": id,
        "nom": f"Projet {id}",
        "code_region": "76",
        "categorie": "construction",
        "url_source": SOURCE,
        "confiance": "A",
        **cells,
    }


def attestation(id_dispositif: str, date: str, nature: str = "page-datee", **cells: Any) -> dict:
    """A dated proof about a scheme."""
    return {
        "id_dispositif": id_dispositif,
        "date": date,
        "nature": nature,
        "url_source": SOURCE,
        "confiance": "A",
        **cells,
    }


def observation(id_dispositif: str, mesure: str, valeur: float, **cells: Any) -> dict:
    """A figure about a scheme."""
    return {
        "id_dispositif": id_dispositif,
        "mesure": mesure,
        "valeur": valeur,
        "url_source": SOURCE,
        "confiance": "A",
        **cells,
    }


def edition(
    dispositifs: list[dict] = (), day: str = "2026-11-21", mapping=MAPPING, **tables: list[dict]
) -> Edition:
    """An edition of these rows; tables that are not given are empty."""
    programmes = [
        {
            "id": id,
            "libelle": FIRST_PROGRAMMES.get(id, id),
            "familles": main,
            "familles_alternatives": other,
        }
        for id, main, other in mapping
    ]
    rows = {"dispositifs": dispositifs, "programmes": programmes, **tables}
    return Edition(
        id=day[:4],
        titre=f"Édition {day[:4]}",
        date=date.fromisoformat(day),
        auteur="Observatoire",
        licence="Licence Ouverte 2.0",
        contact="contact@example.org",
        description="Une édition d’essai.",
        tables={name: typed_table(name, raw_rows(name, rows.get(name, []))) for name in TABLES},
    )


def raw_rows(name: str, rows: list[dict]) -> RawTable:
    columns = table_schema(name).columns
    for row in rows:
        assert set(row) <= set(columns), f"{name}: {sorted(set(row) - set(columns))}"
    cells = {
        column: pd.Series([_text(row.get(column)) for row in rows], dtype="str")
        for column in columns
    }
    return RawTable(name, pd.DataFrame(cells), list(range(2, len(rows) + 2)), f"{name}.csv", None)


def _text(value: Any) -> str:
    return "" if value is None else str(value)

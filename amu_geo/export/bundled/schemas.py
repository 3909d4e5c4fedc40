"""The Table Schemas of a bundle: each says the columns of its file, and no other."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import Any

import pandas as pd

from amu_geo import paths
from amu_geo.paths import read_json
from amu_geo.vocabulary import FAMILIES, STATES

SCHEMA = "https://specs.frictionlessdata.io/schemas/table-schema.json"
# What the measure adds to an edition's own columns.
MEASURED = {
    "code_region": "Code officiel géographique de la région, en texte : « 01 », jamais 1.",
    "nom": "Nom de la région.",
    "familles_documentees": "Familles documentées, confirmées comprises, de 0 à 4.",
    "familles_confirmees": "Parmi elles, celles qu’un dispositif prouvé en vigueur confirme.",
    "min": "Le moins de familles documentées que donne une autre correspondance.",
    "max": "Le plus de familles documentées que donne une autre correspondance.",
    "nb_dispositifs": "Dispositifs que la lecture retient.",
    "nb_confirmes": "Parmi eux, ceux qui sont prouvés en vigueur.",
    "nb_acteurs": "Acteurs relevés, pratiques voisines comprises.",
    "nb_acteurs_amu": "Acteurs de l’AMU, sans les pratiques voisines.",
    "zone": "metropole ou drom (département et région d’outre-mer).",
    "population": "Habitants.",
    "superficie_km2": "Superficie, en km².",
    "acteurs_amu_pour_100000": "Acteurs de l’AMU pour 100 000 habitants.",
    "placement": "D’où vient le point : point (le sien), commune (son centre), ou vide (inconnu).",
}
CHANGED = {
    "table": "Table de l’édition, ou « edition » pour sa description.",
    "id": "Ligne qui change, par sa clé.",
    "changement": "ajout, suppression ou modification.",
    "colonne": "Colonne qui change.",
    "avant": "Valeur de l’édition précédente.",
    "apres": "Valeur de celle-ci.",
}


def schema_of_table(name: str, columns: Sequence[str], tables: Iterable[str]) -> dict[str, Any]:
    """The published schema of an edition's table, without what this bundle has not.

    Parameters
    ----------
    columns
        Those of its file: an optional column that nobody filled is not there.
    tables
        Names of the tables of the bundle: a key that leads to another leads nowhere.
    """
    content = dict(read_json(paths.TABLE_SCHEMAS / f"{name}.json"))
    content["fields"] = [entry for entry in content["fields"] if entry["name"] in columns]
    there = set(tables)
    keys = [key for key in content.pop("foreignKeys", ()) if key["reference"]["resource"] in there]
    return content | ({"foreignKeys": keys} if keys else {})


def schema_of_rows(title: str, rows: pd.DataFrame, own: Iterable[dict[str, Any]] = ()) -> dict:
    """The schema of rows that we made; `own` are the fields of the table that they come from."""
    known = {entry["name"]: entry for entry in own}
    fields = [known.get(name) or _field(name, rows[name]) for name in rows.columns]
    return {"$schema": SCHEMA, "title": title, "fields": fields}


def dumped(content: dict[str, Any]) -> bytes:
    """JSON as a bundle holds it."""
    return f"{json.dumps(content, ensure_ascii=False, indent=2)}\n".encode()


def _field(name: str, values: pd.Series) -> dict[str, Any]:
    kinds = pd.api.types
    kind = "string"
    if kinds.is_integer_dtype(values.dtype):
        kind = "integer"
    elif kinds.is_numeric_dtype(values.dtype):
        kind = "number"
    for family in FAMILIES.values():
        if name == family.column:
            told = f"{family.label} : {', '.join(STATES)}."
            return {
                "name": name,
                "type": kind,
                "description": told,
                "constraints": {"enum": list(STATES)},
            }
    return {"name": name, "type": kind, "description": {**MEASURED, **CHANGED}[name]}

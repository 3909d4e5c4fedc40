"""The one engine that checks an edition: every problem at once, each with its place.

Values are judged once per distinct value, not once per row, so that a table of 200 000 rows
is checked in seconds.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from urllib.parse import urlsplit

import numpy as np
import pandas as pd

from amu_geo.edition.problems import Problem
from amu_geo.edition.raw import METADATA_FILE, RawEdition, RawTable
from amu_geo.edition.schema import Field, table_schema
from amu_geo.territories import Territories

CELL_LIMIT = 5_000
# A column that is wrong on every row is one mistake: the report names this many rows.
ROWS_NAMED = 200
PROPOSALS_COMPARED = 500
METADATA_KEYS = ("id", "titre", "date", "auteur", "licence", "contact", "description")
EDITION_ID = re.compile(r"[a-z0-9-]{1,40}")
NUMBER = re.compile(r"-?[0-9]{1,15}(?:\.[0-9]{1,15})?")

Verdict = tuple[str, str]  # what is wrong, what is expected


def check_edition(raw: RawEdition, territories: Territories) -> list[Problem]:
    """Check a whole edition: metadata, cells, keys, references between tables."""
    problems = list(raw.problems)
    problems += check_metadata(raw.metadata)
    for table in raw.tables.values():
        problems += check_table(table, territories)
    problems += check_references(raw)
    return problems


def check_metadata(metadata: dict) -> list[Problem]:
    """Check the keys of `edition.toml`."""
    problems = []
    for key in METADATA_KEYS if metadata else ():
        value = metadata.get(key)
        text = str(value) if isinstance(value, str | date) else ""
        if not text.strip():
            problems.append(
                Problem(f"la clé « {key} » manque.", METADATA_FILE, colonne=key, attendu="un texte")
            )
        elif key == "id" and not EDITION_ID.fullmatch(text):
            expected = "de 1 à 40 lettres minuscules, chiffres ou tirets"
            problems.append(_metadata_problem("id", "l’identifiant est mal formé.", text, expected))
        elif key == "date" and not (len(text) == 10 and is_date(text)):
            problems.append(
                _metadata_problem("date", "la date n’existe pas.", text, "une date AAAA-MM-JJ")
            )
    return problems + _check_stated_figures(metadata.get("chiffres", []))


def _check_stated_figures(figures: object) -> list[Problem]:
    expected = "une liste d’entrées [[chiffres]] avec mesure, code_region et texte"
    if not isinstance(figures, list):
        return [_metadata_problem("chiffres", "ce n’est pas une liste.", str(figures), expected)]
    problems = []
    for entry in figures:
        whole = isinstance(entry, dict) and all(
            isinstance(entry.get(key), str) for key in ("mesure", "code_region", "texte")
        )
        if not whole:
            message = "une entrée est incomplète."
            problems.append(_metadata_problem("chiffres", message, str(entry), expected))
    return problems


def _metadata_problem(key: str, message: str, value: str, expected: str) -> Problem:
    return Problem(message, METADATA_FILE, colonne=key, valeur=value, attendu=expected)


def check_table(table: RawTable, territories: Territories) -> list[Problem]:
    """Check one table alone: cells, keys, identical rows, years in order."""
    problems: list[Problem] = []
    for field in table_schema(table.name).fields:
        problems += _check_column(table, field, territories)
    problems += _check_unique(table)
    problems += _check_period(table)
    return problems


def check_references(raw: RawEdition) -> list[Problem]:
    """Check that what a table names exists in the other table."""
    problems: list[Problem] = []
    for table in raw.tables.values():
        for reference in table_schema(table.name).references:
            target = raw.tables.get(reference.table)
            known = set(target.cells[reference.target]) if target is not None else set()
            missing = (
                f"aucune ligne de {reference.table} ne porte cet identifiant.",
                f"un {reference.target} de la table {reference.table}",
            )
            problems += _judge(
                table,
                reference.field,
                lambda value, known=known, missing=missing: None if value in known else missing,
                known,
            )
    return problems


def _check_column(table: RawTable, field: Field, territories: Territories) -> list[Problem]:
    values = table.cells[field.name]
    problems = []
    if field.required:
        empty = values.str.strip() == ""
        problems += _problems_at(
            table, field.name, np.flatnonzero(empty), ("la cellule est vide.", describe(field))
        )
    communes = _commune_codes(territories) if field.territory == "commune" else frozenset()
    problems += _judge(
        table,
        field.name,
        lambda value: judge_value(field, value, communes),
        field.allowed or communes,
    )
    return problems


def _commune_codes(territories: Territories) -> frozenset[str]:
    return frozenset(territories.communes["code_commune"])


def judge_value(field: Field, value: str, communes: frozenset[str]) -> Verdict | None:
    """What is wrong with a value that is not empty; None when nothing is."""
    expected = describe(field)
    if len(value) > CELL_LIMIT:
        return f"la cellule a {len(value)} caractères.", f"{CELL_LIMIT} caractères au plus"
    if any(ord(char) < 32 and char not in "\n\t" for char in value):
        return "la cellule porte un caractère de commande invisible.", "du texte"
    if field.type in {"number", "year"}:
        return _judge_number(field, value, expected)
    if field.type == "date" and not is_date(value):
        return "la date n’existe pas.", expected
    if "enum" in field.constraints and value not in field.constraints["enum"]:
        return "cette valeur n’est pas dans la liste.", expected
    if "pattern" in field.constraints and not re.fullmatch(field.constraints["pattern"], value):
        return "la valeur est mal formée.", expected
    if field.name == "date_source" and not is_date(value):
        return "la date n’existe pas.", expected
    if field.is_url and not is_web_address(value):
        return "ce n’est pas une adresse du web.", expected
    if communes and value not in communes:
        return "aucune commune actuelle ne porte ce code.", "un code Insee de commune"
    return None


def _judge_number(field: Field, value: str, expected: str) -> Verdict | None:
    pattern = re.compile(r"[0-9]{4}") if field.type == "year" else NUMBER
    if not pattern.fullmatch(value) or not value.isascii():
        return "ce n’est pas " + ("une année." if field.type == "year" else "un nombre."), expected
    number = float(value)
    low = field.constraints.get("minimum", float("-inf"))
    high = field.constraints.get("maximum", float("inf"))
    return None if low <= number <= high else ("la valeur est hors des bornes.", expected)


def describe(field: Field) -> str:
    """What a column expects, in words."""
    low, high = field.constraints.get("minimum"), field.constraints.get("maximum")
    bounds = f" entre {low} et {high}" if low is not None else ""
    if field.list_of:
        return "une ou plusieurs valeurs, séparées par « ; » : " + ", ".join(field.list_of)
    if field.allowed:
        return "l’une des valeurs " + ", ".join(field.allowed)
    if field.is_url:
        return "une adresse http:// ou https://"
    return {
        "year": f"une année{bounds}",
        "number": f"un nombre{bounds}, avec un point décimal",
        "date": "une date AAAA-MM-JJ",
    }.get(field.type, field.description.rstrip("."))


def is_date(text: str) -> bool:
    """True for a date that exists, as AAAA, AAAA-MM or AAAA-MM-JJ."""
    parts = text.split("-")
    try:
        date(int(parts[0]), int((parts[1:2] or ["1"])[0]), int((parts[2:3] or ["1"])[0]))
    except ValueError:
        return False
    return len(parts) <= 3 and len(parts[0]) == 4


def is_web_address(text: str) -> bool:
    """True for http(s) with a host; accents are allowed, spaces are not."""
    try:
        address = urlsplit(text)
        host = address.hostname or ""
    except ValueError:
        return False
    return (
        address.scheme in {"http", "https"}
        and re.fullmatch(r"[\w.\-]+", host) is not None
        and "." in host.strip(".")
        and not re.search(r"\s", text)
    )


def _judge(
    table: RawTable,
    column: str,
    verdict_of: Callable[[str], Verdict | None],
    proposals: Iterable[str],
) -> list[Problem]:
    values = table.cells[column]
    problems: list[Problem] = []
    unnamed = 0
    for value, positions in values.groupby(values, sort=False).indices.items():
        verdict = verdict_of(value) if value else None
        if verdict is None:
            continue
        if len(problems) >= ROWS_NAMED:
            unnamed += len(positions)
            continue
        near = nearest(value, proposals)
        problems += _problems_at(table, column, positions, verdict, value, near)
    if unnamed:
        rest = f"{unnamed} autres lignes ont une valeur refusée dans cette colonne."
        problems.append(Problem(rest, table.file, table.sheet, None, column))
    return problems


def nearest(value: str, proposals: Iterable[str]) -> str | None:
    """The valid value that looks most like `value`, or None when none does."""
    start = value[:60].lower()
    proposals = list(proposals)
    if len(proposals) > PROPOSALS_COMPARED:
        # Thousands of codes: the nearest begins alike.
        proposals = [proposal for proposal in proposals if proposal[:3] == start[:3]]
    close = difflib.get_close_matches(start, proposals, n=1, cutoff=0.6)
    return close[0] if close else None


def _problems_at(
    table: RawTable,
    column: str | None,
    positions: Sequence[int],
    verdict: Verdict,
    value: str | None = None,
    near: str | None = None,
) -> list[Problem]:
    message, expected = verdict
    problems = [
        Problem(message, table.file, table.sheet, table.lines[i], column, value, expected, near)
        for i in positions[:ROWS_NAMED]
    ]
    if len(positions) > ROWS_NAMED:
        rest = f"{message} Même problème sur {len(positions) - ROWS_NAMED} autres lignes."
        problems.append(Problem(rest, table.file, table.sheet, None, column, value, expected, near))
    return problems


def _check_unique(table: RawTable) -> list[Problem]:
    key = list(table_schema(table.name).primary_key)
    identical = table.cells.duplicated()
    verdict = ("cette ligne en répète une autre à l’identique.", "une seule fois")
    problems = _problems_at(table, None, np.flatnonzero(identical), verdict)
    if key:
        twice = np.flatnonzero(table.cells.duplicated(key) & ~identical)
        label = " + ".join(key)
        verdict = (f"la clé ({label}) est déjà prise par une ligne précédente.", "une clé unique")
        for position in twice[:ROWS_NAMED]:
            value = " + ".join(table.cells.loc[position, key])
            problems += _problems_at(table, label, [position], verdict, value)
        if len(twice) > ROWS_NAMED:
            rest = f"{len(twice) - ROWS_NAMED} autres lignes répètent une clé."
            problems.append(Problem(rest, table.file, table.sheet, None, label))
    return problems


def _check_period(table: RawTable) -> list[Problem]:
    if "annee_fin" not in table.cells:
        return []
    start = pd.to_numeric(table.cells["annee_debut"], errors="coerce")
    end = pd.to_numeric(table.cells["annee_fin"], errors="coerce")
    verdict = ("la fin précède le début.", "une année de fin au moins égale à l’année de début")
    return _problems_at(table, "annee_fin", np.flatnonzero(start > end), verdict)

"""The checks of `edition.toml`: who publishes what, at what date, and where it looked most."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from amu_geo.edition.checking.problems import WARNING, Problem
from amu_geo.edition.checking.values import Proposals, is_date, is_spreadsheet_error
from amu_geo.edition.raw import METADATA_FILE
from amu_geo.territories import Territories

METADATA_KEYS = ("id", "titre", "date", "auteur", "licence", "contact", "description")
EFFORT_KEY = "effort_recherche"
FIGURE_KEYS = ("mesure", "code_region", "texte")
EDITION_ID = re.compile(r"[a-z0-9-]{1,40}")
# What addresses call the private edition of a session.
RESERVED_ID = "apercu"


def check_metadata(metadata: dict[str, Any], territories: Territories) -> list[Problem]:
    """Check the keys of `edition.toml`."""
    problems = [_judge_metadata(key, metadata.get(key)) for key in METADATA_KEYS]
    known = {*METADATA_KEYS, "chiffres", EFFORT_KEY}
    for key in metadata:
        if key not in known:
            problems.append(
                Problem(
                    "cette clé est inconnue, elle sera ignorée.",
                    METADATA_FILE,
                    colonne=str(key),
                    attendu="l’une des clés " + ", ".join(sorted(known)),
                    proche=Proposals(known).nearest(str(key)),
                    gravite=WARNING,
                )
            )
    found = [problem for problem in problems if problem is not None]
    found += _check_effort(metadata.get(EFFORT_KEY, []), territories)
    return found + _check_stated_figures(metadata.get("chiffres", []), territories)


def _judge_metadata(key: str, value: object) -> Problem | None:
    if value is None or (isinstance(value, str) and not value.strip()):
        return Problem(f"la clé « {key} » manque.", METADATA_FILE, colonne=key, attendu="un texte")
    text = str(value)
    if not isinstance(value, str) and not (key == "date" and isinstance(value, date)):
        return _metadata_problem(key, "ce n’est pas un texte.", text, "un texte entre guillemets")
    if key == "id" and not EDITION_ID.fullmatch(text):
        expected = "de 1 à 40 lettres minuscules sans accent, chiffres ou tirets"
        return _metadata_problem(key, "l’identifiant est mal formé.", text, expected)
    if key == "id" and text == RESERVED_ID:
        message = "cet identifiant est celui des aperçus privés."
        return _metadata_problem(key, message, text, "un autre identifiant")
    if key == "date" and not (len(text) == 10 and is_date(text)):
        return _metadata_problem(key, "la date n’existe pas.", text, "une date AAAA-MM-JJ")
    if "\0" in text:
        return _metadata_problem(key, "le texte porte un caractère nul.", text, "un texte")
    if is_spreadsheet_error(text.strip()):
        return _metadata_problem(key, "c’est l’erreur d’une formule.", text, "un texte")
    if "\ufffd" in text:
        return _metadata_problem(key, "un caractère n’a pas pu être lu.", text, "un texte en UTF-8")
    return None


def _check_effort(codes: object, territories: Territories) -> list[Problem]:
    """The regions most searched: a list of codes, « 01 » and not 1."""
    expected = 'des codes de régions : ["76", "11"], ou « 76;11 » dans un classeur'
    if not isinstance(codes, list):
        return [_metadata_problem(EFFORT_KEY, "ce n’est pas une liste.", str(codes), expected)]
    known = set(territories.codes)
    return [
        _metadata_problem(EFFORT_KEY, "aucune région ne porte ce code.", str(code), expected)
        for code in codes
        if not isinstance(code, str) or code not in known
    ]


def _check_stated_figures(figures: object, territories: Territories) -> list[Problem]:
    expected = "une liste d’entrées [[chiffres]] avec mesure, code_region et texte"
    if not isinstance(figures, list):
        return [_metadata_problem("chiffres", "ce n’est pas une liste.", str(figures), expected)]
    problems = []
    for entry in figures:
        whole = isinstance(entry, dict) and all(
            isinstance(entry.get(key), str) for key in FIGURE_KEYS
        )
        if not whole:
            message = "une entrée est incomplète."
            problems.append(_metadata_problem("chiffres", message, str(entry), expected))
        elif entry["code_region"] and entry["code_region"] not in set(territories.codes):
            message = "aucune région ne porte ce code."
            known = "un code de région, ou rien pour toute l’édition"
            problems.append(_metadata_problem("chiffres", message, entry["code_region"], known))
    return problems


def _metadata_problem(key: str, message: str, value: str, expected: str) -> Problem:
    return Problem(message, METADATA_FILE, colonne=key, valeur=value, attendu=expected)

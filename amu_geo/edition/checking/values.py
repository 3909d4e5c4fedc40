"""One cell at a time: what a column expects, what is wrong with a value, what looks like it."""

from __future__ import annotations

import difflib
import re
import unicodedata
from bisect import bisect_left
from collections.abc import Container, Iterable
from datetime import date
from functools import cached_property
from urllib.parse import urlsplit

import numpy as np
import pandas as pd
from rapidfuzz import fuzz, process

from amu_geo.edition.schema import Field

CELL_LIMIT = 5_000
FIRST_POSSIBLE_YEAR, LAST_POSSIBLE_YEAR = 1900, 2100
PROPOSALS_COMPARED = 500
# Long enough for any number as machines write it, short enough to refuse a mistake.
NUMBER = re.compile(r"-?[0-9]{1,15}(?:\.[0-9]{1,20})?")
YEAR = re.compile(r"[0-9]{4}")
DATE = re.compile(r"[0-9]{4}(?:-[0-9]{2}(?:-[0-9]{2})?)?")
# Those that turn the direction of writing around included: they hide what a cell says.
CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
# What a spreadsheet shows for a formula that failed, in English and in French, LibreOffice's
# codes and the signs of a column too narrow included.
SPREADSHEET_ERROR = re.compile(
    r"#(?:REF!|N/[AD]|VALU?EU?R?!|DIV/0!|NAME\?|NOM\s?\?|NUM!|NOMBRE!|NULL?!|NUL!|SPILL!|CALC!"
    r"|PROPAGATION!|EPARS!|GETTING_DATA|FIELD!|CHAMP!|BLOCKED!|CONNECT!|#{2,})|Err:\d{3}",
    re.IGNORECASE,
)
DAY_NUMBER = re.compile(r"[0-9]{5}")
# Letters lost or spoilt on the way: « Orl?ans », « OrlÃ©ans », what is left of a text encoded
# twice. Not the question mark of an address.
SPOILT_ACCENT = re.compile(
    r"(?<![\w/.=&?-])[^\W\d_]+\?[^\W\d_]+(?![\w/=?])|Ã[\u0080-\u00bf\u0152-\u2122]|â€|Â[«»°\u00a0]"
)
NOT_IN_ADDRESS = re.compile(r'[\s<>"\\]')

Verdict = tuple[str, str]  # what is wrong, what is expected


def judge_value(field: Field, value: str, communes: Container[str]) -> Verdict | None:
    """What is wrong with a value that is not empty; None when nothing is."""
    if len(value) > CELL_LIMIT:
        return f"la cellule a {len(value)} caractères.", f"{CELL_LIMIT} caractères au plus"
    if CONTROL.search(value):
        return "la cellule porte un caractère de commande invisible.", "du texte"
    if "\ufffd" in value:
        return "un caractère n’a pas pu être lu.", "un fichier enregistré en UTF-8"
    if is_spreadsheet_error(value):
        return "c’est l’erreur d’une formule, pas une valeur.", describe(field)
    if field.type in {"number", "year"}:
        return _judge_number(field, value)
    if DAY_NUMBER.fullmatch(value) and _is_date_field(field):
        message = "ce nombre n’est pas une date : un code, ou un jour compté par Excel ?"
        return message, describe(field)
    if field.type == "date" and not (len(value) == 10 and is_date(value)):
        return "la date n’existe pas.", describe(field)
    if "enum" in field.constraints and value not in field.constraints["enum"]:
        return "cette valeur n’est pas dans la liste.", describe(field)
    if field.list_of and set(value.split(";")) - set(field.list_of):
        message = "cette valeur n’est pas dans la liste"
        return f"{message} : {field.reason}" if field.reason else f"{message}.", describe(field)
    if "pattern" in field.constraints and not re.fullmatch(field.constraints["pattern"], value):
        return "la valeur est mal formée.", describe(field)
    if field.constraints.get("pattern") == DATE.pattern and not is_date(value):
        return "la date n’existe pas.", describe(field)
    if field.is_url and not is_web_address(value):
        return "ce n’est pas une adresse du web.", describe(field)
    if field.territory == "commune" and value not in communes:
        return "aucune commune actuelle ne porte ce code.", "un code Insee de commune"
    return None


def is_spreadsheet_error(value: str) -> bool:
    """Whether a cell shows the error of a formula: « #REF! », « Err:502 »."""
    return value.startswith(("#", "E", "e")) and bool(SPREADSHEET_ERROR.fullmatch(value))


def _is_date_field(field: Field) -> bool:
    return field.type == "date" or field.constraints.get("pattern") == DATE.pattern


def _judge_number(field: Field, value: str) -> Verdict | None:
    pattern = YEAR if field.type == "year" else NUMBER
    if not pattern.fullmatch(value):
        what = "une année." if field.type == "year" else "un nombre."
        return f"ce n’est pas {what}", describe(field)
    low = field.constraints.get("minimum", float("-inf"))
    high = field.constraints.get("maximum", float("inf"))
    if low <= float(value) <= high:
        return None
    return "la valeur est hors des bornes.", describe(field)


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
    """True for a date that exists, as AAAA, AAAA-MM or AAAA-MM-JJ, from 1900 to 2100."""
    if not DATE.fullmatch(text):
        return False
    year, month, day = (int(part) for part in (text + "-01-01")[:10].split("-"))
    try:
        date(year, month, day)
    except ValueError:
        return False
    return FIRST_POSSIBLE_YEAR <= year <= LAST_POSSIBLE_YEAR


def is_web_address(text: str) -> bool:
    """True for http(s) with a host; accents are allowed, spaces are not."""
    if NOT_IN_ADDRESS.search(text):
        return False
    try:
        address = urlsplit(text)
        host = address.hostname or ""
        address.port  # noqa: B018 - reading it is what raises on a port that is no number
    except ValueError:
        return False
    labels = host.rstrip(".").split(".")
    return (
        address.scheme in {"http", "https"}
        and len(labels) > 1
        and all(re.fullmatch(r"[\w\-]+", label) for label in labels)
    )


def numbers(values: pd.Series) -> pd.Series:
    """A column of text as floats; missing where it is no number as files write them."""
    parsed = [float(text) if NUMBER.fullmatch(text) else np.nan for text in values.tolist()]
    return pd.Series(parsed, index=values.index, dtype="float64")


def positions_by_value(values: pd.Series) -> dict[str, list[int]]:
    """Where each distinct value of a column stands, in the order in which they appear."""
    found: dict[str, list[int]] = {}
    for position, value in enumerate(values.tolist()):
        found.setdefault(value, []).append(position)
    return found


class Proposals:
    """Valid values among which the nearest to a wrong one is looked for.

    Compared without case or accents. Beyond a few hundred values only the neighbours in
    alphabetical order are compared, so that a long list costs no more than a short one.
    """

    def __init__(self, values: Iterable[str]):
        self._values = values

    def nearest(self, value: str) -> str | None:
        """The valid value that looks most like `value`, or None when none does."""
        wanted = fold(value[:60])
        if wanted in self._by_fold:
            return self._by_fold[wanted]
        # Compared closely, a thousand values take some forty milliseconds: a table may have a
        # hundred thousand wrong ones. A quick look at all leaves a few.
        near = process.extract(
            wanted, self._neighbours(wanted), scorer=fuzz.ratio, limit=8, score_cutoff=60
        )
        close = difflib.get_close_matches(wanted, [name for name, *_ in near], n=1, cutoff=0.6)
        return self._by_fold[close[0]] if close else None

    # Both are made only when a value is wrong: most columns have none.
    @cached_property
    def _by_fold(self) -> dict[str, str]:
        return {fold(value): value for value in self._values}

    @cached_property
    def _sorted(self) -> list[str]:
        return sorted(self._by_fold)

    def _neighbours(self, wanted: str) -> list[str]:
        if len(self._by_fold) <= PROPOSALS_COMPARED:
            return self._sorted
        middle = bisect_left(self._sorted, wanted)
        half = PROPOSALS_COMPARED // 2
        return self._sorted[max(0, middle - half) : middle + half]


def nearest_in_list(value: str, proposals: Proposals) -> str | None:
    """Like `Proposals.nearest` for several values separated by « ; »; None when one has none."""
    parts = [part.strip() for part in value[:400].split(";") if part.strip()]
    close = [near for part in parts if (near := proposals.nearest(part))]
    return ";".join(dict.fromkeys(close)) if close and len(close) == len(parts) else None


def fold(text: str) -> str:
    """Text without case, accents or surrounding spaces, for comparisons."""
    decomposed = unicodedata.normalize("NFKD", text.strip().casefold())
    return "".join(char for char in decomposed if not unicodedata.combining(char))

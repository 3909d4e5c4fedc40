"""Cells as people fill them, turned into the values that the schemas expect, and why."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable

import numpy as np
import pandas as pd

from amu_geo.edition.checking.places import Places
from amu_geo.edition.checking.values import (
    DATE,
    YEAR,
    fold,
    is_spreadsheet_error,
    is_web_address,
    positions_by_value,
)
from amu_geo.edition.schema import Field
from amu_geo.importing.cells.accents import undoubled
from amu_geo.importing.cells.french_dates import (
    amount_reader,
    has_short_year,
    is_day_number,
    iso_date,
    plain_number,
)
from amu_geo.importing.counting.cells import code_said
from amu_geo.importing.repairs import RepairLog
from amu_geo.territories import Territories, UnknownTerritoryError, normalise
from amu_geo.territories.written import PlaceReader
from amu_geo.vocabulary import FAMILIES

NOTHING = frozenset(
    {"-", "–", "—", "?", "/", "nc", "n.c.", "n/c", "na", "n/a", "nd", "n.d.", "neant"}
)
YES = frozenset({"oui", "o", "vrai", "true", "yes", "x", "1"})
NO = frozenset({"non", "n", "faux", "false", "no", "0"})
IDENTIFIER = re.compile(r"[a-z0-9][a-z0-9-]*")
ZEROS = re.compile(r"0+")
ADDRESS = re.compile(r"https?://[^\s|<>\"\])]+", re.IGNORECASE)
# After an address: a sign that is in none, or a remark that is clearly none of it.
ENDS_THERE = re.compile(r"(?:[|<>\"\])].*|[.,;]*(?:\s+[(\[–—].*)?)", re.DOTALL)
GOES_ON = re.compile(r"\.\w{2,5}$|[/=&#]")
BARE_HOST = re.compile(r"[\w-]+(?:\.[\w-]+)*\.[a-zA-Z]{2,}(?:[/?#].*)?")
INVISIBLE = re.compile("[\u200b-\u200d\u2060\ufeff\u00ad]")
EXCEL_ESCAPE = re.compile(r"_x000[Dd]_")
# What a spreadsheet would run as a formula, spaces and full-width signs notwithstanding; exports
# for people put an apostrophe before it, which is taken off here.
FORMULA = re.compile(r"\s*[\t\r=+\-@\uff1d\uff0b\uff0d\uff20]")
PROTECTED = "apostrophe mise contre les formules, retirée"
# Spaces at the ends go without saying in the column's own reason.
SPACES = "espaces en trop retirés"

Understood = tuple[str, str]  # the value, and why it is not the one that was read


class Tidier:
    """Understands values; knows the territories."""

    def __init__(self, territories: Territories, places: Places):
        self._territories = territories
        self._places = places
        self._written = PlaceReader(territories)

    def column(
        self, field: Field, values: pd.Series, lines: list[int], log: RepairLog, lenient: bool
    ) -> pd.Series:
        """A whole column; each distinct value is understood once, each repair listed.

        `lenient` is for files that are not ours: an unreadable address, or an error of a
        spreadsheet, that nothing requires is left out, and listed, rather than refused.
        """
        changed = False
        understood = values.tolist()
        found = positions_by_value(values)
        has_amounts = field.type == "number" and field.name not in {"lon", "lat"}
        amount = amount_reader(found) if has_amounts else lambda value: None
        for value, positions in found.items():
            doubtful = amount(value)
            new, why = doubtful or self.value(field, value)
            if lenient and not field.required:
                new, why = _left_out(field, new) or (new, why)
            if new == value and doubtful is None:
                continue
            changed = True
            for position in positions:
                understood[position] = new
                log.add(why, field.name, value, new, lines[position])
        return pd.Series(understood, dtype="str") if changed else values

    def value(self, field: Field, raw: str) -> Understood:
        """One value of a column: what it means, and why when it was not written so."""
        if not raw:
            return raw, ""
        text = clean(raw)
        if not text:
            return "", SPACES
        mended = undoubled(text)
        if mended != text:
            return self.value(field, mended)[0], "accents encodés deux fois, rendus"
        plain = not field.allowed and field.type == "string" and not _is_coded(field)
        if not plain and fold(text) in NOTHING and text not in field.allowed:
            return "", "compte comme absent"
        value, why = self._reader(field)(field, text)
        if value != text:
            return value, why
        return text, PROTECTED if is_protected(raw) else SPACES

    def _reader(self, field: Field) -> Callable[[Field, str], Understood]:
        if field.territory == "region":
            return self._region
        if field.territory == "commune":
            return self._commune_code
        if field.territory == "departement":
            return self._departement
        if field.territory == "code_postal":
            return _postcode
        if field.list_of:
            return _listed
        if field.allowed:
            return _allowed
        if field.is_url:
            return _address
        if field.type == "year":
            return _year
        if field.type == "number":
            return _number
        if field.type == "date" or _has_three_grains(field):
            return _date
        if _is_identifier(field):
            return _identifier
        return lambda _, text: (text, SPACES)

    def _region(self, field: Field, text: str) -> Understood:
        code = text.removesuffix(".0")
        if code in field.allowed:
            return code, "code écrit comme un texte"
        if code.zfill(2) in field.allowed and len(code) == 1:
            return code.zfill(2), "zéro perdu par le tableur"
        try:
            return self._territories.find(text), "région reconnue par son nom"
        except UnknownTerritoryError:
            return text, ""

    def _commune_code(self, _: Field, text: str) -> Understood:
        if ZEROS.fullmatch(text.removesuffix(".0").replace(" ", "")):
            return "", "« 0 » compte comme absent"
        code, why, _lacks = code_said(text, self._places)
        return (code, why or "code écrit comme un texte") if code else (text, "")

    def _departement(self, _: Field, text: str) -> Understood:
        code = self._written.departement(text)
        if code in {"", "20"}:  # « Corse » names two of them
            return text, ""
        digits = text.removesuffix(".0").isdigit()
        return code, "code écrit comme un texte" if digits else "département reconnu par son nom"


def clean(text: str) -> str:
    """Text without what nobody sees: spaces at the ends, zero-width characters, Excel's codes."""
    text = EXCEL_ESCAPE.sub("", INVISIBLE.sub("", text))
    if is_protected(text):
        text = text[1:]
    return unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\x0b", "\n")).strip()


def is_formula(text: str) -> bool:
    """Whether a spreadsheet would run it, or it would be taken for such a text made harmless."""
    return bool(FORMULA.match(text.lstrip("'")))


def is_protected(text: str) -> bool:
    """Whether an apostrophe stands before a text so that no spreadsheet runs it."""
    return text.startswith("'") and is_formula(text)


def slug(text: str) -> str:
    """A text as an identifier: « La Fabrique d’été » → « la-fabrique-d-ete »."""
    return re.sub(r"[^a-z0-9]+", "-", fold(text)).strip("-")


def _is_identifier(field: Field) -> bool:
    return field.name in {"id", "id_dispositif", "succede_a"}


def _is_coded(field: Field) -> bool:
    return _is_identifier(field) or _has_three_grains(field) or bool(field.territory)


def _has_three_grains(field: Field) -> bool:
    """Whether a column holds a year, a month or a day, as a source gives it."""
    return field.constraints.get("pattern") == DATE.pattern


def _identifier(_: Field, text: str) -> Understood:
    if IDENTIFIER.fullmatch(text):
        return text, SPACES
    return slug(text) or text, "identifiant en minuscules, chiffres et tirets"


def _number(_: Field, text: str) -> Understood:
    return plain_number(text) or text, "nombre écrit avec un point"


def _left_out(field: Field, value: str) -> Understood | None:
    """What is left out of a file that is not ours, where nothing requires it."""
    if is_spreadsheet_error(value):
        return "", "erreur du tableur, pas une valeur : laissée vide"
    if field.is_url and value and not is_web_address(value):
        return "", "ce n’est pas une adresse du web : laissée vide"
    return None


def _date(_: Field, text: str) -> Understood:
    plain = text.removesuffix(".0")
    found = iso_date(plain)
    if found is None:
        return text, ""
    return found, _how(
        plain, "date écrite " + "-".join(("AAAA", "MM", "JJ")[: found.count("-") + 1])
    )


def _how(text: str, plainly: str) -> str:
    """Why a date reads as it does, what is guessed of it being said."""
    if is_day_number(text):
        return "nombre lu comme un jour compté par Excel"
    if has_short_year(text):
        return "année à deux chiffres : le siècle est deviné"
    return plainly


def _year(_: Field, text: str) -> Understood:
    text = text.removesuffix(".0")
    if YEAR.fullmatch(text):
        return text, "année écrite sans décimale"
    found = iso_date(text)
    return (found[:4], _how(text, "année de la date")) if found else (text, "")


def _allowed(field: Field, text: str) -> Understood:
    if text in field.allowed:
        return text, SPACES
    why = "écrit comme dans la liste"
    known = _spellings(field)
    found = known.get(_key(text))
    if found is None and set(field.allowed) == {"oui", "non"}:
        found = "oui" if fold(text) in YES else "non" if fold(text) in NO else None
    return (found, why) if found else (text, "")


def _postcode(_: Field, text: str) -> Understood:
    code = text.removesuffix(".0").replace(" ", "")
    if code.isdigit() and len(code) == 4:
        return code.zfill(5), "zéro perdu par le tableur"
    return (code, "code écrit sans espace") if code.isdigit() else (text, "")


def _listed(field: Field, text: str) -> Understood:
    known = _spellings(field)
    parts = [part for part in re.split(r"[;,|/\n]", text) if part.strip()]
    found = [known.get(_key(part), part.strip()) for part in parts]
    if all(part in field.list_of for part in found):
        return ";".join(dict.fromkeys(found)), "liste écrite avec « ; »"
    return text, ""


def _spellings(field: Field) -> dict[str, str]:
    """Every way of writing the values of a list, down to the labels that readers see."""
    labels = {family.label: family.code for family in FAMILIES.values()}
    known = {_key(label): code for label, code in labels.items() if code in field.allowed}
    return known | {_key(value): value for value in field.allowed}


def _key(text: str) -> str:
    return normalise(text).replace(" ", "")


def _address(_: Field, text: str) -> Understood:
    if is_web_address(text):
        return text, SPACES
    found = ADDRESS.search(text)
    if found is None:
        if BARE_HOST.fullmatch(text) and is_web_address("http://" + text):
            return "http://" + text, "adresse complétée par http://"
        return text, ""
    before, inside, after = text[: found.start()], found[0], text[found.end() :]
    if ADDRESS.search(after) or not is_web_address(inside):
        return text, ""
    if ENDS_THERE.fullmatch(after):
        return inside, "adresse tirée du texte"
    # What follows a space may be the rest of the address: it is kept whole, or refused.
    whole = re.sub(r"\s", "%20", inside + after)
    if not before.strip() and GOES_ON.search(after) and is_web_address(whole):
        return whole, "espaces de l’adresse écrits %20"
    return text, ""


def blank_rows(cells: pd.DataFrame) -> np.ndarray:
    """Which rows have nothing in any column."""
    return (cells == "").all(axis=1).to_numpy()

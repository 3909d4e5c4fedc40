"""What the cells of a column say of a place: commune codes, degrees."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from amu_geo.edition.checking.places import Places, places_of
from amu_geo.territories import Territories, overseas
from amu_geo.territories.overseas import ELSEWHERE
from amu_geo.territories.written import CORSICA

__all__ = ["CORSICA", "ELSEWHERE", "SEVERAL", "Codes", "codes_in", "departements_in"]

SEVERAL = "plusieurs communes, de territoires différents"
_IN_BRACKETS = re.compile(r"\((\d{5}|2[AB]\d{3})\)")
# With decimals: two whole numbers side by side are a price or a postal code.
_NUMBER = r"(-?\d{1,3}\.\d+)"
_PAIR = re.compile(rf"^(?:POINT ?)?[(\[]?{_NUMBER}(?: ?[,;] ?| ){_NUMBER}[)\]]?$", re.IGNORECASE)
_WHOLE = re.compile(r"(?:\d{5}|2[AB]\d{3})")


Said = tuple[str, str, str]  # found, why, lacks: see Codes


@dataclass(frozen=True)
class Codes:
    """What a column of codes says, row by row.

    Attributes
    ----------
    found
        Code of today's commune, "" where there is none or where there are several.
    why
        What was repaired: « zéro rendu », « commune d’aujourd’hui »…, "" where nothing was.
    lacks
        Why there is none: a reason, "" where there is one or where the cell is empty.
    """

    found: pd.Series
    why: pd.Series
    lacks: pd.Series


def codes_in(cells: pd.Series, places: Places, level: str = "region") -> Codes:
    """The commune that each cell names by its code, the code being the whole cell.

    « Bouillante (97106) » counts as well, and several such of one territory of the `level` as
    the first of them.
    """
    owner = {"region": places.region_of, "departement": places.departement_of}.get(level)
    return _read(cells, lambda text: _code(text, places, owner))


def _read(cells: pd.Series, read: Callable[[str], Said]) -> Codes:
    """Each text is read once, however many rows say it."""
    said = {text: read(text) for text in cells.unique()}
    parts = (cells.map({text: one[part] for text, one in said.items()}) for part in range(3))
    return Codes(*(series.astype("str") for series in parts))


def _code(text: str, places: Places, owner: Mapping[str, str] | None) -> Said:
    if not text:
        return "", "", ""
    several = _IN_BRACKETS.findall(text.upper())
    if several:
        return _one_of(several, places, owner)
    return code_said(text, places)


def code_said(text: str, places: Places) -> Said:
    """The commune of today that a text names by its code alone, and what was repaired."""
    plain = re.sub(r"\.0+$", "", re.sub(r"[\s\u00a0\u202f]", "", text)).upper()
    padded = plain.zfill(5) if re.fullmatch(r"\d{4}", plain) else plain
    if not _WHOLE.fullmatch(padded):
        return "", "", "ce n’est pas un code de commune"
    code = places.today_of.get(padded, padded)
    if code not in places.name_of:
        return "", "", ELSEWHERE if overseas.by_code(padded) else "code de commune inconnu"
    if code != padded:
        if places.departement_of[code][:2] != padded[:2] and places.with_postcode(padded):
            # 20200 was of Palneca before Corse was divided, and is Bastia's postal code.
            return "", "", "code postal, et non de commune"
        return code, f"commune d’aujourd’hui : {places.name_of[code]}", ""
    if padded != plain:
        return code, "zéro du début rendu au code", ""
    return code, "espaces ou décimales ôtés du code" if plain != text.upper() else "", ""


def _one_of(codes: list[str], places: Places, owner: Mapping[str, str] | None) -> Said:
    today = [places.today_of.get(code, code) for code in codes]
    known = [code for code in today if code in places.name_of]
    if not known:
        return "", "", "code de commune inconnu"
    if len({owner[code] if owner else code for code in known}) > 1:
        return "", "", SEVERAL
    changed = known[0] != codes[0]
    why = f"commune d’aujourd’hui : {places.name_of[known[0]]}" if changed else ""
    return known[0], why, ""


def departements_in(cells: pd.Series, territories: Territories) -> Codes:
    """The département that each cell names: « 34 », « Hérault », « 34 - Hérault », « 2a ».

    `CORSICA` stands for one of the two of Corse: its region is known.
    """
    reader = places_of(territories).reader

    def said(text: str) -> Said:
        code = reader.departement(text)
        if code in overseas.COLLECTIVITIES:
            return "", "", ELSEWHERE
        return code, "", "" if code or not text.strip() else "département inconnu"

    return _read(cells, said)


def pairs(cells: pd.Series) -> tuple[np.ndarray, np.ndarray]:
    """Two numbers that stand in one cell, « 43.6, 1.44 » or « POINT (1.44 43.6) »; NaN for none."""
    found = cells.str.extract(_PAIR)
    return numbers(found[0]), numbers(found[1])


def numbers(values: pd.Series) -> np.ndarray:
    """A column as numbers, NaN where it says none; a decimal comma is understood."""
    if pd.api.types.is_string_dtype(values):
        text = values.fillna("").astype("str").str.replace(r"[\s\u00a0\u202f]", "", regex=True)
        values = text.str.replace(",", ".", regex=False)
    return pd.to_numeric(values, errors="coerce").to_numpy(dtype=float)


def degrees(lon: np.ndarray, lat: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The same, NaN for what is none; (0, 0) is what programs write where they know nothing."""
    none = (np.abs(lon) > 180) | (np.abs(lat) > 90) | ((lon == 0) & (lat == 0))
    return np.where(none, np.nan, lon), np.where(none, np.nan, lat)

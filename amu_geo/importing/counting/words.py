"""Rows placed by what they say in words: names, postal codes, départements, régions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

import numpy as np
import pandas as pd

from amu_geo.edition.checking.places import Places, places_of
from amu_geo.importing.counting.cells import (
    CORSICA,
    ELSEWHERE,
    SEVERAL,
    Codes,
    Said,
    codes_in,
    departements_in,
)
from amu_geo.importing.counting.rows import Rows
from amu_geo.importing.placing.named import Namer
from amu_geo.memory import kept_last
from amu_geo.territories import Territories, UnknownTerritoryError, overseas
from amu_geo.territories.written import departement_of_postcode, postcode_in

COMMUNE, DEPARTEMENT = "code de commune", "département"
NAME, POSTCODE, REGION = "nom de commune", "code postal", "région"

# What stands beside a code or a name: the rank of the column of each, or None.
Beside = tuple[int | None, int | None, int | None, int | None]


def combined(rows: Rows, ranks: Sequence[int | None]) -> tuple[np.ndarray, list[tuple[str, ...]]]:
    """The different rows of some columns: the rank of each row's, and their cells.

    "" stands for a column that is None, or is not there.
    """
    key = np.zeros(len(rows.cells), dtype=np.int64)
    texts: list[list[str] | None] = []
    for rank in ranks:
        if rank is None or rank not in rows.cells:
            texts.append(None)
            continue
        ranked, words = rows.words(rank)
        texts.append(words.tolist())
        key = key * len(words) + ranked % len(words)
    each, different = pd.factorize(key)
    found: list[list[str]] = []
    for words in reversed(texts):
        if words is None:
            found.append([""] * len(different))
        else:
            found.append([words[i] for i in (different % len(words)).tolist()])
            different = different // len(words)
    return each, list(zip(*reversed(found), strict=True))


def read_words(
    kind: str, cells: pd.Series | list[tuple[str, ...]], territories: Territories, level: str
) -> Codes:
    """The territory of the level that each text tells, by a kind of way.

    Parameters
    ----------
    cells
        Texts; of `NAME`, what `combined` gives: name, postal code, département, région.
    """
    places = places_of(territories)
    if kind == COMMUNE:
        read = codes_in(cells, places, level)
        return replace(read, found=read.found.map(partial(_up, level=level, places=places)))
    if kind == DEPARTEMENT:
        read = departements_in(cells, territories)
        return replace(read, found=_of_departement(read.found, level, territories))
    readers = {NAME: _by_name, POSTCODE: _by_postcode, REGION: _by_region}
    said = [readers[kind](text, territories, level) for text in cells]
    return Codes(*(pd.Series([one[part] for one in said], dtype="str") for part in range(3)))


def _up(code: str, level: str, places: Places) -> str:
    owner = {"region": places.region_of, "departement": places.departement_of}.get(level)
    return owner.get(code, "") if owner else code


def _of_departement(found: pd.Series, level: str, territories: Territories) -> pd.Series:
    if level == "region":
        return found.map(_regions(territories)).fillna("")
    return found.where((found != CORSICA) & (level == "departement"), "")


@kept_last(4)
def _regions(territories: Territories) -> dict[str, str]:
    layer = territories.departements
    region_of = dict(zip(layer["code_departement"], layer["code_region"], strict=True))
    return {**region_of, CORSICA: region_of["2A"]}


def _by_name(said: tuple[str, ...], territories: Territories, level: str) -> Said:
    name, postcode, departement, region = said
    if not name:
        return "", "", ""
    places = places_of(territories)
    written = places.reader.read(name)
    code = places.reader.departement(departement)
    if code in overseas.COLLECTIVITIES:
        written = replace(written, outside=code)
    elif code:
        written = replace(written, departement=code)
    if postcode_in(postcode):
        written = replace(written, postcode=postcode_in(postcode))
        outside = written.outside or overseas.by_code(written.postcode)
        written = replace(written, outside=outside)
    if written.outside:
        return "", "", ELSEWHERE
    found = _namer(territories).find(written, "", region_code(region, territories), False)
    if not found.code:
        return "", "", found.problem.removesuffix(".")
    former = places.is_former(written.name, found.code)
    why = f"commune d’aujourd’hui : {places.name_of[found.code]}" if former else ""
    return _up(found.code, level, places), why, ""


@kept_last(4)
def _namer(territories: Territories) -> Namer:
    return Namer(territories, places_of(territories))


def _by_postcode(text: str, territories: Territories, level: str) -> Said:
    postcode, places = postcode_in(text), places_of(territories)
    if not postcode:
        return "", "", "ce n’est pas un code postal" if text else ""
    near = {_up(code, level, places) for code in places.with_postcode(postcode)}
    if near:
        return (near.pop(), "", "") if len(near) == 1 else ("", "", SEVERAL)
    if overseas.by_code(postcode):
        return "", "", ELSEWHERE
    departement = departement_of_postcode(postcode)
    if level == "commune" or departement not in _regions(territories):
        return "", "", "code postal inconnu"
    found = departement if level == "departement" else _regions(territories)[departement]
    return found, "code postal particulier, placé par son département", ""


def region_code(text: str, territories: Territories) -> str:
    """The région that a cell names, by its name or its code; "" for none."""
    plain = text.removesuffix(".0")
    plain = plain.zfill(2) if plain.isdigit() else plain
    if not plain or plain in territories.codes:
        return plain
    try:
        return territories.find(text)
    except UnknownTerritoryError:
        return ""


def _by_region(text: str, territories: Territories, level: str) -> Said:
    code = region_code(text, territories)
    lacks = "" if code or not text else "région inconnue"
    return (code if level == "region" else ""), "", lacks

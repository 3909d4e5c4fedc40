"""What the search of a commune looks into, made once: names in one text, rows by code."""

from __future__ import annotations

from collections import defaultdict

import numpy as np

from amu_geo.territories.lookup import WHOLE_CITIES
from amu_geo.territories.model import Territories

ARTICLES = ("le ", "la ", "les ", "l ")


def without_article(name: str) -> str:
    """A normalised name without the article that begins it."""
    for article in ARTICLES:
        if name.startswith(article):
            return name.removeprefix(article)
    return name


def by_spelling(*spellings: list[str]) -> dict[str, list[int]]:
    """Ranks of each spelling in lists of as many names."""
    rows: dict[str, list[int]] = defaultdict(list)
    for names in spellings:
        for row, name in enumerate(names):
            rows[name].append(row)
    return rows


def codes_of(territories: Territories) -> dict[str, list[int]]:
    """Rows of each code: Insee's, former ones, postal ones."""
    communes = territories.communes
    rows = {code: row for row, code in enumerate(communes["code_commune"])}
    codes: dict[str, list[int]] = defaultdict(list)
    for code, row in rows.items():
        codes[code.lower()].append(row)
    for row, joined in enumerate(communes["codes_postaux"]):
        for code in filter(None, joined.split(";")):
            codes[code].append(row)
    former = territories.former_communes
    for code, today in zip(former["code_ancienne"], former["code_commune"], strict=True):
        # 75015 was once the code of Bry-sur-Marne: who writes it means the postal code.
        if code.lower() not in codes:
            codes[code.lower()].append(rows[today])
    for code, today in WHOLE_CITIES.items():
        codes[code] = [rows[today]]
    return codes


def searchable(names: list[str]) -> tuple[str, np.ndarray]:
    """All the names in one text, one a line, and where each line starts."""
    lengths = np.array([len(name) + 1 for name in names])
    starts = 1 + np.concatenate([[0], np.cumsum(lengths)[:-1]])
    return "\n" + "\n".join(names), starts

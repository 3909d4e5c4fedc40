"""What repeats from one view to the next is written once, and named by its rank."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from amu_geo.charts.overview.headline import told_apart
from amu_geo.vocabulary import CONFIRMED, TO_CONFIRM, UNDOCUMENTED

# Letters for private use, which no text of an edition keeps: the year of the view, and the sign
# that stands before the word of a state.
YEAR = "\ue000"
SIGNS = {UNDOCUMENTED: "\ue001", TO_CONFIRM: "\ue002", CONFIRMED: "\ue003"}
_RESERVED = dict.fromkeys(map(ord, (YEAR, *SIGNS.values())), "\N{REPLACEMENT CHARACTER}")


class Pool:
    """Values in the order in which they first came, each once."""

    def __init__(self) -> None:
        self.values: list[Any] = []
        self._ranks: dict[str, int] = {}

    def rank(self, value: Any) -> int:
        """The place of a value, which is added when it is new."""
        key = json.dumps(value, ensure_ascii=False)
        if key not in self._ranks:
            self._ranks[key] = len(self.values)
            self.values.append(value)
        return self._ranks[key]


def clean(text: str) -> str:
    """A text without the letters that mean something here."""
    return str(text).translate(_RESERVED)


def of_year(text: str, year: int | None) -> str:
    """A text whose year has become a mark: sentences of two years are then one.

    >>> of_year("En 2018, rien", 2018) == f"En {YEAR}, rien"
    True
    """
    return text.replace(str(year), YEAR) if year else text


def signed(sentence: str) -> str:
    """A finding with the mark of a sign before each word that means a state."""
    parts = told_apart(clean(sentence))
    return "".join(SIGNS[state] + words if state else words for words, state in parts)


def texts_of(pool: Pool, year: int | None) -> Callable[[str], int]:
    """What gives the place of a text of a view of that year (None: the edition's own)."""
    return lambda text: pool.rank(of_year(clean(text), year))

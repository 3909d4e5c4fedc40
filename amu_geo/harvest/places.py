"""The régions that a record is for, from the words by which a service says where."""

from __future__ import annotations

import re
from collections.abc import Iterable

from amu_geo.territories import Territories, normalise
from amu_geo.territories.model import UnknownTerritoryError

_PARTS = re.compile(r"\s*[;,(/]\s*|\)")


class Places:
    """Says which régions a text names: régions by any of their names, départements by theirs.

    Parameters
    ----------
    territories
        Names and codes of today.
    """

    def __init__(self, territories: Territories) -> None:
        self._territories = territories
        table = territories.departements
        columns = (table["nom"], table["code_region"])
        self._departements = {
            key: region
            for name, region in zip(*columns, strict=True)
            for key in (normalise(name), normalise(f"département {name}"))
        }
        communes = territories.communes
        self._communes = dict(zip(communes["code_commune"], communes["code_region"], strict=True))
        self._known: dict[str, tuple[str, ...]] = {}

    def regions(self, texts: Iterable[str]) -> tuple[str, ...]:
        """Codes of the régions that the first telling text names; none when no text does."""
        for text in texts:
            found = self._of(text) if text else ()
            if found:
                return found
        return ()

    def of_commune(self, code: str) -> str:
        """Code of the région of a commune, "" for a code that no commune of today has."""
        return self._communes.get(code, "")

    def _of(self, text: str) -> tuple[str, ...]:
        if text not in self._known:
            parts = [text, *filter(None, _PARTS.split(text))]
            codes = (self._named(part) for part in parts)
            self._known[text] = tuple(dict.fromkeys(filter(None, codes)))
        return self._known[text]

    def _named(self, text: str) -> str:
        # « 44 » is a département to one service and a région to another.
        if text.strip().isdigit():
            return ""
        try:
            return self._territories.find(text)
        except UnknownTerritoryError:
            return self._departements.get(normalise(text), "")

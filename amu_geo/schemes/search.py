"""A small search over short texts that forgives accents, endings and typing errors."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from difflib import get_close_matches

from amu_geo.memory import kept_last
from amu_geo.territories.names import normalise

# Words that say nothing of what is looked for.
IGNORED = frozenset(
    ("a", "au", "aux", "d", "de", "des", "du", "en", "et", "l", "la", "le", "les", "par", "pour")
)
SHORTEST_INSIDE = 4
LIKENESS = 0.78
ALIKE_AT_MOST = 5


class ForgivingIndex:
    """Texts in fields, the most telling first; every word of a query must be found.

    Parameters
    ----------
    texts
        One sequence of fields per item. A word found in the first field counts most.
    """

    def __init__(self, texts: Iterable[Sequence[str]]) -> None:
        self._fields = [
            tuple(f" {normalise(field)} " for field in item_fields) for item_fields in texts
        ]
        words = {word for item in self._fields for field in item for word in field.split()}
        self._words = sorted(word for word in words if len(word) >= SHORTEST_INSIDE)
        self._alike = kept_last(2048)(self._nearest_words)

    def search(self, query: str) -> list[int]:
        """Ranks of the items found, best first, then in their own order."""
        tokens = normalise(query[:200]).split()
        tokens = [token for token in tokens if token not in IGNORED] or tokens
        if not tokens:
            return list(range(len(self._fields)))
        # « réconquete fiches »: « fiches » is a word of other texts, and none has both.
        return self._ranks(tokens, loose=False) or self._ranks(tokens, loose=True)

    def _ranks(self, tokens: Sequence[str], loose: bool) -> list[int]:
        totals = [0.0] * len(self._fields)
        found = [True] * len(self._fields)
        for token in tokens:
            for rank, score in enumerate(self._scores(token, loose)):
                totals[rank] += score
                found[rank] &= score > 0
        ranks = [rank for rank, is_found in enumerate(found) if is_found]
        return sorted(ranks, key=lambda rank: (-totals[rank], rank))

    def _scores(self, token: str, loose: bool) -> list[float]:
        scores = [self._score(token, item) for item in self._fields]
        known = any(f" {token}" in field for item in self._fields for field in item)
        if len(token) < SHORTEST_INSIDE or (known and not loose):
            return scores
        # No word begins so: the words most like it stand for it, at half their weight.
        near = self._alike(token)
        return [
            max([score, *(self._score(word, item) / 2 for word in near)])
            for score, item in zip(scores, self._fields, strict=True)
        ]

    def _nearest_words(self, token: str) -> tuple[str, ...]:
        return tuple(get_close_matches(token, self._words, n=ALIKE_AT_MOST, cutoff=LIKENESS))

    @staticmethod
    def _score(token: str, item: Sequence[str]) -> float:
        """Weight of a word in an item: whole word, beginning of a word, inside a word."""
        best = 0.0
        for place, field in enumerate(item):
            weight = len(item) - place
            if f" {token} " in field:
                best = max(best, weight)
            elif f" {token}" in field:
                best = max(best, weight * 0.8)
            elif len(token) >= SHORTEST_INSIDE and token in field:
                best = max(best, weight * 0.6)
        return best

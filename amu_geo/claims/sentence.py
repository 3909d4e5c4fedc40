"""A sentence as people write it: the parts of a claim that it gives, and what is not understood.

It decides nothing: whoever pasted it sees the parts, corrects them and confirms. What no part
renders is told word for word, and a state that a negation turns round is left open.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from amu_geo.claims.claim import DOCUMENTED
from amu_geo.claims.lexicon import (
    AT_LEAST,
    COUNTED,
    IDLE,
    INEXACT,
    NEGATIONS,
    NUMBERS,
    ONLY,
    Meaning,
    Words,
    lexicon,
)
from amu_geo.territories.names import normalise
from amu_geo.vocabulary import FAMILIES, TO_CONFIRM, UNDOCUMENTED

# A sentence is no page: what comes after is not read.
LONGEST = 400
_WORD = re.compile(r"[^\W_]+")
_CLAUSE_ENDS = re.compile(r"[.;()!?]")
_YEAR = re.compile(r"(19|20)[0-9]{2}")
# How far a negation reaches, and the longest name.
_NEAR, _LONGEST_NAME = 5, 8


@dataclass(frozen=True)
class Understood:
    """What was read in a sentence.

    Attributes
    ----------
    parts
        Codes by part: region, famille or nombre, etat, annee, edition, lecture; what the
        sentence does not say is not there.
    unread
        What none of them renders, word for word, in the order of the sentence.
    """

    parts: Mapping[str, str]
    unread: tuple[str, ...]


def read_sentence(text: str, names: Mapping[str, str], editions: Iterable[str]) -> Understood:
    """Read a sentence.

    Parameters
    ----------
    text
        As it was pasted; its first `LONGEST` characters are read.
    names
        The regions by code.
    editions
        Identifiers of the editions that can be read.
    """
    reader = _Reader(text[:LONGEST], lexicon(names, editions))
    reader.read()
    return Understood(reader.parts, reader.unread())


class _Reader:
    """One pass over the words of a sentence; `left` holds the ranks of those not understood."""

    def __init__(self, text: str, known: Mapping[Words, Meaning]) -> None:
        self._text = text
        self._known = known
        self._spans = [match.span() for match in _WORD.finditer(text)]
        self._words = [normalise(text[start:end]) for start, end in self._spans]
        self._left: set[int] = set()
        self._idle: set[int] = set()
        self._heard: set[int] = set()
        self._of_state: list[int] = []
        self._negation: list[int] = []
        self.parts: dict[str, str] = {}

    def read(self) -> None:
        """Give each word its meaning, the longest groups first."""
        rank = 0
        steps = (self._second_claim, self._named, self._year, self._number, self._denied)
        while rank < len(self._words):
            if rank in self._heard:
                rank += 1
                continue
            taken = next(filter(None, (step(rank) for step in steps)), 0)
            if not taken:
                (self._idle if self._words[rank] in IDLE else self._left).add(rank)
            rank += taken or 1
        self._turn_round()

    def unread(self) -> tuple[str, ...]:
        """What was not understood, with the small words between."""
        groups: list[list[int]] = []
        for rank in sorted(self._left):
            between = range(groups[-1][-1] + 1, rank) if groups else ()
            if groups and self._idle.issuperset(between):
                groups[-1].append(rank)
            else:
                groups.append([rank])
        return tuple(self._text[self._spans[g[0]][0] : self._spans[g[-1]][1]] for g in groups)

    def _second_claim(self, rank: int) -> int:
        """« dont deux confirmées » is another claim: all of it is left."""
        if self._words[rank] != "dont":
            return 0
        last = rank
        while last + 1 < len(self._words) and not _CLAUSE_ENDS.search(self._gap(last)):
            last += 1
        return self._leave(rank, last + 1 - rank)

    def _gap(self, rank: int) -> str:
        return self._text[self._spans[rank][1] : self._spans[rank + 1][0]]

    def _named(self, rank: int) -> int:
        """A region, a family, a state, an edition or a reading."""
        for size in range(min(_LONGEST_NAME, len(self._words) - rank), 0, -1):
            meaning = self._known.get(tuple(self._words[rank : rank + size]))
            if meaning is not None:
                return self._take(meaning, rank, size)
        return 0

    def _take(self, meaning: Meaning, rank: int, size: int) -> int:
        """Keep the first meaning of each part; what says another is left."""
        part, code = meaning
        if part == "etat":
            return self._take_state(code, rank, size)
        rival = {"famille": "nombre", "nombre": "famille"}.get(part)
        if not part or rival in self.parts or self.parts.setdefault(part, code) != code:
            return self._leave(rank, size)
        return size

    def _take_state(self, code: str, rank: int, size: int) -> int:
        before = self.parts.get("etat")
        # « documentée et confirmée », « documentée et reste à confirmer »: the second says more.
        joined = rank > 0 and self._words[rank - 1] == "et"
        if before == DOCUMENTED and code != UNDOCUMENTED and (joined or code == TO_CONFIRM):
            self.parts["etat"] = code
        elif self.parts.setdefault("etat", code) != code:
            return self._leave(rank, size)
        self._of_state += range(rank, rank + size)
        return size

    def _year(self, rank: int) -> int:
        word = self._words[rank]
        return self._take(Meaning("annee", word), rank, 1) if _YEAR.fullmatch(word) else 0

    def _number(self, rank: int) -> int:
        """« trois familles », « au moins deux familles », « aucune des quatre familles »."""
        for words in INEXACT:
            after = rank + len(words)
            if self._reads(rank, words) and self._is_number(after):
                return self._leave(rank, len(words) + 1)
        least = self._reads(rank, AT_LEAST)
        place = rank + len(AT_LEAST) if least else rank
        if not self._is_number(place):
            return 0
        count = NUMBERS[self._words[place]]
        if count == len(FAMILIES) and self._words[rank - 1 : rank] in (["sur"], ["des"]):
            return 1
        most = len(FAMILIES)
        code = f"{count}-ou-plus" if least and 0 < count < most else str(count)
        return self._take(Meaning("nombre", code), rank, place + 1 - rank)

    def _is_number(self, rank: int) -> bool:
        """Whether a number of families stands there: « un » and « une » are articles else."""
        if rank >= len(self._words) or self._words[rank] not in NUMBERS:
            return False
        after = self._words[rank + 1 : rank + 2]
        if self._words[rank] in ("un", "une"):
            return bool({*after} & {"famille", "seule"})
        return not after or after[0] in (*COUNTED, "des")

    def _denied(self, rank: int) -> int:
        """« ne … pas » turns round what is said; « ne … que » and « aucune … n’ » do not."""
        word = self._words[rank]
        if word not in ("ne", "n", "pas", "jamais"):
            return 0
        if word in ("pas", "jamais"):
            self._negation.append(rank)
            return 1
        near = self._words[rank + 1 : rank + 1 + _NEAR]
        denied = next((place for place, near_word in enumerate(near) if near_word in NEGATIONS), -1)
        if denied >= 0:
            self._negation += [rank, rank + 1 + denied]
            self._heard.add(rank + 1 + denied)
        elif not {*near} & {*ONLY} and "aucune" not in self._words and "aucun" not in self._words:
            return self._leave(rank, 1)
        return 1

    def _turn_round(self) -> None:
        if not self._negation:
            return
        state = self.parts.get("etat")
        if state == DOCUMENTED:
            self.parts["etat"] = UNDOCUMENTED
            return
        # What is not confirmed may be documented or not: the sentence does not say which.
        self.parts.pop("etat", None)
        self._left.update(self._negation, self._of_state)

    def _reads(self, rank: int, words: Words) -> bool:
        return tuple(self._words[rank : rank + len(words)]) == words

    def _leave(self, rank: int, size: int) -> int:
        self._left.update(range(rank, rank + size))
        return size

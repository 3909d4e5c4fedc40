"""A speaker's own talk: the order of her slides, those that she hides, a sentence of hers on one.

It stands in the address of her talk or in a small file that she keeps; no server keeps it.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

# As the file says that it is one; the letters of a sentence, and of the whole.
VERSION, LONGEST, LARGEST = 1, 300, 100_000
EXPECTED = "Attendu : le fichier que donne « Garder mon exposé »."


class UnreadableTalkError(ValueError):
    """What is not the file of a talk: why, and what is expected, in French."""

    def __init__(self, why: str) -> None:
        super().__init__(f"Cet exposé n’est pas repris : {why}. {EXPECTED}")


@dataclass(frozen=True)
class Own:
    """What a speaker chose.

    Attributes
    ----------
    order
        Keys of slides, in her order; those that it leaves out follow in theirs.
    hidden
        Keys of those that she does not show.
    words
        Her sentence on a slide, by its key.
    """

    order: tuple[str, ...] = ()
    hidden: frozenset[str] = frozenset()
    words: Mapping[str, str] = field(default_factory=dict)

    def shown(self, keys: Sequence[str]) -> list[str]:
        """The slides that she shows of those that there are; all of them if she hides them all.

        >>> Own(("c", "x", "c"), frozenset("b")).shown(["a", "b", "c"])
        ['c', 'a']
        """
        known = [key for key in dict.fromkeys((*self.order, *keys)) if key in keys]
        return [key for key in known if key not in self.hidden] or known

    @classmethod
    def read(cls, text: str | bytes) -> Own:
        """The file that the page of a talk gives.

        Raises
        ------
        UnreadableTalkError
            If it is no such file.
        """
        if len(text) > LARGEST:
            raise UnreadableTalkError("il dépasse 100 ko")
        try:
            found = json.loads(text)
        except (ValueError, RecursionError) as error:
            raise UnreadableTalkError("ce n’est pas du JSON") from error
        order, hidden, words = _parts(found)
        told = {key: said[:LONGEST] for key, said in words.items() if said.strip()}
        return cls(tuple(order), frozenset(hidden), told)


def _parts(found: Any) -> tuple[list[str], list[str], dict[str, str]]:
    if not isinstance(found, dict) or found.get("expose") != VERSION:
        raise UnreadableTalkError("il ne décrit pas un exposé")
    order, hidden, words = (found.get(name) for name in ("ordre", "masquees", "mots"))
    if not isinstance(words, dict) or not all(map(_texts, (order, hidden, list(words.values())))):
        raise UnreadableTalkError("il ne décrit pas un exposé")
    return order, hidden, words


def _texts(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(one, str) for one in value)

"""The alphabetical order of French names: Île-de-France with I, Écoute with E.

Every list of names that people read is sorted by `key`; codes and addresses are not names.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

_LIGATURES = str.maketrans({"œ": "oe", "æ": "ae", "ß": "ss"})


def key(text: str) -> str:
    """What a name is sorted by: its letters and figures, then, between equals, its accents.

    >>> sorted(["Zoo", "Île", "Ilot", "écoute", "Œuvre", "Obus", "cote", "côte"], key=key)
    ['cote', 'côte', 'écoute', 'Île', 'Ilot', 'Obus', 'Œuvre', 'Zoo']
    """
    spelled = unicodedata.normalize("NFKD", text.casefold().translate(_LIGATURES))
    letters = "".join(sign for sign in spelled if not unicodedata.combining(sign))
    # Hyphens, apostrophes and spaces only part words; the accents stand after everything else.
    words = " ".join(re.findall(r"\w+", letters))
    return f"{words}\0{spelled}"


def keys(texts: Iterable[str]) -> list[str]:
    """The keys of many names, in their order: for a column to sort a table by."""
    return [key(text) for text in texts]

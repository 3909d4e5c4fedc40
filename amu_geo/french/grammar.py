"""French agreement: counted nouns in words, verbs that follow a region's name."""

from __future__ import annotations

from collections.abc import Sequence

from amu_geo.french.typography import number_word

# Names that are plural in a sentence: « les Hauts-de-France comptent ».
_PLURAL_REGIONS = frozenset({"32", "52"})


def counted(number: int, noun: str, nouns: str = "", feminine: bool = False) -> str:
    """« trois régions », « une région », « aucune région »; `nouns` is the irregular plural."""
    if number == 0:
        return f"aucun{'e' if feminine else ''} {noun}"
    return f"{number_word(number, feminine)} {noun if number == 1 else nouns or noun + 's'}"


def capital(text: str) -> str:
    """The same text with a capital first letter; the others stay as they are."""
    return text[:1].upper() + text[1:]


def lower_first(text: str) -> str:
    """The same text with a small first letter, to stand inside a sentence."""
    return text[:1].lower() + text[1:]


def agree(codes: Sequence[str], singular: str, plural: str) -> str:
    """The verb that agrees with these regions (codes, at least one) as its subject."""
    return plural if len(codes) > 1 or codes[0] in _PLURAL_REGIONS else singular

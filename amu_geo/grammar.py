"""French grammar of what we count and of where: numbers in words, region names in a sentence.

A region's name takes an article, a preposition and a verb that no rule gives: they are
written down here, once. What is not one of the 18 regions takes no article.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

_WORDS = (
    *("zéro", "un", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf", "dix"),
    *("onze", "douze", "treize", "quatorze", "quinze", "seize", "dix-sept", "dix-huit"),
    *("dix-neuf", "vingt"),
)


@dataclass(frozen=True)
class _Place:
    article: str
    inside: str
    of: str
    plural: bool = False


_LA = _Place("la ", "en ", "de la ")
_ELIDED = _Place("l’", "en ", "de l’")
_BARE = _Place("", "à ", "de ")
_LE = _Place("le ", "dans le ", "du ")
_LES = _Place("les ", "dans les ", "des ", plural=True)

_PLACES: dict[str, _Place] = {
    "01": _LA,
    "02": _LA,
    "03": _LA,
    "04": _BARE,
    "06": _BARE,
    "11": _ELIDED,
    "24": _Place("le ", "en ", "du "),
    "27": _LA,
    "28": _LA,
    "32": _LES,
    "44": _LE,
    "52": _LES,
    "53": _LA,
    "75": _LA,
    "76": _ELIDED,
    "84": _Place("", "en ", "d’"),
    "93": _Place("", "en ", "de "),
    "94": _LA,
}
_UNKNOWN = _Place("", "à ", "de ")


def with_article(code: str, name: str) -> str:
    """« l’Occitanie », « les Hauts-de-France », « Mayotte »."""
    return _PLACES.get(code, _UNKNOWN).article + name


def inside(code: str, name: str) -> str:
    """« en Occitanie », « dans les Hauts-de-France », « à Mayotte »."""
    return _PLACES.get(code, _UNKNOWN).inside + name


def of(code: str, name: str) -> str:
    """« de l’Occitanie », « des Hauts-de-France », « de Mayotte »."""
    return _PLACES.get(code, _UNKNOWN).of + name


def is_plural(code: str) -> bool:
    """True for the names that take a plural verb: « les Hauts-de-France soutiennent »."""
    return _PLACES.get(code, _UNKNOWN).plural


def number_word(number: int, feminine: bool = False) -> str:
    """A whole number, in words up to twenty: « trois », « une », « 227 »."""
    if number == 1 and feminine:
        return "une"
    return _WORDS[number] if 0 <= number < len(_WORDS) else str(number)


def counted(number: int, noun: str, nouns: str = "", feminine: bool = False) -> str:
    """« trois régions », « une région », « aucune région »; `nouns` is the irregular plural."""
    if number == 0:
        return f"aucun{'e' if feminine else ''} {noun}"
    return f"{number_word(number, feminine)} {noun if number == 1 else nouns or noun + 's'}"


def join(words: Iterable[str], last: str = "et") -> str:
    """« a, b et c »."""
    parts = list(words)
    if len(parts) < 2:
        return "".join(parts)
    return f"{', '.join(parts[:-1])} {last} {parts[-1]}"


def capital(text: str) -> str:
    """The same text with a capital first letter; the others stay as they are."""
    return text[:1].upper() + text[1:]


def agree(codes: Sequence[str], singular: str, plural: str) -> str:
    """The verb that agrees with these regions as subject."""
    return plural if len(codes) > 1 or is_plural(codes[0]) else singular

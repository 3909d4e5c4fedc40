"""The words by which a page is known to speak of a scheme, and those that raise a doubt on it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlsplit

from amu_geo.links.page import Page, plain

# Letters by which two forms of a word are taken for one: « friche », « friches ».
_STEM = 6
_SHORTEST = 4
# What any page of a region says.
_WORDS = """
    action actions aide aides ailleurs ainsi appel appels article aussi autre autres avec cette
    ceux chez collectivite collectivites commune communes comme conseil contrat contrats dans
    demande departement departemental depuis dispositif dispositifs dont edition elle encore entre
    etre fait fiche financement france francais general grand grands guide leur leurs lire mais
    manifestation meme mise national nationale nous nouveau nouvelle page pays plan politique pour
    premier premiere programme programmes projet projets quand regional regionale regionales
    regionaux region regions sans session sessions site sous soutien soutenir sont territoire
    territoires territorial tous tout toute toutes tres vers votre vous

    alpes aquitaine auvergne bourgogne bretagne centre comte corse cote azur franche guadeloupe
    guyane hauts loire martinique mayotte normandie occitanie provence reunion rhone
"""
_COMMON = frozenset(re.findall(r"\w+", _WORDS))
_ENDED = re.compile(
    r"\b(?:clos|close|closes|cloture|cloturee?s?|terminee?s?|ferme definitivement|abrogee?s?"
    r"|n'(?:est|sont) plus (?:mobilisables?|disponibles?|en vigueur|ouverte?s?|actifs?)"
    r"|ne sont plus acceptees?|a pris fin|arrive a echeance)\b"
)
# Letters around such a word, within which the scheme's name must stand.
_NEAR = 220
_SHOWN = 70
_FORMULA = "=+-@＝＋－＠\t\r "


@dataclass(frozen=True)
class Subject:
    """What an edition says that an address establishes.

    Parameters
    ----------
    id
        Of a scheme; "" for anything else, on which no doubt is raised.
    name
        Of the scheme, or of what else the page is about.
    title
        The page's title, as the edition writes it.
    """

    id: str
    name: str
    title: str = ""


@dataclass(frozen=True)
class Doubt:
    """Words of a page that make one wonder whether a scheme is in force: for a reader to judge."""

    id: str
    name: str
    excerpt: str


def stems(text: str) -> frozenset[str]:
    """The beginnings of the words of a text that say what it is about."""
    words = re.findall(r"[a-z]+", plain(text))
    return frozenset(w[:_STEM] for w in words if len(w) >= _SHORTEST and w not in _COMMON)


def significant(url: str, subjects: Iterable[Subject]) -> frozenset[str]:
    """The beginnings by which a page is known: of names, and of its title.

    Not those of its site's own name, which any of its pages says, missing ones included.
    """
    found = frozenset().union(*(stems(f"{subject.name} {subject.title}") for subject in subjects))
    host = (urlsplit(url).hostname or "").lower()
    return frozenset(stem for stem in found if stem not in host)


def says_some(page: Page, wanted: frozenset[str]) -> bool:
    """Whether a page has one of some words; nothing is asked of it when there are none."""
    return not wanted or bool(stems(f"{page.title} {page.text}") & wanted)


def titled(page: Page, wanted: frozenset[str]) -> bool:
    """Whether a page's own title has one of some words: the site knew what was asked."""
    return bool(stems(page.title) & wanted)


def doubts(page: Page, subjects: Iterable[Subject]) -> list[Doubt]:
    """Words near a scheme's name that say it ended, one doubt a scheme at most."""
    text = f"{page.title} · {page.text}"
    told = plain(text)
    places = [match.span() for match in _ENDED.finditer(told)]
    found = []
    for subject in subjects if places else ():
        place = _near(told, places, stems(subject.name)) if subject.id else None
        if place is not None:
            found.append(Doubt(subject.id, subject.name, _excerpt(text, place)))
    return found


def _near(
    told: str, places: list[tuple[int, int]], wanted: frozenset[str]
) -> tuple[int, int] | None:
    """The first place around which at least two words of the name stand, or its only one."""
    for start, end in places:
        around = stems(told[max(0, start - _NEAR) : end + _NEAR])
        if wanted and len(around & wanted) >= min(2, len(wanted)):
            return start, end
    return None


def _excerpt(text: str, place: tuple[int, int]) -> str:
    """The words around a place, whole."""
    start, end = max(0, place[0] - _SHOWN), min(len(text), place[1] + _SHOWN)
    before = text[start : place[0]]
    after = text[place[1] : end]
    if start > 0:
        before = f"… {before.partition(' ')[2]}"
    if end < len(text):
        after = f"{after.rpartition(' ')[0]} …"
    # Somebody else's words, in a file that a spreadsheet may open: no formula.
    return f"{before}{text[place[0] : place[1]]}{after}".strip().lstrip(_FORMULA)

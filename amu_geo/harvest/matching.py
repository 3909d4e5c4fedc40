"""Which of our schemes a record is about: by its address, then by its title in its région."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import log
from urllib.parse import parse_qsl, urlencode, urlsplit

from amu_geo.edition import Edition
from amu_geo.harvest.record import Record
from amu_geo.links.words import stems
from amu_geo.site import is_tracker
from amu_geo.territories import normalise

BY_ADDRESS, BY_TITLE = "adresse", "titre"
# From so much likeness on, of 100, a record and a scheme are taken for the same.
ENOUGH = 72
# Of a record that names no région: its title alone has to tell.
ENOUGH_ANYWHERE = 90
# Schemes less alike than this are not even named as near.
NEAR = 45
# Points of likeness by which another scheme may be meant as well.
_RIVAL = 4
# Schemes that share a word, from which it alone tells none.
_COMMON = 2
# What portals add to the title of what is over; it names no scheme.
_OVER = re.compile(r"\b(?:clos|close|cl[oô]tur[ée]e?s?|termin[ée]e?s?|ferm[ée]e?s?)\b", re.I)
_BRACKETS = re.compile(r"\([^)]*\)?")
_QUOTED = re.compile(r"«([^»]+)»")
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_ADDRESSES = (("dispositifs", "id"), ("attestations", "id_dispositif"))


@dataclass(frozen=True)
class Match:
    """A scheme that a record may be about.

    Parameters
    ----------
    id
        Of the scheme; "" when there is none.
    likeness
        Of the two titles, from 0 to 100.
    by
        `BY_ADDRESS`, `BY_TITLE`, or "" when they are not taken for the same.
    rival
        Another scheme that is as alike, or nearly; "" when there is none.
    """

    id: str = ""
    likeness: int = 0
    by: str = ""
    rival: str = ""


NOTHING = Match()


@dataclass(frozen=True)
class _Name:
    """A title as it is compared: its words, in each of the ways in which it may be said."""

    spelled: str
    ways: tuple[frozenset[str], ...]
    years: tuple[int, int] | None

    @property
    def words(self) -> frozenset[str]:
        return frozenset().union(*self.ways)


class Matcher:
    """Finds the schemes of an edition again, thousands of times a second.

    Parameters
    ----------
    edition
        Whose schemes are looked for.
    """

    def __init__(self, edition: Edition) -> None:
        schemes = edition.dispositifs
        self._regions = dict(zip(schemes["id"], schemes["code_region"], strict=True))
        # Between equals, the one that is in force, then the one that began last.
        self._rank = {
            code: (status == "en-cours", code)
            for code, status in zip(schemes["id"], schemes["statut"], strict=True)
        }
        self._names = {
            code: _name(name) for code, name in zip(schemes["id"], schemes["nom"], strict=True)
        }
        self._with: dict[str, list[str]] = defaultdict(list)
        for code, name in self._names.items():
            for word in name.words:
                self._with[word].append(code)
        count = max(1, len(self._names))
        self._weights = {word: log(1 + count / len(codes)) for word, codes in self._with.items()}
        self._unknown = log(1 + count)
        self._at = _by_address(edition)

    def match(self, record: Record) -> Match:
        """The scheme that a record is about; else the nearest one, with `by` empty."""
        name = _name(record.title)
        here = self._at.get(canonical(record.url), frozenset()) if record.url else frozenset()
        if found := self._scored(record, name, here):
            return _best(found, BY_ADDRESS)
        near = {code for word in name.words for code in self._with.get(word, ())}
        found = self._scored(record, name, near)
        if not found:
            return NOTHING
        enough = ENOUGH if record.regions else ENOUGH_ANYWHERE
        return _best(found, BY_TITLE if found[0][0] >= enough else "")

    def _scored(
        self, record: Record, name: _Name, codes: Iterable[str]
    ) -> list[tuple[int, tuple, str]]:
        """Likeness, rank and code of the schemes that a record may be about, best first."""
        return sorted(
            (
                (self._likeness(name, self._names[code]), self._rank_of(name, code), code)
                for code in codes
                if not record.regions or self._regions[code] in record.regions
            ),
            reverse=True,
        )

    def _rank_of(self, name: _Name, code: str) -> tuple:
        return (name.spelled == self._names[code].spelled, *self._rank[code])

    def _likeness(self, one: _Name, other: _Name) -> int:
        if one.spelled == other.spelled:
            return 100
        best = max(self._shared(mine, theirs) for mine in one.ways for theirs in other.ways)
        return round(best * _same_years(one.years, other.years))

    def _shared(self, mine: frozenset[str], theirs: frozenset[str]) -> float:
        """Twice the weight of the common words over that of all; rare words weigh most."""
        common = mine & theirs
        whole = self._weight(mine) + self._weight(theirs)
        shared = 200 * self._weight(common) / whole if whole else 0
        if len(common) == 1 and len(self._with.get(next(iter(common)), ())) > _COMMON:
            shared = min(shared, ENOUGH - 2)
        return shared

    def _weight(self, words: Iterable[str]) -> float:
        return sum(self._weights.get(word, self._unknown) for word in words)


def _best(found: list[tuple[int, tuple, str]], by: str) -> Match:
    likeness, _, code = found[0]
    rival = found[1][2] if len(found) > 1 and found[1][0] >= likeness - _RIVAL else ""
    return Match(code, likeness, by, rival if likeness >= NEAR else "")


def _name(title: str) -> _Name:
    """A title whole, without what stands in brackets, and what stands in quotes alone."""
    without = _OVER.sub(" ", _BRACKETS.sub(" ", title))
    ways = dict.fromkeys(
        words for said in (without, *_QUOTED.findall(without)) if (words := stems(said))
    )
    years = [int(year) for year in _YEAR.findall(title)]
    span = (min(years), max(years)) if years else None
    spelled = normalise(title)
    return _Name(spelled, tuple(ways) or (frozenset(spelled.split()),), span)


def _same_years(one: tuple[int, int] | None, other: tuple[int, int] | None) -> float:
    """How far a record's years and ours leave them alike: two sessions are two schemes."""
    if one is None:
        return 1 if other is None else 0.97
    if other is None:
        return 0.85
    return 1 if one[0] <= other[1] and other[0] <= one[1] else 0.65


def _by_address(edition: Edition) -> Mapping[str, frozenset[str]]:
    """The schemes that each address establishes; a site's front page establishes none."""
    found: dict[str, set[str]] = defaultdict(set)
    for table, column in _ADDRESSES:
        rows = edition.tables[table]
        for code, url in zip(rows[column], rows["url_source"], strict=True):
            if url and urlsplit(url).path.strip("/"):
                found[canonical(url)].add(code)
    return {url: frozenset(codes) for url, codes in found.items()}


def canonical(url: str) -> str:
    """What two spellings of one address share: no scheme, no « www. », nothing that tracks.

    >>> canonical("http://www.Exemple.fr/Aide/?utm_source=x&id=3#haut")
    'exemple.fr/Aide?id=3'
    """
    parts = urlsplit(url.strip())
    host = (parts.hostname or "").lower().removeprefix("www.")
    query = [item for item in parse_qsl(parts.query) if not is_tracker(item[0])]
    told = f"?{urlencode(sorted(query))}" if query else ""
    return f"{host}{parts.path.rstrip('/')}{told}"

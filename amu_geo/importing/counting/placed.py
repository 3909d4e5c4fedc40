"""The territory of each row, by the ways that place it, and why some have none."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
import pandas as pd

from amu_geo.importing.counting.rows import Rows
from amu_geo.importing.counting.ways import POINT, Way, lon_lat
from amu_geo.importing.counting.words import (
    COMMUNE,
    DEPARTEMENT,
    NAME,
    POSTCODE,
    REGION,
    combined,
    read_words,
)
from amu_geo.memory import kept_last
from amu_geo.territories import Territories
from amu_geo.territories.abroad import Nowhere
from amu_geo.territories.shore import SHORE, Shore

SAVED = {
    COMMUNE: "la ligne est placée par un autre code",
    POINT: "la ligne est placée par son point",
    NAME: "la ligne est placée par son nom de commune",
    POSTCODE: "la ligne est placée par son code postal",
    DEPARTEMENT: "la ligne est placée par son département",
    REGION: "la ligne est placée par sa région",
}
NOTHING = "ni code ni point"
# Different texts whose reading is kept; more are an identifier's, or sentences.
TEXTS_KEPT = 200_000
OFF_SHORE = "point un peu hors de nos contours, simplifiés : le territoire le plus proche"


class Texts:
    """One text a row, few of them different: "" until another is put.

    Attributes
    ----------
    words
        The different texts; the first is "".
    ranks
        Of each row's among them.
    """

    def __init__(self, rows: int) -> None:
        self.words = [""]
        self.ranks = np.zeros(rows, dtype=np.int32)
        self._known = {"": 0}

    def rank(self, word: str) -> int:
        """Of a text, now or later a row's."""
        if word not in self._known:
            self._known[word] = len(self.words)
            self.words.append(word)
        return self._known[word]

    def of(self, said: Said) -> np.ndarray:
        """Ranks among ours of other ranks and texts."""
        ranks, words = said
        # Of thousands of communes, few different regions, repairs and reasons.
        few, different = pd.factorize(np.array(words, dtype=object))
        own = np.array([self.rank(word) for word in different], dtype=np.int32)
        return own[few][ranks]

    def each(self) -> np.ndarray:
        """The text of each row."""
        return np.array(self.words, dtype=object)[self.ranks]

    def counted(self, rows: np.ndarray | slice = slice(None)) -> Counter[str]:
        """How many of these rows say each text."""
        numbers = np.bincount(self.ranks[rows], minlength=len(self.words))
        pairs = zip(self.words, numbers.tolist(), strict=True)
        return Counter({word: number for word, number in pairs if number})


# The rank of each row's text, and the texts.
Said = tuple[np.ndarray, Sequence[str]]


@dataclass(frozen=True, eq=False)
class Placed:
    """Where rows are.

    Attributes
    ----------
    places
        Code of the territory of each row, "" for none; a row has one at most.
    repaired
        What was repaired to find it, "" where nothing was.
    lacking
        Why it has none, "" where it has one.
    """

    places: Texts
    repaired: Texts
    lacking: Texts

    @cached_property
    def codes(self) -> np.ndarray:
        """Code of the territory of each row, one by one."""
        return self.places.each()

    @cached_property
    def why(self) -> np.ndarray:
        """What was repaired of each row."""
        return self.repaired.each()

    @cached_property
    def lacks(self) -> np.ndarray:
        """Why each row has no territory."""
        return self.lacking.each()

    @property
    def nowhere(self) -> np.ndarray:
        """Positions of the rows that have none."""
        return np.flatnonzero(self.places.ranks == 0)

    @property
    def reasons(self) -> Counter[str]:
        """How many rows have no territory, by reason."""
        return self.lacking.counted(self.nowhere)

    @property
    def repairs(self) -> Counter[str]:
        """How many rows were placed by a repair, by what it is."""
        counted = self.repaired.counted()
        counted.pop("", None)
        return counted


def place(
    rows: Rows, ways: Sequence[Way], level: str, territories: Territories, shore: float = SHORE
) -> Placed:
    """The territory of each row: by the first way, then by the next one for what is left.

    Parameters
    ----------
    level
        « region », « departement » or « commune »; points do not tell a commune.
    shore
        In kilometres: a point off our simplified shapes by less is of the nearest territory.
    """
    number = len(rows.cells)
    codes, why, lacks = (Texts(number) for _ in range(3))
    for way in ways:
        left, some = slice(None), rows
        if codes.ranks.any():
            left = np.flatnonzero(codes.ranks == 0)
            some = replace(rows, cells=rows.cells.iloc[left])
        found, how, missing = _by(way, some, level, territories, shore)
        here, repaired = codes.of(found), why.of(how)
        # What a surer way could not read, and another one placed all the same, is said too.
        before = lacks.ranks[left]
        saved = (before > 0) & (here > 0)
        for rank in np.unique(before[saved]).tolist():
            told = why.rank(f"{lacks.words[rank]} : {SAVED[way.kind]}")
            repaired[saved & (before == rank)] = told
        codes.ranks[left], why.ranks[left] = here, repaired
        # The first reason is the nearest: a wrong code says more than a point that is not there.
        lacks.ranks[left] = np.where(before == 0, lacks.of(missing), before)
    placed = codes.ranks > 0
    lacks.ranks[placed] = 0
    lacks.ranks[~placed & (lacks.ranks == 0)] = lacks.rank(NOTHING)
    return Placed(codes, why, lacks)


def _by(
    way: Way, rows: Rows, level: str, territories: Territories, shore: float
) -> tuple[Said, Said, Said]:
    """The code, the repair and the reason of each row."""
    if way.kind == POINT:
        return _by_point(*lon_lat(rows, way), level, territories, shore)
    if way.kind == NAME:
        ranks, cells = combined(rows, way.beside)
    else:
        ranks, words = rows.words(way.columns[0])
        cells = words.tolist()
    said = _readings(territories, way.kind, level).of(cells)
    return tuple((ranks, [one[part] for one in said]) for part in range(3))


class _Readings:
    """What texts say of a place: each is read once, however many blocks of a file hold it."""

    def __init__(self, territories: Territories, kind: str, level: str) -> None:
        self._territories, self._kind, self._level = territories, kind, level
        self._known: dict[Hashable, tuple[str, str, str]] = {}

    def of(self, texts: Sequence[Hashable]) -> list[tuple[str, str, str]]:
        """The code, the repair and the reason of each text."""
        known = self._known
        if len(known) > TEXTS_KEPT:
            # Another thread may still hold the former ones: they are left to it.
            known = self._known = {}
        new = [text for text in texts if text not in known]
        if new:
            cells = new if self._kind == NAME else pd.Series(new, dtype="str")
            read = read_words(self._kind, cells, self._territories, self._level)
            parts = (_words(part) for part in (read.found, read.why, read.lacks))
            known.update(zip(new, zip(*parts, strict=True), strict=True))
        return [known[text] for text in texts]


@kept_last(16)
def _readings(territories: Territories, kind: str, level: str) -> _Readings:
    return _Readings(territories, kind, level)


def _by_point(
    lon: np.ndarray, lat: np.ndarray, level: str, territories: Territories, shore: float
) -> tuple[Said, Said, Said]:
    why, lacks = Texts(len(lon)), Texts(len(lon))
    codes = Texts(len(lon))
    if level != "commune":
        layer = territories.regions if level == "region" else territories.departements
        known = ["", *layer[f"code_{level}"].tolist()]
        codes.ranks = codes.of((territories.ranks(lon, lat, level) + 1, known))
        lost = np.flatnonzero((codes.ranks == 0) & np.isfinite(lon) & np.isfinite(lat))
        if shore and len(lost):
            near = codes.of(
                _listed(_shore(territories, shore).nearest(lon[lost], lat[lost], level))
            )
            codes.ranks[lost] = near
            why.ranks[lost[near > 0]] = why.rank(OFF_SHORE)
            lost = lost[near == 0]
        if len(lost):
            lacks.ranks[lost] = lacks.of(_nowhere(territories).why(lon[lost], lat[lost]))
    return tuple((texts.ranks, texts.words) for texts in (codes, why, lacks))


@kept_last(4)
def _shore(territories: Territories, km: float) -> Shore:
    return Shore(territories, km)


@kept_last(4)
def _nowhere(territories: Territories) -> Nowhere:
    return Nowhere(territories)


def _listed(texts: np.ndarray) -> Said:
    ranks, words = pd.factorize(texts)
    return ranks, words.tolist()


def _words(series: pd.Series) -> list[str]:
    return series.fillna("").tolist()

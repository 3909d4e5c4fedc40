"""Which columns place the rows of a file: found in what they hold, shown, and a reader's to choose.

A number of five digits is a commune's code one time in three, whatever it is: an identifier, a
population, a piece of a coordinate. A column is proposed only when nearly all of its cells are
codes, each whole, and when its title says so or the names and the points beside it agree.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import product

import numpy as np
import pandas as pd

from amu_geo.edition.checking.places import Places, places_of
from amu_geo.edition.checking.problems import Problem
from amu_geo.importing.counting.cells import ELSEWHERE, Codes, codes_in, degrees, numbers, pairs
from amu_geo.importing.counting.rows import Rows
from amu_geo.importing.counting.way import (
    CODES,
    DEPARTEMENTS,
    LAT,
    LON,
    NAMES,
    OTHER_NUMBERS,
    POINT,
    POSTCODES,
    REGIONS,
    Way,
    lon_lat,
)
from amu_geo.importing.counting.words import (
    COMMUNE,
    DEPARTEMENT,
    NAME,
    POSTCODE,
    REGION,
    combined,
    read_words,
)
from amu_geo.importing.files.limits import RefusedFileError
from amu_geo.territories import Territories, normalise

SAMPLE = 2_000
# Of the cells of a sample that are not empty, how many are codes; of those, how many agree.
NEARLY_ALL, NAMED, AGREED = 0.9, 0.5, 0.5
EXAMPLES = 3


def find_ways(
    rows: Rows,
    territories: Territories,
    code_column: str = "",
    lon: str = "",
    lat: str = "",
) -> list[Way]:
    """The ways that place the rows, the surest first: a row that one leaves, the next may place.

    Parameters
    ----------
    code_column, lon, lat
        Titles that a reader names, as in the file: they are taken as they are.

    Raises
    ------
    RefusedFileError
        In French: a column that is not there, or nothing that places the rows; what comes nearest
        is named.
    """
    search = _Search(rows, territories)
    if code_column or lon or lat:
        return search.named(code_column, lon, lat)
    point = search.point()
    code = search.code(point)
    # A point that is nowhere is not in the commune of that name.
    words = [None if point else search.name(), *search.territories()]
    found = [way for way in (code, point, *words) if way is not None]
    if not found:
        raise search.refusal()
    return found


def placing_said(rows: Rows, territories: Territories) -> tuple[str, ...]:
    """The ways that place the rows, in words; nothing where none does."""
    try:
        return tuple(map(str, find_ways(rows, territories)))
    except RefusedFileError:
        return ()


def enumerate_titles(titles: list[str]) -> str:
    """« a », « b »."""
    return ", ".join(f"« {title} »" for title in titles)


class _Search:
    def __init__(self, rows: Rows, territories: Territories) -> None:
        self._rows = rows
        self._head = replace(rows, cells=rows.cells.head(SAMPLE))
        self._territories = territories
        self._places: Places = places_of(territories)
        self._titles = [normalise(title) for title in rows.titles]
        self._disagreeing: list[str] = []
        self._beside = tuple(
            self._fullest(words) for words in (NAMES, POSTCODES, DEPARTEMENTS, REGIONS)
        )

    def named(self, code_column: str, lon: str, lat: str) -> list[Way]:
        """The ways that a reader names."""
        found = []
        if code_column:
            found.append(self._code_way(self._rank(code_column)))
        if bool(lon) != bool(lat):
            raise self._refused("une coordonnée seule ne place rien.", "--lon et --lat, les deux")
        if lon:
            found.append(self._point_way(self._rank(lon), self._rank(lat)))
        return found

    def point(self) -> Way | None:
        """The pair of coordinates that places the most rows."""
        ways = [self._point_way(x, y) for x, y in product(self._titled(LON), self._titled(LAT))]
        ways += filter(None, map(self._pair_way, range(len(self._titles))))
        best = max(ways, key=lambda way: (way.resolved, way.share), default=None)
        # Titles say what they are: what lies at sea or abroad is told row by row.
        return best if best and best.read else None

    def _pair_way(self, rank: int) -> Way | None:
        """A column of pairs; nobody says which is first, so what is in France tells."""
        if not pd.api.types.is_string_dtype(self._rows.cells[rank]):
            return None
        cells = self._head.column(rank)
        first, second = pairs(cells)
        written, read = int((cells != "").sum()), int(np.isfinite(first).sum())
        if not read or read < NEARLY_ALL * written:
            return None
        straight, turned = self._placed(first, second), self._placed(second, first)
        seen = tuple(cells[cells != ""].head(EXAMPLES))
        where = ((rank,), (self._rows.titles[rank],), seen)
        return Way(POINT, *where, max(straight, turned), written, turned > straight)

    def code(self, point: Way | None) -> Way | None:
        """The column of commune codes that is the surest."""
        titled = set(self._titled(CODES))
        found = []
        for rank in range(len(self._titles)):
            if point and rank in point.columns:
                continue
            way = self._code_way(rank)
            enough = NAMED if rank in titled else NEARLY_ALL
            if not way.resolved or way.share < enough:
                continue
            if self._agrees(way, point, rank in titled):
                found.append((rank in titled, way.resolved, way.share, -rank, way))
            elif rank in titled:
                self._disagreeing.append(way.titles[0])
        return max(found)[-1] if found else None

    def name(self) -> Way | None:
        """The column of names of communes, with what stands beside them."""
        name, *_ = self._beside
        if name is None:
            return None
        each, said = combined(self._head, self._beside)
        read = read_words(NAME, said, self._territories, "commune")
        whole = Codes(*(part.iloc[each] for part in (read.found, read.why, read.lacks)))
        way = self._text_way(NAME, name, self._head.column(name), whole)
        if not way.resolved or way.share < NAMED:
            return None
        ranks = tuple(rank for rank in self._beside if rank is not None)
        titles = tuple(self._rows.titles[rank] for rank in ranks)
        named = enumerate_titles(self._disagreeing)
        note = f" ; les codes de {named} en disent d’autres" if named else ""
        return replace(way, columns=ranks, titles=titles, note=note)

    def territories(self) -> list[Way]:
        """The columns of larger territories, for rows that nothing places more closely."""
        _, postcode, departement, region = self._beside
        kinds = ((POSTCODE, postcode), (DEPARTEMENT, departement), (REGION, region))
        ways = [self._words_way(kind, rank) for kind, rank in kinds if rank is not None]
        return [way for way in ways if way.resolved and way.share >= NAMED]

    def refusal(self) -> RefusedFileError:
        """That nothing places the rows, and which columns came nearest."""
        ways = [self._code_way(rank) for rank in range(len(self._titles))]
        near = [way for way in ways if way.share >= AGREED and self._are_whole(way.columns[0])]
        near = sorted(near, key=lambda way: -way.share)[:3]
        told = "".join(f" ; {way}" for way in near)
        expected = "des colonnes lon et lat, ou code_commune ; sinon, nommez celles qui placent"
        return self._refused(f"rien ne place ces lignes{told}.", expected)

    def _agrees(self, way: Way, point: Way | None, titled: bool) -> bool:
        """Whether names and points beside codes say the same communes; their title, else."""
        codes = codes_in(self._head.column(way.columns[0]), self._places).found
        known = codes != ""
        evidence = list(self._evidence(codes, known, point))
        if evidence:
            return max(evidence) >= AGREED
        if titled:
            return True
        counts_something = set(normalise(way.titles[0]).split()) & OTHER_NUMBERS
        return not counts_something and self._are_whole(way.columns[0])

    def _evidence(self, codes: pd.Series, known: pd.Series, point: Way | None) -> Iterator[float]:
        for rank in self._titled(NAMES):
            names = self._head.column(rank)[known]
            if (names != "").any():
                yield self._same_names(codes[known], names)
        if point:
            lon, lat = lon_lat(self._head, point)
            here = self._territories.locate(lon, lat).to_numpy()
            there = codes.map(self._places.region_of).fillna("").to_numpy()
            both = (here != "") & (there != "")
            if both.any():
                yield float((here[both] == there[both]).mean())

    def _same_names(self, codes: pd.Series, names: pd.Series) -> float:
        filled = names != ""
        right = [
            normalise(name.split("(")[0]) in normalise(self._places.name_of[code])
            for code, name in zip(codes[filled], names[filled], strict=True)
        ]
        return float(np.mean(right))

    def _are_whole(self, rank: int) -> bool:
        """Whether the cells are codes as they are written, with no zero to give back."""
        cells = self._head.column(rank)
        written = cells[cells != ""]
        return bool(written.map(lambda text: len(re.sub(r"^.*\(|\)$", "", text)) == 5).all())

    def _code_way(self, rank: int) -> Way:
        cells = self._head.column(rank)
        return self._text_way(COMMUNE, rank, cells, codes_in(cells, self._places))

    def _words_way(self, kind: str, rank: int) -> Way:
        cells = self._head.column(rank)
        ranked, texts = self._head.words(rank)
        read = read_words(kind, texts, self._territories, "region")
        whole = Codes(*(part.iloc[ranked] for part in (read.found, read.why, read.lacks)))
        return self._text_way(kind, rank, cells, whole)

    def _fullest(self, words: tuple[str, ...]) -> int | None:
        """The titled column that says something most often."""
        filled = {rank: int((self._head.column(rank) != "").sum()) for rank in self._titled(words)}
        return max(filled, key=filled.get) if any(filled.values()) else None

    def _text_way(self, kind: str, rank: int, cells: pd.Series, read: Codes) -> Way:
        # Overseas collectivities are understood, and have no region.
        filled = (cells != "").to_numpy() & (read.lacks != ELSEWHERE).to_numpy()
        return Way(
            kind,
            (rank,),
            (self._rows.titles[rank],),
            tuple(dict.fromkeys(cells[filled]))[:EXAMPLES],
            int((read.found != "").sum()),
            int(filled.sum()),
            beside=self._beside,
        )

    def _point_way(self, x: int, y: int) -> Way:
        straight, turned = self._points_placed(x, y), self._points_placed(y, x)
        swapped = turned > straight
        lon, lat = (y, x) if swapped else (x, y)
        cells = [self._head.column(rank) for rank in (lon, lat)]
        filled = (cells[0] != "") & (cells[1] != "")
        seen = [f"{a} / {b}" for a, b in zip(*(c[filled] for c in cells), strict=True)][:EXAMPLES]
        titles = (self._rows.titles[lon], self._rows.titles[lat])
        placed, read = max(straight, turned), int(filled.sum())
        return Way(POINT, (lon, lat), titles, tuple(seen), placed, read, swapped)

    def _points_placed(self, lon: int, lat: int) -> int:
        return self._placed(*(numbers(self._head.cells[rank]) for rank in (lon, lat)))

    def _placed(self, lon: np.ndarray, lat: np.ndarray) -> int:
        return int((self._territories.locate(*degrees(lon, lat)) != "").sum())

    def _titled(self, words: tuple[str, ...]) -> list[int]:
        known = {normalise(word) for word in words}
        return [rank for rank, title in enumerate(self._titles) if title in known]

    def _rank(self, title: str) -> int:
        wanted = normalise(title)
        ranks = [rank for rank, known in enumerate(self._titles) if known == wanted]
        if not ranks:
            known = ", ".join(title for title in self._rows.titles if title)
            raise self._refused(f"il n’y a pas de colonne « {title} ».", f"l’une de : {known}")
        # Of two that bear one title, the one that says something.
        return max(ranks, key=lambda rank: int((self._head.column(rank) != "").sum()))

    def _refused(self, message: str, expected: str) -> RefusedFileError:
        where = (self._rows.file, self._rows.sheet)
        return RefusedFileError(Problem(message, *where, attendu=expected))

"""Find a commune from what a person types: a name, half a name, a typo, a code."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from difflib import SequenceMatcher

import numpy as np
import pandas as pd

from amu_geo.territories.model import Territories
from amu_geo.territories.names import normalise

# How well a commune answers, best first.
EXACT, PREFIX, WORD, INSIDE, TYPO = range(5)
NOWHERE = 99

ARTICLES = ("le ", "la ", "les ", "l ")
# "Saint-Denis (974)", "saint denis 974", "Le Port 974": the département chosen with the name.
NAME_AND_DEPARTEMENT = re.compile(r"^(?P<name>\D.*) (?P<departement>\d{2,3}|2[ab])$")
CODE = re.compile(r"^\d[\dab]\d{0,3}$")

LEAST_LIKENESS = 0.7  # of SequenceMatcher: about one error in four letters
CLOSEST = 60  # names compared letter by letter after the count of common trigrams


class CommuneFinder:
    """Search among all the communes, built once and shared.

    Parameters
    ----------
    territories : Territories
        Communes to search, names of their départements, and codes of former communes.
    """

    def __init__(self, territories: Territories) -> None:
        names = territories.departements.set_index("code_departement")["nom"]
        communes = territories.communes
        self._communes = communes.assign(
            nom_departement=communes["code_departement"].map(names)
        ).reset_index(drop=True)
        self._names = [normalise(name) for name in communes["nom"]]
        self._bare = [_without_article(name) for name in self._names]
        self._departements = communes["code_departement"].str.lower().to_numpy(dtype=object)
        # Sorting by this settles equal answers: the most populated commune first.
        self._smallness = (-communes["population"]).rank(method="first").to_numpy()
        self._codes = _codes(territories)
        self._sorted_codes = sorted(self._codes)
        self._text, self._starts = _searchable(self._names)
        self._bare_starts = self._starts + [
            len(name) - len(bare) for name, bare in zip(self._names, self._bare, strict=True)
        ]
        self._letters = np.frombuffer(self._text.encode("ascii"), dtype=np.uint8)
        self._rows_by_name = _rows_by_name(self._names, self._bare)
        self._lengths = np.array([len(name) for name in self._bare])
        self._trigrams = _trigram_index(self._bare)

    def search(self, text: str, limit: int = 8) -> pd.DataFrame:
        """Communes that answer a text, best first.

        A name answers exactly, then by its beginning, by the beginning of a word, by what it
        contains, then despite a typo; the most populated first. A text of digits is an Insee or a
        postal code or its beginning. A département code after the name chooses between homonyms.

        Returns
        -------
        pd.DataFrame
            At most `limit` rows with the columns of `Territories.communes` and nom_departement;
            none for an empty text or when nothing is near.
        """
        query = normalise(text)
        joined = query.replace(" ", "")
        ranks = self._ranks_by_code(joined) if CODE.match(joined) else self._ranks_by_name(query)
        found = np.flatnonzero(ranks < NOWHERE)
        order = np.lexsort((self._smallness[found], ranks[found]))
        return self._communes.iloc[found[order[:limit]]].reset_index(drop=True)

    def only_answer(self, text: str) -> str:
        """Code of the commune when a text can mean only one, else "".

        « 34142 », « lodeve » and « saint denis 974 » are clear; « saint denis » is not.
        """
        found = self.search(text, limit=2)
        if len(found) == 1:
            return found["code_commune"].iloc[0]
        exact = [normalise(name) == normalise(text) for name in found["nom"]]
        return found["code_commune"].iloc[0] if exact == [True, False] else ""

    def _ranks_by_code(self, query: str) -> np.ndarray:
        ranks = np.full(len(self._names), NOWHERE)
        for code in self._sorted_codes[bisect_left(self._sorted_codes, query) :]:
            if not code.startswith(query):
                break
            rows = self._codes[code]
            ranks[rows] = np.minimum(ranks[rows], EXACT if code == query else PREFIX)
        return ranks

    def _ranks_by_name(self, query: str) -> np.ndarray:
        match = NAME_AND_DEPARTEMENT.match(query)
        name = match["name"] if match else query
        elsewhere = self._departements != match["departement"] if match else []
        ranks = self._ranks_by_text(name)
        ranks[elsewhere] = NOWHERE
        if len(name) > 2 and ranks.min() >= INSIDE:
            ranks = np.minimum(ranks, self._ranks_by_likeness(name))
            ranks[elsewhere] = NOWHERE
        return ranks

    def _ranks_by_text(self, name: str) -> np.ndarray:
        """Rank of the names that contain the text; below 3 letters, that begin with it."""
        ranks = np.full(len(self._names), float(NOWHERE))
        if not name:
            return ranks
        positions = np.array([m.start() for m in re.finditer(re.escape(name), self._text)], int)
        rows = np.searchsorted(self._starts, positions, side="right") - 1
        begins = (positions == self._starts[rows]) | (positions == self._bare_starts[rows])
        opens_word = self._letters[positions - 1] == ord(" ")
        kinds = np.where(begins, PREFIX, np.where(opens_word, WORD, INSIDE))
        if len(name) < 3:
            rows, kinds = rows[begins], kinds[begins]
        np.minimum.at(ranks, rows, kinds)
        ranks[self._rows_by_name.get(name, [])] = EXACT
        return ranks

    def _ranks_by_likeness(self, name: str) -> np.ndarray:
        """Rank of the names that share trigrams with the text and look like it."""
        ranks = np.full(len(self._names), float(NOWHERE))
        bare = _without_article(name)
        common = np.zeros(len(self._bare), dtype=np.int16)
        for trigram in _trigrams(bare):
            common[self._trigrams.get(trigram, [])] += 1
        share = common / (len(bare) + self._lengths)
        closest = min(CLOSEST, share.size)
        near = np.argpartition(-share, closest - 1)[:closest]
        for row in near[common[near] > 0]:
            likeness = SequenceMatcher(None, bare, self._bare[row], autojunk=False).ratio()
            if likeness >= LEAST_LIKENESS:
                # Coarse steps, so that between two near spellings the larger commune comes first.
                ranks[row] = TYPO + round(1 - likeness, 1)
        return ranks


def _without_article(name: str) -> str:
    for article in ARTICLES:
        if name.startswith(article):
            return name.removeprefix(article)
    return name


def _rows_by_name(*spellings: list[str]) -> dict[str, list[int]]:
    rows: dict[str, list[int]] = defaultdict(list)
    for names in spellings:
        for row, name in enumerate(names):
            rows[name].append(row)
    return rows


def _codes(territories: Territories) -> dict[str, list[int]]:
    """Rows of each code: Insee's, former ones, postal ones."""
    communes = territories.communes
    rows = {code: row for row, code in enumerate(communes["code_commune"])}
    codes: dict[str, list[int]] = defaultdict(list)
    for code, row in rows.items():
        codes[code.lower()].append(row)
    former = territories.former_communes
    for code, today in zip(former["code_ancienne"], former["code_commune"], strict=True):
        codes[code.lower()].append(rows[today])
    for row, joined in enumerate(communes["codes_postaux"]):
        for code in filter(None, joined.split(";")):
            codes[code].append(row)
    return codes


def _searchable(names: list[str]) -> tuple[str, np.ndarray]:
    """All the names in one text, one a line, and where each line starts."""
    lengths = np.array([len(name) + 1 for name in names])
    starts = 1 + np.concatenate([[0], np.cumsum(lengths)[:-1]])
    return "\n" + "\n".join(names), starts


def _trigrams(name: str) -> set[str]:
    padded = f"  {name} "
    return {padded[i : i + 3] for i in range(len(padded) - 2)}


def _trigram_index(names: list[str]) -> dict[str, np.ndarray]:
    rows: dict[str, list[int]] = defaultdict(list)
    for row, name in enumerate(names):
        for trigram in _trigrams(name):
            rows[trigram].append(row)
    return {trigram: np.array(found, dtype=np.int32) for trigram, found in rows.items()}

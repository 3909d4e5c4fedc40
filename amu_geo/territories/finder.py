"""Find a commune from what a person types: a name, half a name, a typo, a code, a former name."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import replace

import numpy as np
import pandas as pd
from rapidfuzz import fuzz, process

from amu_geo.territories import overseas
from amu_geo.territories.indexes import by_spelling, codes_of, searchable, without_article
from amu_geo.territories.lookup import Lookup, spellings
from amu_geo.territories.model import Territories
from amu_geo.territories.names import normalise
from amu_geo.territories.written import CORSICA, Written

# How well a commune answers, best first; a former name answers just behind one of today.
EXACT, PREFIX, WORD, INSIDE, TYPO = range(5)
FORMER, NOWHERE = 0.05, 99

CODE = re.compile(r"^\d[\dab]\d{0,3}$")

LEAST_LIKENESS = 70  # of rapidfuzz, from 0 to 100: about one error in four letters
CLOSEST = 60

# How well each commune answers, and the rank of the name by which it does.
Answers = tuple[np.ndarray, np.ndarray]


class CommuneFinder:
    """Search among all the communes, built once and shared.

    Parameters
    ----------
    territories : Territories
        Communes to search, names of their départements, and former communes.
    """

    def __init__(self, territories: Territories) -> None:
        self._lookup = Lookup(territories)
        names = territories.departements.set_index("code_departement")["nom"]
        communes = territories.communes
        self._communes = communes.assign(
            nom_departement=communes["code_departement"].map(names)
        ).reset_index(drop=True)
        self._row_of = {code: row for row, code in enumerate(communes["code_commune"])}
        self._departements = communes["code_departement"].to_numpy(dtype=object)
        self._regions = communes["code_region"].to_numpy(dtype=object)
        # Sorting by this settles equal answers: the most populated commune first.
        self._smallness = (-communes["population"]).rank(method="first").to_numpy()
        self._codes = codes_of(territories)
        self._sorted_codes = sorted(self._codes)
        # Names of today, then former ones: which row of the communes each leads to.
        former = list(self._lookup.former_names())
        self._shown = [*communes["nom"], *(name for name, _ in former)]
        self._rows = np.array([*range(len(communes)), *(self._row_of[code] for _, code in former)])
        self._names = list(map(normalise, self._shown))
        self._bare = [without_article(name) for name in self._names]
        self._text, self._starts = searchable(self._names)
        self._bare_starts = self._starts + [
            len(name) - len(bare) for name, bare in zip(self._names, self._bare, strict=True)
        ]
        self._letters = np.frombuffer(self._text.encode("ascii"), dtype=np.uint8)
        self._by_spelling = by_spelling(self._names, self._bare)
        # The look-ups make themselves when first asked: not while somebody waits.
        self._lookup.answers(Written(name="Paris", postcode="75001"))

    def search(self, text: str, limit: int = 8) -> pd.DataFrame:
        """Communes that answer a text, best first.

        A name answers exactly, then by its beginning, by the beginning of a word, by what it
        contains, then despite a typo; the most populated first. A text of digits is an Insee or a
        postal code or its beginning. A postal code, a département or a région beside the name
        chooses between homonyms, in any order: « 34700 Lodève », « Saint-Denis, La Réunion ».

        Returns
        -------
        pd.DataFrame
            At most `limit` rows with the columns of `Territories.communes`, ancien_nom (the former
            name that answers, else "") and nom_departement; none for an empty text or when nothing
            is near.
        """
        ranks, by = self._ranks(text)
        found = np.flatnonzero(ranks < NOWHERE)
        order = np.lexsort((self._smallness[found], ranks[found]))
        rows = found[order[:limit]]
        answers = self._communes.iloc[rows].reset_index(drop=True)
        count = len(self._communes)
        former = [self._shown[by[row]] if by[row] >= count else "" for row in rows]
        answers.insert(answers.columns.get_loc("codes_postaux"), "ancien_nom", former)
        return answers

    def only_answer(self, text: str) -> str:
        """Code of the commune when a text can mean only one; else "".

        « 34142 », « lodeve », « Paris 15 » and « saint denis 974 » are clear, and so is the whole
        beginning of one name, « l hay les rose »; « saint denis » is not. What only looks like a
        name never is, nor « saint », which is Le Saint without its article.
        """
        joined = _joined(text)
        if CODE.match(joined):
            rows = set(self._codes.get(joined, ()))
            return self._communes["code_commune"].iloc[rows.pop()] if len(rows) == 1 else ""
        written = self._lookup.reader.read(text)
        codes = set(self._lookup.answers(written))
        if not written.is_narrowed and not written.arrondissement:
            codes |= set(self._lookup.bearing(written.name))
        if len(codes) > 1:
            return ""
        code = "".join(codes)
        if code and (written.is_narrowed or self._is_whole(written.name, code)):
            return code
        return self._only_beginning(text)

    def _is_whole(self, name: str, code: str) -> bool:
        """Whether a name that leads to a commune does not lack its article."""
        return normalise(name) not in spellings(self._lookup.name_of[code]) or normalise(
            name
        ) == normalise(self._lookup.name_of[code])

    def _only_beginning(self, text: str) -> str:
        ranks, _ = self._ranks(text)
        [found] = np.nonzero(ranks < NOWHERE)
        alone = len(found) == 1 and ranks[found[0]] < WORD
        return self._communes["code_commune"].iloc[found[0]] if alone else ""

    def said(self, text: str) -> str:
        """What a text means beside the communes that answer it, in French; "" for nothing.

        A place overseas outside the 18 régions; the commune of today of a former name.
        """
        joined = _joined(text)
        if CODE.match(joined):
            outside = "" if joined in self._codes else overseas.by_code(joined)
            return f"{joined} : {overseas.told(outside)}." if outside else ""
        written = self._lookup.reader.read(text)
        codes = self._lookup.answers(written)
        outside = self._outside(written)
        if outside:
            whole = normalise(written.name) == normalise(overseas.COLLECTIVITIES[outside])
            place = "" if whole else f"{written.name or text.strip()} : "
            return f"{place}{overseas.told(outside)}."
        if len(codes) == 1 and self._lookup.is_former(written.name, codes[0]):
            row = self._communes.iloc[self._row_of[codes[0]]]
            return f"{written.name} est aujourd’hui dans {row['nom']} ({row['nom_departement']})."
        return ""

    def _outside(self, written: Written) -> str:
        """The overseas collectivity that is meant: a name alone may be a commune's of ours too."""
        if written.outside or self._lookup.answers(written):
            return written.outside
        return overseas.by_name(written.name)

    def _ranks(self, text: str) -> Answers:
        joined = _joined(text)
        if CODE.match(joined):
            return self._ranks_by_code(joined), np.arange(len(self._communes))
        written = self._lookup.reader.read(text)
        written = replace(written, outside=self._outside(written))
        ranks, by = self._ranks_within(written)
        if not written.is_narrowed and ranks.min() > WORD:
            for name, departement, region in self._lookup.reader.splits(written.name):
                beside = Written(name, departement=departement, region=region)
                ranks, by = _better((ranks, by), self._ranks_within(beside))
        answers = self._lookup.answers(written)
        contradicted = written.is_narrowed and not answers and not written.outside
        if contradicted and (ranks.min() >= NOWHERE or self._lookup.bearing(written.name)):
            # The rest contradicts the name: it is no exact answer, and still may be meant.
            everywhere = np.ones(len(self._communes), dtype=bool)
            ranks, by = self._ranks_by_name(normalise(written.name), everywhere)
            ranks = np.where(ranks < NOWHERE, ranks + TYPO, NOWHERE)
        for code in answers:
            row = self._row_of[code]
            former = self._lookup.is_former(written.name, code)
            ranks[row] = min(ranks[row], EXACT + FORMER * former)
        return ranks, by

    def _ranks_within(self, written: Written) -> Answers:
        """Answers to a name, among the communes of the territories beside it."""
        if written.outside:
            return np.full(len(self._communes), float(NOWHERE)), np.arange(len(self._communes))
        inside = np.ones(len(self._communes), dtype=bool)
        if written.departement == CORSICA:
            inside &= np.isin(self._departements, ("2A", "2B"))
        elif written.departement:
            inside &= self._departements == written.departement
        if written.region:
            inside &= self._regions == written.region
        near = self._lookup.with_postcode(written.postcode)
        if near:
            inside &= np.isin(np.arange(len(inside)), [self._row_of[code] for code in near])
        return self._ranks_by_name(normalise(written.name), inside)

    def _ranks_by_code(self, query: str) -> np.ndarray:
        ranks = np.full(len(self._communes), float(NOWHERE))
        for code in self._sorted_codes[bisect_left(self._sorted_codes, query) :]:
            if not code.startswith(query):
                break
            rows = self._codes[code]
            ranks[rows] = np.minimum(ranks[rows], EXACT if code == query else PREFIX)
        return ranks

    def _ranks_by_name(self, name: str, inside: np.ndarray) -> Answers:
        """Of the communes that are `inside`, those whose names contain the text or look like it."""
        of_names = self._ranks_by_text(name)
        allowed = inside[self._rows]
        of_names[~allowed] = NOWHERE
        if len(name) > 2 and of_names.min(initial=NOWHERE) >= INSIDE:
            of_names = np.minimum(of_names, self._ranks_by_likeness(name, allowed))
        count = len(self._communes)
        of_names[count:] += FORMER
        return self._by_commune(of_names)

    def _by_commune(self, of_names: np.ndarray) -> Answers:
        count = len(self._communes)
        ranks, by = of_names[:count].copy(), np.arange(count)
        for former in np.flatnonzero(of_names[count:] < NOWHERE) + count:
            row = self._rows[former]
            if of_names[former] < ranks[row]:
                ranks[row], by[row] = of_names[former], former
        return ranks, by

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
        ranks[self._by_spelling.get(name, [])] = EXACT
        return ranks

    def _ranks_by_likeness(self, name: str, allowed: np.ndarray) -> np.ndarray:
        """Rank of the names that look like the text."""
        ranks = np.full(len(self._names), float(NOWHERE))
        bare = without_article(name)
        among: list[str] | dict[int, str] = self._bare
        if not allowed.all():
            among = {rank: self._bare[rank] for rank in np.flatnonzero(allowed).tolist()}
        for _, likeness, rank in process.extract(
            bare, among, scorer=fuzz.ratio, score_cutoff=LEAST_LIKENESS, limit=CLOSEST
        ):
            # Coarse steps, so that between two near spellings the larger commune comes first.
            ranks[rank] = TYPO + round(1 - likeness / 100, 1)
        return ranks


def _better(first: Answers, second: Answers) -> Answers:
    """Of two answers of each commune, the better one."""
    second_wins = second[0] < first[0]
    return np.where(second_wins, second[0], first[0]), np.where(second_wins, second[1], first[1])


def _joined(text: str) -> str:
    return normalise(text).replace(" ", "")

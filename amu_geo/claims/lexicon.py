"""The words by which a sentence names a region, a family, a number, a state, a reading.

Words are compared without case, accents nor punctuation, as `territories.normalise` leaves them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from amu_geo.claims.claim import DOCUMENTED
from amu_geo.french.typography import number_word
from amu_geo.territories.names import ALIASES, normalise
from amu_geo.vocabulary import CONFIRMED, FAMILIES, LECTURES, TO_CONFIRM, UNDOCUMENTED

Words = tuple[str, ...]


class Meaning(NamedTuple):
    """What some words mean: the part of a claim that they give, and its code."""

    part: str
    code: str


# Words that carry no part of a claim.
_IDLE = (
    "a ai ainsi ait alors amu an annee annees assistance au aujourd aux avec c ce ces cette "
    "chez compte comptent comptait d dans de des deja donc du elle elles en encore est et "
    "etaient etait ete famille familles france hui il ils l la le les leur maintenant maitrise "
    "notre nous observatoire ont avait avaient ou par pour que qui region regions s sa selon "
    "ses son sont sur toutes tous un une usage y etat actuel actuellement soit voici presente "
    "presentent dispose disposent exactement seulement bien"
)
IDLE = frozenset(_IDLE.split())
NEGATIONS = ("pas", "jamais", "plus", "nullement")
ONLY = ("que", "qu")
# « plus de deux », « près de trois »: a number that no choice of ours says.
INEXACT = (
    *(("plus", "de"), ("moins", "de"), ("pres", "de"), ("au", "plus"), ("environ",)),
    *(("quelque",), ("jusqu", "a"), ("presque",), ("a", "peine")),
)
AT_LEAST = ("au", "moins")
# What follows a number of families, and nothing else does.
COUNTED = ("famille", "familles", "sur", "sont", "documentees", "documentee", "confirmees",
           "confirmee", "seule", "seules")  # fmt: skip
NUMBERS: dict[str, int] = {
    **{str(count): count for count in range(len(FAMILIES) + 1)},
    **{normalise(number_word(count)): count for count in range(len(FAMILIES) + 1)},
    **{"une": 1, "aucun": 0, "aucune": 0},
}
# A former region is no region of today: a sentence about Alsace is not one about the Grand Est.
_NAMES_OF_TODAY = frozenset(
    {
        *("guyane francaise", "reunion", "ile de la reunion", "departement de mayotte"),
        *("departement region de mayotte", "idf", "ile de france", "centre val de loire"),
        *("bfc", "bourgogne et franche comte", "hdf", "region grand est", "pdl", "pays de loire"),
        *("bzh", "naq", "occitanie pyrenees mediterranee", "ara", "aura", "paca", "region sud"),
        *("sud paca", "sud provence alpes cote d azur", "corsica", "ile de corse"),
    }
)


def _states() -> dict[str, str]:
    ends = ("e", "es", "ee", "ees", "ent", "er")
    said = {f"document{end}": DOCUMENTED for end in ends}
    said |= {f"confirm{end}": CONFIRMED for end in ends}
    # « soutient » is said of what is confirmed.
    for verb in ("soutient", "soutiennent", "soutenait", "soutenaient", "soutenir"):
        said[verb] = CONFIRMED
    said |= {f"soutenu{end}": CONFIRMED for end in ("", "s", "e", "es")}
    said |= {"documentait": DOCUMENTED, "documentaient": DOCUMENTED}
    said |= {"confirmait": CONFIRMED, "confirmaient": CONFIRMED}
    waiting = {f"{word} a confirmer": TO_CONFIRM for word in list(said) if word[:8] == "document"}
    missing = {f"non {word}": UNDOCUMENTED for word in list(said) if word[:8] == "document"}
    return {**said, **waiting, **missing, "a confirmer": TO_CONFIRM, "n d": UNDOCUMENTED}


# Words that hold a family's name and mean no family: no part, so they are told as they are.
_NO_FAMILY = (
    *("collectivite territoriale", "collectivites territoriales", "communaute de communes"),
    *("communautes de communes", "communaute d agglomeration", "communaute urbaine"),
    *("direction departementale territoriale", "fonction publique territoriale"),
)


def lexicon(names: Mapping[str, str], editions: Iterable[str]) -> dict[Words, Meaning]:
    """Every group of words that gives a part of a claim.

    Parameters
    ----------
    names
        The regions by code.
    editions
        Identifiers of the editions that can be read.
    """
    found = {tuple(words.split()): Meaning("", "") for words in _NO_FAMILY}
    for code, name in names.items():
        others = (normalise(alias) for alias in ALIASES.get(code, ()))
        for known in (normalise(name), *(alias for alias in others if alias in _NAMES_OF_TODAY)):
            found[tuple(known.split())] = Meaning("region", code)
    for family in FAMILIES.values():
        known = normalise(family.label)
        for words in (known, " ".join(f"{word}s" for word in known.split())):
            found[tuple(words.split())] = Meaning("famille", family.code)
    for words, state in _states().items():
        found[tuple(words.split())] = Meaning("etat", state)
    for lecture in LECTURES.values():
        for words in (f"lecture {normalise(lecture.label)}", f"lecture d {lecture.code}"):
            found[tuple(words.split())] = Meaning("lecture", lecture.code)
    for edition in editions:
        for before in ("edition", "edition de"):
            found[(*before.split(), *normalise(edition).split())] = Meaning("edition", edition)
    return found

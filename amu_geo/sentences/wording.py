"""What every sentence about the measure shares: tense, reading, places, what « rien » means.

A headline has no final full stop; it is written in the present for an edition's own year and
in the past for an earlier one; it names the reading when that is not the usual one. Regions
that tie are in alphabetical order.
"""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from amu_geo.edition import Edition
from amu_geo.french import collation
from amu_geo.french.grammar import counted
from amu_geo.french.regions import in_region
from amu_geo.french.typography import enumerate_fr, number_word, typeset
from amu_geo.measure.coverage import Coverage
from amu_geo.vocabulary import DEFAULT_LECTURE, FAMILIES, LECTURES

# More places in a title would be a list, not a sentence.
PLACES_NAMED_AT_MOST = 3
NOT_ABSENT = "cela ne veut pas dire qu’il n’en existe pas"

# How a sentence says that the reading is not the usual one; it follows « documentée ».
_BY_WHAT = {
    "large": ", tous financeurs confondus",
    "regionale": "",
    "stricte": " par des aides dédiées",
    "usage": " par des aides qui associent les usagers",
}


def not_absent(coverage: Coverage) -> str:
    """That nothing documented is not nothing that exists, in the tense of the year."""
    return NOT_ABSENT.replace("existe", "existait") if is_past(coverage) else NOT_ABSENT


def is_past(coverage: Coverage) -> bool:
    """True when the year read is not the edition's own."""
    year = coverage.reading.annee
    return year is not None and year != coverage.edition.year


def when(coverage: Coverage) -> str:
    """« en 2018, » with its space, to begin a sentence; "" for the edition's own year."""
    return f"en {coverage.reading.annee}, " if is_past(coverage) else ""


def that_year(coverage: Coverage) -> str:
    """What follows « confirmée » for an earlier year: it was so then, nothing is said of today."""
    return " cette année-là" if is_past(coverage) else ""


def to_be(coverage: Coverage, number: int = 1) -> str:
    """« est », « sont », « était » or « étaient »."""
    if is_past(coverage):
        return "étaient" if number > 1 else "était"
    return "sont" if number > 1 else "est"


def by_what(coverage: Coverage, closed: bool = False) -> str:
    """How the reading is named, with its space or comma; `closed` when a word follows."""
    words = _BY_WHAT[coverage.reading.lecture]
    return f"{words}," if closed and words.startswith(",") else words


def alphabetical(regions: pd.DataFrame) -> list[tuple[str, str]]:
    """(code, name) of regions in the alphabetical order of French names."""
    pairs = zip(regions["code_region"], regions["nom"], strict=True)
    return sorted(pairs, key=lambda pair: collation.key(pair[1]))


def somewhere(coverage: Coverage, regions: Sequence[tuple[str, str]]) -> str:
    """« en Bretagne et en Corse » when they are few, else « dans dix régions »."""
    if len(regions) == len(coverage.table):
        return f"dans les {number_word(len(regions))} régions"
    if len(regions) <= PLACES_NAMED_AT_MOST:
        return enumerate_fr(in_region(code) for code, _ in regions)
    return f"dans {counted(len(regions), 'région', feminine=True)}"


def agreed(number: int, word: str = "documentée") -> str:
    """A feminine word in the singular or in the plural."""
    return f"{word}s" if number > 1 else word


def all_together(number: int) -> str:
    """« toutes les trois » with its space; "" for one."""
    return f" toutes les {number_word(number)}" if number > 1 else ""


def families_of_amu(number: int) -> str:
    """« trois familles d’AMU sur quatre », « les quatre familles d’AMU »."""
    if number == len(FAMILIES):
        return f"les {number_word(number)} familles d’AMU"
    of_how_many = number_word(len(FAMILIES), feminine=True)
    return f"{counted(number, 'famille', feminine=True)} d’AMU sur {of_how_many}"


def the_families(labels: Sequence[str]) -> str:
    """« la famille Bâtiment », « les familles Bâtiment et Communauté »."""
    return f"{'la famille' if len(labels) == 1 else 'les familles'} {enumerate_fr(labels)}"


def no_scheme(coverage: Coverage) -> str:
    """« aucun dispositif régional n’est documenté », as the reading allows to say it."""
    verb = to_be(coverage)
    if coverage.reading.lecture == "large":
        return f"aucun dispositif n’{verb} documenté"
    narrow = ""
    if coverage.reading.lecture != DEFAULT_LECTURE:
        narrow = f" sous la lecture {LECTURES[coverage.reading.lecture].label}"
    return f"aucun dispositif régional n’{verb} documenté{narrow}"


def licence_said(edition: Edition) -> str:
    """« Licence Ouverte 2.0 » as it is, « Licence : ODbL » for a name that does not say it."""
    name = edition.licence
    return typeset(name if name.startswith("Licence") else f"Licence : {name}")

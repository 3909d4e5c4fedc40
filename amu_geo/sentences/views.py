"""The words of a view: its finding, what follows it, its map in words, what is said of a choice.

A page, its shared link and its image say the same thing because they all ask here.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from amu_geo import sentences
from amu_geo.french.typography import enumerate_fr, plural, typeset
from amu_geo.measure.coverage import Coverage
from amu_geo.schemes.selection import Selection
from amu_geo.sentences.compare import COMPARED_AT_MOST, COMPARED_LABEL, comparison_headline
from amu_geo.sentences.families import family_alt
from amu_geo.vocabulary import CONFIRMED, DEFAULT_LECTURE, FAMILIES, LECTURES, UNDOCUMENTED

__all__ = [
    "COMPARED_AT_MOST",
    "COMPARED_LABEL",
    "Words",
    "actors_told",
    "compared_told",
    "comparison_headline",
    "family_alt",
    "family_told",
    "region_told",
    "regions_told",
    "schemes_told",
    "words_of_view",
]


@dataclass(frozen=True)
class Words:
    """A finding, the sentence that follows it, the map for those who do not see it."""

    title: str
    second: str
    alt: str


def words_of_view(
    coverage: Coverage, regions: Sequence[str] = (), region: str = "", famille: str = ""
) -> Words:
    """The words of the map of a view.

    Parameters
    ----------
    regions
        Codes of the regions compared, in the reader's order; they come first.
    region, famille
        Code of the region or of the family that the view is about, or "".
    """
    alt = sentences.map_alt(coverage)
    if regions:
        second = sentences.comparison_second(coverage, regions)
        return Words(comparison_headline(coverage, regions), second, alt)
    if region:
        told = (
            sentences.region_waiting(coverage, region),
            sentences.region_missing(coverage, region),
        )
        second = " ".join(text for text in told if text)
        return Words(sentences.region_headline(coverage, region), second, alt)
    if famille:
        title = sentences.family_headline(coverage, famille)
        return Words(title, "", family_alt(coverage, famille))
    title = sentences.overview_headline(coverage)
    return Words(title, sentences.overview_second(coverage), alt)


# What is said aloud once a reader has chosen: short, the choice first, no full stop.


def regions_told(coverage: Coverage) -> str:
    """« 18 régions, année 2019 : 12 documentées, 5 confirmées »."""
    table, reading = coverage.table, coverage.reading
    lecture = ""
    if reading.lecture != DEFAULT_LECTURE:
        lecture = f", lecture {LECTURES[reading.lecture].label}"
    year = reading.annee or coverage.edition.year
    known = int((table["familles_documentees"] > 0).sum())
    sure = int((table["familles_confirmees"] > 0).sum())
    regions = plural(len(table), "région")
    return typeset(f"{regions}, année {year}{lecture} : {_states(known, sure)}")


def region_told(coverage: Coverage, code_region: str) -> str:
    """« Occitanie : 3 familles documentées, 2 confirmées »; "" for no region."""
    if not code_region:
        return ""
    row = coverage.by_region[code_region]
    known, sure = int(row["familles_documentees"]), int(row["familles_confirmees"])
    if not known:
        return typeset(f"{row['nom']} : aucune famille documentée")
    return typeset(f"{row['nom']} : {_states(known, sure, 'famille')}")


def compared_told(coverage: Coverage, codes: Sequence[str]) -> str:
    """« 3 régions comparées : Bretagne, Corse et Occitanie », in the reader's order."""
    if not codes:
        return "Aucune région choisie"
    names = enumerate_fr(coverage.by_region[code]["nom"] for code in codes)
    count = plural(len(codes), "région choisie", "régions comparées")
    return typeset(f"{count} : {names}")


def family_told(coverage: Coverage, famille: str) -> str:
    """« Communauté : 10 régions documentées, 6 confirmées »."""
    family = FAMILIES[famille]
    states = coverage.table[family.column]
    known, sure = int((states != UNDOCUMENTED).sum()), int((states == CONFIRMED).sum())
    return typeset(f"{family.label} : {_states(known, sure, 'région')}")


def schemes_told(selection: Selection) -> str:
    """« 12 dispositifs : 8 retenus, dont 3 confirmés »."""
    found, kept = len(selection.rows), len(selection.retained)
    if not found:
        return "Aucun dispositif"
    sure = f", dont {plural(selection.nb_confirmed, 'confirmé')}" if kept else ""
    return typeset(f"{plural(found, 'dispositif')} : {plural(kept, 'retenu')}{sure}")


def actors_told(actors: pd.DataFrame) -> str:
    """« 205 acteurs, dont 39 de l’AMU »; of the rows of `measure.actors.actor_list`."""
    if actors.empty:
        return "Aucun acteur"
    return typeset(f"{plural(len(actors), 'acteur')}, dont {int(actors['amu'].sum())} de l’AMU")


def _states(known: int, sure: int, noun: str = "") -> str:
    first = plural(known, f"{noun} documentée".strip(), f"{noun}s documentées" if noun else None)
    return f"{first}, {plural(sure, 'confirmée')}"

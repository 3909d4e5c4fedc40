"""The words of a view: its finding, what follows it, its map in words.

A page, its shared link and its image say the same thing because they all ask here.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from amu_geo import sentences
from amu_geo.coverage import Coverage
from amu_geo.grammar import agree, capital, counted
from amu_geo.typography import enumerate_fr, number_word, typeset

COMPARED_AT_MOST = 6


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
        missing = sentences.region_missing(coverage, region)
        return Words(sentences.region_headline(coverage, region), missing, alt)
    if famille:
        title = sentences.family_headline(coverage, famille)
        return Words(title, "", family_alt(coverage, famille))
    title = sentences.overview_headline(coverage)
    return Words(title, sentences.overview_second(coverage), alt)


def comparison_headline(coverage: Coverage, regions: Sequence[str]) -> str:
    """« Occitanie soutient quatre familles sur quatre ; Bretagne et Corse, deux »."""
    chosen = list(dict.fromkeys(regions))[:COMPARED_AT_MOST]
    by_number: dict[int, list[str]] = {}
    for code in chosen:
        families = int(coverage.by_region[code]["familles_confirmees"])
        by_number.setdefault(families if coverage.documented(code) else -1, []).append(code)
    year = coverage.reading.annee
    verbs = ("soutient", "soutiennent") if year is None else ("soutenait", "soutenaient")
    parts = []
    for families in sorted(by_number, reverse=True):
        codes = by_number[families]
        names = enumerate_fr(coverage.by_region[code]["nom"] for code in codes)
        if families < 0:
            parts.append(f"{names} : aucun dispositif régional documenté")
        elif families == 0:
            parts.append(f"{names} : des dates à établir")
        elif parts:
            parts.append(f"{names}, {number_word(families, feminine=True)}")
        else:
            what = counted(families, "famille", feminine=True)
            parts.append(f"{names} {agree(codes, *verbs)} {what} sur quatre")
    when = "" if year is None else f"en {year}, "
    return typeset(capital(when + " ; ".join(parts)))


def family_alt(coverage: Coverage, famille: str) -> str:
    """The map of one family in words: where it is supported, where nothing is documented."""
    groups: dict[str, list[str]] = {}
    for _, name in sentences.alphabetical(coverage.table):
        row = coverage.table[coverage.table["nom"] == name].iloc[0]
        groups.setdefault(coverage.state(row["code_region"], famille), []).append(name)
    labels = {"couvert": "Soutenue", "probable": "Probable", "non-documente": "Non documenté"}
    said = [
        f"{label} : {enumerate_fr(groups[state])}."
        for state, label in labels.items()
        if state in groups
    ]
    headline = sentences.family_headline(coverage, famille)
    return typeset(f"Carte des régions. {headline}. " + " ".join(said))

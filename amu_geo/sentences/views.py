"""The words of a view: its finding, what follows it, its map in words.

A page, its shared link and its image say the same thing because they all ask here.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from amu_geo import sentences
from amu_geo.measure.coverage import Coverage
from amu_geo.sentences.compare import COMPARED_AT_MOST, comparison_headline
from amu_geo.sentences.families import family_alt

__all__ = ["COMPARED_AT_MOST", "Words", "comparison_headline", "family_alt", "words_of_view"]


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

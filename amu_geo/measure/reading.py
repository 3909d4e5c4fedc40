"""How a person chooses to read an edition: a small frozen value that goes to and from a URL."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from amu_geo.vocabulary import DEFAULT_LECTURE, FIRST_YEAR, LECTURES


@dataclass(frozen=True)
class Reading:
    """A year and an evidence threshold.

    Parameters
    ----------
    annee
        A past year, or None for the edition's own, read at the edition's date.
    lecture
        A code of `amu_geo.vocabulary.LECTURES`.

    Raises
    ------
    ValueError
        In French, when the lecture is unknown.
    """

    annee: int | None = None
    lecture: str = DEFAULT_LECTURE

    def __post_init__(self) -> None:
        if self.lecture not in LECTURES:
            raise ValueError(
                f"Lecture inconnue : « {self.lecture} ». Attendu : {', '.join(LECTURES)}."
            )

    @classmethod
    def from_query(cls, query: Mapping[str, str], edition_year: int) -> tuple[Reading, list[str]]:
        """Read `annee` and `lecture`; return the reading and the names of values not understood.

        A year outside 1990 … `edition_year` is unknown; the edition's own year reads as none.
        """
        ignored = []
        lecture = query.get("lecture") or DEFAULT_LECTURE
        if lecture not in LECTURES:
            ignored.append("lecture")
            lecture = DEFAULT_LECTURE
        text = query.get("annee") or ""
        year = int(text) if len(text) == 4 and text.isascii() and text.isdigit() else None
        if text and (year is None or not FIRST_YEAR <= year <= edition_year):
            ignored.append("annee")
            year = None
        return cls(None if year == edition_year else year, lecture), ignored

    def to_query(self) -> dict[str, str]:
        """Query parameters; what is at its default stays out of the URL."""
        query = {}
        if self.annee is not None:
            query["annee"] = str(self.annee)
        if self.lecture != DEFAULT_LECTURE:
            query["lecture"] = self.lecture
        return query

    def describe(self) -> str:
        """The reading in words, for a caption: « actuel, lecture régionale »."""
        year = "état actuel" if self.annee is None else f"année {self.annee}"
        return f"{year}, lecture {LECTURES[self.lecture].label}"

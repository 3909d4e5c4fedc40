"""What every printed document has: its name, what its foot says, how it was made, its address."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from amu_geo import sentences
from amu_geo.charts.picture.card import completeness
from amu_geo.figures.words import CONTOURS
from amu_geo.french.typography import date_fr, typeset
from amu_geo.measure.coverage import Coverage
from amu_geo.report.spans import Block, heading, linked, paragraph, said, told
from amu_geo.sentences.definitions import short_definitions
from amu_geo.site import SITE, address


@dataclass(frozen=True)
class Frame:
    """A document besides its blocks.

    Attributes
    ----------
    name
        What it is: « Portrait d’Occitanie ».
    title
        Its finding.
    warning
        What must be known of the edition before believing it, or "".
    path, query
        The page that shows the same.
    origin
        Where the site stands, « https://exemple.fr »; "" when nobody has said it.
    """

    coverage: Coverage
    name: str
    title: str
    path: str
    query: dict[str, str]
    origin: str = ""
    warning: str = ""

    def document(self, blocks: list[Block], pages: int) -> dict[str, Any]:
        """The whole document, as the template reads it, on so many pages at most."""
        edition = self.coverage.edition
        day = edition.date
        return {
            "title": typeset(self.title),
            "name": typeset(self.name),
            "site": SITE,
            "author": edition.auteur,
            "dated": typeset(f"{edition.titre}, {date_fr(day.isoformat())}"),
            "day": [day.year, day.month, day.day],
            "keywords": ["assistance à maîtrise d’usage", "régions", self.name],
            "warning": self.warning,
            "foot": _foot(self.coverage),
            "page": ["Page", "sur"],
            "pages": pages,
            "blocks": blocks,
        }

    def link(self, path: str, **query: str) -> str:
        """Address of a page under the same edition and reading; "" when the site has none."""
        if not self.origin:
            return ""
        reading = {"edition": self.coverage.edition.id, **self.coverage.reading.to_query()}
        return self.origin + address(path, {**reading, **query})

    def definitions(self) -> list[Block]:
        """What AMU, a family and the states are, beside the map."""
        return [block for line in short_definitions(self.coverage) for block in told(line, "note")]

    def method(self) -> list[Block]:
        """What another mapping would change; where the whole method stands."""
        return [heading("Méthode"), self.caveat()]

    def caveat(self) -> Block:
        """The same without a heading."""
        known = sentences.mapping_caveat(self.coverage)
        where = "La méthode entière et les données sont sur les pages de l’observatoire"
        if not self.origin:
            return paragraph([said(f"{known} {where}.".strip())], "note")
        here = self.link(self.path, **self.query)
        shown = {**linked("", here), "text": here}
        return paragraph([said(f"{known} {where} : ".lstrip()), shown], "note")


def _foot(coverage: Coverage) -> list[str]:
    """Source, edition, date and reading; completeness, licence and shapes."""
    edition = coverage.edition
    return [
        typeset(
            f"{edition.auteur}, {edition.titre} ({date_fr(edition.date.isoformat())}), "
            f"{coverage.reading.describe()}, {sentences.retained_phrase(coverage)}"
        ),
        typeset(f"{completeness(coverage)} {sentences.licence_said(edition)}. {CONTOURS}"),
    ]

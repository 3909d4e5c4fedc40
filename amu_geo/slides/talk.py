"""What a deck is about, and what every slide of it has: its finding, its source, its notes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cached_property

import pandas as pd
from pptx.presentation import Presentation as Deck
from pptx.slide import Slide

from amu_geo import store
from amu_geo.charts.picture.card import completeness
from amu_geo.edition import Edition
from amu_geo.figures.evolution import years_of
from amu_geo.figures.figure import Figure
from amu_geo.figures.region import portrait_of
from amu_geo.figures.words import source_line
from amu_geo.french import collation
from amu_geo.french.typography import date_fr, plural, typeset
from amu_geo.measure.coverage import Coverage
from amu_geo.measure.reading import Reading
from amu_geo.profiles.region import Portrait
from amu_geo.schemes import described
from amu_geo.site import address
from amu_geo.slides import markup
from amu_geo.slides.look import (
    FOOT,
    FOOT_SIZE,
    HEADINGS,
    LEFT,
    SECOND_INK,
    TEAL,
    TITLE,
    TITLE_SIZES,
    Box,
)
from amu_geo.slides.template import FINDING, new_slide
from amu_geo.slides.text import (
    LEADING,
    Line,
    Run,
    largest,
    lines_of,
    places,
    text_box,
    write,
)
from amu_geo.territories import Territories

_KICKER = Box(LEFT, 0.3, 10, 0.3)
# Of a speaker's sentence, and of a title that leaves it room.
_SAID_SIZES = (20, 18, 16, 14, 13, 12, 11)
_WITH_SAID = (*TITLE_SIZES, 18, 16)


@dataclass(frozen=True, eq=False)
class Talk:
    """What a deck shows.

    Attributes
    ----------
    region
        Code of the region that it is about, or "" for all of them.
    site
        « https://exemple.fr », for the addresses in the notes; "" when it is not known.
    said
        What its speaker wants to stand on the slide besides, "" for nothing.
    """

    coverage: Coverage
    territories: Territories
    region: str = ""
    site: str = ""
    said: str = ""

    @property
    def edition(self) -> Edition:
        """The edition that it reads."""
        return self.coverage.edition

    @cached_property
    def now(self) -> Coverage:
        """The coverage at the edition's own year, which the series of years ends with."""
        return store.coverage(self.edition, Reading(None, self.coverage.reading.lecture))

    @cached_property
    def years(self) -> pd.DataFrame:
        """The coverage of every year, as `measure.timeline.coverage_by_year`."""
        return years_of(self.edition, self.coverage.reading.lecture, self.territories)

    @cached_property
    def portrait(self) -> Portrait:
        """The portrait of the region that the deck is about."""
        return portrait_of(self.coverage, self.territories, self.region)

    def link(self, path: str, coverage: Coverage | None = None) -> str:
        """Address of a page as the deck reads it; from the site's root when it is not known."""
        read = (coverage or self.coverage).reading
        query = {"edition": self.edition.id, **read.to_query(), "region": self.region}
        return self.site + address(path, query)

    def pages(self, schemes: pd.DataFrame) -> list[str]:
        """The page behind each scheme of some: « Région, dispositif : titre, date, adresse »."""
        names = dict(
            zip(self.coverage.table["code_region"], self.coverage.table["nom"], strict=True)
        )
        rows = described(schemes, self.edition, names).sort_values(
            ["region", "nom"], key=lambda words: words.map(collation.key)
        )
        return [source_of(row) for row in rows.to_dict("records")]


def source_of(scheme: dict) -> str:
    """Where a scheme is described, on one line."""
    day = scheme["date_source"]
    when = date_fr(day) if day else "page sans date"
    title = scheme["titre_source"] or "page"
    head = typeset(f"{scheme['region']}, {scheme['nom']} : {title} ({when})")
    return f"{head}, {scheme['url_source']}"


def finding(deck: Deck, talk: Talk, kicker: str, title: str, figure: Figure, **more) -> Slide:
    """A slide whose title is what it finds, with its subject above and its source below.

    Parameters
    ----------
    kicker
        What the slide shows, in a few words.
    title
        The finding; its final full stop goes.
    figure
        The figure that it shows, for its source.
    more
        As in `source_words`.
    """
    slide = new_slide(deck, FINDING, "")
    said = typeset(title).rstrip(".")
    shape = slide.shapes.title
    markup.name_only(shape, "Titre")
    place = _under_the_title(slide, talk.said) if talk.said else TITLE
    size = largest(said, _WITH_SAID if talk.said else TITLE_SIZES, place, HEADINGS)
    write(shape.text_frame, [Line((Run(said),), size, font=HEADINGS)], "top")
    head = Line((Run(kicker, True, TEAL),), 15)
    text_box(slide.shapes, _KICKER, [head], "Sujet")
    sign(slide, talk, figure, **more)
    return slide


def _under_the_title(slide: Slide, said: str) -> Box:
    """Write a speaker's sentence at the foot of the title's place; what is left of it."""
    words = typeset(said)
    size = largest(words, _SAID_SIZES, replace(TITLE, height=TITLE.height / 2))
    height = lines_of(words, size, TITLE.width) * size * LEADING / 72
    left = replace(TITLE, height=max(TITLE.height - height, TITLE.height / 3))
    title = slide.shapes.title
    title.left, title.top, title.width, title.height = places(left)
    below = replace(TITLE, top=left.top + left.height, height=height)
    told = [Line((Run(words, True, TEAL),), size)]
    text_box(slide.shapes, below, told, "Une phrase de l’orateur")
    return left


def sign(slide: Slide, talk: Talk, figure: Figure, coverage: Coverage | None = None) -> None:
    """Write the source of a slide in its foot."""
    told = source_words(talk, figure, coverage)
    size = largest(told, (FOOT_SIZE, 10, 9, 8), FOOT)
    for shape in slide.placeholders:
        if shape.element.ph.type.name == "FOOTER":
            shape.text_frame.paragraphs[0].clear()
            write(shape.text_frame, [Line((Run(told, colour=SECOND_INK),), size)], "middle")


def source_words(talk: Talk, figure: Figure, coverage: Coverage | None = None) -> str:
    """Who says it, when, under which reading, how complete it is, under which licence."""
    measured = coverage or talk.coverage
    return typeset(f"{source_line(measured, figure)} {completeness(measured)}")


def annotate(
    slide: Slide,
    talk: Talk,
    told: str,
    figure: Figure,
    path: str,
    pages: Iterable[str],
    coverage: Coverage | None = None,
) -> None:
    """The notes: what may be said besides, the source, its address, the pages behind it."""
    lines = [told] if told else []
    listed = list(dict.fromkeys(pages))
    lines += [source_words(talk, figure, coverage), f"Page : {talk.link(path, coverage)}"]
    if listed:
        lines += [typeset(f"{plural(len(listed), 'page source', 'pages sources')} :"), *listed]
    slide.notes_slide.notes_text_frame.text = "\n".join(lines)

"""The whole deck of an edition, or of one of its regions."""

from __future__ import annotations

from pptx.presentation import Presentation as Deck

from amu_geo import sentences
from amu_geo.french.typography import date_fr, typeset
from amu_geo.measure.coverage import Coverage
from amu_geo.sentences.region_parts import portrait_title
from amu_geo.slides import counted, first, listed, markup, regional
from amu_geo.slides.packing import packed
from amu_geo.slides.talk import Talk
from amu_geo.slides.template import empty_deck, roots
from amu_geo.territories import Territories

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.presentationml.presentation"
_EVERYWHERE = (
    *(first.opening, first.france, listed.ranking, listed.matrix, counted.levels),
    *(counted.years, listed.gaps, counted.method),
)
_OF_A_REGION = (
    *(first.opening, first.france, regional.gaps, regional.models, listed.ranking),
    *(listed.matrix, counted.levels, counted.years, counted.method),
)


def slides(coverage: Coverage, territories: Territories, region: str = "", site: str = "") -> bytes:
    """The bytes of a PPTX, the same for the same coverage.

    Parameters
    ----------
    region
        Code of the region that the deck is about, or "" for all of them.
    site
        « https://exemple.fr », for the addresses that its notes give; "" when it is not known.
    """
    talk = Talk(coverage, territories, region, site)
    deck = empty_deck()
    for make in _OF_A_REGION if region else _EVERYWHERE:
        make(deck, talk)
    return finished(deck, coverage, region)


def finished(deck: Deck, coverage: Coverage, region: str) -> bytes:
    """The bytes of a deck: in French, titled, of the day of its data."""
    markup.in_french(roots(deck))
    edition = coverage.edition
    about = portrait_title(region) if region else edition.titre
    title = typeset(f"Observatoire AMU, {about}")
    when = f"{edition.titre}, {date_fr(edition.date.isoformat())}, {coverage.reading.describe()}"
    subject = typeset(f"{when}. {sentences.licence_said(edition)}")
    return packed(deck, title, subject, edition.auteur, edition.date)


def file_name(coverage: Coverage, region: str = "") -> str:
    """Name of the file: « observatoire-amu-2026-76.pptx »."""
    return f"observatoire-amu-{'-'.join(filter(None, (coverage.edition.id, region)))}.pptx"

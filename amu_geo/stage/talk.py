"""The slides of a talk: what each finds, what it shows, what its speaker may say besides."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from markupsafe import Markup

from amu_geo import sentences, store
from amu_geo.charts.picture.card import completeness
from amu_geo.edition.shelf import Shelf
from amu_geo.figures.evolution import years_of
from amu_geo.figures.figure import Figure
from amu_geo.figures.overview import coverage_figure
from amu_geo.figures.region import portrait_of
from amu_geo.figures.words import source_line
from amu_geo.french.typography import typeset
from amu_geo.measure.coverage import Coverage
from amu_geo.measure.hindsight import looked_back_on, said_then, then_and_now
from amu_geo.measure.ranking import ranked
from amu_geo.measure.reading import Reading
from amu_geo.measure.years import cells_by_year
from amu_geo.profiles.region import Portrait
from amu_geo.sentences.compare import comparison_headline
from amu_geo.sentences.data import data_headline
from amu_geo.sentences.evolution import hindsight_headline, hindsight_second
from amu_geo.sentences.portrait.models import portrait_models
from amu_geo.sentences.region_parts import portrait_second
from amu_geo.sentences.schemes import users_finding
from amu_geo.stage import shown
from amu_geo.stage.years import years as years_drawn
from amu_geo.territories import Territories

MODELS_SHOWN = 3
COMPARED_AT_MOST = 3


@dataclass(frozen=True)
class Slide:
    """One slide.

    Attributes
    ----------
    key
        What the address calls it.
    kicker, title
        What it shows, in a few words; what it finds.
    body
        What it shows: HTML.
    notes
        What its speaker may say besides.
    source
        Who says it, of when, under which reading and licence.
    """

    key: str
    kicker: str
    title: str
    body: Markup
    notes: str = ""
    source: str = ""


@dataclass(frozen=True, eq=False)
class Talk:
    """What a talk is about.

    Attributes
    ----------
    region, regions
        The region that it is about, those that it compares; "" and () for none chosen.
    address
        The lasting address of the view, "" while the site's own is not known.
    """

    coverage: Coverage
    territories: Territories
    shelf: Shelf
    region: str = ""
    regions: tuple[str, ...] = ()
    address: str = ""

    @cached_property
    def portrait(self) -> Portrait:
        """The portrait of the region."""
        return portrait_of(self.coverage, self.territories, self.region)

    @cached_property
    def slides(self) -> tuple[Slide, ...]:
        """The slides in their order; those that would say nothing are not there."""
        makers = (_opening, _france, _region, _models, _comparison, _years, _then, _method, _end)
        return tuple(slide for make in makers for slide in make(self))

    def source(self, coverage: Coverage | None = None, figure: Figure | None = None) -> str:
        """What stands in the foot of a slide."""
        measured = coverage or self.coverage
        line = source_line(measured, figure or coverage_figure(measured))
        return typeset(f"{line} {completeness(measured)}")


def _opening(talk: Talk) -> Iterator[Slide]:
    coverage = talk.coverage
    title = users_finding(coverage) or sentences.overview_headline(coverage)
    if talk.region:
        title = sentences.region_headline(coverage, talk.region)
    notes = sentences.overview_second(coverage)
    kicker = f"Observatoire AMU · {coverage.edition.titre}"
    yield _slide(talk, "ouverture", kicker, title, shown.opening(coverage, talk.region), notes)


def _france(talk: Talk) -> Iterator[Slide]:
    coverage = talk.coverage
    figure = coverage_figure(coverage)
    notes = " ".join((sentences.overview_second(coverage), figure.caution))
    body = shown.france(coverage, talk.region)
    yield _slide(talk, "carte", "Les 18 régions", figure.title, body, notes, figure=figure)


def _region(talk: Talk) -> Iterator[Slide]:
    """The region chosen: its four families, what proves them, what would."""
    if not talk.region:
        return
    coverage, code = talk.coverage, talk.region
    told = (sentences.region_waiting(coverage, code), sentences.region_missing(coverage, code))
    title = " ".join(text for text in told if text) or sentences.region_headline(coverage, code)
    kicker = f"{coverage.by_region[code]['nom']} : ce qui est établi"
    notes = portrait_second(talk.portrait)
    yield _slide(talk, "region", kicker, title, shown.region(talk.portrait), notes)


def _models(talk: Talk) -> Iterator[Slide]:
    if not talk.region or not talk.portrait.models:
        return
    told = portrait_models(talk.portrait, MODELS_SHOWN)
    title, _, rest = told.partition(". ")
    kicker = f"{talk.coverage.by_region[talk.region]['nom']} : de qui apprendre"
    found = talk.portrait.models[:MODELS_SHOWN]
    yield _slide(talk, "modeles", kicker, title, shown.models(found), rest)


def _comparison(talk: Talk) -> Iterator[Slide]:
    codes = compared(talk)
    if len(codes) < 2:
        return
    title = comparison_headline(talk.coverage, codes)
    notes = sentences.comparison_second(talk.coverage, codes)
    body = shown.comparison(talk.coverage, codes)
    yield _slide(talk, "comparaison", "Côte à côte", title, body, notes)


def compared(talk: Talk) -> Sequence[str]:
    """The regions asked for; else the one chosen, if any, beside those that lead."""
    if len(talk.regions) >= 2:
        return talk.regions[:COMPARED_AT_MOST]
    documented = ranked(talk.coverage).query("familles_documentees > 0")["code_region"]
    first = [talk.region] if talk.region else []
    return list(dict.fromkeys([*first, *documented]))[:2]


def _years(talk: Talk) -> Iterator[Slide]:
    lecture = talk.coverage.reading.lecture
    years = years_of(talk.coverage.edition, lecture, talk.territories)
    counts = cells_by_year(years)
    known = counts[counts["documentees"] > 0]
    if len(known) < 2:
        return
    series = counts[counts["annee"] >= known["annee"].min()]
    title = sentences.evolution_headline(years)
    now = store.coverage(talk.coverage.edition, Reading(None, lecture))
    notes = sentences.evolution_second(years)
    yield _slide(talk, "annees", "Année par année", title, years_drawn(series), notes, now)


def _then(talk: Talk) -> Iterator[Slide]:
    """What the first edition said of its year, what is found for it since, and today."""
    found = looked_back(talk)
    if not found:
        return
    then, since, now = found
    first, edition = then.edition, now.edition
    cells = then_and_now(then, since)
    if said_then(cells).empty:
        return
    title = hindsight_headline(cells, first.year, first.id, edition.id)
    notes = hindsight_second(cells, first.id, edition.id)
    body = shown.then_and_now(then, since, now)
    yield _slide(talk, "alors", f"{first.year}, et aujourd’hui", title, body, notes, now)


def looked_back(talk: Talk) -> tuple[Coverage, Coverage, Coverage] | None:
    """The first edition as it said, this one for the same year, this one; None for no older one."""
    edition, lecture = talk.coverage.edition, talk.coverage.reading.lecture
    older = looked_back_on(edition, talk.shelf.editions)
    if not older:
        return None
    first = talk.shelf.get(older[0])
    return (
        store.coverage(first, Reading(None, lecture)),
        store.coverage(edition, Reading(first.year, lecture)),
        store.coverage(edition, Reading(None, lecture)),
    )


def _method(talk: Talk) -> Iterator[Slide]:
    notes = sentences.mapping_caveat(talk.coverage)
    body = shown.method(talk.coverage)
    yield _slide(talk, "methode", "Comment lire", data_headline(talk.coverage), body, notes)


def _end(talk: Talk) -> Iterator[Slide]:
    title = "Vérifier, comparer, reprendre ces chiffres"
    body = shown.end(talk.coverage, talk.address)
    notes = "L’adresse mène à la vue même de cet exposé." if talk.address else ""
    yield _slide(talk, "fin", "Pour aller plus loin", title, body, notes)


def _slide(
    talk: Talk,
    key: str,
    kicker: str,
    title: str,
    body: Markup,
    notes: str = "",
    coverage: Coverage | None = None,
    figure: Figure | None = None,
) -> Slide:
    words = (typeset(text).rstrip(".") for text in (kicker, title))
    return Slide(key, *words, body, typeset(notes.strip()), talk.source(coverage, figure))


def sheets(coverage: Coverage, codes: Iterable[str]) -> list[dict]:
    """What a click on the map of the talk shows of each region, in words."""
    return [
        {
            "code": code,
            "nom": typeset(coverage.by_region[code]["nom"]),
            "constat": sentences.region_headline(coverage, code),
            "familles": shown.family_lines(coverage, code),
        }
        for code in codes
    ]

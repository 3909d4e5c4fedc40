"""The finding of each page for a view: the sentence that its live title says too."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from amu_geo import comparison, sentences, store
from amu_geo.figures.region import portrait_of
from amu_geo.harvest.deciding.told import SECOND as REVIEW_SECOND
from amu_geo.harvest.deciding.told import review_headline
from amu_geo.measure.actors import actor_list
from amu_geo.measure.timeline import coverage_by_year
from amu_geo.profiles.commune import around, find_place, relevant_schemes
from amu_geo.schemes import Filters, SchemeList
from amu_geo.schemes.selection import select
from amu_geo.sentences.legal import legal_headline, legal_second
from amu_geo.sentences.region_parts import portrait_choice_headline, portrait_second
from amu_geo.sentences.schemes import finding, second_sentence
from amu_geo.sentences.views import COMPARED_AT_MOST, Words, words_of_view
from amu_geo.server.http.query import Asked
from amu_geo.site import Page
from amu_geo.territories.asked import tab_title
from amu_geo.vocabulary import FAMILIES

RADIUS_KM = 50


def page_words(page: Page, view: Asked) -> Words:
    """Title, second sentence and map in words of a page; its name when it has no finding."""
    said = _SAID.get(page.path)
    if said is None:
        return Words(page.title, page.description, words_of_view(view.coverage).alt)
    return said(with_usual_choice(page, view))


def as_read(page: Page, view: Asked) -> Asked:
    """The view without what the live page leaves aside: a seventh region to compare."""
    if page.path == "/comparer" and len(view.regions) > COMPARED_AT_MOST:
        return replace(view, regions=view.regions[:COMPARED_AT_MOST])
    return view


def page_title(page: Page, view: Asked) -> str:
    """What the tab is called, as the live page says it."""
    return tab_title(page, with_usual_choice(page, view).to_query(), store.territories())


def with_usual_choice(page: Page, view: Asked) -> Asked:
    """The view with what the live page chooses when the address does not."""
    if page.path == "/comparer" and not view.regions:
        return replace(view, regions=tuple(comparison.usual_choice(view.coverage, view.region)))
    if page.path == "/familles" and not view.famille:
        return replace(view, famille=next(iter(FAMILIES)))
    return view


def _overview(view: Asked) -> Words:
    return words_of_view(view.coverage)


def _comparison(view: Asked) -> Words:
    return words_of_view(view.coverage, view.regions)


def _family(view: Asked) -> Words:
    return words_of_view(view.coverage, famille=view.famille)


def _portrait(view: Asked) -> Words:
    coverage = view.coverage
    if not view.region:
        second = sentences.ranking_sentence(coverage)
        return Words(portrait_choice_headline(), second, words_of_view(coverage).alt)
    found = words_of_view(coverage, region=view.region)
    second = portrait_second(portrait_of(coverage, store.territories(), view.region))
    return replace(found, second=second)


def _schemes(view: Asked) -> Words:
    listed = SchemeList.of(view.edition, store.territories())
    filters = Filters(regions=(view.region,) if view.region else ())
    selection = select(listed, view.coverage, filters)
    alt = words_of_view(view.coverage).alt
    return Words(finding(selection), second_sentence(selection), alt)


def _actors(view: Asked) -> Words:
    actors = actor_list(view.edition, store.territories())
    headline = sentences.actors_headline(view.edition, actors)
    return Words(headline, sentences.actors_warning(view.edition), words_of_view(view.coverage).alt)


def _evolution(view: Asked) -> Words:
    years = coverage_by_year(view.edition, view.reading.lecture, store.territories())
    alt = words_of_view(view.coverage).alt
    return Words(sentences.evolution_headline(years), sentences.evolution_second(years), alt)


def _commune(view: Asked) -> Words:
    coverage, territories = view.coverage, store.territories()
    alt = words_of_view(coverage).alt
    if not view.commune:
        second = "Une commune, et ce qu’elle peut utiliser : dispositifs, acteurs, projets."
        return Words(sentences.no_commune_headline(coverage, territories), second, alt)
    place = find_place(territories, view.commune)
    actors = actor_list(view.edition, territories)
    near = around(actors, place, territories, RADIUS_KM)
    schemes = relevant_schemes(coverage, place.code_region, place.population)
    count = len(near.acteurs) if actors["place"].any() else None
    headline = sentences.commune_headline(place, len(schemes), count, RADIUS_KM)
    return Words(headline, sentences.commune_second(place, near, RADIUS_KM), alt)


def _data(view: Asked) -> Words:
    second = sentences.reading_sentence(view.coverage)
    alt = words_of_view(view.coverage).alt
    return Words(sentences.data_headline(view.coverage), second, alt)


def _legal(view: Asked) -> Words:
    return Words(legal_headline(), legal_second(), words_of_view(view.coverage).alt)


def _review(view: Asked) -> Words:
    alt = words_of_view(view.coverage).alt
    return Words(review_headline(view.coverage), REVIEW_SECOND, alt)


_SAID: dict[str, Callable[[Asked], Words]] = {
    "/": _overview,
    "/comparer": _comparison,
    "/familles": _family,
    "/region": _portrait,
    "/dispositifs": _schemes,
    "/acteurs": _actors,
    "/evolution": _evolution,
    "/mon-territoire": _commune,
    "/donnees": _data,
    "/relecture": _review,
    "/mentions": _legal,
}

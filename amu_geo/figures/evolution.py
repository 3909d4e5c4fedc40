"""The figures of the years: cells, regions, one year's map, then and since, what changed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd
from markupsafe import Markup

from amu_geo import sentences, store
from amu_geo.charts.base.markup import html
from amu_geo.charts.evolution.cells import cells_data, years_cells_key
from amu_geo.charts.evolution.changes import (
    KINDS as KINDS_OF_YEARS,
)
from amu_geo.charts.evolution.changes import (
    KINDS_OF_EDITIONS,
    changes_data,
    changes_table,
    years_data,
)
from amu_geo.charts.evolution.drawn import drawn_cells
from amu_geo.charts.evolution.drawn_states import (
    changes_picture,
    hindsight_picture,
    strips_picture,
)
from amu_geo.charts.evolution.drawn_years import cells_picture, year_picture
from amu_geo.charts.evolution.hindsight import then_and_now_data, then_and_now_table
from amu_geo.charts.evolution.steps import compared_years, named_schemes, steps_list, steps_of
from amu_geo.charts.evolution.strips import strips_legend, years_strips
from amu_geo.charts.overview.table import readable
from amu_geo.edition import Edition
from amu_geo.figures.figure import Drawn, Figure, Kind
from amu_geo.figures.maps import FILES, coverage_picture
from amu_geo.figures.seen import Seen
from amu_geo.french.grammar import lower_first
from amu_geo.french.typography import enumerate_fr, typeset
from amu_geo.measure.coverage import Coverage
from amu_geo.measure.difference import coverage_difference
from amu_geo.measure.hindsight import looked_back_on, said_then, then_and_now
from amu_geo.measure.reading import Reading
from amu_geo.measure.timeline import FIRST_DRAWN, coverage_by_year
from amu_geo.measure.years import cells_by_year, regions_by_level, with_kinds
from amu_geo.memory import remembered
from amu_geo.sentences.evolution import hindsight_headline
from amu_geo.site import address
from amu_geo.territories import Territories
from amu_geo.vocabulary import FIRST_YEAR, LECTURES

PATH = "/evolution"
HATCH_NOTE = "« n.d. » est hachuré : rien de documenté cette année-là, ce qui n’est pas un zéro."
CELL_NOTE = "Une case est une famille dans une région."
STATES_NOTE = (
    "La même règle vaut pour toutes les années : documentée quand un dispositif retenu compte "
    "cette année-là, confirmée quand une preuve l’y montre en vigueur."
)
YEARS, EDITIONS = "annees", "editions"
# The year of the founding article.
FROM_YEAR = "2018"
_CHANGES = ("ecart", "depuis", "jusqua", "avec")
# What one part of the page chooses changes no other part.
_ELSEWHERE = ("relue", *_CHANGES)


@dataclass(frozen=True)
class Moment:
    """One side of a difference: what was measured, and how it is called."""

    coverage: Coverage
    name: str


def years_of(edition: Edition, lecture: str, territories: Territories) -> pd.DataFrame:
    """The coverage of every year under a reading; computed once."""
    return remembered(
        edition, ("annees", lecture), lambda: coverage_by_year(edition, lecture, territories)
    )


def cells_figure(years: pd.DataFrame) -> Figure:
    """How many cells, year by year."""
    return Figure(
        key="cases",
        title=sentences.evolution_headline(years),
        data=lambda: cells_data(cells_by_year(years)),
        note=f"{CELL_NOTE} {STATES_NOTE}",
        ignores=("annee", *_ELSEWHERE),
    )


def regions_figure(years: pd.DataFrame, now: Coverage) -> Figure:
    """The small multiples; `now` is the coverage at the edition's own year."""
    names = dict(zip(now.table["code_region"], now.table["nom"], strict=True))
    return Figure(
        key="annees",
        title=f"Région par région, {lower_first(sentences.evolution_headline(years))}",
        data=lambda: years_data(years, names),
        note=f"{HATCH_NOTE} À côté du nom, familles confirmées sur familles documentées "
        f"en {now.edition.year}.",
        ignores=("annee", *_ELSEWHERE),
    )


def year_figure(coverage: Coverage) -> Figure:
    """The map of one year."""
    return Figure(
        key="carte-annee",
        ignores=_ELSEWHERE,
        is_map=True,
        title=sentences.overview_headline(coverage),
        data=lambda: readable(coverage),
        files=FILES,
    )


def hindsight_figure(then: Coverage, now: Coverage, cells: pd.DataFrame) -> Figure:
    """What an older edition wrote of its year, beside what the edition in view finds for it."""
    names = hindsight_names(then, now)
    first = then.edition
    return Figure(
        key="relecture",
        given={"relue": first.id},
        title=hindsight_headline(cells, first.year, first.id, now.edition.id),
        data=lambda: then_and_now_data(cells, names),
        note=sentences.EDITIONS_WARNING,
        counted=_retained(Moment(then, names[0]), Moment(now, names[1])),
        ignores=("annee", *_CHANGES),
    )


def hindsight_names(then: Coverage, now: Coverage) -> tuple[str, str]:
    """What heads each side."""
    return f"Édition {then.edition.id}", f"Édition {now.edition.id}, année {then.edition.year}"


def changes_figure(
    changes: pd.DataFrame, before: Moment, after: Moment, of_editions: bool, given: dict[str, str]
) -> Figure:
    """What changed between two moments; `changes` as `measure.years.with_kinds` gives them."""
    kinds = KINDS_OF_EDITIONS if of_editions else KINDS_OF_YEARS
    names, moments = scheme_names(before, after), (before.name, after.name)
    return Figure(
        key="ce-qui-a-change",
        given=given,
        title=f"Ce qui a changé : {before.name}, puis {after.name}",
        data=lambda: changes_data(changes, names, moments, kinds),
        note=sentences.EDITIONS_WARNING if of_editions else "",
        counted=_retained(before, after),
        ignores=("annee", "relue", "moment"),
    )


def scheme_names(before: Moment, after: Moment) -> dict[str, str]:
    """Name of each scheme by its id, those of both moments."""
    return {
        row.id: row.nom
        for moment in (before, after)
        for row in moment.coverage.edition.dispositifs[["id", "nom"]].itertuples()
    }


def _retained(before: Moment, after: Moment) -> str:
    parts = [f"{len(moment.coverage.retained)} ({moment.name})" for moment in (before, after)]
    lecture = LECTURES[after.coverage.reading.lecture].label
    return typeset(f"lecture {lecture} ; dispositifs retenus : {enumerate_fr(parts)}")


def _lecture(seen: Seen) -> str:
    return seen.coverage.reading.lecture


def _now(seen: Seen) -> Coverage:
    return store.coverage(seen.edition, Reading(None, _lecture(seen)))


def _years(seen: Seen) -> pd.DataFrame:
    return years_of(seen.edition, _lecture(seen), seen.territories)


def _cells(seen: Seen) -> Drawn:
    years = _years(seen)
    figure = cells_figure(years)
    edition, counts = seen.edition, cells_by_year(years)
    steps = steps_of(edition, _lecture(seen), years)
    named = named_schemes(edition, seen.territories)
    told = steps_list(
        steps,
        named,
        seen.opens,
        lambda step: seen.link(PATH, **compared_years(edition, step)),
    )
    drawn = drawn_cells(counts, figure.title, [step for step, _ in steps])
    parts = html("{}{}{}", years_cells_key(counts), drawn, told if steps else "")
    return Drawn(figure, parts, _now(seen), cells_picture(counts, steps, named))


def _regions(seen: Seen) -> Drawn:
    years, now = _years(seen), _now(seen)
    strips = years_strips(years, now, lambda code: seen.link("/region", region=code))
    image = strips_picture(years, now)
    return Drawn(regions_figure(years, now), html("{}{}", strips_legend(), strips), now, image)


def _year(seen: Seen) -> Drawn:
    coverage = seen.coverage
    image = year_picture(coverage, regions_by_level(_years(seen)))
    return Drawn(year_figure(coverage), coverage_picture(coverage), image=image)


def _hindsight(seen: Seen) -> Drawn | None:
    older = looked_back_on(seen.edition, seen.shelf.editions)
    if not older:
        return None
    first = seen.shelf.get(seen.one("relue", older, older[0]))
    then = store.coverage(first, Reading(None, _lecture(seen)))
    now = store.coverage(seen.edition, Reading(first.year, _lecture(seen)))
    cells = then_and_now(then, now)
    if said_then(cells).empty:
        return None
    names = hindsight_names(then, now)
    drawn = then_and_now_table(
        cells, then, now, names, lambda coverage, code: _portrait(coverage, code)
    )
    image = hindsight_picture(cells, then, now, names)
    return Drawn(hindsight_figure(then, now, cells), Markup(drawn), image=image)


def _portrait(coverage: Coverage, code: str, family: str = "") -> str:
    """Address of a region, or of a family's proof in it, at a moment."""
    query = {"edition": coverage.edition.id, **coverage.reading.to_query()}
    return address("/region", {**query, "region": code, "famille": family})


def _changed(seen: Seen) -> Drawn | None:
    mode = seen.one("ecart", (YEARS, EDITIONS), YEARS)
    pair = _two_years(seen) if mode == YEARS else _two_editions(seen)
    if pair is None:
        return None
    before, after = pair
    changes = with_kinds(coverage_difference(before.coverage, after.coverage))
    names, moments = scheme_names(before, after), (before.name, after.name)
    kinds = KINDS_OF_YEARS if mode == YEARS else KINDS_OF_EDITIONS
    drawn = changes_table(
        changes,
        names,
        moments,
        lambda code, family, rank: _portrait(pair[rank].coverage, code, family),
        "Chaque état ouvre sa preuve.",
        kinds,
    )
    image = changes_picture(changes, names, moments, kinds)
    figure = changes_figure(changes, before, after, mode == EDITIONS, {})
    return Drawn(figure, Markup(drawn), image=image)


def _two_years(seen: Seen) -> tuple[Moment, Moment]:
    own = seen.edition.year
    years = [str(year) for year in range(FIRST_YEAR, own + 1)]
    first = FROM_YEAR if int(FROM_YEAR) < own else str(FIRST_DRAWN)
    chosen = (seen.one("depuis", years, first), seen.one("jusqua", years, str(own)))
    before, after = (_of_year(seen, int(year)) for year in chosen)
    return before, after


def _of_year(seen: Seen, year: int) -> Moment:
    reading = Reading(None if year == seen.edition.year else year, _lecture(seen))
    return Moment(store.coverage(seen.edition, reading), str(year))


def _two_editions(seen: Seen) -> tuple[Moment, Moment] | None:
    others = [name for name in seen.shelf.editions if name != seen.edition.id]
    if not others:
        return None
    name = seen.one("avec", others, other_edition(seen.edition, seen.shelf.editions))
    pair = sorted((seen.edition, seen.shelf.get(name)), key=lambda edition: edition.date)
    reading = Reading(None, _lecture(seen))
    older, newer = (
        Moment(store.coverage(edition, reading), f"édition {edition.id}") for edition in pair
    )
    return older, newer


def other_edition(edition: Edition, editions: Mapping[str, Edition]) -> str:
    """The edition just before one, else the first of the others; "" when it is alone."""
    others = sorted(
        (name for name, other in editions.items() if other is not edition),
        key=lambda name: editions[name].date,
    )
    earlier = [name for name in others if editions[name].date < edition.date]
    return earlier[-1] if earlier else others[0] if others else ""


def _kind(key: str, name: str, draw, choices: tuple[str, ...] = (), height: int = 900) -> Kind:
    return Kind(key, name, PATH, draw, choices=choices, height=height)


KINDS = (
    _kind("cases", "Les cases, année par année", _cells, height=560),
    _kind("carte-annee", "La carte d’une année", _year, height=860),
    _kind("annees", "Les années, région par région", _regions, height=1100),
    _kind("relecture", "Ce qu’une édition disait, ce qu’on sait depuis", _hindsight, ("relue",)),
    _kind("ce-qui-a-change", "Ce qui a changé", _changed, _CHANGES),
)

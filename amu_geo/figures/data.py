"""The figures of the data page: the ranking put to the test, what is to be confirmed."""

from __future__ import annotations

import pandas as pd
from markupsafe import Markup

from amu_geo import sentences
from amu_geo.charts.base.markup import html, shown
from amu_geo.charts.data.freshness import (
    CAPTION,
    NOTE,
    NOTHING,
    freshness_drawn,
    freshness_sentence,
    freshness_table,
    readable_freshness,
)
from amu_geo.charts.data.picture import choices_drawn, months_drawn, sensitivity_drawn
from amu_geo.charts.data.sensitivity import (
    choices_table,
    legend_words,
    months_sentence,
    months_table,
    readable_choices,
    readable_months,
    readable_sensitivity,
    sensitivity_legend,
    sensitivity_table,
)
from amu_geo.charts.data.to_confirm import readable_to_confirm, to_confirm_table
from amu_geo.charts.picture.frame import Picture
from amu_geo.figures.figure import TEXTS, Drawn, Figure, Kind
from amu_geo.figures.maps import FILES
from amu_geo.figures.seen import Seen
from amu_geo.measure.coverage import Coverage
from amu_geo.measure.sensitivity import (
    mapping_sensitivity,
    months_sensitivity,
    reading_sensitivity,
)
from amu_geo.memory import remembered
from amu_geo.schemes.freshness import cell_freshness
from amu_geo.schemes.to_confirm import to_confirm

PATH = "/donnees"
SENSITIVITY_SHOWS = (
    "Familles documentées selon la correspondance, puis confirmées sur documentées et rang selon "
    "la lecture"
)
MONTHS_SHOWS = (
    "Familles confirmées sur documentées, selon la durée pendant laquelle une preuve vaut"
)
TO_CONFIRM = "Dispositifs qui confirmeraient une case, les plus utiles d’abord"


def sensitivity_figure(coverage: Coverage, by_reading: pd.DataFrame) -> Figure:
    """The ranking under other mappings and readings; `measure.sensitivity`."""
    return Figure(
        key="sensibilite",
        title=sentences.data_headline(coverage),
        data=lambda: readable_sensitivity(coverage, by_reading),
        files={"CSV": FILES["CSV"]},
        note=legend_words(),
    )


def choices_figure(by_mapping: pd.DataFrame) -> Figure:
    """One other mapping at a time."""
    return Figure(
        key="choix",
        title="Chaque autre rattachement d’un programme, pris seul",
        data=lambda: readable_choices(by_mapping),
        note="Les autres programmes gardent la correspondance publiée.",
    )


def months_figure(by_months: pd.DataFrame) -> Figure:
    """What would be confirmed if a proof stayed fresh for another time."""
    return Figure(
        key="duree-preuve",
        title="Familles confirmées selon la durée d’une preuve",
        data=lambda: readable_months(by_months),
        note="Les familles documentées ne changent pas : seule la confirmation en dépend.",
    )


def to_confirm_figure(rows: pd.DataFrame) -> Figure:
    """What would confirm a cell; `rows` is `schemes.to_confirm`."""
    return Figure(key="a-confirmer", title=TO_CONFIRM, data=lambda: readable_to_confirm(rows))


def ages_of(coverage: Coverage) -> pd.DataFrame:
    """The age of the last proof of each cell, made once for a coverage: `cell_freshness`."""
    return remembered(coverage, "âge des preuves", lambda: cell_freshness(coverage))


def ages_figure(ages: pd.DataFrame) -> Figure:
    """How old the last proof of each cell is; `ages` is `ages_of` a coverage."""
    return Figure(
        key="age-preuves",
        title=freshness_sentence(ages).rstrip(".") or NOTHING,
        data=lambda: readable_freshness(ages),
        files={"CSV": "/api/v1/fraicheur.csv"},
        note=NOTE,
    )


def _sensitivity(seen: Seen) -> Drawn:
    coverage = seen.coverage
    by_reading = remembered(coverage, "par lecture", lambda: reading_sensitivity(coverage))
    drawn = html("{}{}", sensitivity_legend(), sensitivity_table(coverage, by_reading))
    image = Picture(lambda room: sensitivity_drawn(coverage, by_reading, room), SENSITIVITY_SHOWS)
    return Drawn(sensitivity_figure(coverage, by_reading), drawn, image=image)


def _choices(seen: Seen) -> Drawn:
    coverage = seen.coverage
    by_mapping = remembered(coverage, "par choix", lambda: mapping_sensitivity(coverage))
    image = Picture(lambda room: choices_drawn(by_mapping, room))
    return Drawn(choices_figure(by_mapping), Markup(choices_table(by_mapping)), image=image)


def _months(seen: Seen) -> Drawn:
    coverage = seen.coverage
    by_months = remembered(
        coverage, "par durée", lambda: months_sensitivity(coverage, seen.territories)
    )
    told, drawn = shown(months_sentence(by_months)), months_table(coverage, by_months)
    image = Picture(lambda room: months_drawn(coverage, by_months, room), MONTHS_SHOWS)
    return Drawn(months_figure(by_months), html("<p>{}</p>{}", told, drawn), image=image)


def _ages(seen: Seen) -> Drawn:
    coverage, ages = seen.coverage, ages_of(seen.coverage)
    image = Picture(lambda room: freshness_drawn(coverage, ages, room), CAPTION)
    return Drawn(ages_figure(ages), Markup(freshness_table(coverage, ages)), image=image)


def _to_confirm(seen: Seen) -> Drawn | None:
    coverage = seen.coverage
    rows = remembered(coverage, "à confirmer", lambda: to_confirm(coverage))
    if rows.empty:
        return None
    drawn = to_confirm_table(rows, TO_CONFIRM, seen.opens, seen.proposes)
    return Drawn(to_confirm_figure(rows), Markup(drawn))


def _kind(key: str, name: str, draw, no_image: str = "") -> Kind:
    return Kind(key, name, PATH, draw, height=900, no_image=no_image)


KINDS = (
    _kind("sensibilite", "Le classement mis à l’épreuve", _sensitivity),
    _kind("choix", "Un rattachement à la fois", _choices),
    _kind("duree-preuve", "La durée d’une preuve", _months),
    _kind("age-preuves", "L’âge des preuves", _ages),
    _kind("a-confirmer", "Ce qui est à confirmer", _to_confirm, TEXTS),
)

"""The evolution page: its finding, its controls, the cells and the regions through the years."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial

import pandas as pd
import streamlit as st
from markupsafe import Markup

from amu_geo import sentences, store
from amu_geo.charts.base.markup import html, link
from amu_geo.charts.evolution.cells import years_cells, years_cells_key
from amu_geo.charts.evolution.steps import compared_years, named_schemes, steps_list, steps_of
from amu_geo.charts.evolution.strips import strips_legend, years_strips
from amu_geo.figures import evolution as figures
from amu_geo.french.typography import typeset
from amu_geo.measure.coverage import Coverage
from amu_geo.measure.reading import Reading
from amu_geo.measure.steps import Cause, Step
from amu_geo.measure.years import cells_by_year
from amu_geo.memory import remembered
from amu_geo.site import address
from amu_geo.ui.browser.clicks import on_click
from amu_geo.ui.browser.in_page import moves
from amu_geo.ui.choice.address import choose
from amu_geo.ui.choice.view import CURRENT, View
from amu_geo.ui.frame.figure import figure_anchor, figure_foot
from amu_geo.ui.frame.map_widget import DrawnFigure
from amu_geo.vocabulary import FAMILIES

# Where the map that plays begins, with its commands, and what leads there.
MAP_PLACE = "annees-sur-la-carte"
TO_THE_MAP = "▶ Jouer les années sur la carte"


def years_of(view: View) -> pd.DataFrame:
    """The coverage of every year under the reading in view; computed once."""
    return figures.years_of(view.edition, view.reading.lecture, view.territories)


def now_of(view: View) -> Coverage:
    """The coverage at the edition's own year under the same evidence threshold."""
    return store.coverage(view.edition, Reading(None, view.reading.lecture))


def evolution_headline(view: View, years: pd.DataFrame) -> str:
    """The finding of the page, found once for an edition and a reading."""
    key = ("constat des années", view.reading.lecture)
    return remembered(view.edition, key, lambda: typeset(sentences.evolution_headline(years)))


def headline(view: View, years: pd.DataFrame) -> None:
    """The finding, then what a cell is."""
    key = ("suite du constat des années", view.reading.lecture)
    second = remembered(view.edition, key, lambda: sentences.evolution_second(years))
    title = evolution_headline(view, years)
    st.html(html('<h1>{}</h1><p class="chapeau">{}</p>', title, second))


def controls(view: View) -> None:
    """Edition and reading; the year has its slider beside the map."""
    with st.container(key="pilules", horizontal=True, vertical_alignment="center"):
        view.edition_control()
        view.lecture_control()


def cells_through_the_years(view: View, years: pd.DataFrame) -> None:
    """How many cells are documented and, among them, confirmed: the whole story in one chart."""
    lecture = view.reading.lecture
    counts = remembered(view.edition, ("cases", lecture), lambda: cells_by_year(years))
    steps = steps_of(view.edition, lecture, years)
    cells = len(FAMILIES) * len(view.territories.codes)
    title = typeset(f"Cases confirmées et documentées, année par année, sur {cells}")
    figure_anchor("cases")
    way = html('<a href="#{}" data-vers="{}">{}</a>', MAP_PLACE, MAP_PLACE, typeset(TO_THE_MAP))
    st.html(html('<h2 class="intertitre">{}</h2>{}', title, years_cells_key(counts, way)))
    moves("marches")
    st.plotly_chart(
        remembered(
            view.edition,
            ("cases dessinées", lecture),
            lambda: DrawnFigure(years_cells(counts, [step for step, _ in steps])),
        ),
        key="cases",
        config={"displayModeBar": False},
        theme=None,
        alt=evolution_headline(view, years),
    )
    if steps:
        st.html(view.kept(("marches",), lambda: _steps(view, steps)))
        on_click("marche", partial(_compare, view.edition.year), key="clic-marche")
    now = now_of(view)
    figure_foot(
        replace(view, reading=now.reading, coverage=now),
        remembered(view.edition, ("figure cases", lecture), lambda: figures.cells_figure(years)),
    )


def _steps(view: View, steps: Sequence[tuple[Step, Sequence[Cause]]]) -> str:
    schemes = named_schemes(view.edition, view.territories)
    return steps_list(steps, schemes, _opener(view), lambda step: _compared(view, step))


def _opener(view: View) -> Callable[[str, str], str]:
    def opens(scheme_id: str, name: str) -> str:
        inside = address("/dispositifs", {"dispositif": scheme_id})
        return link(view.link("/dispositifs", dispositif=scheme_id), name, "page", inside)

    return opens


def _compared(view: View, step: Step) -> str:
    return view.link("/evolution", **compared_years(view.edition, step))


def _compare(own: int, step: str) -> None:
    """Compare the year before a step with its last one, further down the page."""
    before, last = step.split("|")
    choose("ecart", "annees")
    choose("depuis", before)
    choose("jusqua", CURRENT if last == str(own) else last)


def regions_through_the_years(view: View, years: pd.DataFrame) -> None:
    """The small multiples and their way out."""
    figure_anchor("annees")
    st.html(Markup('<h2 class="section">Région par région, famille par famille</h2>'))
    st.html(strips_legend())
    now = now_of(view)
    st.html(
        view.kept(
            ("bandes",),
            lambda: years_strips(years, now, lambda code: view.link("/region", region=code)),
        )
    )
    figure_foot(
        replace(view, reading=now.reading, coverage=now),
        remembered(now, "figure annees", lambda: figures.regions_figure(years, now)),
    )

"""The evolution page: its finding, its controls, the regions through the years."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import streamlit as st

from amu_geo import sentences, store
from amu_geo.charts.changes import years_data
from amu_geo.charts.years_strips import strips_legend, years_strips
from amu_geo.coverage import Coverage
from amu_geo.reading import Reading
from amu_geo.timeline import coverage_by_year
from amu_geo.typography import typeset
from amu_geo.ui.figure import Figure, figure_foot
from amu_geo.ui.memory import remembered
from amu_geo.ui.view import View

HATCH_NOTE = "« n.d. » est hachuré : rien de documenté cette année-là, ce qui n’est pas un zéro."


def years_of(view: View) -> pd.DataFrame:
    """The coverage of every year under the reading in view; computed once."""
    edition, lecture = view.edition, view.reading.lecture
    return remembered(
        edition,
        ("annees", lecture),
        lambda: coverage_by_year(edition, lecture, view.territories),
    )


def now_of(view: View) -> Coverage:
    """The coverage « actuel » under the same evidence threshold."""
    return store.coverage(view.edition, Reading(None, view.reading.lecture))


def headline(years: pd.DataFrame) -> None:
    """The finding, then why « actuel » stands apart."""
    st.html(
        f"<h1>{typeset(sentences.evolution_headline(years))}</h1>"
        f'<p class="chapeau">{sentences.evolution_second(years)}</p>'
    )


def controls(view: View) -> None:
    """Edition and reading; the year has its slider beside the map."""
    with st.container(key="pilules", horizontal=True, vertical_alignment="center"):
        view.edition_control()
        view.lecture_control()


def regions_through_the_years(view: View, years: pd.DataFrame) -> None:
    """The small multiples and their way out."""
    st.html('<h2 class="section">Région par région, famille par famille</h2>')
    st.html(strips_legend())
    now = now_of(view)
    st.html(years_strips(years, now, lambda code: view.link("/region", region=code)))
    names = dict(zip(now.table["code_region"], now.table["nom"], strict=True))
    figure_foot(
        replace(view, reading=now.reading, coverage=now),
        Figure(
            key="annees",
            title=sentences.evolution_headline(years),
            data=lambda: years_data(years, names),
            note=f"{HATCH_NOTE} Le nombre à côté du nom est celui de l’état actuel.",
        ),
    )

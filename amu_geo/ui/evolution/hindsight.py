"""What an older edition wrote of its year, beside what the edition in view finds for that year."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from amu_geo import store
from amu_geo.charts.base.markup import html
from amu_geo.charts.evolution.hindsight import then_and_now_table
from amu_geo.figures.evolution import hindsight_figure, hindsight_names
from amu_geo.measure.coverage import Coverage
from amu_geo.measure.hindsight import looked_back_on, said_then, then_and_now
from amu_geo.measure.reading import Reading
from amu_geo.memory import remembered
from amu_geo.sentences.evolution import hindsight_headline, hindsight_second
from amu_geo.ui.choice.address import address
from amu_geo.ui.choice.preview import PREVIEW
from amu_geo.ui.choice.view import View
from amu_geo.ui.frame.figure import figure_anchor, figure_foot


def read_choice(view: View) -> None:
    """Read which edition is looked back on, so that an unknown one is said before it is drawn."""
    older = _older(view)
    if older:
        view.address.value("relue", older, older[0])


def then_and_since(view: View) -> None:
    """The figure, where the shelf holds an edition of an earlier year."""
    older = _older(view)
    if not older:
        return
    section = st.container()
    name = _choice(view, older)
    first = view.shelf.get(name)
    lecture = view.reading.lecture
    then = store.coverage(first, Reading(None, lecture))
    now = store.coverage(view.edition, Reading(first.year, lecture))
    cells = remembered(now, ("relue", first.fingerprint), lambda: then_and_now(then, now))
    title = hindsight_headline(cells, first.year, first.id, view.edition.id)
    second = hindsight_second(cells, first.id, view.edition.id)
    with section:
        figure_anchor("relecture")
    section.html(html('<h2 class="section">{}</h2><p class="chapeau">{}</p>', title, second))
    if said_then(cells).empty:
        return
    key = ("relecture", first.fingerprint)
    st.html(view.kept(key, lambda: _table(view, cells, then, now)))
    figure_foot(
        view,
        remembered(now, key, lambda: hindsight_figure(then, now, cells)),
    )


def _table(view: View, cells: pd.DataFrame, then: Coverage, now: Coverage) -> str:
    names = hindsight_names(then, now)
    return then_and_now_table(cells, then, now, names, lambda *to: _portrait(view, *to))


def _older(view: View) -> list[str]:
    published = {name: made for name, made in view.shelf.editions.items() if name != PREVIEW}
    return looked_back_on(view.edition, published)


def _choice(view: View, older: list[str]) -> str:
    if len(older) == 1:
        return older[0]
    with st.container(key="pilules-relue", horizontal=True, vertical_alignment="center"):
        return view.address.select("relue", "Édition relue", older, older[0], width=220)


def _portrait(view: View, coverage: Coverage, code: str) -> str:
    query = {**view.address.shared(), "region": code}
    query.pop("annee", None)
    if coverage.edition is not view.edition:
        query["edition"] = coverage.edition.id
    return address("/region", query | coverage.reading.to_query())

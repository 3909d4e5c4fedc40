"""« Quoi de neuf »: what the edition in view brought since the one before it."""

from __future__ import annotations

import streamlit as st

from amu_geo import store
from amu_geo.charts.base.markup import html
from amu_geo.charts.evolution.news import follow_line, news_table
from amu_geo.charts.schemes.proof import source_line
from amu_geo.edition import Edition
from amu_geo.measure.reading import Reading
from amu_geo.news.changes import edition_before, region_news
from amu_geo.news.words import TITLE, news_caution
from amu_geo.site import NEWS, address
from amu_geo.ui.choice.preview import PREVIEW
from amu_geo.ui.choice.view import View


def what_is_new(view: View) -> None:
    """The section, where an edition comes before the one in view."""
    published = [made for name, made in view.shelf.editions.items() if name != PREVIEW]
    older = edition_before(view.edition, published)
    if older is None:
        return
    st.html(html('<h2 class="section" id="{}">{}</h2>', "quoi-de-neuf", TITLE))
    st.html(view.kept(("quoi de neuf", older.fingerprint), lambda: _news(view, older)))


def _news(view: View, older: Edition) -> str:
    reading = Reading(None, view.reading.lecture)
    before, now = (store.coverage(edition, reading) for edition in (older, view.edition))
    news = region_news(before, now)
    if not news:
        return html("<p>{}</p>", f"Rien de neuf depuis l’édition {older.id}.")
    return (
        html('<p class="secondaire">{}</p>', news_caution())
        + news_table(news, lambda code: view.link("/region", region=code))
        + html('<p class="source">{}</p>', source_line(view.edition))
        + follow_line(address(NEWS), lambda code: address(NEWS, {"region": code}), now)
    )

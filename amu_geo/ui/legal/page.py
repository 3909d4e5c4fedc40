"""The legal notice, laid out."""

from __future__ import annotations

import streamlit as st

from amu_geo import store
from amu_geo.charts.base.footer import PART
from amu_geo.charts.base.markup import html
from amu_geo.charts.legal.notice import legal_notice
from amu_geo.sentences.legal import legal_headline, legal_second
from amu_geo.ui.browser.in_page import moves
from amu_geo.ui.choice.view import View


def headline(view: View) -> None:
    """The finding, and what the page holds."""
    view.address.value("partie", ["", PART], "")
    st.html(html('<h1>{}</h1><p class="chapeau">{}</p>', legal_headline(), legal_second()))


def notice(view: View) -> None:
    """Publisher, licences, privacy, accessibility."""
    moves("mentions", st.session_state["partie"])
    st.html(legal_notice(store.shelf().editions.values(), view.edition))

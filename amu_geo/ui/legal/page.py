"""The legal notice, laid out."""

from __future__ import annotations

import streamlit as st

from amu_geo import store
from amu_geo.charts.base.footer import PART
from amu_geo.charts.legal.notice import legal_headline, legal_notice, legal_second
from amu_geo.ui.browser.in_page import moves
from amu_geo.ui.choice.view import View


def headline(view: View) -> None:
    """The finding, and what the page holds."""
    view.address.value("partie", ["", PART], "")
    st.html(f'<h1>{legal_headline()}</h1><p class="chapeau">{legal_second()}</p>')


def notice(view: View) -> None:
    """Publisher, licences, privacy, accessibility."""
    moves("mentions", st.session_state["partie"])
    st.html(legal_notice(store.shelf().editions.values(), view.edition))

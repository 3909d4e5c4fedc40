"""What the browser's tab is called while the live page is used."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from amu_geo import store
from amu_geo.site import PAGES
from amu_geo.territories.asked import tab_title

_TITLE = "_titre_de_l_onglet"


def title_until_named() -> str | None:
    """The present title, which the navigation would replace by the page's own name."""
    return st.session_state.get(_TITLE)


def name_tab(path: str, shown: Mapping[str, str]) -> None:
    """Name the tab after what a page shows; a page that runs by itself, in a test, is the first.

    Parameters
    ----------
    path
        The page's path without its slash.
    shown
        Parameters of the view, without those of the reading at their default.
    """
    title = tab_title(PAGES[f"/{path}"], shown, store.territories())
    if title != st.session_state.get(_TITLE):
        st.session_state[_TITLE] = title
        st.set_page_config(page_title=title)

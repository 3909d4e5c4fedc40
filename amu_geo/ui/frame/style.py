"""The look: one style sheet of ours over Streamlit's theme.

Streamlit's own colours and fonts are set in .streamlit/config.toml; what it can't set
(navigation, pills, tables, dots, hatching, print) stands in style.css beside this file.
"""

from __future__ import annotations

import streamlit as st

from amu_geo.charts.base.style import first_fonts, style_is_served, whole_style


def inject_style() -> None:
    """Dress the page, unless it has come dressed; call it once a run, before anything is shown.

    The page that our server sends names the style sheet. Streamlit's own page does not, where it
    has to be served as it is: then each run brings it, in a message that takes no room.
    """
    if not style_is_served():
        st.html(f"<style>{first_fonts()}{whole_style()}</style>")

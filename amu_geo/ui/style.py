"""The look: one style sheet of ours over Streamlit's theme.

Streamlit's own colours and fonts are set in .streamlit/config.toml; what it can't set
(navigation, pills, tables, dots, hatching, print) stands in style.css beside this file.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

import streamlit as st

_NAMES = (
    "style.css",
    "figures.css",
    "map.css",
    "data_page.css",
    "compare.css",
    "evolution.css",
    "actors_page.css",
    "my_commune_page.css",
    "schemes_page.css",
    "families_page.css",
    "region_page.css",
    "legal_page.css",
)
STYLE_SHEETS = [Path(__file__).with_name(name) for name in _NAMES]


@cache
def style_sheet() -> str:
    """The text of style.css, read once: also what a page served without Streamlit needs."""
    return "".join(sheet.read_text(encoding="utf-8") for sheet in STYLE_SHEETS)


def inject_style() -> None:
    """Dress the page; call it once a run, before anything is shown.

    A message that holds only a style takes no room in the page. It is long enough for the
    browser to keep it: later runs send its fingerprint, not its text.
    """
    st.html(f"<style>{style_sheet()}</style>")

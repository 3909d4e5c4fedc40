"""The look: one style sheet of ours over Streamlit's theme.

Streamlit's own colours and fonts are set in .streamlit/config.toml; what it can't set
(navigation, pills, tables, dots, hatching, print) stands in style.css beside this file.
"""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from amu_geo.memory import kept

# The frame's, then each page's own, in the order in which a rule may correct an earlier one.
_FRAME = ("style.css", "figures.css", "map.css")
_PAGES = (
    "data",
    "compare",
    "evolution",
    "actors",
    "my_commune",
    "schemes",
    "families",
    "region",
    "legal",
)
_FOLDER = Path(__file__).parent
STYLE_SHEETS = [
    *(_FOLDER / name for name in _FRAME),
    *(_FOLDER.parent / page / f"{page}.css" for page in _PAGES),
]


@kept
def style_sheet() -> str:
    """The text of style.css, read once: also what a page served without Streamlit needs."""
    return "".join(sheet.read_text(encoding="utf-8") for sheet in STYLE_SHEETS)


def inject_style() -> None:
    """Dress the page; call it once a run, before anything is shown.

    A message that holds only a style takes no room in the page. It is long enough for the
    browser to keep it: later runs send its fingerprint, not its text.
    """
    st.html(f"<style>{style_sheet()}</style>")

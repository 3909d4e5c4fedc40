"""What changed, said aloud after each choice by the one element that is always there for it."""

from __future__ import annotations

import streamlit as st

from amu_geo.charts.base.markup import html

# Identifier of that element, which `focus.keep_focus` draws.
PLACE = "annonce"
_SAID = "_annonce"


def announce(page: str, **told: str) -> None:
    """Say what of `told` is no longer what it was at the page's last run; else nothing.

    Parameters
    ----------
    page
        The page that speaks: one that a reader just reached says nothing, its title is read.
    told
        A sentence for each part of the view, by any name; "" for what there is nothing to say of.
    """
    known = st.session_state.get(_SAID, {"page": None, "told": {}, "turn": 0})
    changed = [text for part, text in told.items() if known["told"].get(part, "") != text]
    said = ". ".join(filter(None, changed)) if known["page"] == page else ""
    # Another turn, or the browser would not hear that the same words are said again.
    turn = known["turn"] + 1 if said else known["turn"]
    st.session_state[_SAID] = {"page": page, "told": told, "turn": turn}
    with st.container(key="muet-annonce"):
        # `focus.py` says it: a script here would travel again with each sentence.
        st.html(html('<i hidden data-annonce="{}" data-tour="{}"></i>', said, turn))

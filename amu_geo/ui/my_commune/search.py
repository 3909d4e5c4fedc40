"""Find one's commune: a field, its suggestions while typing, a few examples."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from amu_geo import store
from amu_geo.charts.base.markup import html, joined, link
from amu_geo.charts.my_commune.commune import searched_note, suggestions
from amu_geo.french.typography import typeset
from amu_geo.ui.browser.clicks import on_click
from amu_geo.ui.browser.typing import on_typing
from amu_geo.ui.choice.address import choose
from amu_geo.ui.choice.view import View

PATH = "/mon-territoire"
FIELD = "commune-cherchee"
EXAMPLES = ("34142", "42218", "94038", "97411")
SUGGESTED = 8
_TYPED = "_commune_frappe"
_FOUND = "_commune_trouvee"
_CHOICES = "_communes_choisies"
_SAID = "_commune_comprise"


@st.fragment
def search(view: View) -> None:
    """The field and its suggestions: typing runs this part alone."""
    # A new field after each choice: what was typed goes away with the old one.
    field = f"{FIELD}-{st.session_state.get(_CHOICES, 0)}"
    with st.container(key=FIELD):
        st.text_input(
            "Votre commune",
            key=field,
            placeholder="Lodève, Saint-Étienne, 42000…",
            on_change=lambda: _typed(st.session_state[field]),
        )
    on_typing(FIELD, _typed, key="frappe-commune")
    # In this fragment, because leaving the field for a suggestion runs it too: the browser
    # sends both at once, and only one fragment runs.
    on_click("commune", _choose, key="clic-commune")
    if st.session_state.pop(_FOUND, False):
        st.rerun()
    text = st.session_state.get(_TYPED, "")
    if text.strip() and not _already_there(text):
        finder = store.commune_finder()
        found = finder.search(text, SUGGESTED)
        said = finder.said(text)
        st.html(suggestions(found, lambda code: view.address.link(PATH, commune=code), said))
    elif said := st.session_state.get(_SAID, ""):
        st.html(searched_note(said))


def _typed(text: str, entered: bool = False) -> None:
    """Suggest; Enter goes straight to the commune when the text can mean only one."""
    finder = store.commune_finder()
    st.session_state[_TYPED], st.session_state[_SAID] = text, ""
    code = finder.only_answer(text) if entered else ""
    if code:
        _choose(code)
        st.session_state[_SAID] = finder.said(text)


def _already_there(text: str) -> bool:
    present = st.session_state.get("commune", "")
    return bool(present) and store.commune_finder().only_answer(text) == present


def _choose(code: str) -> None:
    choose("commune", code)
    st.session_state[_CHOICES] = st.session_state.get(_CHOICES, 0) + 1
    st.session_state[_TYPED] = ""
    st.session_state[_FOUND] = True


def nobody_yet(view: View) -> None:
    """Before a commune is chosen: a few to start with."""
    finder = store.commune_finder()
    found = pd.concat([finder.search(code, 1) for code in EXAMPLES])
    links = joined(html("<li>{}</li>", _example(view, row)) for row in found.itertuples())
    st.html(html('<p class="intertitre">Par exemple</p><ul class="exemples">{}</ul>', links))


def _example(view: View, row) -> str:
    href = view.address.link(PATH, commune=row.code_commune)
    return link(href, typeset(f"{row.nom} ({row.nom_departement})"), "commune", row.code_commune)

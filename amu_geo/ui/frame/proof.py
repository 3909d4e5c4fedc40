"""The proof of a cell, opened beside the table that shows it."""

from __future__ import annotations

import streamlit as st

from amu_geo.charts.schemes.proof import proof_html
from amu_geo.memory import remembered
from amu_geo.schemes import proof
from amu_geo.ui.browser.clicks import on_click
from amu_geo.ui.choice.view import View
from amu_geo.ui.frame.proposal import proposal_address

_ASKED = "_preuve_demandee"


def open_proof(view: View) -> None:
    """Hear the clicks on the cells of every matrix of the page and open the proof."""
    on_click("preuve", ask_proof, key="clic-preuve")
    asked = st.session_state.pop(_ASKED, None)
    if asked:
        code, _, family = asked.partition("|")
        _dialog(view, code, family)


def ask_proof(cell: str) -> None:
    """Ask for the proof of a cell, « <région>|<famille> », at the next run."""
    st.session_state[_ASKED] = cell


@st.dialog("La preuve", width="large")
def _dialog(view: View, code: str, family: str) -> None:
    found = remembered(
        view.coverage, ("preuve", code, family), lambda: proof(view.coverage, code, family)
    )
    st.html(proof_html(found, view.edition, lambda scheme: proposal_address(view, scheme)))

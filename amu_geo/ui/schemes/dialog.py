"""One scheme, opened over the page of schemes, and the form where a proof of it is proposed."""

from __future__ import annotations

import streamlit as st

from amu_geo.charts.schemes.detail import scheme_detail
from amu_geo.schemes.dossier import dossier
from amu_geo.ui.browser.clicks import on_click
from amu_geo.ui.choice.address import choose
from amu_geo.ui.choice.view import View
from amu_geo.ui.frame.proposal import PROPOSALS, PROPOSED, YES, proposal_form
from amu_geo.ui.schemes.page import OPENED, openable, opens, scheme_list


@st.fragment
def detail(view: View) -> None:
    """Hear the clicks on the schemes and show the one that is chosen; the table stays as it is."""
    address = view.address.of_this_run()
    chosen = address.value(OPENED, openable(view), "")
    proposed = address.value(PROPOSED, PROPOSALS, "")
    on_click(OPENED, _open, key="clic-dispositif")
    if chosen:
        _dialog(view, chosen, proposed == YES)
    address.write()


def _open(scheme_id: str) -> None:
    choose(OPENED, scheme_id)
    choose(PROPOSED, "")


def _close() -> None:
    choose(OPENED, "")
    choose(PROPOSED, "")


@st.dialog("Le dispositif", width="large", on_dismiss=_close)
def _dialog(view: View, scheme_id: str, proposes: bool) -> None:
    found = dossier(scheme_list(view.edition), view.coverage, scheme_id)
    detail_html = scheme_detail(found, view.edition, opens(view))
    # Who comes to propose a proof sees the form before the rest of what is known.
    if proposes:
        proposal_form(view, found.dispositif, opened=True)
    st.html(detail_html)
    if not proposes:
        proposal_form(view, found.dispositif)

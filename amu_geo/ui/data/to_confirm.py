"""The section of the data page that says what is still to be confirmed, and how to help."""

from __future__ import annotations

import streamlit as st
from markupsafe import Markup

from amu_geo.charts.base.markup import html, link, shown
from amu_geo.charts.base.states import state_key
from amu_geo.charts.data.freshness import NOTHING, freshness_sentence, freshness_table
from amu_geo.charts.data.to_confirm import to_confirm_sentence, to_confirm_table
from amu_geo.export.rows import excel_csv
from amu_geo.figures.data import TO_CONFIRM, ages_figure, ages_of, to_confirm_figure
from amu_geo.french.typography import typeset
from amu_geo.memory import remembered
from amu_geo.schemes.to_confirm import to_confirm, to_fill
from amu_geo.ui.choice.view import View
from amu_geo.ui.data.page import section
from amu_geo.ui.frame.figure import figure_anchor, figure_foot
from amu_geo.ui.frame.proposal import PATH, proposal_address

REVIEW = "/relecture"


def to_be_confirmed(view: View) -> None:
    """The schemes whose confirmation would confirm a cell, as a table and a file to be filled."""
    coverage = view.coverage
    rows = remembered(coverage, "à confirmer", lambda: to_confirm(coverage))
    sentence = to_confirm_sentence(coverage, rows)
    section("a-confirmer", shown(sentence))
    if rows.empty:
        _ages(view)
        return

    def opens(scheme_id: str, name: str) -> str:
        href = view.address.link(PATH, dispositif=scheme_id)
        return link(href, name, "page", href)

    figure_anchor("a-confirmer")
    st.html(to_confirm_table(rows, TO_CONFIRM, opens, lambda code: proposal_address(view, code)))
    st.download_button(
        "Télécharger ces lignes à remplir (CSV pour tableur)",
        data=lambda: excel_csv(to_fill(rows)).encode(),
        file_name=f"attestations-a-remplir-{view.edition.id}.csv",
        mime="text/csv",
        on_click="ignore",
        key="csv-a-remplir",
    )
    st.html(
        Markup('<p class="source">')
        + typeset(
            "Une ligne par dispositif, dans les colonnes de attestations.csv. L’adresse est celle "
            "de la page la plus récente que l’on connaisse : remplacez-la par celle qui prouve, "
            "puis ajoutez la date, la nature et la confiance."
        )
        + Markup("</p><p>")
        + link(view.link(REVIEW), typeset("Les relire une par une (Relecture)"), "page", REVIEW)
        + Markup("</p>")
    )
    figure_foot(view, to_confirm_figure(rows))
    _ages(view)


def _ages(view: View) -> None:
    """How old the proofs are: what is to be looked at again first."""
    coverage, ages = view.coverage, ages_of(view.coverage)
    figure_anchor("age-preuves")
    st.html(
        html(
            "<h3>L’âge des preuves</h3><p>{}</p>{}{}",
            shown(freshness_sentence(ages) or NOTHING),
            freshness_table(coverage, ages),
            state_key(),
        )
    )
    figure_foot(view, ages_figure(ages))

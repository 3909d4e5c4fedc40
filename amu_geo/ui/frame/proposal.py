"""« Proposer une preuve »: a small form that makes a row of attestations.csv, and keeps nothing."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import streamlit as st
from markupsafe import Markup

from amu_geo.charts.base.markup import html, shown
from amu_geo.charts.schemes.proposal import (
    proposal_errors,
    proposal_text,
    proposal_verdict,
    send_link,
)
from amu_geo.edition import referentials
from amu_geo.edition.schema import table_schema
from amu_geo.export.rows import excel_csv
from amu_geo.french.typography import typeset
from amu_geo.schemes.proposal import TABLE, Proposal, propose
from amu_geo.ui.choice.markdown import as_text
from amu_geo.ui.choice.view import View

PATH = "/dispositifs"
# The choice of the page of schemes that opens the form, and its only value.
PROPOSED, YES = "proposer", "oui"
LONGEST = 600
KEY = "proposition"


def proposal_address(view: View, scheme_id: str) -> str:
    """Address of the form for a scheme, with the reader's shared choices."""
    return view.address.link(PATH, dispositif=scheme_id, proposer=YES)


def proposal_form(view: View, scheme: Mapping[str, Any], opened: bool = False) -> None:
    """The form, folded unless it was asked for, then what it makes once it is sent."""
    with (
        st.expander("Proposer une preuve", expanded=opened, key=f"pli-{KEY}"),
        st.container(key=KEY),
    ):
        st.html(
            html("<p><strong>{}</strong>. ", shown(scheme["nom"]))
            + typeset(
                "Une page publique montre qu’il est en vigueur, ou qu’il a pris fin ? Dites "
                "laquelle. La ligne est vérifiée ici et rien n’est enregistré : c’est vous qui "
                "l’envoyez."
            )
            + Markup("</p>")
        )
        cells = _ask()
        if cells is not None:
            given = {**cells, "id_dispositif": scheme["id"]}
            _answer(view, scheme, propose(given, view.edition, view.territories))


def _ask() -> dict[str, str] | None:
    """What the reader gives; None until the form is sent."""
    with st.form(f"{KEY}-formulaire", border=False):
        left, right = st.columns(2)
        with left:
            day = _text("date", placeholder="2026-03-12")
        with right:
            nature = _choice("nature")
        url = _text("url_source", placeholder="https://…")
        title = _text("titre_source")
        told = st.text_area(
            _label("preuve"),
            key=f"{KEY}-preuve",
            help=_help("preuve"),
            max_chars=LONGEST,
            height=80,
        )
        trust = _choice("confiance")
        sent = st.form_submit_button("Vérifier cette preuve", type="primary")
    if not sent:
        return None
    return {
        "date": day,
        "nature": nature or "",
        "url_source": url,
        "titre_source": title,
        "preuve": told,
        "confiance": trust or "",
    }


def _text(name: str, placeholder: str = "") -> str:
    return st.text_input(
        _label(name),
        key=f"{KEY}-{name}",
        help=_help(name),
        placeholder=placeholder,
        max_chars=LONGEST,
    )


def _choice(name: str) -> str | None:
    return st.selectbox(
        _label(name),
        table_schema(TABLE).field(name).allowed,
        format_func=lambda code: _choice_label(name, code),
        index=None,
        placeholder="Choisir…",
        key=f"{KEY}-{name}",
        help=_help(name),
    )


def _choice_label(name: str, code: str) -> str:
    told = referentials.explanation(name, code).rstrip(".")
    return typeset(f"{referentials.label(name, code)} : {told}")


def _label(name: str) -> str:
    field = table_schema(TABLE).field(name)
    return as_text(field.title if field.required else f"{field.title} (facultatif)")


def _help(name: str) -> str:
    return as_text(table_schema(TABLE).field(name).description)


def _answer(view: View, scheme: Mapping[str, Any], proposal: Proposal) -> None:
    if proposal.errors:
        st.html(proposal_errors(proposal))
        return
    st.html(proposal_verdict(proposal))
    st.caption("La ligne, à copier")
    st.code(proposal_text(proposal), language=None, wrap_lines=True)
    st.download_button(
        "Télécharger la ligne (CSV pour tableur)",
        data=lambda: excel_csv(proposal.frame).encode(),
        file_name=f"{TABLE}-{scheme['id']}.csv",
        mime="text/csv",
        on_click="ignore",
        key=f"{KEY}-csv",
    )
    # An edition under preview is its reader's own: there is nobody else to write to.
    if not view.is_private:
        st.html(send_link(proposal, view.edition, scheme["nom"]))

"""« Proposer une preuve »: a small form that makes a row of an edition, and keeps nothing.

Of a scheme that is there, a row of attestations.csv; of one that is missing, of dispositifs.csv.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import streamlit as st
from markupsafe import Markup

from amu_geo.charts.base.markup import html, shown
from amu_geo.charts.schemes.proposal import (
    proposal_errors,
    proposal_verdict,
    send_link,
)
from amu_geo.edition import referentials
from amu_geo.edition.schema import table_schema
from amu_geo.export.rows import excel_csv
from amu_geo.french.typography import typeset
from amu_geo.schemes.proposal import SCHEMES, TABLE, Proposal, propose, propose_scheme
from amu_geo.ui.choice.markdown import as_text
from amu_geo.ui.choice.view import View

PATH = "/dispositifs"
# The choice of the page of schemes that opens the form: for the scheme that is open, for one
# that is missing.
PROPOSED, YES, MISSING = "proposer", "oui", "manquant"
PROPOSALS = ["", YES, MISSING]
LONGEST = 600
KEY, MISSING_KEY = "proposition", "manquant"
MISSING_TITLE = typeset("Un dispositif manque ? Le proposer")


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
            made = propose(given, view.edition, view.territories)
            _answer(view, made, scheme["nom"], scheme["id"])


@st.fragment
def missing_form(view: View, opened: bool = False) -> None:
    """The same for a scheme that the edition lacks, at the foot of the list."""
    with (
        st.expander(
            "Un dispositif manque ? Le proposer", expanded=opened, key=f"pli-{MISSING_KEY}"
        ),
        st.container(key=MISSING_KEY),
    ):
        st.html(
            html(
                "<p>{}</p>",
                typeset(
                    "Une page publique décrit une aide d’une Région que cette liste n’a pas ? "
                    "Dites laquelle. La ligne est vérifiée ici, avec ce qu’elle changerait, et "
                    "rien n’est enregistré : c’est vous qui l’envoyez."
                ),
            )
        )
        cells = _ask_scheme(view)
        if cells is not None:
            made = propose_scheme(cells, view.coverage, view.territories)
            _answer(view, made, made.row["nom"], made.row["id"])


def _ask_scheme(view: View) -> dict[str, str] | None:
    """What the reader gives of a missing scheme; None until the form is sent."""
    field = _Fields(SCHEMES, MISSING_KEY)
    programmes = view.edition.programme_labels
    with st.form(f"{MISSING_KEY}-formulaire", border=False):
        cells = {"nom": field.text("nom")}
        left, right = st.columns(2)
        with left:
            regions = view.territories.alphabetical
            cells["code_region"] = field.one_of("code_region", regions, view.region_name)
            cells["financeur"] = field.choice("financeur")
            cells["annee_debut"] = field.text("annee_debut", "2024")
        with right:
            cells["programme"] = field.one_of("programme", list(programmes), programmes.get)
            cells["statut"] = field.choice("statut")
            cells["implication_usagers"] = field.choice("implication_usagers")
        cells["url_source"] = field.text("url_source", "https://…")
        cells["titre_source"] = field.text("titre_source")
        cells["date_source"] = field.text("date_source", "2026-03-12")
        cells["preuve"] = field.long_text("preuve")
        cells["confiance"] = field.choice("confiance")
        sent = st.form_submit_button("Vérifier ce dispositif", type="primary")
    return cells if sent else None


def _ask() -> dict[str, str] | None:
    """What the reader gives of a proof; None until the form is sent."""
    field = _Fields(TABLE, KEY)
    with st.form(f"{KEY}-formulaire", border=False):
        left, right = st.columns(2)
        with left:
            cells = {"date": field.text("date", "2026-03-12")}
        with right:
            cells["nature"] = field.choice("nature")
        cells["url_source"] = field.text("url_source", "https://…")
        cells["titre_source"] = field.text("titre_source")
        cells["preuve"] = field.long_text("preuve")
        cells["confiance"] = field.choice("confiance")
        sent = st.form_submit_button("Vérifier cette preuve", type="primary")
    return cells if sent else None


class _Fields:
    """The fields of a form, with the titles and the explanations of a table's schema."""

    def __init__(self, table: str, key: str) -> None:
        self._schema, self._key = table_schema(table), key

    def text(self, name: str, placeholder: str = "") -> str:
        return st.text_input(placeholder=placeholder, max_chars=LONGEST, **self._told(name))

    def long_text(self, name: str) -> str:
        return st.text_area(max_chars=LONGEST, height=80, **self._told(name))

    def choice(self, name: str) -> str:
        """One of the values that the schema allows, explained."""
        allowed = self._schema.field(name).allowed
        return self.one_of(name, allowed, lambda code: _choice_label(name, code))

    def one_of(self, name: str, codes: Sequence[str], label: Callable[[str], Any]) -> str:
        chosen = st.selectbox(
            options=codes, format_func=label, index=None, placeholder="Choisir…", **self._told(name)
        )
        return chosen or ""

    def _told(self, name: str) -> dict[str, str]:
        field = self._schema.field(name)
        title = field.title if field.required else f"{field.title} (facultatif)"
        told = {"label": as_text(title), "help": as_text(field.description)}
        return {**told, "key": f"{self._key}-{name}"}


def _choice_label(name: str, code: str) -> str:
    told = referentials.explanation(name, code).rstrip(".")
    return typeset(f"{referentials.label(name, code)} : {told}")


def _answer(view: View, proposal: Proposal, name: str, scheme_id: str) -> None:
    if proposal.errors:
        st.html(proposal_errors(proposal))
        return
    st.html(proposal_verdict(proposal))
    st.caption("La ligne, à copier")
    st.code(proposal.text, language=None, wrap_lines=True)
    st.download_button(
        "Télécharger la ligne (CSV pour tableur)",
        data=lambda: excel_csv(proposal.frame).encode(),
        file_name=f"{proposal.table}-{scheme_id}.csv",
        mime="text/csv",
        on_click="ignore",
        key=f"{proposal.table}-csv",
    )
    # An edition under preview is its reader's own: there is nobody else to write to.
    if not view.is_private:
        st.html(send_link(proposal, view.edition, name))

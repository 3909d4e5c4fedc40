"""Another name for a private edition that could not be published under its own."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import streamlit as st

from amu_geo import store
from amu_geo.charts.base.markup import html
from amu_geo.charts.data.import_report import problems_list
from amu_geo.edition import Edition, EditionError
from amu_geo.edition.checking.problems import Problem
from amu_geo.edition.writing import raw_edition
from amu_geo.french.typography import typeset
from amu_geo.ui.choice import preview as previews
from amu_geo.ui.choice.preview import Preview

_PROBLEMS = "_problemes_de_nom"


def naming(preview: Preview, refused: list[Problem]) -> None:
    """Ask for another id, title or date; the edition is checked again under them."""
    edition, wrong = preview.edition, {problem.colonne for problem in refused}
    st.html(
        html(
            '<p class="avis">{}</p>{}',
            typeset("On ne pourrait pas la publier ainsi. Corrigez-la pour emporter son paquet."),
            problems_list(refused),
        )
    )
    with st.form("nommer", border=False):
        left, middle, right = st.columns([2, 4, 2])
        proposed = previews.free_id(edition.id) if "id" in wrong else edition.id
        left.text_input(
            "Identifiant", proposed, key="nom-id",
            help="De 1 à 40 lettres minuscules sans accent, chiffres ou tirets.",
        )  # fmt: skip
        middle.text_input("Titre", edition.titre, key="nom-titre")
        facts = date.today() if wrong & {"id", "date"} else edition.date
        right.text_input("Date des faits", facts.isoformat(), key="nom-date",
                         help="AAAA-MM-JJ.")  # fmt: skip
        st.form_submit_button("Nommer l’édition", on_click=_rename, args=(preview,))
    problems = st.session_state.pop(_PROBLEMS, None)
    if problems:
        st.html(problems_list(problems))


def _rename(preview: Preview) -> None:
    state = st.session_state
    named = {"id": state["nom-id"], "titre": state["nom-titre"], "date": state["nom-date"]}
    try:
        edition = renamed(preview.edition, named)
    except EditionError as error:
        state[_PROBLEMS] = error.problems
        return
    previews.start(edition, store.shelf(), preview.filename, preview.base)


def renamed(edition: Edition, named: dict[str, str]) -> Edition:
    """The same edition under another id, title and date.

    Raises
    ------
    EditionError
        When one of them is not valid.
    """
    raw = raw_edition(edition)
    texts = {name: text.strip() for name, text in named.items()}
    return Edition.from_raw(replace(raw, metadata={**raw.metadata, **texts}), store.territories())

"""What is accepted becomes a private edition; what is decided can be carried away."""

from __future__ import annotations

from datetime import date

import streamlit as st

from amu_geo import store
from amu_geo.charts.base.markup import html, joined, link, shown
from amu_geo.charts.data.import_report import problems_list
from amu_geo.edition import EditionError
from amu_geo.edition.checking.problems import Problem
from amu_geo.export.proposals_workbook import proposals_workbook
from amu_geo.french.typography import date_fr, typeset
from amu_geo.harvest.deciding import told
from amu_geo.harvest.deciding.decisions import revised
from amu_geo.harvest.deciding.queue import doubts_of, with_decisions
from amu_geo.ui.choice import preview
from amu_geo.ui.choice.view import View
from amu_geo.ui.review import state
from amu_geo.ui.review.state import Review

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_PROBLEMS = "_relecture_problemes"


def finish(review: Review, view: View) -> None:
    """The way out: the private edition, the decisions as a workbook."""
    accepted = review.accepted
    st.html(html('<h2 class="section">{}</h2><p>{}</p>', "Faire l’édition",
                 told.ready_words(len(accepted))))  # fmt: skip
    problems: list[Problem] = st.session_state.pop(_PROBLEMS, [])
    if problems:
        st.html(problems_list(problems))
    _links(review, view)
    with st.container(key="relecture-fin", horizontal=True):
        st.button("Faire l’édition privée", key="relecture-apercu", disabled=not accepted,
                  on_click=_make, args=(review, view))  # fmt: skip
        if review.decisions:
            st.download_button(
                "Emporter les décisions (XLSX)", data=lambda: _workbook(review, view),
                file_name="propositions-relues.xlsx", mime=XLSX, on_click="ignore",
                key="relecture-decisions",
            )  # fmt: skip


def _links(review: Review, view: View) -> None:
    if review.made is None or not view.is_private:
        return
    if review.made_of != review.accepted:
        words = "L’édition privée ne compte pas vos dernières décisions : faites-la de nouveau."
        st.html(html('<p class="avis avis-attention">{}</p>', typeset(words)))
        return
    ways = {"/donnees": "Ce qui change, et publier", "/": "Voir la carte"}
    links = joined((link(view.link(path), shown(words), "page", path)
                    for path, words in ways.items()), " · ")  # fmt: skip
    ready = typeset("L’édition privée est prête.")
    st.html(html('<p class="relecture-verdict" role="status">{} {}</p>', ready, links))


def _make(review: Review, view: View) -> None:
    base, day = review.base, state.day_of(review.base)
    named = {
        "id": preview.free_id(base.id),
        "titre": _title(base.titre, day),
    }
    try:
        edition = revised(base, review.accepted, named, day, view.territories)
    except EditionError as error:
        st.session_state[_PROBLEMS] = error.problems
        return
    review.made, review.made_of = edition, review.accepted
    published = store.shelf().reachable.get(base.id)
    preview.start(edition, store.shelf(), preview.REVIEW, published or base)


def _title(title: str, day: date) -> str:
    """« Édition 2026, relue le 27 novembre 2026 »: data, without typographic spaces."""
    plain_title = title.split(", relue le ")[0]
    return f"{plain_title}, relue le {date_fr(day.isoformat())}".replace("\u00a0", " ")


def _workbook(review: Review, view: View) -> bytes:
    every = [*review.proposals, *doubts_of(state.coverage_of(review, view))]
    return proposals_workbook(with_decisions(every, review.decisions), [], [], review.base)

"""The page, laid out: what is sent, the list, one proposal, its form, the keys."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from amu_geo.charts.base.markup import html, joined, shown
from amu_geo.charts.review.card import proposal_card
from amu_geo.french.typography import plural, typeset
from amu_geo.harvest.deciding import told
from amu_geo.harvest.deciding.queue import Decision
from amu_geo.harvest.deciding.sheet import read_proposals
from amu_geo.harvest.proposal import ACCEPTED, LATER, REFUSED, VERDICTS, Proposal
from amu_geo.ui.browser.status import announce
from amu_geo.ui.choice.markdown import as_text
from amu_geo.ui.choice.view import View
from amu_geo.ui.review import state
from amu_geo.ui.review.form import accepted_of, form, given_of, live_verdict
from amu_geo.ui.review.keys import hear_keys
from amu_geo.ui.review.state import DOUBTS, PROPOSALS, Review

_FILES, _REFUSED = "_relecture_fichiers", "_relecture_refus"
COMMAND = "python -m amu_geo moisson aides-territoires occitanie --out propositions.xlsx"


def headline(view: View) -> Review:
    """The finding, and what the page is for."""
    review = state.current(view)
    title = told.review_headline(state.coverage_of(review, view))
    st.html(html('<h1>{}</h1><p class="chapeau">{}</p>', title, told.SECOND))
    return review


def controls(view: View) -> None:
    """Which edition, read how: it is read at its own year."""
    with st.container(key="pilules", horizontal=True, vertical_alignment="center"):
        view.edition_control()
        view.lecture_control()


def sent(review: Review, view: View) -> None:
    """The workbook of a harvest: where it comes from, where it is dropped, what was read of it."""
    # Another fold once something was read: it closes by itself.
    key = f"pli-moisson-{review.filename}"
    unread = not review.proposals
    with st.expander(as_text(_sent_title(review)), expanded=unread, key=key):
        st.html(html("<p>{}</p>", typeset(
            "Sur votre machine, avec le réseau, « moisson » interroge les services publics et "
            "écrit un classeur de propositions. Déposez-le ici ; un classeur déjà relu reprend où "
            "il en était.")))  # fmt: skip
        st.code(COMMAND, language=None, wrap_lines=True)
        number = st.session_state.get(_FILES, 0)
        file = st.file_uploader(
            "Le classeur de propositions", key=f"relecture-depot-{number}",
            label_visibility="collapsed",
        )  # fmt: skip
        if file is not None:
            st.session_state[_FILES] = number + 1
            _load(review, view, file.getvalue(), file.name)
            st.rerun()
    if refused := st.session_state.pop(_REFUSED, ""):
        st.html(html('<p class="avis avis-attention" role="alert">{}</p>', typeset(refused)))


def _sent_title(review: Review) -> str:
    if not review.proposals:
        return "Déposer les propositions d’une moisson"
    count = plural(len(review.proposals), "proposition")
    return f"{review.filename} : {count}"


def _load(review: Review, view: View, content: bytes, name: str) -> None:
    try:
        state.load(review, read_proposals(content, name), name, view)
    except ValueError as error:
        st.session_state[_REFUSED] = str(error)


def list_choice(review: Review, view: View) -> list[Proposal]:
    """Which of the two lists is read, and where it is; its proposals."""
    if review.proposals:
        doubts = len(state.doubts(review, view))
        labels = {
            PROPOSALS: f"Propositions ({len(review.proposals)})",
            DOUBTS: f"À confirmer ({doubts})",
        }
        chosen = st.segmented_control(
            "Liste", list(labels), default=review.shown, format_func=labels.get,
            key="relecture-liste", label_visibility="collapsed",
        )  # fmt: skip
        if chosen and chosen != review.shown:
            review.shown, review.errors = chosen, ()
    for words in _asides(review):
        st.html(html('<p class="avis">{}</p>', typeset(words)))
    return state.queue_of(review, view)


def _asides(review: Review):
    if review.aside:
        told_aside = plural(review.aside, "proposition laissée", "propositions laissées")
        yield f"{told_aside} de côté : le dispositif visé n’est pas dans cette édition."
    if review.unfinished:
        left = plural(review.unfinished, "acceptation", "acceptations")
        yield f"{left} du classeur à compléter ici : il manque une date, un programme, un choix."


def one_by_one(review: Review, view: View, queue: Sequence[Proposal]) -> None:
    """The proposal that is read, what may be corrected of it, the buttons and their keys."""
    if not queue:
        st.html(html('<p class="avis">{}</p>', typeset("Il n’y a rien à relire dans cette liste.")))
        return
    place = review.place(queue)
    proposal = queue[place]
    _progress(review, queue, place)
    decision = review.decisions.get(proposal.key)
    base = state.effects_of(review, view).base
    st.html(proposal_card(proposal, base, view.territories.name(proposal.code_region), decision))
    form(proposal, review, view)
    live_verdict(proposal, review, view)
    _errors(review)
    _buttons(review, view, queue, proposal)
    name = proposal.nom or proposal.fiche_titre
    announce("relecture", proposition=f"{told.place_words(place, len(queue))} : {name}",
             erreurs=" ".join(review.errors))  # fmt: skip


def _progress(review: Review, queue: Sequence[Proposal], place: int) -> None:
    keys = {one.key for one in queue}
    with st.container(key="relecture-avance", horizontal=True, vertical_alignment="center"):
        st.button("← Précédente", key="relecture-precedente", disabled=place == 0,
                  on_click=review.move, args=(place - 1,))  # fmt: skip
        st.html(html('<p class="relecture-place"><b>{}</b> · {}</p>',
                     told.place_words(place, len(queue)),
                     told.decided(review.decisions, keys)))  # fmt: skip
        st.button("Suivante →", key="relecture-suivante", disabled=place == len(queue) - 1,
                  on_click=review.move, args=(place + 1,))  # fmt: skip


def _errors(review: Review) -> None:
    if review.errors:
        items = joined(html("<li>{}</li>", shown(error)) for error in review.errors)
        st.html(html('<div class="verdict mauvais" role="alert"><ul>{}</ul></div>', items))


def _buttons(review: Review, view: View, queue: Sequence[Proposal], proposal: Proposal) -> None:
    with st.container(key="relecture-actions", horizontal=True, vertical_alignment="center"):
        given = (review, view, queue, proposal)
        st.button("Accepter", type="primary", key="relecture-accepter",
                  on_click=_accept, args=given)  # fmt: skip
        st.button("Refuser", key="relecture-refuser", on_click=_put_off, args=(*given, REFUSED))
        st.button("Plus tard", key="relecture-plus-tard", on_click=_put_off, args=(*given, LATER))
        active = st.toggle(
            typeset("Touches : j suivante, k précédente, a accepter, r refuser, p plus tard"), True,
            key="relecture-raccourcis",
        )  # fmt: skip
    hear_keys(active)


def _accept(review: Review, view: View, queue: Sequence[Proposal], proposal: Proposal) -> None:
    found = accepted_of(proposal, review, view)
    if isinstance(found, tuple):
        review.errors = found
        return
    given = given_of(proposal, review)
    review.decide(proposal, Decision(ACCEPTED, given.reason, found, given.cells), queue)


def _put_off(
    review: Review, view: View, queue: Sequence[Proposal], proposal: Proposal, verdict: str
) -> None:
    assert verdict in VERDICTS
    given = given_of(proposal, review)
    review.decide(proposal, Decision(verdict, given.reason, cells=given.cells), queue)

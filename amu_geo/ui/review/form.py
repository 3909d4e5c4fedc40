"""What a person may correct before they accept: the proof, the changes, a new scheme's choices."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass

import streamlit as st

from amu_geo.charts.base.markup import html, shown
from amu_geo.edition import EditionError, referentials
from amu_geo.edition.schema import table_schema
from amu_geo.french.typography import typeset
from amu_geo.harvest.deciding.decisions import Acceptance, new_scheme, reason_of, revised
from amu_geo.harvest.proposal import CHANGED, DOUBT, ENDED, NEW, PROOF, Change, Proposal
from amu_geo.schemes.proposal import propose
from amu_geo.ui.choice.markdown import as_text
from amu_geo.ui.choice.view import View
from amu_geo.ui.review.state import Review, effects_of

_TABLE, _SCHEMES = "attestations", "dispositifs"
_CHOSEN = ("programme", "financeur", "implication_usagers")
LONGEST = 600
WITH_PROOF, REASON = "preuve-jointe", "raison"


@dataclass(frozen=True)
class Given:
    """What stands in the form: cells by field, changes that are ticked, whether the proof is."""

    cells: Mapping[str, str]
    changes: tuple[Change, ...]
    with_proof: bool

    @property
    def reason(self) -> str:
        """Why, in the reader's words."""
        return " ".join(self.cells.get(REASON, "").split())


def key_of(proposal: Proposal, field: str) -> str:
    """Key of a field of the form: another proposal has others."""
    digest = hashlib.blake2b(proposal.key.encode(), digest_size=6).hexdigest()
    return f"relu-{digest}-{field}"


def changes_of(proposal: Proposal, review: Review) -> tuple[Change, ...]:
    """The cells that may be changed: what is contradicted, the status of what seems over."""
    if proposal.classe != ENDED:
        return proposal.changes
    schemes = review.base.dispositifs.set_index("id")
    return (Change("statut", schemes.loc[proposal.id_dispositif, "statut"], "termine"),)


def form(proposal: Proposal, review: Review, view: View) -> None:
    """Draw the fields, with what the record says or what was typed before."""
    decided = review.decisions.get(proposal.key)
    typed = dict(decided.cells) if decided else {}
    with st.container(key="relecture-formulaire"):
        if proposal.classe == NEW:
            _new_scheme(proposal, typed, review)
        for change in changes_of(proposal, review):
            _tick(
                proposal, f"change-{change.column}", _change_label(change),
                proposal.classe == CHANGED,
            )  # fmt: skip
        is_dated = bool(proposal.date) or proposal.classe in (DOUBT, NEW)
        _tick(proposal, WITH_PROOF, "Ajouter cette preuve datée", is_dated or not proposal.doute)
        _proof(proposal, typed)
        st.text_input(
            "Raison, pour le journal (facultatif)", decided.reason if decided else proposal.raison,
            key=key_of(proposal, REASON), max_chars=LONGEST,
        )  # fmt: skip


def _tick(proposal: Proposal, field: str, label: str, ticked: bool) -> None:
    st.checkbox(typeset(label), ticked, key=key_of(proposal, field))


def _change_label(change: Change) -> str:
    title = table_schema(_SCHEMES).field(change.column).title
    before, after = (referentials.label(change.column, c) for c in (change.before, change.after))
    return f"Changer « {title} » de « {before} » en « {after} »"


def _proof(proposal: Proposal, typed: Mapping[str, str]) -> None:
    known = {**proposal.proof, **typed}
    left, middle, right = st.columns(3)
    with left:
        _text(proposal, "date", known, placeholder="2026-03-12")
    with middle:
        _choice(proposal, _TABLE, "nature", known["nature"])
    with right:
        _choice(proposal, _TABLE, "confiance", known["confiance"])
    left, right = st.columns(2)
    with left:
        _text(proposal, "url_source", known, placeholder="https://…")
    with right:
        _text(proposal, "titre_source", known)
    _text(proposal, "preuve", known)


def _new_scheme(proposal: Proposal, typed: Mapping[str, str], review: Review) -> None:
    st.text_input(
        "Nom du dispositif", typed.get("nom", proposal.fiche_titre),
        key=key_of(proposal, "nom"), max_chars=LONGEST,
    )  # fmt: skip
    left, middle, right = st.columns(3)
    with left:
        labels = review.base.programme_labels
        _select(proposal, "programme", "Programme", list(labels), labels.get, typed)
    with middle:
        _choice(proposal, _SCHEMES, "financeur", typed.get("financeur", ""))
    with right:
        _choice(proposal, _SCHEMES, "implication_usagers",
                typed.get("implication_usagers", "non-precisee"))  # fmt: skip


def _text(proposal: Proposal, name: str, known: Mapping[str, str], placeholder: str = "") -> None:
    entry = table_schema(_TABLE).field(name)
    st.text_input(
        as_text(entry.title), known[name], key=key_of(proposal, name), placeholder=placeholder,
        help=as_text(entry.description), max_chars=LONGEST,
    )  # fmt: skip


def _choice(proposal: Proposal, table: str, name: str, value: str) -> None:
    entry = table_schema(table).field(name)
    labels = {code: typeset(referentials.label(name, code)) for code in entry.allowed}
    _select(proposal, name, entry.title, list(labels), labels.get, {name: value})


def _select(proposal, name: str, title: str, codes: list[str], label, known) -> None:
    value = known.get(name, "")
    st.selectbox(
        as_text(title), codes, index=codes.index(value) if value in codes else None,
        format_func=label, placeholder="Choisir…", key=key_of(proposal, name),
    )  # fmt: skip


def given_of(proposal: Proposal, review: Review) -> Given:
    """What the form holds now."""
    state = st.session_state
    names = (*PROOF, REASON, "nom", *_CHOSEN)
    cells = {name: state.get(key_of(proposal, name)) or "" for name in names}
    changes = tuple(
        change
        for change in changes_of(proposal, review)
        if state.get(key_of(proposal, f"change-{change.column}"))
    )
    return Given(cells, changes, bool(state.get(key_of(proposal, WITH_PROOF))))


def live_verdict(proposal: Proposal, review: Review, view: View) -> None:
    """What the proof that is typed would change, before anything is accepted."""
    given = given_of(proposal, review)
    if proposal.classe == NEW or not given.with_proof:
        return
    checked = propose(_row(proposal, given), effects_of(review, view).base, view.territories)
    if not checked.errors:
        st.html(html('<p class="relecture-verdict" role="status">{}</p>', shown(checked.effect)))


def accepted_of(proposal: Proposal, review: Review, view: View) -> Acceptance | tuple[str, ...]:
    """What would be accepted as the form stands; else what is wrong with it, in French."""
    given = given_of(proposal, review)
    reason = reason_of(proposal.source, proposal.interrogee_le, given.reason)
    if proposal.classe == NEW:
        return _new(proposal, given, reason, review, view)
    if not (given.with_proof or given.changes):
        return (typeset("Rien à accepter : cochez la preuve ou un changement."),)
    proof: Mapping[str, str] = {}
    if given.with_proof:
        base = effects_of(review, view).base
        checked = propose(_row(proposal, given), base, view.territories)
        if checked.errors:
            return checked.errors
        proof = checked.row
        if _is_accepted(proof, proposal, review):
            return (typeset("Cette preuve est déjà acceptée, d’une autre proposition."),)
    return Acceptance(proposal.id_dispositif, proof, given.changes, reason=reason)


def _row(proposal: Proposal, given: Given) -> dict[str, str]:
    cells = {name: given.cells[name] for name in PROOF}
    return {**cells, "id_dispositif": proposal.id_dispositif}


def _is_accepted(proof: Mapping[str, str], proposal: Proposal, review: Review) -> bool:
    names = table_schema(_TABLE).primary_key
    others = (
        one.acceptance.proof
        for key, one in review.decisions.items()
        if one.acceptance is not None and key != proposal.key
    )
    return any(all(o.get(name) == proof[name] for name in names) for o in others if o)


def _new(
    proposal: Proposal, given: Given, reason: str, review: Review, view: View
) -> Acceptance | tuple[str, ...]:
    cells = given.cells
    wanted = {"programme": "un programme", "financeur": "qui paie", "nom": "un nom"}
    missing = [words for name, words in wanted.items() if not cells[name]]
    if missing:
        return (typeset(f"Un nouveau dispositif demande {' et '.join(missing)}."),)
    start = proposal.fiche_debut[:4]
    chosen = {name: cells[name] for name in ("nom", *_CHOSEN, "url_source", "titre_source")}
    taken = {one.scheme_id for one in review.accepted} | set(review.base.dispositifs["id"])
    scheme = new_scheme(
        {
            **chosen, "code_region": proposal.code_region, "operateur": proposal.fiche_porteur,
            "annee_debut": start, "confiance": cells["confiance"], "preuve": cells["preuve"],
            "implication_preuve": proposal.mots_implication.strip("« »")
            if cells["implication_usagers"] in ("exigee", "encouragee") else "",
        },
        taken,
    )  # fmt: skip
    proof = {**_row(proposal, given), "id_dispositif": scheme["id"]} if given.with_proof else {}
    accepted = Acceptance(scheme["id"], proof, scheme=scheme, reason=reason)
    named = {"id": "relecture", "titre": "Relecture"}
    base = effects_of(review, view).base
    try:
        revised(base, [accepted], named, base.date, view.territories)
    except EditionError as error:
        return tuple(
            typeset(f"{_title(problem.colonne)} : {problem.message}") for problem in error.problems
        )
    return accepted


def _title(column: str) -> str:
    for table in (_TABLE, _SCHEMES):
        if column in table_schema(table).columns:
            return table_schema(table).field(column).title
    return "La ligne"

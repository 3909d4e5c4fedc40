"""What a session is reading again: its proposals, what was decided, where it is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

import streamlit as st

from amu_geo import store
from amu_geo.edition import Edition
from amu_geo.harvest.deciding.decisions import Acceptance
from amu_geo.harvest.deciding.effects import Effects, as_proposed
from amu_geo.harvest.deciding.queue import Decision, about, acceptances, doubts_of
from amu_geo.harvest.proposal import ACCEPTED, DOUBT, NEW, VERDICTS, Proposal
from amu_geo.measure.coverage import Coverage
from amu_geo.measure.reading import Reading
from amu_geo.memory import remembered
from amu_geo.schemes.proposal import propose
from amu_geo.ui.choice.view import View

PROPOSALS, DOUBTS = "propositions", "a-confirmer"
_KEPT = "_relectures"


@dataclass
class Review:
    """A session's review of one edition.

    Attributes
    ----------
    base
        The edition that is reviewed; never changed.
    proposals, filename
        Those of the workbook that was sent.
    aside, unfinished
        Proposals that name a scheme that the edition lacks; acceptances of the workbook that
        still want something to be chosen.
    decisions
        By key of proposal, in the order in which they were made.
    shown
        The list that is read: `PROPOSALS` or `DOUBTS`.
    places
        Where each list is.
    errors
        What forbids to accept what is shown, in French.
    made, made_of
        The private edition, and what it was made of.
    """

    base: Edition
    proposals: list[Proposal] = field(default_factory=list)
    filename: str = ""
    aside: int = 0
    unfinished: int = 0
    decisions: dict[str, Decision] = field(default_factory=dict)
    shown: str = DOUBTS
    places: dict[str, int] = field(default_factory=dict)
    errors: tuple[str, ...] = ()
    made: Edition | None = None
    made_of: tuple[Acceptance, ...] = ()

    def place(self, queue: Sequence[Proposal]) -> int:
        """Where the list that is shown is."""
        return min(self.places.get(self.shown, 0), max(0, len(queue) - 1))

    def move(self, to: int) -> None:
        """Show another proposal of the list."""
        self.places[self.shown], self.errors = max(0, to), ()

    def decide(self, proposal: Proposal, decision: Decision, queue: Sequence[Proposal]) -> None:
        """Keep a decision, and show the next proposal of which nothing is decided."""
        # Decided again, it is the latest.
        self.decisions.pop(proposal.key, None)
        self.decisions[proposal.key] = decision
        here = self.place(queue)
        order = [*range(here + 1, len(queue)), *range(here)]
        left = [place for place in order if queue[place].key not in self.decisions]
        self.move(left[0] if left else here)

    @property
    def accepted(self) -> tuple[Acceptance, ...]:
        """What was accepted."""
        return tuple(acceptances(self.decisions))


def current(view: View) -> Review:
    """The review of the edition that the page shows, or of the one that it was made from."""
    reviews: dict[str, Review] = st.session_state.setdefault(_KEPT, {})
    if view.is_private:
        for review in reviews.values():
            if review.made is view.edition:
                return review
    return reviews.setdefault(view.edition.fingerprint, Review(view.edition))


def day_of(edition: Edition) -> date:
    """The date of the edition that would follow: today, or its own when it is later."""
    return max(date.today(), edition.date)


def coverage_of(review: Review, view: View) -> Coverage:
    """The coverage of the edition that is reviewed, in the reader's reading, at its own year."""
    return store.coverage(review.base, Reading(None, view.reading.lecture))


def effects_of(review: Review, view: View) -> Effects:
    """What says what each acceptance would change."""
    coverage, day = coverage_of(review, view), day_of(review.base)
    return remembered(
        coverage,
        ("relecture", day),
        lambda: Effects(review.base, coverage.reading, day, view.territories),
    )


def queue_of(review: Review, view: View) -> list[Proposal]:
    """The list that is shown."""
    return review.proposals if review.shown == PROPOSALS else doubts(review, view)


def doubts(review: Review, view: View) -> list[Proposal]:
    """What remains to be confirmed in the edition that is reviewed."""
    coverage = coverage_of(review, view)
    return remembered(coverage, "doutes à relire", lambda: doubts_of(coverage))


def load(review: Review, proposals: Sequence[Proposal], filename: str, view: View) -> None:
    """Take the proposals of a workbook, with what was decided in it before."""
    kept, review.aside = about(review.base, proposals, view.territories.codes)
    review.proposals = [one for one in kept if one.classe != DOUBT]
    review.filename, review.unfinished, review.errors = filename, 0, ()
    effects = effects_of(review, view)
    for proposal in kept:
        if proposal.decision in VERDICTS:
            decision = _as_written(proposal, effects, view)
            if decision is None:
                review.unfinished += 1
            else:
                review.decisions[proposal.key] = decision
    review.shown = PROPOSALS if review.proposals else DOUBTS
    undecided = (
        place for place, one in enumerate(review.proposals) if one.key not in review.decisions
    )
    review.places = {PROPOSALS: next(undecided, 0)}


def _as_written(proposal: Proposal, effects: Effects, view: View) -> Decision | None:
    """The decision of a workbook; None for an acceptance that is not whole as it stands."""
    if proposal.decision != ACCEPTED:
        return Decision(proposal.decision, proposal.raison)
    accepted = as_proposed(proposal)
    if proposal.classe == NEW or not (accepted.proof or accepted.changes):
        return None
    if accepted.proof and propose(accepted.proof, effects.base, view.territories).errors:
        return None
    return Decision(ACCEPTED, proposal.raison, accepted, dict(accepted.proof))

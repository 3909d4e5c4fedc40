"""Whether a claim holds against a coverage: true, false, or not documented; and what would hold.

Nothing is measured here: the states are those of the coverage. What is not documented proves
nothing, so a claim that rests on it is neither true nor false.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from amu_geo.claims.claim import DOCUMENTED, MEANT, Claim
from amu_geo.claims.words import claim_sentence, reasons
from amu_geo.measure.coverage import Coverage
from amu_geo.schemes import Proof, proof
from amu_geo.vocabulary import FAMILIES, UNDOCUMENTED

TRUE, FALSE, UNKNOWN = "vrai", "faux", "non-documente"
ANSWERS: dict[str, str] = {TRUE: "Vrai", FALSE: "Faux", UNKNOWN: "Non documenté"}


@dataclass(frozen=True, eq=False)
class Verdict:
    """The answer to a claim.

    Attributes
    ----------
    reponse
        A code of `ANSWERS`.
    phrase
        The claim in one sentence, with its edition, year and reading; no final full stop.
    juste
        The claim that is true of the same cells.
    phrase_juste
        It in one sentence.
    """

    coverage: Coverage
    claim: Claim
    reponse: str
    phrase: str
    juste: Claim
    phrase_juste: str

    @cached_property
    def raisons(self) -> tuple[str, ...]:
        """Why: what is known of the cells that it is about, a sentence or two each."""
        return reasons(self.claim, self.coverage)

    @cached_property
    def preuves(self) -> tuple[Proof, ...]:
        """The proof of each cell that the claim is about, in the families' order."""
        return tuple(
            proof(self.coverage, self.claim.region, famille) for famille in self.claim.families
        )


def verify(coverage: Coverage, claim: Claim) -> Verdict:
    """Hold a claim against a coverage."""
    states = [coverage.state(claim.region, famille) for famille in claim.families]
    right = true_claim(claim, states)
    return Verdict(
        coverage,
        claim,
        answer(claim, states),
        claim_sentence(claim, coverage),
        right,
        claim_sentence(right, coverage),
    )


def answer(claim: Claim, states: Sequence[str]) -> str:
    """The answer to a claim, from the states of the cells that it is about.

    Of a number that is too high: false when what is known contradicts it (families that are
    documented, and not what is said), not documented when it would take a family of which
    nothing was found.
    """
    so = sum(state in MEANT[claim.etat] for state in states)
    known = sum(state != UNDOCUMENTED for state in states)
    if claim.etat != UNDOCUMENTED and not known:
        return UNKNOWN
    if so == claim.count or (claim.or_more and so > claim.count):
        return TRUE
    if so > claim.count or claim.etat == UNDOCUMENTED or known > so:
        return FALSE
    return UNKNOWN


def true_claim(claim: Claim, states: Sequence[str]) -> Claim:
    """What may be said instead: the state of the family, or the number that is right."""
    if claim.famille:
        return Claim(claim.region, states[0], famille=claim.famille)
    known = sum(state != UNDOCUMENTED for state in states)
    if not known:
        return Claim(claim.region, UNDOCUMENTED, nombre=str(len(FAMILIES)))
    etat = DOCUMENTED if claim.etat == UNDOCUMENTED else claim.etat
    return Claim(claim.region, etat, nombre=str(sum(state in MEANT[etat] for state in states)))

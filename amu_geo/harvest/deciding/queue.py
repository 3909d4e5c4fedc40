"""What a person reads, one by one: proposals of a workbook, and what remains to be confirmed."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from amu_geo.edition import Edition
from amu_geo.harvest.deciding.decisions import Acceptance
from amu_geo.harvest.proposal import ACCEPTED, DOUBT, NEW, PROOF, Proposal
from amu_geo.measure.coverage import Coverage
from amu_geo.schemes.to_confirm import to_confirm
from amu_geo.vocabulary import FAMILIES


@dataclass(frozen=True)
class Decision:
    """What a person decided of one proposal.

    Parameters
    ----------
    verdict
        A key of `VERDICTS`.
    reason
        Why, in their words; may be "".
    acceptance
        What is accepted, for an accepted one.
    cells
        What was typed, by field, to be shown again.
    """

    verdict: str
    reason: str = ""
    acceptance: Acceptance | None = None
    cells: Mapping[str, str] = field(default_factory=dict)


def doubts_of(coverage: Coverage) -> list[Proposal]:
    """The list « À confirmer », most useful first, in the form of proposals without a record."""
    found = []
    for row in to_confirm(coverage).itertuples():
        labels = ", ".join(FAMILIES[family].label for family in row.familles)
        found.append(
            Proposal(
                DOUBT, effet=f"confirmerait : {labels}", id_dispositif=row.id, nom=row.nom,
                code_region=row.code_region, url_source=row.url_source,
                titre_source=row.titre_source, doute=row.manque, fiche_id=row.id,
                fiche_titre=row.nom,
            )
        )  # fmt: skip
    return found


def about(
    edition: Edition, proposals: Iterable[Proposal], regions: Collection[str]
) -> tuple[list[Proposal], int]:
    """The proposals that an edition can take, and how many name a scheme or a region it lacks."""
    schemes = edition.dispositifs
    place = dict(zip(schemes["id"], schemes["code_region"], strict=True))
    given = list(proposals)
    kept = []
    for one in given:
        if one.classe == NEW:
            kept += [one] if one.code_region in regions else []
        elif one.id_dispositif in place:
            kept.append(replace(one, code_region=place[one.id_dispositif]))
    return kept, len(given) - len(kept)


def acceptances(decisions: Mapping[str, Decision]) -> list[Acceptance]:
    """What was accepted, in the order in which it was."""
    return [
        one.acceptance
        for one in decisions.values()
        if one.verdict == ACCEPTED and one.acceptance is not None
    ]


def with_decisions(
    proposals: Sequence[Proposal], decisions: Mapping[str, Decision]
) -> list[Proposal]:
    """The proposals with what was decided and typed, to be kept in a workbook and read back.

    What remains to be confirmed is kept where something was decided of it.
    """
    found = []
    for proposal in proposals:
        decision = decisions.get(proposal.key)
        if decision is None:
            if proposal.classe != DOUBT:
                found.append(replace(proposal, decision="", raison=""))
            continue
        typed = {name: value for name, value in decision.cells.items() if name in PROOF}
        found.append(replace(proposal, **typed, decision=decision.verdict, raison=decision.reason))
    return found

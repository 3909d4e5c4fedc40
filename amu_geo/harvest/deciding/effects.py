"""What each proposal would change on the map, by the one rule of the measure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

import pandas as pd

from amu_geo.edition import Edition
from amu_geo.edition.model import typed_table
from amu_geo.edition.raw import RawTable
from amu_geo.french.grammar import lower_first
from amu_geo.harvest.deciding.decisions import Acceptance, reason_of
from amu_geo.harvest.proposal import CHANGED, CONFIRMS, ENDED, NEW, Proposal
from amu_geo.measure.coverage import Coverage, compute_coverage, main_families
from amu_geo.measure.evidence import scheme_states
from amu_geo.measure.reading import Reading
from amu_geo.territories import Territories
from amu_geo.vocabulary import CONFIRMED, FAMILIES, STATES, UNDOCUMENTED

_SCHEMES, _PROOFS = "dispositifs", "attestations"


@dataclass(frozen=True)
class Cell:
    """A cell that would change: a région's family, its state before and after."""

    region: str
    family: str
    before: str
    after: str

    @property
    def words(self) -> str:
        """« Communauté : documentée, à confirmer → confirmée »."""
        label = FAMILIES[self.family].label
        return f"{label} : {STATES[self.before]} → {STATES[self.after]}"


class Effects:
    """Tells what accepting something would change, at the day on which it is read.

    Parameters
    ----------
    edition, reading
        What is read again, and how.
    day
        The date of the edition that would follow.
    """

    def __init__(
        self, edition: Edition, reading: Reading, day: date, territories: Territories
    ) -> None:
        self._territories, self._day = territories, day
        # Before anything is accepted, the same is read at the new date: only what is accepted
        # makes the difference.
        self.base = replace(edition, date=max(day, edition.date))
        self._reading = Reading(None, reading.lecture)
        self.before = compute_coverage(self.base, self._reading, territories)
        self._states = dict(zip(self.base.dispositifs["id"], scheme_states(self.base), strict=True))

    def of(self, acceptance: Acceptance) -> tuple[Cell, ...]:
        """The cells that would change if it were accepted."""
        edition = _with(self.base, acceptance)
        state = dict(zip(edition.dispositifs["id"], scheme_states(edition), strict=True))
        known = self._states.get(acceptance.scheme_id, "")
        if not acceptance.scheme and str(state[acceptance.scheme_id]) == str(known):
            return ()
        after = compute_coverage(edition, self._reading, self._territories)
        return differences(self.before, after)

    def possible(self, proposal: Proposal) -> tuple[Cell, ...]:
        """The cells that a new scheme could document, if it is of the programme suggested."""
        families = main_families(self.base.programmes).get(proposal.programme, ())
        region = proposal.code_region
        return tuple(
            Cell(region, family, UNDOCUMENTED, CONFIRMED)
            for family in FAMILIES
            if family in families and self.before.state(region, family) == UNDOCUMENTED
        )


def differences(before: Coverage, after: Coverage) -> tuple[Cell, ...]:
    """The cells whose state is not the same, in the order of the régions."""
    return tuple(
        Cell(region, family, was, now)
        for region in before.by_region
        for family in FAMILIES
        if (was := before.state(region, family)) != (now := after.state(region, family))
    )


def sorted_by_effect(proposals: Sequence[Proposal], effects: Effects) -> tuple[Proposal, ...]:
    """With what each would change said, those that change a cell first, confirmations before all.

    Then those that could, then what contradicts us, what seems ended, and the rest.
    """
    ranked = []
    for position, proposal in enumerate(proposals):
        cells = () if proposal.classe == NEW else effects.of(as_proposed(proposal))
        may_be = effects.possible(proposal) if proposal.classe == NEW else ()
        told = " ; ".join(cell.words for cell in cells)
        if may_be:
            told = "pourrait documenter : " + ", ".join(
                lower_first(FAMILIES[cell.family].label) for cell in may_be
            )
        confirms = bool(cells) and proposal.classe == CONFIRMS
        order = (not cells, not may_be, not confirms, _ORDER[proposal.classe], position)
        ranked.append((order, replace(proposal, effet=told)))
    return tuple(proposal for _, proposal in sorted(ranked, key=lambda pair: pair[0]))


_ORDER = {name: rank for rank, name in enumerate((CHANGED, ENDED, CONFIRMS, NEW))}


def as_proposed(proposal: Proposal) -> Acceptance:
    """All that a proposal says, accepted as it is; its proof only where it is whole."""
    proof = proposal.proof
    is_whole = all(proof[name] for name in ("date", "nature", "url_source", "confiance"))
    reason = reason_of(proposal.source, proposal.interrogee_le, proposal.raison)
    return Acceptance(
        proposal.id_dispositif, proof if is_whole else {}, proposal.changes, reason=reason
    )


def _with(edition: Edition, acceptance: Acceptance) -> Edition:
    """The edition with what is accepted, unchecked: to be measured, and shown to nobody."""
    tables = dict(edition.tables)
    if acceptance.proof:
        tables[_PROOFS] = _longer(tables[_PROOFS], _PROOFS, acceptance.proof)
    if acceptance.scheme:
        tables[_SCHEMES] = _longer(tables[_SCHEMES], _SCHEMES, acceptance.scheme)
    if acceptance.changes:
        schemes = tables[_SCHEMES].copy()
        mine = schemes["id"] == acceptance.scheme_id
        for change in acceptance.changes:
            schemes.loc[mine, change.column] = change.after
        tables[_SCHEMES] = schemes
    return replace(edition, tables=tables)


def _longer(table: pd.DataFrame, name: str, row: Mapping[str, str]) -> pd.DataFrame:
    cells = pd.DataFrame([row], columns=table.columns, dtype="str").fillna("")
    added = typed_table(name, RawTable(name, cells, [2], name))
    return pd.concat([table, added], ignore_index=True)

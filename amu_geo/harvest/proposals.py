"""From records to proposals: new, confirms, contradicts, seems ended. Nothing is decided here."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from amu_geo.edition import Edition
from amu_geo.french.typography import date_fr
from amu_geo.harvest.matching import NEAR, Match, Matcher
from amu_geo.harvest.proposal import CHANGED, CONFIRMS, ENDED, NEW, Proposal, told_changes
from amu_geo.harvest.record import SCHEME, Record
from amu_geo.harvest.suggesting import Suggester, Suggestion
from amu_geo.harvest.texts import shortened
from amu_geo.links.page import Page
from amu_geo.links.words import Subject, doubts
from amu_geo.vocabulary import CLOSED_STATUSES

_RUNNING = "en-cours"
# Of the record's own words, what a cell and a card show.
_SHOWN = 600


@dataclass(frozen=True)
class Proposed:
    """What the records of a run bring.

    Parameters
    ----------
    proposals
        In the order of the records.
    known
        Records whose proof the edition has already.
    beside
        Records that no word ties to a programme, or that name no région.
    """

    proposals: tuple[Proposal, ...]
    known: int = 0
    beside: int = 0


def propose_all(records: Iterable[Record], edition: Edition) -> Proposed:
    """Hold each record of a scheme against an edition; actors and counts are no schemes."""
    maker = _Maker(edition)
    found: list[Proposal] = []
    known = beside = 0
    for record in records:
        if record.kind != SCHEME:
            continue
        match = maker.matcher.match(record)
        if match.by:
            proposal = maker.about(record, match)
            known += proposal is None
        else:
            proposal = maker.new(record, match)
            beside += proposal is None
        if proposal is not None:
            found.append(proposal)
    return Proposed(tuple(found), known, beside)


class _Maker:
    def __init__(self, edition: Edition) -> None:
        self.matcher = Matcher(edition)
        self._suggester = Suggester(edition)
        self._schemes = {row["id"]: row for row in edition.dispositifs.to_dict("records")}
        proofs = edition.attestations
        columns = (proofs[name] for name in ("id_dispositif", "date", "nature", "url_source"))
        self._proofs = set(zip(*columns, strict=True))

    def new(self, record: Record, near: Match) -> Proposal | None:
        """A scheme that the edition lacks: only when a word ties it to a programme, in a région."""
        if record.is_gone or len(record.regions) != 1:
            return None
        programme = self._suggester.programme(record)
        if not programme.code:
            return None
        is_near = near.likeness >= NEAR
        return self._proposal(
            record, NEW, programme=programme, code_region=record.regions[0],
            ressemblance=str(near.likeness) if is_near else "",
            proche_de=near.id if is_near else "", **_proof(record),
        )  # fmt: skip

    def about(self, record: Record, match: Match) -> Proposal | None:
        """What a record says of a scheme of ours; None when the edition says it already."""
        scheme = self._schemes[match.id]
        common = {
            "id_dispositif": match.id, "nom": scheme["nom"], "ressemblance": str(match.likeness),
            "trouve_par": match.by, "proche_de": match.rival, "code_region": scheme["code_region"],
        }  # fmt: skip
        if doubt := _ending(record, match.id):
            if scheme["statut"] in CLOSED_STATUSES:
                return None
            return self._proposal(record, ENDED, doute=doubt, **common, **_end(record))
        proof = _proof(record)
        key = (match.id, *(proof[name] for name in ("date", "nature", "url_source")))
        if key in self._proofs:
            return None
        changes = _contradicted(scheme)
        return self._proposal(
            record, CHANGED if changes else CONFIRMS, changements=told_changes(changes),
            **common, **proof,
        )  # fmt: skip

    def _proposal(
        self, record: Record, kind: str, programme: Suggestion | None = None, **more: str
    ) -> Proposal:
        programme = programme or self._suggester.programme(record)
        involvement = self._suggester.involvement(record)
        return Proposal(
            classe=kind, programme=programme.code, mots_programme=programme.words,
            implication=involvement.code, mots_implication=involvement.words,
            fiche_titre=record.title, fiche_adresse=record.url, fiche_porteur=record.operator,
            fiche_territoire=record.territory, fiche_debut=record.start, fiche_fin=record.end,
            fiche_maj=record.updated, fiche_texte=shortened(record.text, _SHOWN),
            source=record.source_name, licence=record.licence, interrogee_le=record.asked_on,
            fiche_id=record.id, **more,
        )  # fmt: skip


def _ending(record: Record, scheme: str) -> str:
    """Why the scheme seems over, by the record's own words or dates; "" when nothing says so."""
    if record.is_gone:
        return (
            f"la fiche n’est plus dans la liste de {record.source_name}, lue le "
            f"{date_fr(record.asked_on)} : un indice, et non une preuve"
        )
    if record.end and record.end < record.asked_on[: len(record.end)]:
        return f"candidatures closes depuis le {date_fr(record.end)}"
    # « Clôture le … » of a call that is open says nothing of its end.
    text = "" if record.end or record.permanent else record.text
    found = doubts(Page(record.title, text), [Subject(scheme, record.title)])
    return f"« {found[0].excerpt} »" if found else ""


def _contradicted(scheme: Mapping[str, Any]) -> dict[str, tuple[str, str]]:
    """What ours says and that an open record denies."""
    status = scheme["statut"]
    return {"statut": (status, _RUNNING)} if status in CLOSED_STATUSES else {}


def _proof(record: Record) -> dict[str, str]:
    """The proof that an open record makes: of its latest date that is not to come."""
    dates = [(record.updated, "page-datee"), (record.start, "ouverture")]
    past = [(day, nature) for day, nature in dates if day and day <= record.asked_on]
    day, nature = max(past, default=("", ""))
    said = f"La fiche « {record.title} »"
    if nature == "page-datee":
        said += f", mise à jour le {date_fr(day)},"
    until = f" jusqu’au {date_fr(record.end)}" if record.end else ""
    state = "une aide permanente" if record.permanent and not until else f"ouvert{until}"
    told = f"{said} le présente comme {state}."
    if nature == "ouverture":
        closes = f" et ferme le {date_fr(record.end)}" if record.end else ""
        told = f"{said} dit qu’il ouvre le {date_fr(day)}{closes}."
    return _row(record, day, nature, told)


def _end(record: Record) -> dict[str, str]:
    """The proof of an end: a deadline is none of the scheme itself, and what left a list proves
    nothing.
    """
    if record.is_gone:
        return {}
    if record.end:
        told = f"La fiche « {record.title} » ferme les candidatures le {date_fr(record.end)}."
        return _row(record, record.end, "cloture", told)
    told = f"La fiche « {record.title} » dit que c’est fini."
    return _row(record, record.updated, "fin", told)


def _row(record: Record, day: str, nature: str, told: str) -> dict[str, str]:
    return {
        "date": day,
        "nature": nature,
        "url_source": record.url,
        "titre_source": f"{record.source_name} – {record.title}",
        "preuve": told,
        "confiance": record.trust,
    }

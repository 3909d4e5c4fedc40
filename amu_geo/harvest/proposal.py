"""What one record would bring to an edition: one line of a workbook, one card for a reader."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields

NEW, CONFIRMS, CHANGED, ENDED = "nouveau", "confirme", "change", "semble-fini"
# What no record is about, and remains to be confirmed: a person looks for the proof.
DOUBT = "a-confirmer"
CLASSES = {
    NEW: "nouveau dispositif",
    CONFIRMS: "confirme un dispositif connu",
    CHANGED: "contredit ce que nous disons",
    ENDED: "semble fini",
    DOUBT: "reste à confirmer",
}
ACCEPTED, REFUSED, LATER = "accepter", "refuser", "plus-tard"
VERDICTS = {ACCEPTED: "acceptée", REFUSED: "refusée", LATER: "remise à plus tard"}
# Columns of `attestations` that a proposal carries.
PROOF = ("date", "nature", "url_source", "titre_source", "preuve", "confiance")
# Columns of `dispositifs` that a record may contradict.
_CHANGEABLE = ("statut",)
# Between the changes of one cell: « statut : termine → en-cours ».
_BETWEEN, _TO = " ; ", " → "


@dataclass(frozen=True)
class Change:
    """A cell of ours that the record contradicts, or that it would fill."""

    column: str
    before: str
    after: str


@dataclass(frozen=True)
class Proposal:
    """All text, in the columns of the workbook.

    Parameters
    ----------
    classe
        `NEW`, `CONFIRMS`, `CHANGED`, `ENDED` or `DOUBT`.
    effet
        The cells that it would change, in French; "" when it would change none.
    id_dispositif, nom
        Our scheme; "" for a new one.
    ressemblance, trouve_par, proche_de
        Likeness of the titles from 0 to 100; adresse or titre; the other scheme that may be
        meant.
    code_region
        Of our scheme, or of the record.
    source … fiche_texte
        The record: service, licence, day, and its own words.
    date … confiance
        The proof that it would add to `attestations`; "" where the record does not tell.
    changements
        Cells of ours that it contradicts.
    doute
        Its words that say that the scheme ended, or that it left the list.
    programme, mots_programme, implication, mots_implication
        What is suggested, and by which words.
    decision, raison
        A person's: a key of `VERDICTS`, "" before; why.
    """

    classe: str
    effet: str = ""
    id_dispositif: str = ""
    nom: str = ""
    ressemblance: str = ""
    trouve_par: str = ""
    proche_de: str = ""
    code_region: str = ""
    fiche_titre: str = ""
    fiche_adresse: str = ""
    fiche_porteur: str = ""
    fiche_territoire: str = ""
    fiche_debut: str = ""
    fiche_fin: str = ""
    fiche_maj: str = ""
    fiche_texte: str = ""
    date: str = ""
    nature: str = ""
    url_source: str = ""
    titre_source: str = ""
    preuve: str = ""
    confiance: str = ""
    changements: str = ""
    doute: str = ""
    programme: str = ""
    mots_programme: str = ""
    implication: str = ""
    mots_implication: str = ""
    source: str = ""
    licence: str = ""
    interrogee_le: str = ""
    fiche_id: str = ""
    decision: str = ""
    raison: str = ""

    @property
    def key(self) -> str:
        """What tells it from every other proposal of a file."""
        return f"{self.source}/{self.fiche_id}"

    @property
    def proof(self) -> dict[str, str]:
        """The row of `attestations` that it would add, to be completed where the record is mute."""
        row = asdict(self)
        return {"id_dispositif": self.id_dispositif} | {name: row[name] for name in PROOF}

    @property
    def changes(self) -> tuple[Change, ...]:
        """Cells of ours that it contradicts."""
        found = []
        for told in filter(None, self.changements.split(_BETWEEN)):
            column, _, rest = told.partition(" : ")
            before, _, after = rest.partition(_TO)
            if column.strip() in _CHANGEABLE:
                found.append(Change(column.strip(), before.strip(" «»"), after.strip(" «»")))
        return tuple(found)

    def as_row(self) -> dict[str, str]:
        """Text by column."""
        return asdict(self)


# In a workbook what is to be written comes first.
_WRITTEN = ("decision", "raison")
COLUMNS = (*_WRITTEN, *(one.name for one in fields(Proposal) if one.name not in _WRITTEN))


def told_changes(changes: Mapping[str, tuple[str, str]]) -> str:
    """Changes as one cell holds them.

    >>> told_changes({"statut": ("termine", "en-cours")})
    'statut : « termine » → « en-cours »'
    """
    return _BETWEEN.join(
        f"{column} : « {before} »{_TO}« {after} »" for column, (before, after) in changes.items()
    )

"""What a harvest proposes, as a workbook that a person can decide in, here or in a spreadsheet."""

from __future__ import annotations

import io
from collections.abc import Sequence

import pandas as pd
from openpyxl import Workbook
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from amu_geo.edition import Edition
from amu_geo.export.figure_workbook import guide_sheet, table_sheet
from amu_geo.harvest.deciding.sheet import SHEET
from amu_geo.harvest.proposal import CLASSES, COLUMNS, VERDICTS, Proposal
from amu_geo.harvest.record import ACTOR, COUNT, Record
from amu_geo.territories import normalise

_ACTORS = ("title", "commune", "territory", "url", "operator", "start", "updated", "text")
_TITLES = {
    "title": "nom", "commune": "code_commune", "territory": "territoire", "url": "site_web",
    "operator": "porteur", "start": "debut", "updated": "maj", "text": "texte",
}  # fmt: skip
_GUIDE = (
    ("décider", ("Colonne « decision » : accepter, refuser ou plus-tard ; « raison » dit pourquoi. "
                "Rien n’est décidé d’avance. La page Relecture (Données, « À confirmer ») lit ce "
                "classeur et fait une édition privée de ce qui est accepté.")),
    ("effet", ("Ce que changerait la carte, à la date de la moisson et dans la lecture régionale. "
              "Vide : rien ne changerait.")),
    ("ressemblance", ("Des deux noms, de 0 à 100 : les mots en commun, les plus rares pesant le "
                     "plus. « proche_de » nomme un autre dispositif qui pourrait être visé.")),
    ("date, nature", ("La preuve datée que ferait la fiche ; à compléter quand la fiche ne porte "
                     "pas de date.")),
    ("programme, implication", "Des suggestions, avec les mots de la fiche qui les suggèrent."),
    ("doute", "Un indice que le dispositif a pris fin, jamais une preuve."),
)  # fmt: skip


def proposals_workbook(
    proposals: Sequence[Proposal],
    records: Sequence[Record],
    notes: Sequence[str],
    edition: Edition,
) -> bytes:
    """The bytes of an XLSX: proposals, actors and counts where there are any, how to read them.

    Parameters
    ----------
    proposals
        In the order in which they are to be read.
    records
        Of the harvest: its actors and its counts have sheets of their own.
    notes
        What was said of each service.
    edition
        Against which they were held.
    """
    book = Workbook()
    rows = [proposal.as_row() for proposal in proposals]
    sheet = book.active
    table_sheet(sheet, SHEET, pd.DataFrame(rows, columns=list(COLUMNS), dtype="str"))
    # What is decided, and of what, stays in sight.
    sheet.freeze_panes = "D2"
    _choices(sheet, len(rows))
    for name, found in (("acteurs", _actors(records, edition)), ("comptes", _counts(records))):
        if len(found):
            table_sheet(book.create_sheet(name), name, found)
    title = f"Propositions pour « {edition.titre} »"
    classes = " ; ".join(f"{code} : {words}" for code, words in CLASSES.items())
    guide = [*_GUIDE, ("classe", classes), *(("source", note) for note in notes)]
    guide_sheet(book.create_sheet("lire"), title, guide)
    book.properties.title, book.properties.language = title, "fr-FR"
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def _choices(sheet: Worksheet, count: int) -> None:
    rule = DataValidation(
        type="list", formula1='"' + ",".join(VERDICTS) + '"', allow_blank=True,
        showErrorMessage=True, errorTitle="Décision", error="accepter, refuser ou plus-tard.",
    )  # fmt: skip
    letter = get_column_letter(COLUMNS.index("decision") + 1)
    rule.add(f"{letter}2:{letter}{count + 1 if count else 2}")
    sheet.add_data_validation(rule)


def _actors(records: Sequence[Record], edition: Edition) -> pd.DataFrame:
    """The actors of the harvest; of each, the identifier of ours that bears its name there."""
    known: dict[str, list[tuple[str, str]]] = {}
    for row in edition.acteurs[["id", "nom", "code_region"]].itertuples(index=False):
        known.setdefault(normalise(row.nom), []).append((row.id, row.code_region))
    rows = []
    for record in records:
        if record.kind != ACTOR:
            continue
        alike = known.get(normalise(record.title), [])
        ours = [name for name, region in alike if not region or region in record.regions]
        rows.append(
            {_TITLES[name]: getattr(record, name) for name in _ACTORS}
            | {"code_region": ";".join(record.regions), "deja_connu": ";".join(ours)}
            | _source(record)
        )
    return pd.DataFrame(rows, dtype="str")


def _counts(records: Sequence[Record]) -> pd.DataFrame:
    rows = [
        {"code_commune": record.commune, "nom": record.title, "nb": record.value}
        | {"adresse": record.url}
        | _source(record)
        for record in records
        if record.kind == COUNT
    ]
    return pd.DataFrame(rows)


def _source(record: Record) -> dict[str, str]:
    return {
        "source": record.source_name,
        "licence": record.licence,
        "interrogee_le": record.asked_on,
        "fiche_id": record.id,
    }

"""An edition made of what a person accepted: proofs, changed cells, new schemes, and the journal.

The edition that it begins from is not touched.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

import pandas as pd

from amu_geo.edition import Edition
from amu_geo.edition.raw import RawEdition, RawTable
from amu_geo.edition.schema import table_schema
from amu_geo.edition.writing import raw_edition
from amu_geo.french.typography import date_fr
from amu_geo.harvest.proposal import Change
from amu_geo.territories import Territories, normalise

_SCHEMES, _PROOFS, _JOURNAL = "dispositifs", "attestations", "journal"
_ID_LENGTH = 100


@dataclass(frozen=True)
class Acceptance:
    """One thing that a person accepted.

    Parameters
    ----------
    scheme_id
        The scheme that it is about, known or new.
    scheme
        The row of `dispositifs` of a new scheme, as text; empty for a scheme that is known.
    proof
        The row of `attestations` to add; empty for none.
    changes
        Cells of the scheme to change.
    reason
        Why, in the words that the journal will have.
    """

    scheme_id: str
    proof: Mapping[str, str] = field(default_factory=dict)
    changes: tuple[Change, ...] = ()
    scheme: Mapping[str, str] = field(default_factory=dict)
    reason: str = ""


def revised(
    base: Edition,
    acceptances: Iterable[Acceptance],
    named: Mapping[str, str],
    day: date,
    territories: Territories,
) -> Edition:
    """The edition that follows a base, with what was accepted and a journal that says it.

    Parameters
    ----------
    named
        Its id and title.
    day
        Its date, which its journal bears too.

    Raises
    ------
    EditionError
        With every error, when what was accepted does not make a sound edition.
    """
    raw = raw_edition(base)
    rows = {name: raw.tables[name].cells.to_dict("records") for name in (_SCHEMES, _PROOFS)}
    journal = raw.tables[_JOURNAL].cells.to_dict("records")
    place = {row["id"]: position for position, row in enumerate(rows[_SCHEMES])}
    for one in acceptances:
        why = one.reason or reason_of("", "")
        if one.scheme:
            rows[_SCHEMES].append(dict(one.scheme))
            place[one.scheme["id"]] = len(rows[_SCHEMES]) - 1
            journal.append(_said(day, _SCHEMES, one.scheme_id, "ajout", why))
        for change in one.changes:
            rows[_SCHEMES][place[one.scheme_id]][change.column] = change.after
            told = f"{change.column} : « {change.before} » devient « {change.after} »"
            journal.append(_said(day, _SCHEMES, one.scheme_id, told, why))
        if one.proof:
            rows[_PROOFS].append({**dict(one.proof), "id_dispositif": one.scheme_id})
            told = f"ajout d’une preuve datée ({one.proof['nature']}, {one.proof['date']})"
            journal.append(_said(day, _PROOFS, one.scheme_id, told, why))
    tables = {**raw.tables}
    for name, found in (*rows.items(), (_JOURNAL, journal)):
        tables[name] = _table(raw, name, found)
    metadata = {**raw.metadata, **named, "date": day.isoformat()}
    return Edition.from_raw(replace(raw, metadata=metadata, tables=tables), territories)


def new_scheme(cells: Mapping[str, str], taken: Iterable[str]) -> dict[str, str]:
    """A row of `dispositifs` with what a person chose; its id is made of région and name.

    What nobody said takes the weakest value.
    """
    weakest = {
        "annee_debut_deduite": "non", "statut": "inconnu", "implication_usagers": "non-precisee",
        "strict": "non", "confiance": "B", "financeur": "inconnu",
    }  # fmt: skip
    row = dict.fromkeys(table_schema(_SCHEMES).columns, "") | weakest
    row |= {name: value for name, value in cells.items() if name in row and value}
    start = f"{row['code_region']}-{normalise(row['nom']).replace(' ', '-')}"[: _ID_LENGTH - 4]
    known, number, proposed = set(taken), 2, start.strip("-")
    while proposed in known:
        proposed, number = f"{start.strip('-')}-{number}", number + 1
    return {**row, "id": proposed}


def reason_of(source: str, day: str, why: str = "") -> str:
    """Why a row was accepted, for the journal."""
    said = f"relecture d’une fiche de {source}, interrogée le {date_fr(day)}" if source else (
        "relecture de ce qui restait à confirmer"
    )  # fmt: skip
    return f"{said} ; {why}" if why else said


def _said(day: date, table: str, key: str, change: str, reason: str) -> dict[str, str]:
    return {
        "date": day.isoformat(),
        "table": table,
        "id": key,
        "changement": change,
        "raison": reason,
    }


def _table(raw: RawEdition, name: str, rows: list[dict[str, str]]) -> RawTable:
    """Rows as a table of text; each bears the line that it would have in a file."""
    known = raw.tables[name]
    cells = pd.DataFrame(rows, columns=known.cells.columns, dtype="str").fillna("")
    return replace(known, cells=cells, lines=list(range(2, len(cells) + 2)))

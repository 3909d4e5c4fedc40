"""Programmes as people write them: a code of the edition's own table, or one of its labels."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from amu_geo.edition.raw import RawEdition, RawTable
from amu_geo.edition.schema import table_schema
from amu_geo.importing.repairs import RepairLog
from amu_geo.territories import normalise
from amu_geo.vocabulary import FIRST_PROGRAMMES, SHORT_LABELS

TABLE = "programmes"


def understand_programmes(
    raw: RawEdition, others: Mapping[str, str], logs: Mapping[str, RepairLog]
) -> None:
    """Replace what names a programme by its code, in every table that refers to programmes.

    Parameters
    ----------
    raw
        Its own table of programmes is what is known; changed in place.
    others
        Labels by code of the programmes that are known when `raw` has no such table.
    logs
        The repairs of each table, by its name.
    """
    own = raw.tables.get(TABLE)
    labels = dict(others) if own is None else _labels(own)
    spellings = _spellings(labels)
    for name, table in raw.tables.items():
        for reference in table_schema(name).references:
            if reference.table == TABLE:
                _understand(table, reference.field, labels, spellings, logs.get(name))


def _labels(table: RawTable) -> dict[str, str]:
    pairs = zip(table.cells["id"].tolist(), table.cells["libelle"].tolist(), strict=True)
    return {code: label for code, label in pairs if code}


def _spellings(labels: Mapping[str, str]) -> dict[str, str]:
    """Every way of writing a programme → its code; codes win over labels."""
    short = {code: SHORT_LABELS.get(label, label) for code, label in labels.items()}
    known = {code: label for code, label in FIRST_PROGRAMMES.items() if code in labels}
    found: dict[str, str] = {}
    for names in (known, short, labels, {code: code for code in labels}):
        found |= {_key(name): code for code, name in names.items()}
    return found


def _key(text: str) -> str:
    return normalise(text).replace(" ", "")


def _understand(
    table: RawTable,
    column: str,
    labels: Mapping[str, str],
    spellings: Mapping[str, str],
    log: RepairLog | None,
) -> None:
    written = table.cells[column].tolist()
    understood = [
        value if value in labels else spellings.get(_key(value), value) for value in written
    ]
    if understood == written:
        return
    for line, before, after in zip(table.lines, written, understood, strict=True):
        if before != after and log is not None:
            log.add("programme reconnu à la façon dont il s’écrit", column, before, after, line)
    table.cells[column] = pd.Series(understood, dtype="str", index=table.cells.index)

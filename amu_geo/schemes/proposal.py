"""A proof that a reader proposes: one row of `attestations`, checked as `check` would.

Nothing is kept: the row goes back to its author, who sends it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import pandas as pd

from amu_geo.edition import Edition
from amu_geo.edition.checking.checks import check_table
from amu_geo.edition.checking.problems import Problem, errors
from amu_geo.edition.model import table_to_csv, typed_table
from amu_geo.edition.raw import RawTable
from amu_geo.edition.schema import table_schema
from amu_geo.french.typography import date_fr, typeset
from amu_geo.measure.evidence import scheme_states
from amu_geo.territories import Territories
from amu_geo.vocabulary import CONFIRMED

TABLE = "attestations"
FILE = f"{TABLE}.csv"
GRAINS = "une année, un mois ou un jour : 2026, 2026-03 ou 2026-03-12"


@dataclass(frozen=True)
class Proposal:
    """A row of `attestations`: its cells as text, by column, and what is wrong with it.

    `errors` are sentences in French, empty when the row may be sent; `effect` then says what it
    would change.
    """

    row: Mapping[str, str]
    errors: tuple[str, ...]
    effect: str = ""

    @property
    def frame(self) -> pd.DataFrame:
        """The row as a table."""
        return pd.DataFrame([self.row], columns=table_schema(TABLE).columns, dtype="str")

    @property
    def line(self) -> str:
        """The row as `attestations.csv` holds it, without the header."""
        return table_to_csv(self.frame).split("\n", 1)[1].rstrip("\n")


def propose(cells: Mapping[str, str], edition: Edition, territories: Territories) -> Proposal:
    """Check a proposed proof against an edition.

    Parameters
    ----------
    cells
        Text by column of `attestations`; what is missing is empty.
    """
    columns = table_schema(TABLE).columns
    row = {name: " ".join(cells.get(name, "").split()) for name in columns}
    table = RawTable(TABLE, pd.DataFrame([row], dtype="str"), [2], FILE)
    found = tuple(_said(problem) for problem in errors(check_table(table, territories)))
    found += _against(row, edition)
    if found:
        return Proposal(row, found)
    return Proposal(row, (), _effect(row, table, edition))


def _said(problem: Problem) -> str:
    """A problem of the engine, with the title of its column instead of its place in a file."""
    title = table_schema(TABLE).field(problem.colonne).title if problem.colonne else "La ligne"
    if not problem.valeur:
        return typeset(f"{title} : à remplir.")
    wanted = GRAINS if problem.colonne == "date" else problem.attendu
    expected = f" Attendu : {wanted}." if wanted else ""
    return typeset(f"{title} : {problem.message}{expected}")


def _against(row: Mapping[str, str], edition: Edition) -> tuple[str, ...]:
    """What only the edition can tell: an unknown scheme, a proof that is there already."""
    if row["id_dispositif"] not in set(edition.dispositifs["id"]):
        return (typeset("Dispositif : l’édition n’en a pas de cet identifiant."),)
    known = edition.attestations
    for name in table_schema(TABLE).primary_key:
        known = known[known[name] == row[name]]
    return () if known.empty else (typeset("Cette preuve est déjà dans l’édition."),)


def _effect(row: Mapping[str, str], table: RawTable, edition: Edition) -> str:
    """What the scheme would be with this proof, by the one rule of the measure."""
    if row["date"] > edition.date.isoformat():
        return typeset(
            f"Cette preuve est postérieure à l’édition ({date_fr(edition.date.isoformat())}) : "
            "elle comptera dans la suivante."
        )
    attestations = pd.concat([edition.attestations, typed_table(TABLE, table)], ignore_index=True)
    with_it = replace(edition, tables={**edition.tables, TABLE: attestations})
    mine = edition.dispositifs["id"] == row["id_dispositif"]
    before, after = (scheme_states(one)[mine].iloc[0] for one in (edition, with_it))
    if pd.isna(after):
        return typeset(
            "Avec elle, le dispositif serait tenu pour fini."
            if not pd.isna(before)
            else "Elle ne change pas l’état du dispositif, qui ne compte plus à la date de "
            "l’édition."
        )
    if after == CONFIRMED:
        was = "resterait" if before == CONFIRMED else "serait"
        return typeset(f"Avec elle, le dispositif {was} confirmé.")
    return typeset(
        "Elle ne suffit pas à confirmer le dispositif à la date de l’édition, mais elle date ce "
        "que l’on en sait."
    )

"""What a reader proposes, a proof or a scheme that is missing: one row, checked as `check` would.

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
from amu_geo.french.typography import date_fr, enumerate_fr, typeset
from amu_geo.measure.coverage import Coverage, compute_coverage
from amu_geo.measure.evidence import scheme_states
from amu_geo.schemes.proof import left_out_because
from amu_geo.territories import Territories
from amu_geo.territories.names import normalise
from amu_geo.vocabulary import CONFIRMED, FAMILIES, TO_CONFIRM

TABLE, SCHEMES = "attestations", "dispositifs"
LONGEST_ID = 100
# What a reader of one page cannot know, and what is then the careful answer.
CAREFUL = {"annee_debut_deduite": "non", "strict": "non"}
_STATE_WITH = {CONFIRMED: "confirmée", TO_CONFIRM: "documentée, à confirmer"}
GRAINS = "une année, un mois ou un jour : 2026, 2026-03 ou 2026-03-12"


@dataclass(frozen=True)
class Proposal:
    """A row of a table: its cells as text, by column, and what is wrong with it.

    `errors` are sentences in French, empty when the row may be sent; `effect` then says what it
    would change.
    """

    row: Mapping[str, str]
    errors: tuple[str, ...]
    effect: str = ""
    table: str = TABLE

    @property
    def frame(self) -> pd.DataFrame:
        """The row as a table."""
        return pd.DataFrame([self.row], columns=table_schema(self.table).columns, dtype="str")

    @property
    def text(self) -> str:
        """The header and the row, as the file of its table holds them."""
        return table_to_csv(self.frame).rstrip("\n")


def propose(cells: Mapping[str, str], edition: Edition, territories: Territories) -> Proposal:
    """Check a proposed proof against an edition.

    Parameters
    ----------
    cells
        Text by column of `attestations`; what is missing is empty.
    """
    table = _table(TABLE, cells)
    row, found = _checked(table, territories)
    found += _against(row, edition)
    if found:
        return Proposal(row, found)
    return Proposal(row, (), _effect(row, table, edition))


def propose_scheme(
    cells: Mapping[str, str], coverage: Coverage, territories: Territories
) -> Proposal:
    """Check a scheme that an edition lacks; what it would change is told under a reading.

    Parameters
    ----------
    cells
        Text by column of `dispositifs`; what is missing is empty, but its identifier, which is
        made of its region and its name, and what a reader of one page cannot know (`CAREFUL`).
    """
    edition = coverage.edition
    made = {**CAREFUL, "id": _identifier(cells, edition), **cells}
    table = _table(SCHEMES, made)
    row, found = _checked(table, territories)
    if row["programme"] and row["programme"] not in edition.programme_labels:
        found += (typeset("Programme : l’édition n’en a pas de ce code."),)
    found += _known(row, edition)
    if found:
        return Proposal(row, found, table=SCHEMES)
    told = _scheme_effect(row, table, coverage, territories)
    return Proposal(row, (), told, SCHEMES)


def _table(name: str, cells: Mapping[str, str]) -> RawTable:
    columns = table_schema(name).columns
    row = {column: " ".join(cells.get(column, "").split()) for column in columns}
    return RawTable(name, pd.DataFrame([row], dtype="str"), [2], f"{name}.csv")


def _checked(table: RawTable, territories: Territories) -> tuple[dict[str, str], tuple[str, ...]]:
    """The row, and what is wrong with it alone."""
    found = errors(check_table(table, territories))
    [row] = table.cells.to_dict("records")
    # An identifier is made of what else is asked: that is what is missing.
    asked = (problem for problem in found if problem.colonne != "id")
    return row, tuple(_said(problem, table.name) for problem in asked)


def _identifier(cells: Mapping[str, str], edition: Edition) -> str:
    """An identifier that the edition has not: « 53-habiter-ensemble »."""
    words = [cells.get("code_region", ""), *normalise(cells.get("nom", "")).split()]
    stem = "-".join(filter(None, words))[: LONGEST_ID - 3].strip("-")
    known = set(edition.dispositifs["id"])
    others = (f"{stem}-{rank}" for rank in range(2, len(known) + 3))
    return next(name for name in (stem, *others) if name not in known)


def _known(row: Mapping[str, str], edition: Edition) -> tuple[str, ...]:
    """The scheme of the edition that it seems to be: the same page, or the same name there."""
    schemes = edition.dispositifs
    same_page = schemes["url_source"].map(_page) == _page(row["url_source"])
    same_name = schemes["nom"].map(normalise) == normalise(row["nom"])
    here = schemes["code_region"] == row["code_region"]
    found = schemes[here & (same_page | same_name)]
    if found.empty or not row["nom"]:
        return ()
    name = found.iloc[0]["nom"]
    return (
        typeset(
            f"L’édition a déjà « {name} » dans cette région, du même nom ou de la même page : "
            "proposez-lui plutôt une preuve."
        ),
    )


def _page(url: str) -> str:
    return url.partition("://")[2].removeprefix("www.").rstrip("/").casefold()


def _scheme_effect(
    row: Mapping[str, str], table: RawTable, coverage: Coverage, territories: Territories
) -> str:
    """What the region's families would be with this scheme, by the one rule of the measure."""
    edition, code = coverage.edition, row["code_region"]
    schemes = pd.concat([edition.dispositifs, typed_table(SCHEMES, table)], ignore_index=True)
    with_it = replace(edition, tables={**edition.tables, SCHEMES: schemes})
    later = compute_coverage(with_it, coverage.reading, territories)
    if row["id"] not in set(later.retained["id"]):
        why = left_out_because(schemes.iloc[-1].to_dict(), later)
        return typeset(
            "Il entrerait dans la liste, mais cette lecture ne le retiendrait pas : "
            f"{why[:1].lower()}{why[1:].rstrip('.')}."
        )
    told = [
        f"la famille {family.label} serait {_STATE_WITH[later.state(code, name)]}"
        for name, family in FAMILIES.items()
        if later.state(code, name) != coverage.state(code, name)
    ]
    where = coverage.by_region[code]["nom"]
    if told:
        return typeset(f"Avec lui, {enumerate_fr(told)} ({where}).")
    return typeset(f"Il s’ajouterait aux preuves ; aucune case ne changerait d’état ({where}).")


def _said(problem: Problem, table: str) -> str:
    """A problem of the engine, with the title of its column instead of its place in a file."""
    title = table_schema(table).field(problem.colonne).title if problem.colonne else "La ligne"
    if not problem.valeur:
        return typeset(f"{title} : à remplir.")
    wanted = GRAINS if problem.colonne in ("date", "date_source") else problem.attendu
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

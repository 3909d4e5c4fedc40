"""The last proof that a scheme was in force: what « à confirmer » is told with."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, fields

import pandas as pd

from amu_geo.edition import Edition
from amu_geo.french.typography import date_fr
from amu_geo.measure.coverage import Coverage
from amu_geo.measure.evidence import DEADLINE, dated_statements

NO_PROOF = "aucune preuve datée"


@dataclass(frozen=True)
class LastProof:
    """The latest dated evidence among some schemes, as an edition writes it."""

    id_dispositif: str
    date: str
    nature: str
    url_source: str
    titre_source: str
    confiance: str

    @property
    def in_french(self) -> str:
        """The date in words: « mars 2022 »; a deadline says so, what followed it is unknown."""
        passed = " (date limite passée)" if self.nature == DEADLINE else ""
        return date_fr(self.date) + passed


def statements(edition: Edition) -> pd.DataFrame:
    """What `dated_statements` gives, made once for an edition and gone with it."""
    kept = vars(edition)
    if "_preuves" not in kept:
        kept["_preuves"] = dated_statements(edition)
    return kept["_preuves"]


def statements_about(edition: Edition, scheme_id: str) -> pd.DataFrame:
    """Those of one scheme, latest first."""
    kept = vars(edition)
    if "_preuves_par_dispositif" not in kept:
        kept["_preuves_par_dispositif"] = dict(list(statements(edition).groupby("id_dispositif")))
    return kept["_preuves_par_dispositif"].get(scheme_id, statements(edition).iloc[:0])


def last_proof(
    edition: Edition, scheme_ids: Collection[str], year: int | None = None
) -> LastProof | None:
    """The latest statement that proves one of these schemes, None when none is dated.

    With a year, the latest of those that begin in that year or before.
    """
    mine = _proofs(edition, scheme_ids)
    if year is not None:
        mine = mine[mine["debut"].dt.year <= year]
    if mine.empty:
        return None
    # Of two that end on the same day, the more precise one: it began later.
    return _first(mine.sort_values(["fin", "debut"], ascending=False, kind="stable"))


def first_proof(edition: Edition, scheme_ids: Collection[str]) -> LastProof | None:
    """The earliest statement that proves one of these schemes, None when none is dated."""
    mine = _proofs(edition, scheme_ids).sort_values(["debut", "fin"], kind="stable")
    return None if mine.empty else _first(mine)


def last_proof_words(edition: Edition, scheme_ids: Collection[str], year: int | None = None) -> str:
    """« dernière preuve : mars 2022 », or « aucune preuve datée ».

    In a year that no proof reaches yet, « première preuve : 2019 ».
    """
    latest = last_proof(edition, scheme_ids, year)
    if latest:
        return f"dernière preuve : {latest.in_french}"
    later = first_proof(edition, scheme_ids)
    return f"première preuve : {date_fr(later.date)}" if later else NO_PROOF


def what_is_missing(coverage: Coverage, scheme_ids: Collection[str]) -> str:
    """Why schemes that count are not confirmed in the year that is read, as `last_proof_words`."""
    return last_proof_words(coverage.edition, scheme_ids, coverage.reading.annee)


def _proofs(edition: Edition, scheme_ids: Collection[str]) -> pd.DataFrame:
    said = statements(edition)
    return said[said["prouve"] & said["id_dispositif"].isin(list(scheme_ids))]


def _first(rows: pd.DataFrame) -> LastProof:
    row = rows.iloc[0]
    return LastProof(**{field.name: row[field.name] for field in fields(LastProof)})

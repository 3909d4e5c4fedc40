"""The last proof that a scheme was in force: what « à confirmer » is told with."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, fields

import pandas as pd

from amu_geo.edition import Edition
from amu_geo.french.typography import date_fr
from amu_geo.measure.coverage import Coverage
from amu_geo.measure.evidence import DEADLINE, dated_statements, last_days

NO_PROOF = "aucune preuve datée"
FRESHNESS_COLUMNS = ["code_region", "nom", "famille", "etat", "derniere_preuve", "age_mois"]
FRESHNESS_COLUMNS += ["nature", "id_dispositif", "url_source"]


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


def cell_freshness(coverage: Coverage) -> pd.DataFrame:
    """How old the last proof of each family of each region is.

    Returns
    -------
    DataFrame
        One row per region × family, in their usual orders: code_region, nom, famille, etat,
        derniere_preuve (date as the edition writes it, "" when nothing is dated), age_mois
        (Int64: whole months from the end of the period it names to the edition's date, or to the
        end of the year that is read; 0 when it reaches that day, <NA> when nothing is dated),
        nature, id_dispositif, url_source (all three "" when nothing is dated).
    """
    year = coverage.reading.annee
    day = pd.Timestamp(coverage.edition.date if year is None else f"{year}-12-31")
    names = dict(zip(coverage.table["code_region"], coverage.table["nom"], strict=True))
    rows = []
    for cell in coverage.cells.itertuples():
        latest = last_proof(coverage.edition, cell.dispositifs, year)
        told = ("", pd.NA, "", "", "")
        if latest:
            age = _months(last_days(pd.Series([latest.date])).iloc[0], day)
            told = (latest.date, age, latest.nature, latest.id_dispositif, latest.url_source)
        rows.append((cell.code_region, names[cell.code_region], cell.famille, cell.etat, *told))
    return pd.DataFrame(rows, columns=FRESHNESS_COLUMNS).astype({"age_mois": "Int64"})


def _months(first: pd.Timestamp, last: pd.Timestamp) -> int:
    """Whole months between two days, 0 when the second comes first."""
    months = (last.year - first.year) * 12 + last.month - first.month - (last.day < first.day)
    return max(0, int(months))


def _proofs(edition: Edition, scheme_ids: Collection[str]) -> pd.DataFrame:
    said = statements(edition)
    return said[said["prouve"] & said["id_dispositif"].isin(list(scheme_ids))]


def _first(rows: pd.DataFrame) -> LastProof:
    row = rows.iloc[0]
    return LastProof(**{field.name: row[field.name] for field in fields(LastProof)})

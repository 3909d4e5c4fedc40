"""The evidence about a scheme as a reader sees it: dated lines, what each proves or does not."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pandas as pd

from amu_geo.edition import Edition, referentials
from amu_geo.french.typography import date_fr
from amu_geo.measure.coverage import Coverage
from amu_geo.measure.evidence import DEADLINE, END, PROOF_MONTHS, SOURCE_PAGE, WRITTEN_START
from amu_geo.schemes.freshness import statements_about
from amu_geo.schemes.standing import confirmed_today, is_fresh, past_year, state_of
from amu_geo.vocabulary import RELIABLE

# What these natures prove is in the scheme's own row, shown beside: it is not said twice.
_OF_THE_SCHEME = (SOURCE_PAGE, WRITTEN_START)


@dataclass(frozen=True)
class EvidenceLine:
    """One dated statement.

    Attributes
    ----------
    nature, date
        Code of the nature; AAAA, AAAA-MM or AAAA-MM-JJ.
    libelle, quand
        The same in words.
    lien
        "" for the publisher's own page, else what kind of copy it is.
    compte
        Whether it confirms the scheme in the year that is read.
    raison
        Why it does not; "" when it does.
    """

    nature: str
    date: str
    libelle: str
    quand: str
    url_source: str
    titre_source: str
    preuve: str
    confiance: str
    lien: str
    compte: bool
    raison: str


def evidence_lines(coverage: Coverage, scheme_id: str) -> tuple[EvidenceLine, ...]:
    """Everything dated that the edition says of a scheme, latest first."""
    edition = coverage.edition
    mine = statements_about(edition, scheme_id)
    if not state_of(scheme_id, coverage):
        reasons = [_never_proves(row, edition) or _not_then(coverage) for row in mine.itertuples()]
    else:
        year = past_year(coverage)
        reasons = _today(mine, edition) if year is None else _then(mine, coverage, year)
    return tuple(
        _line(row, reason) for row, reason in zip(mine.to_dict("records"), reasons, strict=True)
    )


def _not_then(coverage: Coverage) -> str:
    return f"le dispositif ne compte pas en {past_year(coverage) or coverage.edition.year}"


def _line(row: dict[str, Any], reason: str) -> EvidenceLine:
    return EvidenceLine(
        nature=row["nature"],
        date=row["date"],
        libelle=referentials.label("nature", row["nature"]),
        quand=date_fr(row["date"]),
        url_source=row["url_source"],
        titre_source=row["titre_source"],
        preuve="" if row["nature"] in _OF_THE_SCHEME else row["preuve"],
        confiance=row["confiance"],
        lien=referentials.link_nature(row["url_source"]),
        compte=not reason,
        raison=reason,
    )


def _today(mine: pd.DataFrame, edition: Edition) -> list[str]:
    return [
        _never_proves(row, edition) or ("" if fresh else _too_old(row))
        for row, fresh in zip(mine.itertuples(), is_fresh(mine, edition), strict=True)
    ]


def _then(mine: pd.DataFrame, coverage: Coverage, year: int) -> list[str]:
    edition, proofs = coverage.edition, mine[mine["prouve"]]
    before = any(day.year <= year for day in proofs["debut"])
    reached = any(day.year >= year for day in proofs["fin"])
    if before and not reached:
        reached = confirmed_today(mine["id_dispositif"].iloc[0], edition)
    reasons = []
    for row in mine.itertuples():
        reason = _never_proves(row, edition)
        if not reason and not (before and reached):
            reason = f"{'antérieure' if before else 'postérieure'} à {year}"
        reasons.append(reason)
    return reasons


def _never_proves(row: Any, edition: Edition) -> str:
    """Why a statement proves nothing, whatever the year."""
    if row.prouve:
        return ""
    if row.nature == END:
        return "dit la fin du dispositif, non qu’il est en vigueur"
    if row.debut > pd.Timestamp(edition.date):
        return "postérieure à l’édition"
    if row.confiance not in RELIABLE and row.nature not in _OF_THE_SCHEME:
        return f"confiance {row.confiance} : elle ne suffit pas à confirmer"
    return "la source dit ce dispositif fini"


def _too_old(row: Any) -> str:
    if row.nature == DEADLINE:
        return "date limite passée : elle ne dit rien de la suite"
    return f"plus de {PROOF_MONTHS} mois avant l’édition"

"""What a reader's choices leave of the schemes.

A reading never hides a scheme: those that it sets aside come after the others, each with the
reason.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

import pandas as pd

from amu_geo.measure.coverage import Coverage
from amu_geo.schemes.listing import Filters, SchemeList
from amu_geo.schemes.proof import left_out_because
from amu_geo.schemes.standing import scheme_rule
from amu_geo.vocabulary import CONFIRMED, INVOLVING


@dataclass(frozen=True, eq=False)
class Selection:
    """Schemes of an edition that a reader's choices keep, under a reading.

    Attributes
    ----------
    rows
        The schemes found, in the order of the list or of the search: the columns of
        `described`, `etat` (confirme or a-confirmer; "" when set aside), `retenu`
        (bool), `regle` (what confirms it or what is missing, "" when set aside) and `raison`
        (why it is set aside, "" when retained).
    """

    coverage: Coverage
    filters: Filters
    rows: pd.DataFrame

    @cached_property
    def retained(self) -> pd.DataFrame:
        """The schemes that the reading and the year retain."""
        return self.rows[self.rows["retenu"]]

    @cached_property
    def set_aside(self) -> pd.DataFrame:
        """The schemes found that the reading or the year sets aside, with `raison`."""
        return self.rows[~self.rows["retenu"]]

    @property
    def nb_confirmed(self) -> int:
        """How many of the retained schemes are confirmed."""
        return int((self.retained["etat"] == CONFIRMED).sum())

    @property
    def gaps(self) -> pd.DataFrame:
        """Searches that found nothing, for the programmes or the regions that are chosen.

        Rows of `lacunes` (code_region, programme, constat); none when neither is chosen.
        """
        gaps = self.coverage.edition.tables["lacunes"]
        chosen = self.filters
        if not (chosen.programmes or chosen.regions):
            return gaps.iloc[:0]
        kept = pd.Series(True, index=gaps.index)
        if chosen.programmes:
            kept &= gaps["programme"].isin(chosen.programmes)
        if chosen.regions:
            kept &= gaps["code_region"].isin(chosen.regions)
        return gaps[kept]


def select(schemes: SchemeList, coverage: Coverage, filters: Filters) -> Selection:
    """The schemes that the filters keep, told apart by the reading."""
    found = schemes.filtered(filters)
    kept = coverage.retained
    states = dict(zip(kept["id"], kept["etat"], strict=True))
    state = found["id"].map(lambda scheme_id: states.get(scheme_id, ""))
    retained = state != ""
    reasons = [
        "" if counts else left_out_because(row, coverage)
        for counts, row in zip(retained, found.to_dict("records"), strict=True)
    ]
    rules = [
        scheme_rule(row, coverage) if counts else ""
        for counts, row in zip(retained, found.to_dict("records"), strict=True)
    ]
    return Selection(
        coverage,
        filters,
        found.assign(etat=state, retenu=retained.astype(bool), regle=rules, raison=reasons),
    )


def spreadsheet_rows(selection: Selection) -> pd.DataFrame:
    """The rows found, as they were written, for a CSV file.

    Returns
    -------
    DataFrame
        The columns of `dispositifs`, then region, familles (codes separated by « ; »), etat,
        retenu (oui or non), regle (what confirms it or what is missing), raison, lien.
    """
    rows = selection.rows
    columns = [*selection.coverage.edition.dispositifs.columns]
    return rows[columns].assign(
        region=rows["region"],
        familles=rows["familles"].map(";".join),
        etat=rows["etat"],
        retenu=rows["retenu"].map({True: "oui", False: "non"}),
        regle=rows["regle"],
        raison=rows["raison"],
        lien=rows["lien"],
    )


def readable_rows(selection: Selection) -> pd.DataFrame:
    """The rows found as a table for people: words instead of codes."""
    rows = selection.rows
    return pd.DataFrame(
        {
            "Dispositif": rows["nom"],
            "Région": rows["region"],
            "Programme": rows["programme_libelle"],
            "Financeur": rows["financeur_libelle"],
            "Période": rows["periode"],
            "Statut": rows["statut_libelle"],
            "État": rows["regle"],
            "Usagers": rows["implication_libelle"],
            "Confiance": rows["confiance"],
            "Retenu": ["oui" if kept else reason for kept, reason in _verdicts(rows)],
            "Source": rows["url_source"],
        }
    )


def _verdicts(rows: pd.DataFrame) -> Iterable[tuple[bool, str]]:
    return zip(rows["retenu"], rows["raison"], strict=True)


def involving(schemes: pd.DataFrame) -> int:
    """Schemes whose rules ask for the users' involvement or encourage it."""
    return int(schemes["implication_usagers"].isin(INVOLVING).sum())

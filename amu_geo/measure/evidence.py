"""What proves that a scheme was in force: its dated evidence, and its state in a year.

One rule serves every year, the edition's own included. Dates have three grains (AAAA, AAAA-MM,
AAAA-MM-JJ): a year or a month stands for that whole period. The rule is the observatory's own,
published on its method page.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np
import pandas as pd

from amu_geo.edition import Edition
from amu_geo.vocabulary import CLOSED_STATUSES, CONFIRMED, RELIABLE, TO_CONFIRM

# A proof is fresh when it reaches into so many months before the edition's date.
PROOF_MONTHS = 24
END, DEADLINE = "fin", "cloture"
# Evidence that is no row of `attestations`: the date of the scheme's page, its written start.
SOURCE_PAGE, WRITTEN_START = "page-source", "debut"
EVIDENCE_COLUMNS = [
    "id_dispositif", "date", "nature", "url_source", "titre_source", "preuve", "confiance",
]  # fmt: skip

_NEVER = np.datetime64("NaT", "D")


def first_days(dates: pd.Series) -> pd.Series:
    """First day of each date (AAAA, AAAA-MM or AAAA-MM-JJ; "" gives NaT), as datetime64[s]."""
    return pd.Series(_days(dates, 0), index=dates.index).astype("datetime64[s]")


def last_days(dates: pd.Series) -> pd.Series:
    """Last day of each date, as `first_days`."""
    return pd.Series(_days(dates, 1), index=dates.index).astype("datetime64[s]")


def _days(dates: pd.Series, after: int) -> np.ndarray:
    """First day of the period that is `after` periods later, less `after` days."""
    # Asked for text directly, pandas would cut every value at one letter.
    texts = dates.fillna("").to_numpy(dtype="object").astype("U10")
    lengths = np.char.str_len(texts)
    days = np.full(len(texts), _NEVER)
    for length, grain in ((4, "Y"), (7, "M"), (10, "D")):
        mine = lengths == length
        days[mine] = (texts[mine].astype(f"datetime64[{grain}]") + after).astype("datetime64[D]")
    return days - np.timedelta64(after, "D")


def dated_statements(edition: Edition) -> pd.DataFrame:
    """Everything dated that an edition says of its schemes, whether it proves something or not.

    Returns
    -------
    DataFrame
        Columns of `attestations` (« page-source » and « debut » are natures too), then debut,
        fin (first and last day, datetime64) and prouve (bool: evidence that a scheme was in
        force; False for an end, a row of confidence C, a date after the edition's, the page of
        a scheme that its status says over). Latest first within a scheme, in the order of the
        schemes.
    """
    schemes = edition.dispositifs
    pages = schemes[schemes["date_source"] != ""]
    started = schemes[schemes["annee_debut"].notna() & (schemes["annee_debut_deduite"] != "oui")]
    found = pd.concat(
        [
            edition.attestations[EVIDENCE_COLUMNS],
            _from_schemes(pages, pages["date_source"], SOURCE_PAGE),
            _from_schemes(started, started["annee_debut"].astype("str"), WRITTEN_START),
        ],
        ignore_index=True,
    )
    debut, fin = first_days(found["date"]), last_days(found["date"])
    closed = schemes.loc[schemes["statut"].isin(CLOSED_STATUSES), "id"]
    proves = found["nature"] != END
    proves &= found["confiance"].isin(RELIABLE) | found["nature"].isin([SOURCE_PAGE, WRITTEN_START])
    proves &= ~((found["nature"] == SOURCE_PAGE) & found["id_dispositif"].isin(closed))
    proves &= debut <= _stamp(edition.date)
    found = found.assign(debut=debut, fin=fin, prouve=proves.astype(bool))
    rank = pd.Series(range(len(schemes)), index=schemes["id"])
    order = found.assign(_rank=found["id_dispositif"].map(rank))
    order = order.sort_values(["_rank", "fin", "debut"], ascending=[True, False, False])
    return order.drop(columns="_rank").reset_index(drop=True)


def _from_schemes(schemes: pd.DataFrame, dates: pd.Series, nature: str) -> pd.DataFrame:
    columns = ["url_source", "titre_source", "preuve", "confiance"]
    made = schemes[columns].assign(id_dispositif=schemes["id"], date=dates, nature=nature)
    return made[EVIDENCE_COLUMNS]


@dataclass(frozen=True, eq=False)
class Evidence:
    """What is known of the dates of an edition's schemes, one row a scheme.

    Attributes
    ----------
    edition_date
        Date of the edition.
    rows
        Index of `dispositifs`: debut (float year, the written start, else the first year
        known), debut_ecrit (float), fin (datetime64, last day), premiere, derniere (float
        years of the first and last evidence), dernier_jour (datetime64, last day of the latest
        evidence that counts at the edition's date), derniere_connue (float, last year known),
        clos (bool, its status says it is over).
    """

    edition_date: date
    rows: pd.DataFrame

    @classmethod
    def of(cls, edition: Edition) -> Evidence:
        """Bring together the dates of an edition's schemes."""
        schemes, said = edition.dispositifs, dated_statements(edition)
        proofs, day = said[said["prouve"]], _stamp(edition.date)
        end, written = _ends(schemes, said), _years(schemes["annee_debut"])
        deduced = schemes["annee_debut_deduite"] == "oui"
        first = _by_scheme(proofs, "debut", "min", schemes)
        last = _by_scheme(proofs, "fin", "max", schemes)
        # A deadline that has passed says nothing of what followed it.
        fresh = proofs[(proofs["nature"] != DEADLINE) | (proofs["fin"] >= day)]
        rows = pd.DataFrame(
            {
                "debut_ecrit": written.where(~deduced),
                "fin": end,
                "premiere": _year_of(first),
                "derniere": _year_of(last),
                "dernier_jour": _by_scheme(fresh, "fin", "max", schemes),
                "clos": schemes["statut"].isin(CLOSED_STATUSES),
            },
            index=schemes.index,
        )
        known = pd.DataFrame(
            {"preuve": rows["premiere"], "deduit": written, "fin": _year_of(end)},
        )
        rows["debut"] = rows["debut_ecrit"].fillna(known.min(axis=1))
        known["preuve"] = rows["derniere"]
        rows["derniere_connue"] = known.max(axis=1)
        return cls(edition.date, rows)

    def states(self, year: int | None, months: int = PROOF_MONTHS) -> pd.Series:
        """State of each scheme in a year: confirme, a-confirmer, missing when it does not count.

        Parameters
        ----------
        year
            The edition's year (also None) or one before it.
        months
            For how long before the edition's date a proof stays fresh.
        """
        year = self.edition_date.year if year is None else year
        counted, confirmed = self._counted(year), self._confirmed(year, months)
        states = pd.Series(pd.NA, index=self.rows.index, dtype="object")
        states[counted] = TO_CONFIRM
        states[counted & confirmed] = CONFIRMED
        return states

    def _counted(self, year: int) -> pd.Series:
        rows = self.rows
        if year == self.edition_date.year:
            begun = (rows["debut"] <= year) | rows["debut"].isna()
            ended = rows["clos"] | (rows["fin"] < _stamp(self.edition_date))
        else:
            begun = rows["debut"] <= year
            ended = _year_of(rows["fin"]) < year
            ended |= rows["clos"] & rows["fin"].isna() & ~(rows["derniere_connue"] >= year)
        return begun & ~ended

    def _confirmed(self, year: int, months: int) -> pd.Series:
        rows = self.rows
        now = self._confirmed_now(months)
        if year == self.edition_date.year:
            return now
        period = (rows["debut_ecrit"] <= year) & (year <= _year_of(rows["fin"]))
        last = rows["derniere"].where(~now, self.edition_date.year)
        return period | ((rows["premiere"] <= year) & (year <= last))

    def _confirmed_now(self, months: int) -> pd.Series:
        rows, day = self.rows, _stamp(self.edition_date)
        period = (rows["debut_ecrit"] <= day.year) & (rows["fin"] >= day)
        fresh = rows["dernier_jour"] >= day - pd.DateOffset(months=months)
        now = self._counted(self.edition_date.year)
        return now & (period | fresh)


def scheme_states(
    edition: Edition, year: int | None = None, months: int = PROOF_MONTHS
) -> pd.Series:
    """State of each scheme of an edition in a year, as `Evidence.states`."""
    return evidence_of(edition).states(year, months)


def evidence_of(edition: Edition) -> Evidence:
    """`Evidence.of`, made once for an edition and gone with it."""
    kept = vars(edition)
    if "_faits_dates" not in kept:
        kept["_faits_dates"] = Evidence.of(edition)
    found: Evidence = kept["_faits_dates"]
    return found


def _ends(schemes: pd.DataFrame, said: pd.DataFrame) -> pd.Series:
    """Last day of each scheme: date_fin, else annee_fin, else its latest reliable « fin »."""
    ends = said[(said["nature"] == END) & said["confiance"].isin(RELIABLE)]
    end = last_days(schemes["date_fin"])
    end = end.fillna(last_days(schemes["annee_fin"].astype("str")))
    return end.fillna(_by_scheme(ends, "fin", "max", schemes))


def _by_scheme(said: pd.DataFrame, column: str, how: str, schemes: pd.DataFrame) -> pd.Series:
    """The first or last day said of each scheme, NaT where nothing is said; index of `schemes`."""
    days = said.groupby("id_dispositif")[column].agg(how).astype("datetime64[s]")
    return days.reindex(schemes["id"]).set_axis(schemes.index)


def _years(values: pd.Series) -> pd.Series:
    return pd.Series(values.to_numpy("float64", na_value=np.nan), index=values.index)


def _year_of(days: pd.Series) -> pd.Series:
    return days.dt.year.astype("float64")


def _stamp(day: date) -> pd.Timestamp:
    return pd.Timestamp(day).as_unit("s")

"""Where a scheme stands in the year that is read: what confirms it, or what puts it out of time.

`amu_geo.evidence` decides; here its decision is told, with the dates on which it rests.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pandas as pd

from amu_geo.edition import Edition
from amu_geo.french.grammar import capital, counted
from amu_geo.french.typography import date_fr, number_word, typeset
from amu_geo.measure.coverage import Coverage, accepted_by, main_families
from amu_geo.measure.evidence import DEADLINE, END, PROOF_MONTHS, Evidence
from amu_geo.memory import remembered
from amu_geo.schemes.freshness import statements, statements_about, what_is_missing
from amu_geo.schemes.words import (
    Scheme,
    end_date,
    in_date,
    of_date,
    status_note,
    year_or_none,
)
from amu_geo.vocabulary import CONFIRMED, RELIABLE, UNDOCUMENTED


@dataclass(frozen=True)
class Confirmation:
    """What confirms a scheme: in words, and how late it reaches."""

    words: str
    day: pd.Timestamp


def past_year(coverage: Coverage) -> int | None:
    """The year that is read, None for the edition's own."""
    year = coverage.reading.annee
    return None if year == coverage.edition.year else year


def on_date(edition: Edition) -> str:
    """« au 21 novembre 2026 »: the day at which an edition's own year is read."""
    return f"au {date_fr(edition.date.isoformat())}"


def scheme_rule(scheme: Scheme, coverage: Coverage) -> str:
    """« confirmé : preuve du 12 mars 2025 », or « à confirmer, dernière preuve : mars 2022 »."""
    year = past_year(coverage)
    when = f" en {year}" if year else ""
    found = confirmation(scheme, coverage)
    if found:
        return f"confirmé{when} : {found.words}"
    return f"à confirmer{when}, {what_is_missing(coverage, [scheme['id']])}"


def state_of(scheme_id: str, coverage: Coverage) -> str:
    """State of any scheme in the year that is read; "" when it does not count then."""
    return _states(coverage.edition, past_year(coverage)).get(scheme_id, "")


def confirmed_today(scheme_id: str, edition: Edition) -> bool:
    """Whether a scheme is confirmed at the edition's date, whatever the year that is read."""
    return _states(edition, None).get(scheme_id) == CONFIRMED


def confirmation(scheme: Scheme, coverage: Coverage) -> Confirmation | None:
    """What confirms a scheme in the year that is read; None when nothing does."""
    if state_of(scheme["id"], coverage) != CONFIRMED:
        return None
    year = past_year(coverage)
    return _today(scheme, coverage) if year is None else _then(scheme, coverage, year)


def _today(scheme: Scheme, coverage: Coverage) -> Confirmation:
    edition, known = coverage.edition, _dates(coverage.edition)[scheme["id"]]
    day, parts, reach = pd.Timestamp(edition.date), [], []
    mine = _proofs(edition, scheme["id"])
    fresh = mine[is_fresh(mine, edition)]
    if len(fresh):
        latest = fresh.iloc[0]
        parts.append(f"preuve {of_date(latest['date'])}")
        reach.append(min(latest["fin"], day))
    if known["debut_ecrit"] <= edition.year and known["fin"] >= day:
        parts.append(f"période annoncée {_span(scheme, edition)} en cours {on_date(edition)}")
        reach.append(day)
    return Confirmation(" et ".join(parts), max(reach))


def _then(scheme: Scheme, coverage: Coverage, year: int) -> Confirmation:
    edition, known = coverage.edition, _dates(coverage.edition)[scheme["id"]]
    if known["debut_ecrit"] <= year <= known["fin"].year:
        words = f"{year} est dans sa période connue, {_span(scheme, edition)}"
        return Confirmation(words, pd.Timestamp(year, 12, 31))
    mine = _proofs(edition, scheme["id"])
    before, after = mine[mine["debut"].dt.year <= year], mine[mine["fin"].dt.year > year]
    that_year = before[before["fin"].dt.year >= year]
    if len(that_year):
        latest = that_year.iloc[0]
        return Confirmation(f"preuve {of_date(latest['date'])}", latest["fin"])
    earlier = f"preuve {of_date(before.iloc[0]['date'])}"
    if len(after):
        words = f"entre une {earlier} et une autre {of_date(after.iloc[-1]['date'])}"
    else:
        words = f"{earlier}, et confirmé {on_date(edition)}"
    return Confirmation(words, before.iloc[0]["fin"])


def is_fresh(said: pd.DataFrame, edition: Edition) -> pd.Series:
    """Which statements confirm a scheme at the edition's date (bool, index of `said`)."""
    day = pd.Timestamp(edition.date)
    deadline_passed = (said["nature"] == DEADLINE) & (said["fin"] < day)
    recent = said["fin"] >= day - pd.DateOffset(months=PROOF_MONTHS)
    return said["prouve"] & recent & ~deadline_passed


def out_of_time(scheme: Scheme, coverage: Coverage) -> str:
    """Why a scheme's dates or status put it out of the year that is read; "" when they do not."""
    if state_of(scheme["id"], coverage):
        return ""
    edition, year = coverage.edition, past_year(coverage)
    known = _dates(edition)[scheme["id"]]
    read = edition.year if year is None else year
    if pd.isna(known["debut"]) and year is not None:
        return f"aucune date n’en est connue : il ne se lit qu’en {edition.year}"
    if known["debut"] > read:
        first = int(known["debut"])
        written = known["debut_ecrit"] == first
        return f"commence en {first}" if written else f"rien n’en est connu avant {first}"
    if pd.notna(known["fin"]) and (
        known["fin"] < pd.Timestamp(edition.date) if year is None else known["fin"].year < read
    ):
        return f"fini {in_date(_end(scheme, edition))}"
    last = known["derniere_connue"]
    note = status_note(scheme)
    if year is not None and pd.notna(last):
        return f"{note}, rien n’en est connu après {int(last)}"
    return note


@dataclass(frozen=True)
class Ended:
    """What documented a cell and counts no longer: how many schemes, the last one, its end.

    `end` is « fini en 2025 », or "" when nothing says when it ended.
    """

    number: int
    name: str
    end: str

    @property
    def short(self) -> str:
        """« un dispositif, fini en 2025 », « deux dispositifs, le dernier fini en 2025 »."""
        number = counted(self.number, "dispositif")
        if not self.end:
            return typeset(f"{number} qui {'n’a' if self.number == 1 else 'n’ont'} plus cours")
        return typeset(f"{number}, {'' if self.number == 1 else 'le dernier '}{self.end}")

    @property
    def sentence(self) -> str:
        """« Un dispositif l’a documentée : « Bien vivre en Bretagne », fini en 2025. »."""
        end = self.end or "dont la fin n’est pas datée"
        if self.number == 1:
            return typeset(f"Un dispositif l’a documentée : « {self.name} », {end}.")
        number = capital(number_word(self.number))
        return typeset(
            f"{number} dispositifs l’ont documentée ; le dernier, {end} : « {self.name} »."
        )


def ended(coverage: Coverage, code_region: str, famille: str) -> Ended | None:
    """What documented an undocumented cell before the year that is read; None for nothing."""
    if coverage.state(code_region, famille) != UNDOCUMENTED:
        return None
    return remembered(coverage, "finis", lambda: _all_ended(coverage)).get((code_region, famille))


def _all_ended(coverage: Coverage) -> dict[tuple[str, str], Ended]:
    """By region and family, what the reading would keep, were it not over."""
    edition, lecture = coverage.edition, coverage.reading.lecture
    accepted = remembered(
        edition,
        ("acceptés", lecture),
        lambda: edition.dispositifs[accepted_by(edition.dispositifs, lecture)].to_dict("records"),
    )
    supported, dates = main_families(edition.programmes), _dates(edition)
    over: dict[tuple[str, str], list[Scheme]] = {}
    for scheme in accepted:
        if _is_over(scheme, coverage):
            for famille in supported.get(scheme["programme"], ()):
                over.setdefault((scheme["code_region"], famille), []).append(scheme)
    found = {}
    for cell, schemes in over.items():
        last = max(schemes, key=lambda row: (_last_day(dates[row["id"]]), row["id"]))
        dated = pd.notna(dates[last["id"]]["fin"])
        end = out_of_time(last, coverage) if dated else ""
        found[cell] = Ended(len(schemes), last["nom"], end)
    return found


def _is_over(scheme: Scheme, coverage: Coverage) -> bool:
    """Whether a scheme that does not count in the year that is read began before."""
    if state_of(scheme["id"], coverage):
        return False
    year, begin = past_year(coverage), _dates(coverage.edition)[scheme["id"]]["debut"]
    # Without any date, a scheme is read in the edition's own year alone.
    return year is None if pd.isna(begin) else begin <= (year or coverage.edition.year)


def _last_day(known: dict[str, Any]) -> pd.Timestamp:
    """The end of a scheme, else the last year known of it."""
    if pd.notna(known["fin"]):
        return known["fin"]
    last = known["derniere_connue"]
    return pd.Timestamp.min if pd.isna(last) else pd.Timestamp(int(last), 12, 31)


def attested_ends(edition: Edition) -> dict[str, str]:
    """Date of the latest reliable « fin » of each scheme that has one."""
    said = statements(edition)
    ends = said[(said["nature"] == END) & said["confiance"].isin(RELIABLE)]
    latest = ends.drop_duplicates("id_dispositif")
    return dict(zip(latest["id_dispositif"], latest["date"], strict=True))


def _end(scheme: Scheme, edition: Edition) -> str:
    return end_date(scheme) or attested_ends(edition)[scheme["id"]]


def _span(scheme: Scheme, edition: Edition) -> str:
    """« 2023–2027 », « de 2023 à mars 2026 »; a written start and a known end."""
    start, end = year_or_none(scheme["annee_debut"]), _end(scheme, edition)
    if len(end) == 4:
        return end if end == str(start) else f"{start}–{end}"
    return f"de {start} {'au' if len(end) == 10 else 'à'} {date_fr(end)}"


def _proofs(edition: Edition, scheme_id: str) -> pd.DataFrame:
    """What proves a scheme, latest first."""
    said = statements_about(edition, scheme_id)
    return said[said["prouve"]]


def _dates(edition: Edition) -> dict[str, dict[str, Any]]:
    """The rows of `Evidence` by scheme, made once for an edition and gone with it."""
    kept = vars(edition)
    if "_dates" not in kept:
        rows = Evidence.of(edition).rows.set_axis(edition.dispositifs["id"])
        kept["_dates"] = rows.to_dict("index")
    dates: dict[str, dict[str, Any]] = kept["_dates"]
    return dates


def _states(edition: Edition, year: int | None) -> dict[str, str]:
    """State of every scheme in a year, "" when it does not count; readings share it."""
    kept: dict[int | None, dict[str, str]] = vars(edition).setdefault("_etats", {})
    if year not in kept:
        states = Evidence.of(edition).states(year).fillna("")
        kept[year] = dict(zip(edition.dispositifs["id"], states, strict=True))
    return kept[year]

"""The measure read a second time, in plain Python from the text of the rule: no pandas.

It shares nothing with `amu_geo` but the words of the files, so that the two can only agree
when both say the rule.
"""

from __future__ import annotations

import calendar
from collections.abc import Iterable, Mapping
from datetime import date

Row = Mapping[str, str]

REGIONAL = {"region", "collectivite-unique", "mixte"}


def period(text: str) -> tuple[date, date]:
    """First and last day of AAAA, AAAA-MM or AAAA-MM-JJ."""
    parts = [int(part) for part in text.split("-")]
    if len(parts) == 3:
        return date(*parts), date(*parts)
    if len(parts) == 2:
        return date(*parts, 1), date(*parts, calendar.monthrange(*parts)[1])
    return date(parts[0], 1, 1), date(parts[0], 12, 31)


def months_before(day: date, months: int) -> date:
    """The same day so many months earlier, the last of its month when it has no such day."""
    total = day.year * 12 + day.month - 1 - months
    year, month = total // 12, total % 12 + 1
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


class Scheme:
    """One row of `dispositifs` with the attestations that name it."""

    def __init__(self, row: Row, attestations: Iterable[Row], edition: date) -> None:
        self.row, self.edition = row, edition
        reliable = [proof for proof in attestations if proof["confiance"] in ("A", "B")]
        self.over = row["statut"] in ("termine", "historique")
        self.start = None
        if row["annee_debut"] and row["annee_debut_deduite"] != "oui":
            self.start = int(row["annee_debut"])
        said = [(period(p["date"]), p["nature"]) for p in reliable if p["nature"] != "fin"]
        if row["date_source"] and not self.over:
            said.append((period(row["date_source"]), "page"))
        if self.start:
            said.append((period(row["annee_debut"]), "debut"))
        self.evidence = [(span, nature) for span, nature in said if span[0] <= edition]
        ends = [period(proof["date"])[1] for proof in reliable if proof["nature"] == "fin"]
        self.end = max(ends, default=None)
        for column in ("annee_fin", "date_fin"):
            if row.get(column):
                self.end = period(row[column])[1]

    def years_known(self) -> list[int]:
        years = [day.year for span, _ in self.evidence for day in span]
        years += [int(self.row["annee_debut"])] if self.row["annee_debut"] else []
        return years + ([self.end.year] if self.end else [])

    def counts(self, year: int) -> bool:
        now = self.edition.year
        known = self.years_known()
        if not known:
            return year == now and not self.over
        if year < (self.start or min(known)):
            return False
        if year == now:
            return not self.over and not (self.end and self.end < self.edition)
        if self.end:
            return year <= self.end.year
        return not self.over or year <= max(known)

    def proven_now(self, months: int) -> bool:
        if not self.counts(self.edition.year):
            return False
        announced = self.start and self.end and self.start <= self.edition.year
        if announced and self.end >= self.edition:
            return True
        since = months_before(self.edition, months)
        return any(
            last >= since and not (nature == "cloture" and last < self.edition)
            for (_, last), nature in self.evidence
        )

    def confirmed(self, year: int, months: int) -> bool:
        if year == self.edition.year:
            return self.proven_now(months)
        if self.start and self.end and self.start <= year <= self.end.year:
            return True
        years = [day.year for span, _ in self.evidence for day in span]
        if not years:
            return False
        last = self.edition.year if self.proven_now(months) else max(years)
        return min(years) <= year <= last

    def accepted(self, lecture: str) -> bool:
        row = self.row
        if lecture == "large":
            return True
        if row["financeur"] not in REGIONAL or row["confiance"] not in ("A", "B"):
            return False
        if lecture == "regionale":
            return True
        if row["strict"] != "oui":
            return False
        return lecture == "stricte" or row["implication_usagers"] in ("exigee", "encouragee")


def read_schemes(tables: Mapping[str, list[dict]], day: date) -> list[Scheme]:
    """The schemes of an edition given as rows of text."""
    proofs: dict[str, list[dict]] = {}
    for proof in tables.get("attestations", []):
        proofs.setdefault(proof["id_dispositif"], []).append(proof)
    return [Scheme(row, proofs.get(row["id"], ()), day) for row in tables["dispositifs"]]


def cells(
    schemes: Iterable[Scheme],
    programmes: Iterable[Row],
    lecture: str,
    year: int,
    months: int = 24,
) -> dict[tuple[str, str], str]:
    """State of every documented cell (code_region, famille) of an edition."""
    families = {row["id"]: row["familles"].split(";") for row in programmes}
    found: dict[tuple[str, str], str] = {}
    for scheme in schemes:
        if not (scheme.accepted(lecture) and scheme.counts(year)):
            continue
        for family in families.get(scheme.row["programme"], []):
            cell = (scheme.row["code_region"], family)
            if scheme.confirmed(year, months):
                found[cell] = "confirme"
            else:
                found.setdefault(cell, "a-confirmer")
    return found

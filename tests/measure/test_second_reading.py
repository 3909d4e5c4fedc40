"""The measure agrees, cell by cell, with a second reading of its rule in plain Python."""

from __future__ import annotations

import csv
import tomllib
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings

from amu_geo import paths
from amu_geo.edition.model import edition_folders, read_edition
from amu_geo.measure.coverage import compute_coverage
from amu_geo.measure.reading import Reading
from amu_geo.vocabulary import LECTURES
from tests import plain_rule
from tests.making import MAPPING, edition
from tests.schemes_strategy import attestations, schemes

EDITIONS = [folder.name for folder in edition_folders()]
TABLES = ("dispositifs", "programmes", "attestations")


def rows_of(name: str) -> tuple[dict[str, list[dict]], date]:
    folder = paths.SCHEMES / name
    tables = {}
    for table in TABLES:
        path = folder / f"{table}.csv"
        if path.exists():
            with path.open(encoding="utf-8", newline="") as file:
                tables[table] = list(csv.DictReader(file))
    told = tomllib.loads((folder / "edition.toml").read_text(encoding="utf-8"))
    return tables, date.fromisoformat(str(told["date"]))


def documented(coverage) -> dict[tuple[str, str], str]:
    return {
        (cell.code_region, cell.famille): cell.etat
        for cell in coverage.cells.itertuples()
        if cell.etat != "non-documente"
    }


@pytest.mark.parametrize("lecture", list(LECTURES))
@pytest.mark.parametrize("name", EDITIONS)
def test_every_cell_of_every_year_of_the_published_editions(territories, name, lecture):
    published = read_edition(paths.SCHEMES / name, territories)
    tables, day = rows_of(name)
    told = plain_rule.read_schemes(tables, day)
    for year in range(2007, day.year + 1):
        coverage = compute_coverage(published, Reading(year, lecture), territories)
        expected = plain_rule.cells(told, tables["programmes"], lecture, year)
        assert documented(coverage) == expected, year
    assert documented(compute_coverage(published, Reading(None, lecture), territories)) == expected


@pytest.mark.parametrize("months", [12, 24, 36])
def test_however_long_a_proof_stays_fresh(territories, months):
    published = read_edition(paths.SCHEMES / "2026", territories)
    tables, day = rows_of("2026")
    told = plain_rule.read_schemes(tables, day)
    coverage = compute_coverage(published, Reading(), territories, months)
    expected = plain_rule.cells(told, tables["programmes"], "regionale", day.year, months)
    assert documented(coverage) == expected


@settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(rows=schemes(), proofs=attestations())
def test_any_edition(territories, rows, proofs):
    known = {row["id"] for row in rows}
    proofs = [proof for proof in proofs if proof["id_dispositif"] in known]
    made = edition(rows, attestations=proofs)
    texts = [{key: "" if v is None else str(v) for key, v in row.items()} for row in rows]
    tables = {"dispositifs": texts, "attestations": proofs}
    told = plain_rule.read_schemes(tables, made.date)
    mapping = [{"id": name, "familles": main} for name, main, _ in MAPPING]
    for year in (2026, 2025, 2024, 2018, 2012, 2008):
        found = compute_coverage(made, Reading(year), territories)
        assert documented(found) == plain_rule.cells(told, mapping, "regionale", year)

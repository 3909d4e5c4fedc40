"""The numbers under other readings, other mappings and other lives of a proof."""

from __future__ import annotations

import pytest

from amu_geo.edition.shelf import read_shelf
from amu_geo.measure.coverage import compute_coverage
from amu_geo.measure.reading import Reading
from amu_geo.measure.sensitivity import (
    extremes,
    mapping_sensitivity,
    months_sensitivity,
    reading_sensitivity,
)
from amu_geo.vocabulary import LECTURES
from tests.making import attestation, edition, scheme


@pytest.fixture(scope="module")
def published(territories):
    return compute_coverage(read_shelf(territories).editions["2026"], Reading(), territories)


def test_each_reading_is_ranked_with_both_numbers(territories, published):
    table = reading_sensitivity(published)
    assert len(table) == 18 * len(LECTURES)
    for lecture, rows in table.groupby("lecture"):
        coverage = compute_coverage(published.edition, Reading(lecture=lecture), territories)
        for column in ("familles_documentees", "familles_confirmees"):
            assert list(rows[column]) == list(coverage.table[column])
        assert rows.loc[~rows["documentee"], "rang"].isna().all()
        assert rows["rang"].min() == 1


def test_regions_are_ranked_by_confirmed_then_documented_families(territories):
    proven = {"date_source": "2026-05"}
    rows = [
        scheme("a", "76", **proven),
        scheme("b", "76", "no-watt"),
        scheme("c", "75", **proven),
        scheme("d", "94", **proven),
        *(scheme(f"e-{name}", "53", name) for name in ("friches", "no-watt")),
    ]
    coverage = compute_coverage(edition(rows), Reading(), territories)
    ranks = reading_sensitivity(coverage).query("lecture == 'regionale'")
    ranks = ranks.set_index("code_region")["rang"]
    assert (ranks["76"], ranks["75"], ranks["94"], ranks["53"]) == (1, 2, 2, 4)
    assert ranks.drop(["76", "75", "94", "53"]).isna().all()


def test_each_alternative_is_one_choice_of_the_mapping(published):
    table = mapping_sensitivity(published)
    base = table[table["choix"] == "publiee"]
    assert list(base["familles_documentees"]) == list(published.table["familles_documentees"])
    assert set(table["choix"]) == {
        "publiee",
        "friches:territoriale",
        "bourgs-centres:communaute",
        "tiers-lieux:territoriale",
        "espaces-publics:batiment",
        "urbanisme-transitoire:territoriale",
    }
    assert (base["ecart"] == 0).all()
    bounds = published.table.set_index("code_region")
    for row in table.itertuples():
        assert bounds.loc[row.code_region, "min"] <= row.familles_documentees
        assert row.familles_documentees <= bounds.loc[row.code_region, "max"]


def test_an_alternative_moves_a_whole_programme_confirmed_or_not(territories):
    rows = [scheme("a", "76", "friches"), scheme("b", "76", "bourgs-centres", date_source="2026")]
    coverage = compute_coverage(edition(rows), Reading(), territories)
    table = mapping_sensitivity(coverage)
    moved = table[(table["choix"] == "friches:territoriale") & (table["code_region"] == "76")]
    assert moved["familles_documentees"].tolist() == [1]
    assert moved["ecart"].tolist() == [-1]


def test_extremes_leave_out_the_undocumented(published):
    table = extremes(published)
    assert len(table) == 16
    assert (table["stable"] == (table["min"] == table["max"])).all()
    assert list(table["nom"][:3]) == ["Grand Est", "Bourgogne-Franche-Comté", "Corse"]
    assert (table["familles_documentees"] >= table["min"]).all()
    assert (table["familles_documentees"] <= table["max"]).all()


def test_a_proof_may_stay_fresh_for_a_shorter_or_longer_time(territories, published):
    totals = months_sensitivity(published, territories).groupby("mois")
    assert totals["familles_confirmees"].sum().to_dict() == {12: 16, 24: 20, 36: 25}
    assert totals["familles_documentees"].sum().nunique() == 1


def test_a_proof_is_fresh_until_its_months_are_over(territories):
    row = scheme("a", "76", annee_debut=None, date_source="", statut="inconnu")
    made = edition([row], attestations=[attestation("a", "2024-12")])
    coverage = compute_coverage(made, Reading(), territories)
    table = months_sensitivity(coverage, territories).query("code_region == '76'")
    assert dict(zip(table["mois"], table["familles_confirmees"], strict=True)) == {
        12: 0,
        24: 1,
        36: 1,
    }

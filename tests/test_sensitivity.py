"""The ranking under other readings and other mappings."""

from __future__ import annotations

import pytest

from amu_geo.coverage import compute_coverage
from amu_geo.editions import read_shelf
from amu_geo.reading import Reading
from amu_geo.sensitivity import extremes, mapping_sensitivity, reading_sensitivity
from amu_geo.vocabulary import LECTURES
from tests.making import edition, scheme


@pytest.fixture(scope="module")
def published(territories):
    return compute_coverage(read_shelf(territories).editions["2026"], Reading(), territories)


def test_each_reading_is_ranked(territories, published):
    table = reading_sensitivity(published, territories)
    assert len(table) == 18 * len(LECTURES)
    own = table[table["lecture"] == "regionale"]
    assert (own["ecart"] == 0).all()
    assert list(own["familles_confirmees"]) == list(published.table["familles_confirmees"])
    for lecture, rows in table.groupby("lecture"):
        coverage = compute_coverage(published.edition, Reading(lecture=lecture), territories)
        assert list(rows["familles_confirmees"]) == list(coverage.table["familles_confirmees"])
        assert rows.loc[~rows["documentee"], "rang"].isna().all()
        assert rows["rang"].min() == 1
    wide = table[table["lecture"] == "large"]
    assert (wide["ecart"] >= 0).all()


def test_equal_regions_share_the_best_rank(territories):
    rows = [scheme("a", "76"), scheme("b", "75"), scheme("c", "76", "no-watt"), scheme("d", "94")]
    coverage = compute_coverage(edition(rows), Reading(), territories)
    ranks = reading_sensitivity(coverage, territories).query("lecture == 'regionale'")
    ranks = ranks.set_index("code_region")["rang"]
    assert (ranks["76"], ranks["75"], ranks["94"]) == (1, 2, 2)
    assert ranks.drop(["76", "75", "94"]).isna().all()


def test_each_alternative_is_one_choice_of_the_mapping(published):
    table = mapping_sensitivity(published)
    base = table[table["choix"] == "publiee"]
    assert list(base["familles_confirmees"]) == list(published.table["familles_confirmees"])
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
        assert bounds.loc[row.code_region, "min"] <= row.familles_confirmees
        assert row.familles_confirmees <= bounds.loc[row.code_region, "max"]


def test_an_alternative_moves_a_whole_programme(territories):
    rows = [scheme("a", "76", "friches"), scheme("b", "76", "bourgs-centres")]
    coverage = compute_coverage(edition(rows), Reading(), territories)
    table = mapping_sensitivity(coverage)
    moved = table[(table["choix"] == "friches:territoriale") & (table["code_region"] == "76")]
    assert moved["ecart"].tolist() == [-1]


def test_extremes_leave_out_the_undocumented(published):
    table = extremes(published)
    assert len(table) == 17
    assert (table["stable"] == (table["min"] == table["max"])).all()
    assert list(table["nom"][:3]) == ["Île-de-France", "Nouvelle-Aquitaine", "Occitanie"]

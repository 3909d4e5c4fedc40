"""Coverage through the years: the same rules as the measure, quickly; and bars of time."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings

from amu_geo.edition.shelf import read_shelf
from amu_geo.measure.coverage import compute_coverage
from amu_geo.measure.reading import Reading
from amu_geo.measure.timeline import changes_between, coverage_by_year, first_year_of
from amu_geo.measure.years import cells_by_year, peak_year
from amu_geo.schemes.bars import scheme_bars
from amu_geo.vocabulary import LECTURES
from tests.making import attestation, edition, scheme
from tests.schemes_strategy import attestations, schemes

COUNTS = ["familles_confirmees", "familles_documentees"]


def agrees(made, lecture, territories, years):
    table = coverage_by_year(made, lecture, territories)
    for year in years:
        coverage = compute_coverage(made, Reading(year, lecture), territories)
        then = table[table["annee"] == (year or made.year)]
        assert list(then["etat"]) == list(coverage.cells["etat"])
        assert list(then["code_region"]) == list(coverage.cells["code_region"])
        counts = then.groupby("code_region")[COUNTS].first()
        expected = coverage.table.set_index("code_region")
        for column in counts:
            assert (counts[column] == expected[column]).all()


@pytest.mark.parametrize("lecture", list(LECTURES))
def test_years_agree_with_the_measure_on_published_editions(territories, lecture):
    for made in read_shelf(territories).editions.values():
        agrees(made, lecture, territories, [None, 2007, 2013, made.year - 1])


@settings(
    max_examples=15,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(rows=schemes(), proofs=attestations())
def test_years_agree_with_the_measure_on_any_edition(territories, rows, proofs):
    known = {row["id"] for row in rows}
    proofs = [proof for proof in proofs if proof["id_dispositif"] in known]
    agrees(edition(rows, attestations=proofs), "regionale", territories, [None, 2012, 2020])


def test_one_series_of_years_goes_to_the_editions_own(territories):
    table = coverage_by_year(edition([scheme("a")]), "regionale", territories)
    assert list(dict.fromkeys(table["annee"])) == list(range(2007, 2027))
    assert len(table) == 20 * 18 * 4


def test_the_cells_of_a_year_are_those_of_the_measure(territories):
    made = read_shelf(territories).editions["2026"]
    counts = cells_by_year(coverage_by_year(made, "regionale", territories)).set_index("annee")
    for year in (2018, 2025, 2026):
        coverage = compute_coverage(made, Reading(None if year == made.year else year), territories)
        assert counts.loc[year, "documentees"] == coverage.nb_documented
        assert counts.loc[year, "confirmees"] == coverage.nb_confirmed
        some = (coverage.table[COUNTS] > 0).sum()
        assert counts.loc[year, "regions_confirmees"] == some["familles_confirmees"]
        assert counts.loc[year, "regions_documentees"] == some["familles_documentees"]
    assert (counts["confirmees"] <= counts["documentees"]).all()


def test_the_best_year_is_the_first_of_equals_and_none_without_proof(territories):
    rows = [scheme("a", annee_debut=2012, annee_fin=2014, statut="termine", date_source="")]
    counts = cells_by_year(coverage_by_year(edition(rows), "regionale", territories))
    assert peak_year(counts) == 2012
    undated = [scheme("a", annee_debut=None, date_source="", statut="inconnu")]
    counts = cells_by_year(coverage_by_year(edition(undated), "regionale", territories))
    assert counts["documentees"].max() == 1
    assert peak_year(counts) is None


def test_first_year_of_documented_and_of_confirmed_families(territories):
    rows = [
        scheme("a", annee_debut=2012),
        scheme("b", programme="no-watt", annee_debut=2014, annee_debut_deduite="oui"),
    ]
    table = coverage_by_year(edition(rows), "regionale", territories)
    documented = [first_year_of(table, "76", n, "familles_documentees") for n in (1, 2, 3)]
    assert documented == [2012, 2014, None]
    assert first_year_of(table, "76", 2, "familles_confirmees") == 2020


def test_changes_between_two_years(territories):
    rows = [scheme("a", annee_debut=2012), scheme("b", programme="no-watt", annee_debut=2019)]
    proof = attestation("b", "2026-03")
    changes = changes_between(
        edition(rows, attestations=[proof]), Reading(2015), Reading(2020), territories
    )
    assert changes[["code_region", "famille", "avant", "apres", "gagnes"]].values.tolist() == [
        ["76", "batiment", "non-documente", "confirme", ("b",)]
    ]


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        # debut, fin, debut_connu, fin_connue, datee
        ({"annee_debut": 2012, "annee_fin": 2018}, (2012, 2018, True, True, True)),
        ({"annee_debut": 2012}, (2012, 2026, True, True, True)),
        ({"annee_debut": 2012, "statut": "inconnu"}, (2012, 2012, True, False, True)),
        ({"annee_debut": None, "annee_fin": 2018}, (2018, 2018, False, True, True)),
        ({"annee_debut": None, "statut": "inconnu"}, (2007, 2026, False, False, False)),
        ({"annee_debut": 1997, "annee_fin": 2010}, (2007, 2010, True, True, True)),
        ({"annee_debut": 2022, "annee_fin": 2029}, (2022, 2026, True, True, True)),
        (
            {"annee_debut": 2012, "annee_fin": 2018, "annee_debut_deduite": "oui"},
            (2012, 2018, False, True, True),
        ),
    ],
)
def test_bars_show_what_is_uncertain(cells, expected):
    made = edition([scheme("a", **cells)])
    bar = scheme_bars(made.dispositifs, made).iloc[0]
    found = tuple(bar[["debut", "fin", "debut_connu", "fin_connue", "datee"]])
    assert found == expected
    assert bar["tronquee"] == (cells["annee_debut"] == 1997)


def test_every_published_scheme_has_a_bar_that_goes_forward(territories):
    made = read_shelf(territories).editions["2026"]
    bars = scheme_bars(made.dispositifs, made)
    assert len(bars) == len(made.dispositifs)
    assert (bars["fin"] >= bars["debut"]).all()
    assert bars["debut"].between(2007, 2026).all()
    assert list(bars["debut"]) == sorted(bars["debut"])
    assert scheme_bars(made.dispositifs.iloc[:0], made).empty

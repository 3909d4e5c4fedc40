"""Coverage through the years: the same rules as the measure, quickly; and bars of time."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings

from amu_geo.coverage import compute_coverage
from amu_geo.editions import read_shelf
from amu_geo.reading import Reading
from amu_geo.timeline import (
    CURRENT,
    changes_between,
    coverage_by_year,
    first_year_of,
    same_moment,
    scheme_bars,
)
from amu_geo.vocabulary import LECTURES
from tests.making import edition, scheme
from tests.test_coverage_properties import schemes


def agrees(made, lecture, territories, years):
    table = coverage_by_year(made, lecture, territories)
    for year in years:
        coverage = compute_coverage(made, Reading(year, lecture), territories)
        moment = table[table["moment"] == same_moment(coverage)]
        assert list(moment["etat"]) == list(coverage.cells["etat"])
        assert list(moment["code_region"]) == list(coverage.cells["code_region"])
        counts = moment.groupby("code_region")[
            ["familles_confirmees", "familles_documentees"]
        ].first()
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
@given(rows=schemes())
def test_years_agree_with_the_measure_on_any_edition(territories, rows):
    agrees(edition(rows), "regionale", territories, [None, 2012, 2020])


def test_moments_are_dated_years_then_actuel(territories):
    table = coverage_by_year(edition([scheme("a")]), "regionale", territories)
    moments = list(dict.fromkeys(table["moment"]))
    assert moments == [*(str(year) for year in range(2007, 2026)), CURRENT]
    assert len(table) == 20 * 18 * 4
    assert table.loc[table["moment"] == CURRENT, "annee"].isna().all()


def test_first_year(territories):
    rows = [scheme("a", annee_debut=2012), scheme("b", programme="no-watt", annee_debut=2019)]
    table = coverage_by_year(edition(rows), "regionale", territories)
    assert [first_year_of(table, "76", families) for families in (1, 2, 3)] == [2012, 2019, None]


def test_changes_between_two_years(territories):
    rows = [scheme("a", annee_debut=2012), scheme("b", programme="no-watt", annee_debut=2019)]
    changes = changes_between(edition(rows), Reading(2015), Reading(2020), territories)
    assert changes[["code_region", "famille", "avant", "apres", "gagnes"]].values.tolist() == [
        ["76", "batiment", "non-documente", "couvert", ("b",)]
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
    assert len(bars) == 227
    assert (bars["fin"] >= bars["debut"]).all()
    assert bars["debut"].between(2007, 2026).all()
    assert list(bars["debut"]) == sorted(bars["debut"])
    assert scheme_bars(made.dispositifs.iloc[:0], made).empty

"""At the edges of the measure: signs, bounds and what stays as it is."""

from __future__ import annotations

import pandas as pd
import pytest

from amu_geo.measure.actors import actor_list, count_actors
from amu_geo.measure.coverage import compute_coverage
from amu_geo.measure.reading import Reading
from amu_geo.measure.sensitivity import mapping_sensitivity, reading_sensitivity
from amu_geo.measure.steps import main_steps
from amu_geo.measure.years import state_runs
from amu_geo.vocabulary import CONFIRMED, TO_CONFIRM, UNDOCUMENTED
from tests.making import actor, edition, scheme

PROVEN = {"date_source": "2026-05"}


def measured(territories, rows, reading=None):
    return compute_coverage(edition(rows), reading or Reading(), territories)


def test_places_lost_by_another_mapping_are_positive_and_places_won_negative(territories):
    rows = [
        *(scheme(f"76-{name}", "76", name) for name in ("friches", "bourgs-centres")),
        *(scheme(f"75-{name}", "75", name) for name in ("no-watt", "tiers-lieux")),
        scheme("94", "94", "no-watt"),
    ]
    table = mapping_sensitivity(measured(territories, rows)).set_index(["choix", "code_region"])
    moved = table.loc["friches:territoriale"]
    assert (moved.loc["76", "ecart"], moved.loc["76", "ecart_rang"]) == (-1, 1)
    assert (moved.loc["75", "ecart"], moved.loc["75", "ecart_rang"]) == (0, 0)
    # Third behind two regions of two families, second once one of them has one.
    assert (moved.loc["94", "rang"], moved.loc["94", "ecart_rang"]) == (2, -1)
    assert moved.loc["53", ["rang", "ecart_rang"]].isna().all()


def test_a_region_is_documented_by_what_it_has_not_by_what_is_confirmed(territories):
    coverage = measured(territories, [scheme("a", "76"), scheme("b", "75", **PROVEN)])
    under = reading_sensitivity(coverage).query("lecture == 'regionale'").set_index("code_region")
    assert under.loc[["76", "75"], "documentee"].all()
    assert (under.loc["75", "rang"], under.loc["76", "rang"]) == (1, 2)
    table = mapping_sensitivity(coverage).set_index(["choix", "code_region"])["documentee"]
    assert table.loc["publiee"][lambda known: known].index.tolist() == ["75", "76"]


@pytest.mark.parametrize(("year", "ignored"), [("1989", ["annee"]), ("1990", []), ("2026", [])])
def test_the_first_year_that_can_be_read_is_1990(year, ignored):
    reading, unknown = Reading.from_query({"annee": year}, 2026)
    assert unknown == ignored
    assert reading.annee == (1990 if year == "1990" else None)


def test_a_run_is_the_years_that_follow_one_another_in_one_state():
    states = [UNDOCUMENTED, TO_CONFIRM, TO_CONFIRM, CONFIRMED, TO_CONFIRM]
    years = pd.DataFrame(
        [
            (2020 + rank, code, "batiment", state)
            for code, told in (("76", states), ("75", states[:1] * 5))
            for rank, state in enumerate(told)
        ],
        columns=["annee", "code_region", "famille", "etat"],
    )
    assert list(state_runs(years).itertuples(index=False, name=None)) == [
        ("76", "batiment", UNDOCUMENTED, 2020, 2020),
        ("76", "batiment", TO_CONFIRM, 2021, 2022),
        ("76", "batiment", CONFIRMED, 2023, 2023),
        ("76", "batiment", TO_CONFIRM, 2024, 2024),
        ("75", "batiment", UNDOCUMENTED, 2020, 2024),
    ]
    assert state_runs(years[:0]).empty


def test_the_tables_have_the_columns_that_they_say_and_no_other(territories):
    coverage = measured(territories, [scheme("a", "76")])
    own = [name for name in coverage.geo(territories).columns if name not in coverage.table]
    assert own == ["zone", "population", "superficie_km2", "acteurs_amu_pour_100000", "geometry"]
    counts = count_actors(actor_list(edition([], acteurs=[actor("a")]), territories), territories)
    assert [*counts.table.columns] == [
        *("code_region", "nom", "nb_amu", "nb_voisins", "population"),
        *("amu_pour_100000", "voisins_pour_100000"),
    ]


def test_years_that_rise_one_after_another_are_one_step_and_a_fall_is_another():
    sure = {2010: 10, 2011: 10, 2012: 20, 2013: 30, 2014: 30, 2015: 15}
    counts = pd.DataFrame(
        [(year, number, number) for year, number in sure.items()],
        columns=["annee", "documentees", "confirmees"],
    )
    steps = [(step.debut, step.fin, step.avant, step.apres) for step in main_steps(counts)]
    assert steps == [(2012, 2013, 10, 30), (2015, 2015, 30, 15)]

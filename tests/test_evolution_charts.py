"""The years brought together, told and drawn, on small editions drawn by hand."""

from __future__ import annotations

import pytest

from amu_geo.charts.changes import KINDS_OF_EDITIONS, changes_data, changes_table, years_data
from amu_geo.charts.years_levels import GAP, years_levels
from amu_geo.charts.years_strips import strips_legend, years_strips
from amu_geo.coverage import compute_coverage
from amu_geo.coverage_difference import coverage_difference
from amu_geo.reading import Reading
from amu_geo.sentences.changes import difference_sentence, year_changes
from amu_geo.timeline import coverage_by_year
from amu_geo.timeline_summary import (
    LOST,
    MAYBE,
    NO_MORE,
    OTHERS,
    WON,
    current_states,
    kind_of_change,
    regions_by_level,
    state_runs,
    with_kinds,
)
from tests.making import edition, scheme

SCHEMES = [
    scheme("76-f", "76", "friches", annee_debut=2012, annee_fin=2014, statut="termine"),
    scheme("76-g", "76", "friches", annee_debut=2014, statut="inconnu"),
    scheme("53-b", "53", "bourgs-centres", annee_debut=2020),
    scheme("84-n", "84", "no-watt", annee_debut=None),
]


@pytest.fixture(scope="module")
def made():
    return edition(SCHEMES)


@pytest.fixture(scope="module")
def years(made, territories):
    return coverage_by_year(made, "regionale", territories)


def _runs(years, code, family):
    found = state_runs(years)
    mine = found[(found["code_region"] == code) & (found["famille"] == family)]
    return [(row.etat, row.debut, row.fin) for row in mine.itertuples()]


def test_runs_follow_the_states_without_gap(years):
    assert _runs(years, "76", "communaute") == [
        ("non-documente", 2007, 2011),
        ("couvert", 2012, 2014),
        ("probable", 2015, 2025),
    ]
    assert _runs(years, "06", "batiment") == [("non-documente", 2007, 2025)]
    assert len(state_runs(years).drop_duplicates(["code_region", "famille"])) == 72


def test_runs_and_present_are_the_states_of_the_years(years):
    again = {
        (run.code_region, run.famille, year): run.etat
        for run in state_runs(years).itertuples()
        for year in range(run.debut, run.fin + 1)
    }
    dated = years[years["annee"].notna()]
    told = {(row.code_region, row.famille, row.annee): row.etat for row in dated.itertuples()}
    assert again == told
    assert current_states(years)["76", "communaute"] == "couvert"


def test_every_moment_counts_the_eighteen_regions(years):
    levels = regions_by_level(years)
    assert set(levels.groupby("moment")["regions"].sum()) == {18}
    at = levels.set_index(["moment", "niveau"])["regions"]
    assert at["2013", 1] == 1
    assert at["2013", 0] == 1
    assert at["2013", -1] == 16
    assert at["actuel", 1] == 3


def test_nothing_dated_gives_no_run(territories):
    empty = coverage_by_year(edition([], day="2007-05-01"), "regionale", territories)
    assert state_runs(empty).empty


@pytest.mark.parametrize(
    ("before", "after", "kind"),
    [
        ("non-documente", "couvert", WON),
        ("probable", "couvert", WON),
        ("couvert", "probable", LOST),
        ("couvert", "non-documente", LOST),
        ("non-documente", "probable", MAYBE),
        ("probable", "non-documente", NO_MORE),
        ("couvert", "couvert", OTHERS),
    ],
)
def test_a_change_has_one_kind(before, after, kind):
    assert kind_of_change(before, after) == kind


def _difference(made, territories, before, after):
    old, new = (compute_coverage(made, Reading(year), territories) for year in (before, after))
    return with_kinds(coverage_difference(old, new))


def test_what_changed_is_said_and_shown_row_by_row(made, territories):
    changes = _difference(made, territories, 2013, 2021)
    assert difference_sentence(changes) == ("Une case devient couverte et une n’est plus couverte.")
    names = {row["id"]: row["nom"] for row in SCHEMES}
    html = changes_table(changes, names, ("2013", "2021"), lambda *a: "/region", "Légende")
    assert html.count("<tr") == 3
    assert 'data-moment="0|76|communaute"' in html
    assert 'data-moment="1|53|territoriale"' in html
    assert "Dispositif 53-b" in html
    data = changes_data(changes, names, ("2013", "2021"))
    assert list(data["Changement"]) == ["devient couverte", "n’est plus couverte"]
    assert set(data["2021"]) == {"couverte", "probable"}


def test_between_editions_nothing_becomes_covered(made, territories):
    changes = _difference(made, territories, 2013, 2021)
    editions = ("édition 2018", "édition 2026")
    assert difference_sentence(changes, editions) == (
        "Une case est couverte dans l’édition 2026 seulement et une dans l’édition 2018 seulement."
    )
    lost = changes[changes["sorte"] == LOST]
    assert difference_sentence(lost, editions) == (
        "Une case est couverte dans l’édition 2018 seulement."
    )
    html = changes_table(changes, {}, editions, lambda *a: "", "Légende", KINDS_OF_EDITIONS)
    assert "devient" not in html


def test_no_change_is_told_without_a_table(made, territories):
    changes = _difference(made, territories, 2012, 2012)
    assert difference_sentence(changes) == ""
    assert "<table" not in changes_table(changes, {}, ("a", "b"), lambda *a: "", "Légende")


def test_other_schemes_under_the_same_state_stand_apart(territories):
    made = edition(
        [
            scheme("53-a", "53", annee_debut=2010, annee_fin=2012),
            scheme("53-b", "53", annee_debut=2013),
        ]
    )
    changes = _difference(made, territories, 2012, 2013)
    assert list(changes["sorte"]) == [OTHERS]
    html = changes_table(changes, {}, ("2012", "2013"), lambda *a: "", "Légende")
    assert html.startswith("<details")
    assert year_changes(changes, 2013) == "Aucune case ne change d’état par rapport à 2012."


def test_a_year_names_its_places(made, territories):
    told = year_changes(_difference(made, territories, 2019, 2020), 2020)
    assert told == "Devient couvert\xa0: Bretagne (Territoriale)."


def test_panels_draw_probable_apart_and_the_present_beside(years, made, territories):
    now = compute_coverage(made, Reading(), territories)
    html = years_strips(years, now, lambda code: f"/region?region={code}")
    assert html.count("<h3>") == 18
    assert html.count('class="actuel ') == 72
    assert html.count("etat-probable") == 2
    assert "Communauté, de 2012 à 2014\xa0: couverte" in html
    assert "actuellement couverte" in html
    assert 'class="note nd"' in html
    assert "probable" in strips_legend()


def test_the_bars_leave_a_space_before_the_present(years):
    figure = years_levels(regions_by_level(years), "2013")
    places = figure.data[0].x
    assert max(places) - sorted(set(places))[-2] == GAP + 1
    assert figure.data[-1].marker.pattern.shape == "/"
    assert len(figure.layout.shapes) == 2
    assert sum(sum(trace.y) for trace in figure.data) == 18 * 20
    assert len(years_levels(regions_by_level(years), "1990").layout.shapes) == 1


def test_the_data_behind_the_years_never_write_zero_for_unknown(years, territories):
    data = years_data(years, {code: territories.name(code) for code in territories.codes})
    assert len(data) == 20 * 18
    mayotte = data[data["Région"] == "Mayotte"]
    assert set(mayotte["Familles couvertes"]) == {"n.d."}

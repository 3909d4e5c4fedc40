"""The years brought together, told and drawn, on small editions drawn by hand."""

from __future__ import annotations

import re
from itertools import pairwise

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from amu_geo.charts.evolution.cells import cells_data, years_cells, years_cells_key
from amu_geo.charts.evolution.changes import (
    KINDS,
    KINDS_OF_EDITIONS,
    changes_data,
    changes_table,
    years_data,
)
from amu_geo.charts.evolution.drawn import drawn_cells
from amu_geo.charts.evolution.levels import years_levels
from amu_geo.charts.evolution.steps import steps_list
from amu_geo.charts.evolution.strips import strips_legend, years_strips
from amu_geo.measure.coverage import compute_coverage
from amu_geo.measure.difference import coverage_difference
from amu_geo.measure.reading import Reading
from amu_geo.measure.steps import Cause, Step, causes, main_steps
from amu_geo.measure.timeline import coverage_by_year
from amu_geo.measure.years import (
    ENDED,
    FOUND,
    GONE,
    LOST,
    OTHERS,
    WON,
    cells_by_year,
    kind_of_change,
    regions_by_level,
    state_runs,
    with_kinds,
)
from tests.making import edition, scheme

# Confirmed from 2012 to 2015, then documented alone; confirmed since 2020; never proven.
SCHEMES = [
    scheme("76-f", "76", "friches", annee_debut=2012, annee_fin=2014, statut="termine")
    | {"date_source": ""},
    scheme("76-g", "76", "friches", annee_debut=2014, statut="inconnu", date_source="2015"),
    scheme("53-b", "53", "bourgs-centres", annee_debut=2020, date_source="2026-02"),
    scheme("84-n", "84", "no-watt", annee_debut=None, statut="inconnu", date_source=""),
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
        ("confirme", 2012, 2015),
        ("a-confirmer", 2016, 2026),
    ]
    assert _runs(years, "06", "batiment") == [("non-documente", 2007, 2026)]
    assert len(state_runs(years).drop_duplicates(["code_region", "famille"])) == 72


def test_runs_are_the_states_of_the_years(years):
    again = {
        (run.code_region, run.famille, year): run.etat
        for run in state_runs(years).itertuples()
        for year in range(run.debut, run.fin + 1)
    }
    told = {(row.code_region, row.famille, row.annee): row.etat for row in years.itertuples()}
    assert again == told


def test_every_year_counts_the_eighteen_regions(years):
    levels = regions_by_level(years)
    assert set(levels.groupby("annee")["regions"].sum()) == {18}
    at = levels.set_index(["annee", "niveau"])["regions"]
    assert (at[2013, 1], at[2013, -1]) == (1, 17)
    assert (at[2026, 1], at[2026, 0], at[2026, -1]) == (1, 2, 15)


@pytest.mark.parametrize(
    ("before", "after", "kind"),
    [
        ("non-documente", "confirme", WON),
        ("a-confirmer", "confirme", WON),
        ("confirme", "a-confirmer", LOST),
        ("confirme", "non-documente", ENDED),
        ("non-documente", "a-confirmer", FOUND),
        ("a-confirmer", "non-documente", GONE),
        ("confirme", "confirme", OTHERS),
    ],
)
def test_a_change_has_one_kind(before, after, kind):
    assert kind_of_change(before, after) == kind


def _difference(made, territories, before, after):
    old, new = (compute_coverage(made, Reading(year), territories) for year in (before, after))
    return with_kinds(coverage_difference(old, new))


def test_what_changed_is_shown_row_by_row(made, territories):
    changes = _difference(made, territories, 2013, 2021)
    names = {row["id"]: row["nom"] for row in SCHEMES}
    html = changes_table(changes, names, ("2013", "2021"), lambda *a: "/region", "Légende")
    assert html.count("<tr") == 3
    assert 'data-moment="0|76|communaute"' in html
    assert 'data-moment="1|53|territoriale"' in html
    assert "Dispositif 53-b" in html
    data = changes_data(changes, names, ("2013", "2021"))
    assert list(data["Changement"]) == ["devient confirmée", "n’est plus confirmée"]
    assert list(data["2021"]) == ["confirmée", "documentée, à confirmer"]


def test_between_editions_nothing_becomes_confirmed(made, territories):
    changes = _difference(made, territories, 2013, 2021)
    editions = ("édition 2018", "édition 2026")
    html = changes_table(changes, {}, editions, lambda *a: "", "Légende", KINDS_OF_EDITIONS)
    assert "devient" not in html
    assert "n’est plus" not in html
    assert "confirmée dans la seconde seulement" in html
    assert set(KINDS_OF_EDITIONS) == set(KINDS)


def test_no_change_is_told_without_a_table(made, territories):
    changes = _difference(made, territories, 2012, 2012)
    assert "<table" not in changes_table(changes, {}, ("a", "b"), lambda *a: "", "Légende")


def test_other_schemes_under_the_same_state_stand_apart(territories):
    made = edition(
        [
            scheme("53-a", "53", annee_debut=2010, annee_fin=2012, date_source=""),
            scheme("53-b", "53", annee_debut=2013),
        ]
    )
    changes = _difference(made, territories, 2012, 2013)
    assert list(changes["sorte"]) == [OTHERS]
    html = changes_table(changes, {}, ("2012", "2013"), lambda *a: "", "Légende")
    assert html.startswith("<details")


def test_panels_draw_the_three_states_apart(years, made, territories):
    now = compute_coverage(made, Reading(), territories)
    html = years_strips(years, now, lambda code: f"/region?region={code}")
    assert html.count("<h3>") == 18
    assert html.count('class="etat-a-confirmer"') == 2
    assert html.count('class="etat-confirme"') == 2
    assert "Communauté, de 2012 à 2015\xa0: confirmée" in html
    assert "de 2016 à 2026\xa0: documentée, à confirmer" in html
    assert "Bâtiment\xa0: rien de documenté" in html
    assert 'class="note nd">n.d.' in html
    assert 'class="note niveau-0">0/1' in html
    assert strips_legend().count('class="bande etat-') == 3


def test_the_cells_are_drawn_confirmed_inside_documented(years):
    counts = cells_by_year(years)
    full, hollow, hatched, _ = years_cells(counts).data
    heights = dict(zip(full.x, full.y, strict=True))
    above = dict(zip(hollow.x, hollow.y, strict=True))
    assert (heights[2021], above[2021]) == (1, 1)
    assert (heights[2026], above[2026]) == (1, 2)
    assert 2013 not in above
    # A year without anything documented is hatched, and neither full nor hollow.
    assert list(hatched.x) == list(range(2007, 2012))
    assert hatched.marker.pattern.shape == "/"
    assert min(full.x) == 2012
    assert full.marker.color != hollow.marker.color


def test_the_chart_names_its_ends_and_its_best_year(years, territories):
    texts = [note.text for note in years_cells(cells_by_year(years)).layout.annotations]
    assert texts == ["<b>1</b>/1", "<b>1</b>/3"]
    rows = [
        *SCHEMES,
        scheme("27-a", "27", "no-watt", annee_debut=2020, annee_fin=2021, date_source=""),
    ]
    more = coverage_by_year(edition(rows), "regionale", territories)
    texts = [note.text for note in years_cells(cells_by_year(more)).layout.annotations]
    assert texts == ["<b>1</b>/1", "<b>2</b>/3", "<b>1</b>/3"]
    key = years_cells_key(cells_by_year(years))
    assert "1 confirmée en 2026" in key
    assert "2 documentées, à confirmer" in key


def test_a_wide_chart_numbers_every_bar_live_and_drawn(years):
    """Plotly's words carry those that stand on a phone too; the rest is one trace of text."""
    counts = cells_by_year(years)
    figure = years_cells(counts)
    known = counts[counts["documentees"] > 0]
    expected = {
        row.annee: f"<b>{row.confirmees}</b>/{row.documentees}" for row in known.itertuples()
    }
    rest = figure.data[-1]
    told = dict(zip(rest.x, rest.text, strict=True))
    always = {note.x: note.text for note in figure.layout.annotations}
    assert not told.keys() & always.keys()
    assert told | always == expected
    assert dict(zip(rest.x, rest.y, strict=True)) == {
        row.annee: row.documentees for row in known.itertuples() if row.annee in told
    }
    drawn = drawn_cells(counts, "alt")
    assert drawn.count("<em>") == len(always)
    assert drawn.count('<em class="au-large">') == len(told)


# Two regions begin together in 2012; one ends in 2016, the other has no proof after 2016.
STEPS = [
    scheme("76-f", "76", "friches", nom="Friches <A>", annee_debut=2012, annee_fin=2016,
           statut="termine") | {"date_source": ""},
    scheme("53-b", "53", "bourgs-centres", annee_debut=2012, statut="inconnu", date_source="2016"),
    scheme("24-n", "24", "no-watt", annee_debut=2010, date_source="2026-02"),
]  # fmt: skip


def test_the_steps_are_lettered_on_the_chart_and_told_below_with_their_schemes(territories):
    made = edition(STEPS)
    counts = cells_by_year(coverage_by_year(made, "regionale", territories))
    steps = main_steps(counts)
    assert [(step.debut, step.fin, step.avant, step.apres) for step in steps] == [
        (2012, 2012, 1, 3),
        (2017, 2017, 3, 1),
    ]
    figure = years_cells(counts, steps)
    letters = [note for note in figure.layout.annotations if note.text in ("<b>A</b>", "<b>B</b>")]
    assert [note.x for note in letters] == [2012, 2017]
    # Above every bar, and a bracket under each, as long as the step.
    assert all(note.y > counts["documentees"].max() for note in letters)
    assert [round(line.x1 - line.x0, 2) for line in figure.layout.shapes] == [0.86, 0.86]
    names = {row["id"]: (row["nom"], territories.name(row["code_region"])) for row in STEPS}
    told = [(step, causes(step, made, "regionale")) for step in steps]
    rise, fall = steps_list(
        told, names, lambda one, name: f"<{one}>", lambda step: f"/evolution?{step.fin}"
    ).split("</p></li>")[:2]
    assert "2012\xa0: de 1 à 3 cases confirmées" in rise
    assert "Dispositifs alors confirmés" in rise
    assert 'data-marche="2011|2012"' in rise
    assert "24-n" not in rise
    unproven, ended = fall.split("Ont pris fin")
    assert "Sans preuve pour 2017" in unproven
    assert "53-b" in unproven and "76-f" not in unproven
    assert "76-f" in ended


def test_of_many_schemes_a_few_are_named_of_as_many_regions_as_can_be():
    found = [Cause(f"{code}-{rank}", code, ()) for code in ("76", "53") for rank in range(3)]
    names = {cause.id: (cause.id, cause.code_region) for cause in found}
    told = steps_list([(Step(2012, 2012, 0, 6), found)], names, lambda one, _: one, lambda _: "/")
    assert re.findall(r"\d\d-\d", told) == ["76-0", "53-0", "76-1"]
    assert "et 3 autres" in told


@settings(max_examples=30, deadline=None)
@given(st.lists(st.integers(0, 12), min_size=1, max_size=20))
def test_steps_are_few_apart_and_those_of_the_series(sure):
    years = range(2007, 2007 + len(sure))
    counts = pd.DataFrame({"annee": years, "confirmees": sure, "documentees": 12})
    counts = counts.assign(regions_documentees=3)
    of = dict(zip(counts["annee"], sure, strict=True))
    steps = main_steps(counts)
    assert len(steps) <= 4
    assert all((of[step.debut - 1], of[step.fin]) == (step.avant, step.apres) for step in steps)
    assert all(before.fin < after.debut for before, after in pairwise(steps))
    # The largest change from one year to the next is always one of them.
    jumps = {year: abs(of[year] - of[year - 1]) for year in list(of)[1:]}
    largest = max(jumps.values(), default=0)
    assert largest < 2 or largest < max(sure) * 0.1 or steps
    # Letters and numbers of one row never touch: half a year is eight pixels on a phone.
    notes = years_cells(counts, steps).layout.annotations
    rows = {}
    for note in notes:
        rows.setdefault(note.y, []).append(note.x)
    assert all(b - a >= 1 for row in rows.values() for a, b in pairwise(sorted(row)))


def test_nothing_documented_at_all_is_hatched_from_end_to_end(territories):
    empty = cells_by_year(coverage_by_year(edition([]), "regionale", territories))
    figure = years_cells(empty)
    assert [len(trace.x) for trace in figure.data] == [0, 0, 20, 0]
    assert not figure.layout.annotations
    assert set(cells_data(empty)["Cases documentées"]) == {"n.d."}


def test_the_levels_go_to_the_present_and_mark_the_year_in_view(years):
    levels = regions_by_level(years)
    figure = years_levels(levels, 2026)
    assert sorted(set(figure.data[0].x)) == list(range(2007, 2027))
    assert sum(sum(trace.y) for trace in figure.data) == 18 * 20
    assert figure.data[-1].marker.pattern.shape == "/"
    assert len(figure.layout.shapes) == 1
    assert not years_levels(levels, 1990).layout.shapes


def test_the_data_behind_the_years_never_write_zero_for_unknown(years, territories):
    data = years_data(years, {code: territories.name(code) for code in territories.codes})
    assert len(data) == 20 * 18
    mayotte = data[data["Région"] == "Mayotte"]
    assert set(mayotte["Familles confirmées"]) == {"n.d."}
    now = data[(data["Région"] == "Auvergne-Rhône-Alpes") & (data["Année"] == "2026")].iloc[0]
    assert (now["Familles confirmées"], now["Familles documentées"]) == ("0", "1")

"""What an edition wrote of its year beside what a later one finds for it, computed and told."""

from __future__ import annotations

import pytest

from amu_geo.charts.evolution.hindsight import then_and_now_data, then_and_now_table
from amu_geo.edition.shelf import read_shelf
from amu_geo.measure.coverage import compute_coverage
from amu_geo.measure.hindsight import looked_back_on, then_and_now
from amu_geo.measure.reading import Reading
from amu_geo.sentences.evolution import hindsight_headline, hindsight_second, region_hindsight
from tests.making import edition, scheme

NAMES = ("Édition 2018", "Édition 2026, année 2018")


def _then(*rows):
    return [scheme(f"{code}-{name}", code, name, date_source="2018-06") for code, name in rows]


def _both(territories, then, now):
    old = compute_coverage(edition(then, day="2018-07-09"), Reading(), territories)
    new = compute_coverage(edition(now), Reading(2018), territories)
    return old, new, then_and_now(old, new)


def _headline(cells):
    return hindsight_headline(cells, 2018, "2018", "2026").replace("\xa0", " ")


def test_the_published_editions_agree_on_occitanie(territories):
    shelf = read_shelf(territories)
    old = compute_coverage(shelf.editions["2018"], Reading(), territories)
    new = compute_coverage(shelf.editions["2026"], Reading(2018), territories)
    cells = then_and_now(old, new)
    assert list(dict.fromkeys(cells["code_region"]))[:2] == ["76", "84"]
    mine = cells[cells["code_region"] == "76"]
    assert set(mine["alors"]) == set(mine["depuis"]) == {"confirme"}
    assert _headline(cells) == (
        "Pour 2018, l’édition 2026 confirme cinq des sept cases de l’édition 2018, "
        "dont les trois d’Occitanie"
    )


@pytest.mark.parametrize(
    ("now", "said"),
    [
        (["friches", "no-watt"], "confirme les deux cases de l’édition 2018"),
        (["friches"], "confirme une des deux cases de l’édition 2018"),
        (["bourgs-centres"], "ne confirme aucune des deux cases de l’édition 2018"),
    ],
)
def test_the_finding_is_right_when_not_all_is_confirmed(territories, now, said):
    then = _then(("76", "friches"), ("76", "no-watt"))
    _, _, cells = _both(territories, then, _then(*(("76", name) for name in now)))
    assert _headline(cells) == f"Pour 2018, l’édition 2026 {said}"


def test_one_cell_alone_is_said_in_the_singular(territories):
    then = _then(("76", "friches"))
    assert "confirme la seule case de" in _headline(_both(territories, then, then)[2])
    assert "ne confirme pas la seule case de" in _headline(_both(territories, then, [])[2])


def test_an_edition_that_said_nothing_has_nothing_to_be_held_to(territories):
    _, _, cells = _both(territories, [], _then(("76", "friches")))
    assert "ne documente aucune case" in _headline(cells)
    assert _both(territories, [], [])[2].empty


def test_what_is_only_documented_is_never_told_as_confirmed(territories):
    then = _then(("76", "friches"), ("53", "bourgs-centres"))
    weak = scheme("76-x", annee_debut=2016, annee_debut_deduite="oui", date_source="")
    _, _, cells = _both(territories, then, [weak, *_then(("53", "no-watt"))])
    assert "ne confirme aucune des deux cases" in _headline(cells)
    told = hindsight_second(cells, "2018", "2026").replace("\xa0", " ")
    assert "Une n’y est que documentée, à confirmer : Occitanie (Communauté)." in told
    assert "Une n’y est pas documentée : Bretagne (Territoriale)." in told
    assert "documente une autre case, confirmée" in told
    by_region = {code: region_hindsight(found) for code, found in cells.groupby("code_region")}
    assert by_region["76"] == "Communauté à confirmer"
    assert by_region["53"].replace("\u202f", " ") == (
        "Territoriale non documentée ; en plus, Bâtiment confirmée"
    )


def test_the_figure_says_each_region_once_and_names_what_neither_documents(territories):
    then, now = _then(("76", "friches")), _then(("76", "friches"), ("53", "no-watt"))
    old, new, cells = _both(territories, then, now)
    html = then_and_now_table(cells, old, new, NAMES, lambda made, code: f"/{code}?<")
    assert html.count("<table") == 2
    assert html.count('<th scope="row">') == 2
    assert html.count('class="pastilles"') == 3
    neither = html.split("Non documentées dans l’une ni dans l’autre")[1]
    assert "Mayotte" in neither
    assert "Bretagne" not in neither
    assert "?<" not in html
    data = then_and_now_data(cells, NAMES)
    assert data[NAMES[0]].tolist() == ["confirmée", "non documentée"]
    assert data[NAMES[1]].tolist() == ["confirmée", "confirmée"]


def test_only_editions_of_an_earlier_year_are_looked_back_on():
    editions = {day[:7]: edition(day=day) for day in ("2026-01-02", "2022-03-01", "2018-07-09")}
    editions["2026-11"] = present = edition()
    assert looked_back_on(present, editions) == ["2018-07", "2022-03"]
    assert looked_back_on(editions["2018-07"], editions) == []

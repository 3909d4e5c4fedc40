"""At the edges of the comparison: what is missing, alike, different, a rate, the same thing."""

from __future__ import annotations

import pytest

from amu_geo.comparison import comparable_figures, missing_from, programme_matrix, twins
from amu_geo.comparison.choices import put_first, ready_made, with_region
from amu_geo.comparison.references import actor_references
from amu_geo.measure.actors import actor_list, count_actors
from amu_geo.measure.coverage import compute_coverage
from amu_geo.measure.reading import Reading
from tests.making import actor, edition, observation, scheme

PROVEN = {"date_source": "2026-05"}


def measured(territories, rows, reading=None):
    return compute_coverage(edition(rows), reading or Reading(), territories)


def test_a_family_that_only_waits_for_a_proof_is_not_missing(territories):
    rows = [scheme("a", "76"), scheme("b", "75", **PROVEN), scheme("c", "75", "no-watt", **PROVEN)]
    missing = missing_from(measured(territories, rows), "76")
    assert [(one.sorte, one.code) for one in missing] == [
        ("famille", "batiment"),
        ("programme", "no-watt"),
    ]


def test_twins_of_an_undocumented_region_are_those_of_the_year_that_is_read(territories):
    rows = [scheme("a", "76"), scheme("b", "94", financeur="etat", annee_debut=2020)]
    found = {
        year: [twin.code_region for twin in twins(measured(territories, rows, Reading(year)), "94")]
        for year in (2018, 2022)
    }
    assert found == {2018: [], 2022: ["76"]}


def test_regions_that_have_a_programme_alike_do_not_differ(territories):
    rows = [scheme("a", "76", **PROVEN), scheme("b", "75", **PROVEN), scheme("c", "75", "no-watt")]
    table = programme_matrix(measured(territories, rows), ["76", "75"])
    differ = dict(zip(table["programme"], table["differe"], strict=True))
    assert {programme for programme, differs in differ.items() if differs} == {"no-watt"}


def test_allied_actors_have_a_rate_of_their_own(territories):
    actors = [actor("a"), *(actor(f"b{rank}", perimetre="pratique-voisine") for rank in range(3))]
    counts = count_actors(actor_list(edition(acteurs=actors), territories), territories)
    whole = actor_references(counts, territories).iloc[0]
    people = territories.regions["population"].sum()
    assert (whole["nb_amu"], whole["nb_voisins"]) == (1, 3)
    assert whole["amu_pour_100000"] == pytest.approx(100_000 / people)
    assert whole["voisins_pour_100000"] == pytest.approx(300_000 / people)


@pytest.mark.parametrize(
    ("notes", "reason"),
    [
        (("", ""), ""),
        (("cumul 2016-2021", "depuis 2016"), ""),
        (("cumul 2016-2021", ""), "ici un cumul, là une année : pas la même chose"),
    ],
)
def test_what_was_added_up_over_years_is_compared_with_its_like(territories, notes, reason):
    rows = [scheme("a", "76"), scheme("b", "75")]
    said = [
        observation(name, "projets", 10, annee=2021, note=note)
        for name, note in zip("ab", notes, strict=True)
    ]
    found = comparable_figures(edition(rows, observations=said), ("76", "75"), territories)
    assert list(found["raison"]) == [reason] * 2
    assert list(found["comparable"]) == [not reason] * 2


def test_a_full_choice_gives_up_its_last_region_for_one_more():
    full = ["76", "75", "94", "53", "52", "44"]
    assert with_region(full, "11") == ["76", "75", "94", "53", "52", "11"]
    assert with_region(full, "44") == full
    assert put_first(full, "53") == ["53", "76", "75", "94", "52", "44"]


def test_a_region_and_its_only_twin_are_suggested(territories):
    rows = [scheme("a", "76"), scheme("b", "94")]
    offered = dict(ready_made(measured(territories, rows), territories, "94"))
    assert offered["Corse et ses jumelles"] == ("94", "76")


def test_what_is_suggested_has_two_regions_or_more(territories):
    """A region that nothing is like, and that touches none, is not compared with itself."""
    offered = dict(ready_made(measured(territories, [scheme("a", "76")]), territories, "94"))
    assert "Corse et ses jumelles" not in offered
    assert "Corse et ses voisines" not in offered
    assert len(offered["les trois premières"]) == 3
    assert len(offered["l’outre-mer"]) == 5

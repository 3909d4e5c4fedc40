"""One commune: schemes by relevance, comparable projects, elsewhere, my project."""

from __future__ import annotations

import pytest

from amu_geo.edition.shelf import read_shelf
from amu_geo.measure.actors import actor_list, project_list
from amu_geo.measure.coverage import compute_coverage
from amu_geo.measure.reading import Reading
from amu_geo.profiles.commune import (
    comparable_projects,
    elsewhere,
    find_place,
    my_project,
    relevant_schemes,
)
from tests.making import actor, edition, project, scheme


@pytest.fixture(scope="module")
def lodeve(territories):
    return find_place(territories, "34142")


@pytest.fixture(scope="module")
def published(territories):
    return compute_coverage(read_shelf(territories).editions["2026"], Reading(), territories)


def test_a_place_by_todays_and_former_codes(territories, lodeve):
    assert (lodeve.nom, lodeve.departement, lodeve.region) == ("Lodève", "Hérault", "Occitanie")
    assert find_place(territories, "75111").nom == "Paris"
    with pytest.raises(KeyError, match="Aucune commune"):
        find_place(territories, "00000")


def test_schemes_by_relevance(territories):
    rows = [
        scheme("friche"),
        scheme("bourg", programme="bourgs-centres", strict="non"),
        scheme("watt", programme="no-watt"),
    ]
    coverage = compute_coverage(edition(rows), Reading(), territories)
    small = relevant_schemes(coverage, "76", 7_000)
    large = relevant_schemes(coverage, "76", 300_000)
    asked = relevant_schemes(coverage, "76", 7_000, ["batiment"])
    assert list(small["id"]) == ["bourg", "friche", "watt"]
    assert list(large["id"]) == ["friche", "watt", "bourg"]
    assert list(asked["id"]) == ["watt", "bourg", "friche"]
    assert list(asked["demande"]) == [True, False, False]
    assert small["demande"].all()
    assert relevant_schemes(coverage, "94").empty


def test_confirmed_schemes_come_first_whatever_the_size_of_the_commune(territories):
    rows = [scheme("bourg", programme="bourgs-centres"), scheme("watt", date_source="2026-05")]
    coverage = compute_coverage(edition(rows), Reading(), territories)
    for population in (7_000, 300_000):
        assert list(relevant_schemes(coverage, "76", population)["id"]) == ["watt", "bourg"]


def test_comparable_projects_by_kind_size_and_distance(territories, lodeve):
    montpellier, pezenas, lille = "34172", "34199", "59350"
    rows = [
        project("grand", code_commune=montpellier, familles="communaute"),
        project("petit", code_commune=pezenas, familles="communaute"),
        project("loin", code_commune=lille, categorie="amenagement", familles="batiment"),
        project("sans-lieu", familles="communaute"),
    ]
    projects = project_list(edition(projets=rows), territories)
    found = comparable_projects(projects, lodeve, territories)
    assert list(found["id"]) == ["petit", "grand", "loin"]
    assert found["distance_km"].between(0, 1_000).all()
    by_family = comparable_projects(projects, lodeve, territories, ["batiment"])
    assert by_family["id"][0] == "loin"
    by_kind = comparable_projects(projects, lodeve, territories, categorie="amenagement", limit=1)
    assert list(by_kind["id"]) == ["loin"]


@pytest.mark.parametrize(
    ("code", "kind"),
    [("76", "voisines"), ("94", "jumelles"), ("04", "jumelles"), ("06", "jumelles")],
)
def test_elsewhere_is_next_door_or_alike(territories, published, code, kind):
    found = elsewhere(published, code, territories)
    assert found.sorte == kind
    assert found.regions and code not in found.regions
    if kind == "voisines":
        assert found.regions == territories.neighbours(code)
    for missing in found.manques:
        assert set(missing.regions) <= set(found.regions)


def test_elsewhere_of_an_island_about_which_nothing_is_known(territories):
    coverage = compute_coverage(edition([scheme("a")]), Reading(), territories)
    found = elsewhere(coverage, "06", territories)
    assert (found.sorte, found.regions) == ("meme-zone", ("01", "02", "03", "04"))


def test_my_project(territories, lodeve):
    rows = [scheme("friche"), scheme("watt", programme="no-watt"), scheme("far", "75", "no-watt")]
    actors = [
        actor("a", familles="batiment", perimetre="pratique-voisine"),
        actor("b", familles="batiment;communaute"),
        actor("c", familles="communaute"),
        actor("d", familles="batiment", code_region="75"),
    ]
    made = edition(rows, acteurs=actors)
    coverage = compute_coverage(made, Reading(), territories)
    listed = actor_list(made, territories)
    found = my_project(coverage, listed, lodeve, "conception", "ateliers-usages")
    assert found.familles == ("batiment",)
    assert found.justification
    assert list(found.dispositifs["id"]) == ["watt"]
    assert list(found.acteurs["id"]) == ["b", "a"]
    assert found.registres
    nothing = my_project(coverage, listed, lodeve, "chantier", "concertation")
    assert nothing.familles == () and nothing.dispositifs.empty and nothing.acteurs.empty
    everything = my_project(coverage, listed, lodeve)
    assert len(everything.familles) == 4
    assert set(everything.dispositifs["id"]) == {"friche", "watt"}

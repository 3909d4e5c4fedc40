"""A commune's page in HTML, and the analysis that it adds: who is around, clear searches."""

from __future__ import annotations

import re

import pytest

from amu_geo import sentences, store
from amu_geo.charts.my_commune.commune import (
    families_row,
    order_note,
    project_counts,
    project_families,
    readable_schemes,
    region_numbers,
    registers_list,
    schemes_list,
    suggestions,
)
from amu_geo.edition import referentials
from amu_geo.measure.actors import actor_list
from amu_geo.measure.coverage import compute_coverage
from amu_geo.measure.reading import Reading
from amu_geo.profiles.commune import around, find_place, my_project, relevant_schemes
from tests.making import actor, edition, scheme

LODEVE, MONTPELLIER, NOBODY = "34142", "34172", "55039"


@pytest.fixture(scope="module")
def finder():
    return store.commune_finder()


@pytest.fixture(scope="module")
def made():
    return edition(
        [
            scheme("aide", date_source="2026-05"),
            scheme("watt", programme="no-watt", statut="inconnu"),
        ],
        acteurs=[
            actor("ici", code_commune=LODEVE, familles="communaute"),
            actor("la", code_commune=MONTPELLIER, perimetre="pratique-voisine"),
            actor("nulle-part"),
        ],
    )


def plain(text: str) -> str:
    return text.replace("\u202f", " ").replace("\xa0", " ")


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("lodeve", LODEVE),
        ("Saint-Étienne", "42218"),
        ("st etienne", "42218"),
        ("42000", "42218"),
        ("l hay les roses", "94038"),
        ("l hay les rose", "94038"),
        ("saint denis 974", "97411"),
        ("saint denis", ""),
        ("xqzwx", ""),
        ("", ""),
    ],
)
def test_a_text_that_can_mean_only_one_commune(finder, text, code):
    assert finder.only_answer(text) == code


def test_who_is_around_a_commune(territories, made):
    lodeve = find_place(territories, LODEVE)
    actors = actor_list(made, territories)
    near, far = (around(actors, lodeve, territories, km) for km in (10, 60))
    assert (near.nb_amu, near.nb_voisins, near.non_places) == (1, 0, 1)
    assert (far.nb_amu, far.nb_voisins) == (1, 1)
    assert lodeve.population < near.habitants < far.habitants
    assert near.amu_pour_100000 == round(100_000 / near.habitants, 2)
    assert near.voisins_pour_100000 == 0


def test_no_rate_where_nobody_lives_nor_where_nobody_is_placed(territories, made):
    actors = actor_list(made, territories)
    empty = around(actors, find_place(territories, NOBODY), territories, 100)
    assert empty.habitants > 0
    assert empty.amu_pour_100000 is None
    nobody = actor_list(edition(acteurs=[actor("a")]), territories)
    unknown = around(nobody, find_place(territories, LODEVE), territories, 100)
    assert unknown.amu_pour_100000 is None
    assert unknown.voisins_pour_100000 is None


def test_the_sentences_of_a_commune(territories, made):
    lodeve = find_place(territories, LODEVE)
    near = around(actor_list(made, territories), lodeve, territories, 60)
    second = sentences.commune_second(lodeve, near, 60)
    assert second.startswith("Hérault (34), Occitanie, ")
    assert "1 acteur de l’AMU, 1 d’une pratique voisine" in second
    assert "1 acteur recensé n’a pas de lieu connu" in second
    assert "sans lieu connu" in sentences.commune_headline(lodeve, 2, None, 50)
    mamoudzou = find_place(territories, "97608")
    assert sentences.commune_second(mamoudzou, near, 60).count("Mayotte") == 1


def test_homonyms_are_told_apart(finder):
    text = suggestions(finder.search("saint denis"), lambda code: f"/m?commune={code}")
    for where in ("La Réunion (974)", "Seine-Saint-Denis (93)", "Aude (11)", "Gard (30)"):
        assert where in text
    assert text.count('data-commune="') == 8
    assert 'role="status"' in suggestions(finder.search("xqzwx"), str)


def test_a_former_commune_and_a_place_outside_are_said(finder):
    found = finder.search("Annecy-le-Vieux")
    text = suggestions(found, str, finder.said("Annecy-le-Vieux"))
    assert "où est Annecy-le-Vieux" in text
    assert 'role="status">Annecy-le-Vieux est aujourd’hui dans Annecy' in text
    outside = suggestions(finder.search("Nouméa"), str, finder.said("Nouméa"))
    assert "hors des 18 régions" in outside
    assert "ne ressemble" not in outside and "data-commune" not in outside


def test_each_family_opens_its_proof(territories, made):
    coverage = compute_coverage(made, Reading(), territories)
    text = families_row(coverage, "76", lambda code, family: f"/region?{code}{family}")
    assert text.count('data-preuve="76|') == 4
    assert text.count("n.d.") == 2
    said = re.findall(r"<span>(\w[^<]*)</span> <span[^>]*>([^<]*)<", plain(text))
    assert dict(said)["Communauté"] == "confirmée"
    assert dict(said)["Bâtiment"] == "à confirmer, dernière preuve : mai 2020"


def test_both_numbers_of_the_region_are_told(territories, made):
    coverage = compute_coverage(made, Reading(), territories)
    told = plain(region_numbers(coverage, "76"))
    assert "Familles confirmées : 1 sur 2 documentées" in told
    assert "Dispositifs confirmés : 1 sur 2 retenus" in told
    assert region_numbers(coverage, "94") == ""


def test_schemes_say_their_source_and_their_doubts(territories, made):
    coverage = compute_coverage(made, Reading(), territories)
    schemes = relevant_schemes(coverage, "76", 7_000)
    text = plain(schemes_list(coverage, schemes))
    assert text.count("https://www.example.org/page") == 2
    told = re.sub(r"<[^>]+>", "", text)
    assert told.count("confirmé : preuve de mai 2026") == 1
    assert told.count("à confirmer, dernière preuve : mai 2020") == 1
    assert 'pastille-batiment a-confirmer"' in text
    assert 'pastille-communaute confirmee"' in text
    data = readable_schemes(schemes)
    assert list(data["Dispositif"]) == ["Dispositif aide", "Dispositif watt"]
    assert list(data["État"]) == ["confirmé", "documenté, à confirmer"]


def test_the_order_is_explained_by_size(territories):
    small, large = (find_place(territories, code) for code in (LODEVE, MONTPELLIER))
    assert "d’abord les contrats de bourgs-centres" in order_note(small)
    assert "en dernier" in order_note(large)


def test_a_project_is_said_to_be_our_reading(territories, made):
    coverage = compute_coverage(made, Reading(), territories)
    lodeve = find_place(territories, LODEVE)
    found = my_project(
        coverage, actor_list(made, territories), lodeve, "livraison-et-vie", "gestion-animation"
    )
    text = project_families(found) + project_counts(found, lodeve)
    assert "Notre lecture." in text
    assert "Communauté" in text
    assert "1 dispositif" in text
    assert "1 acteur de l’AMU" in text
    registers = registers_list(found.registres)
    owners = {(row["porteur"], row["registre"]) for row in found.registres}
    assert registers.count("<h4>") == len(owners) > 1
    assert "Aucun registre" in registers_list(())


def test_every_pair_of_moment_and_mission_gives_a_panel(territories, made):
    coverage = compute_coverage(made, Reading(), territories)
    lodeve, actors = find_place(territories, LODEVE), actor_list(made, territories)
    for moment in referentials.by_code("moments"):
        for row in referentials.missions_of(moment):
            found = my_project(coverage, actors, lodeve, moment, row["code"])
            assert found.familles
            assert found.justification in project_families(found).replace("\u00a0", " ").replace(
                "\u202f", " "
            )

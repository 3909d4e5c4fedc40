"""The finding of each page: right on examples, sayable for every edition and reading."""

from __future__ import annotations

import re

import pytest

from amu_geo import sentences
from amu_geo.actors import actor_list
from amu_geo.commune import find_place
from amu_geo.comparison import smallest_steps, twins
from amu_geo.coverage import compute_coverage
from amu_geo.editions import read_shelf
from amu_geo.reading import Reading
from amu_geo.schemes import Filters
from amu_geo.timeline import coverage_by_year
from amu_geo.vocabulary import LECTURES
from tests.making import actor, edition, scheme


def plain(text: str) -> str:
    return re.sub(r"\s", " ", text)


def test_comparison_second(territories):
    rows = [scheme("a", "76"), scheme("b", "75", "no-watt")]
    coverage = compute_coverage(edition(rows), Reading(), territories)
    assert plain(sentences.comparison_second(coverage, ["76", "75"])) == (
        "Elles diffèrent par les familles Bâtiment et Communauté."
    )
    assert "même état" in sentences.comparison_second(coverage, ["94", "06"])
    assert sentences.comparison_second(coverage, ["76"]) == ""


def test_twins_and_step(territories):
    rows = [scheme("a", "76"), scheme("b", "75"), scheme("c", "75", "no-watt")]
    coverage = compute_coverage(edition(rows), Reading(), territories)
    assert plain(sentences.twins_sentence("Occitanie", twins(coverage, "76"))) == (
        "Nouvelle-Aquitaine lui ressemble le plus : un programme en commun."
    )
    assert "aucune région" in sentences.twins_sentence("Corse", twins(coverage, "94"))
    step = smallest_steps(coverage, "76")[0]
    assert plain(sentences.step_sentence(step)) == (
        "Un dispositif « Bâtiments sobres (No Watt) » ajouterait la famille Bâtiment. "
        "Une région le fait."
    )
    assert sentences.step_sentence(None) == "Les quatre familles sont déjà soutenues."


def test_schemes_headline():
    made = edition([scheme("a"), scheme("b", statut="inconnu")])
    assert plain(sentences.schemes_headline(made, 2, Filters())) == (
        "2 dispositifs dans l’édition 2026, dont 1 en cours d’après leur source"
    )
    filters = Filters(recherche="friche")
    assert plain(sentences.schemes_headline(made, 1, filters)) == (
        "1 dispositif sur 2 répond à ces choix"
    )
    assert sentences.schemes_headline(made, 0, filters) == "Aucun dispositif ne répond à ces choix"


def test_actors_headline(territories):
    made = edition(acteurs=[actor("a"), actor("b", perimetre="pratique-voisine")])
    listed = actor_list(made, territories)
    assert plain(sentences.actors_headline(made, listed)) == (
        "1 acteur de l’AMU et 1 acteur d’une pratique voisine"
    )
    allied = plain(sentences.actors_headline(made, listed[~listed["amu"]]))
    assert allied.startswith("Aucun acteur de l’AMU et 1")
    assert sentences.actors_headline(made, listed.iloc[:0]) == "Aucun acteur ne répond à ces choix"
    first = read_shelf(territories).editions["2018"]
    assert plain(sentences.actors_headline(first, actor_list(first, territories))) == (
        "Près de 50 structures analysées, dont 7 nommées"
    )
    assert sentences.actors_unplaced(0, 9) == ""
    assert "n’a pas" in sentences.actors_unplaced(1, 9)


def test_evolution(territories):
    rows = [scheme("a", "76", annee_debut=2012), scheme("b", "75", annee_debut=2019)]
    years = coverage_by_year(edition(rows), "regionale", territories)
    assert plain(sentences.evolution_headline(years)) == (
        "De 2007 à 2025, les régions qui soutiennent sûrement une famille passent de zéro à deux"
    )
    assert "(deux régions)" in sentences.evolution_second(years)


def test_commune_headline(territories):
    place = find_place(territories, "34142")
    assert plain(sentences.commune_headline(place, 9, 1, 30)) == (
        "Lodève : neuf dispositifs régionaux et un acteur recensé à moins de 30 km"
    )


def test_data_headline(territories):
    rows = [scheme("a", "76"), scheme("b", "76", "bourgs-centres"), scheme("c", "75", "no-watt")]
    coverage = compute_coverage(edition(rows), Reading(), territories)
    assert plain(sentences.data_headline(coverage)) == (
        "Une région sur deux change d’une famille selon la lecture des programmes"
    )
    told = plain(sentences.reading_sentence(coverage, territories))
    assert told.startswith("En tête : Occitanie sous les lectures large, régionale, stricte et")
    assert told.endswith("change le nombre de familles d’une région.")


@pytest.mark.parametrize("lecture", list(LECTURES))
def test_every_page_has_something_to_say(territories, lecture):
    for published in read_shelf(territories).editions.values():
        years = coverage_by_year(published, lecture, territories)
        for year in (None, 2012):
            coverage = compute_coverage(published, Reading(year, lecture), territories)
            headlines = [sentences.data_headline(coverage), sentences.evolution_headline(years)]
            assert all(text and not text.endswith(".") for text in headlines)
            told = [
                sentences.reading_sentence(coverage, territories),
                sentences.evolution_second(years),
                sentences.comparison_second(coverage, ["76", "93"]),
            ]
            for code in ("76", "06", "84"):
                told.append(sentences.twins_sentence(code, twins(coverage, code)))
                told.append(
                    sentences.step_sentence(next(iter(smallest_steps(coverage, code)), None))
                )
            assert all(text.endswith(".") and ".." not in text for text in told)
            assert not any(re.search(r"\bde (aucune|une|un)\b", text) for text in headlines + told)

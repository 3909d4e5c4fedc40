"""The actors' page, run alone by Streamlit's own test tool."""

from __future__ import annotations

import re

import pytest

from amu_geo.vocabulary import LECTURES
from tests.pages.opening import html, open_page

PAGE = "actors.py"


def headline(**query: str) -> str:
    text = html(open_page(PAGE, **query))
    assert text.count("<h1>") == 1
    return re.search(r"<h1>(.*?)</h1>", text)[1]


@pytest.mark.parametrize("edition", ["2018", "2026"])
@pytest.mark.parametrize("lecture", list(LECTURES))
def test_every_edition_and_reading_opens(edition, lecture):
    text = html(open_page(PAGE, edition=edition, lecture=lecture))
    assert text.count("<h1>") == 1
    assert "avis-attention" in text
    assert text.count("data-phase=") == 4


def test_counts_are_those_of_the_edition_declared_and_allied_apart():
    assert headline() == "49 acteurs de l’AMU et 166 acteurs d’une pratique voisine"


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ({"phase": "reinventer"}, "phase Réinventer"),
        ({"famille": "batiment"}, "famille Bâtiment"),
        ({"type": "cooperative"}, "type Coopérative"),
        ({"perimetre": "amu-declaree"}, "AMU déclarée"),
        ({"region": "53"}, "en Bretagne"),
    ],
)
def test_each_filter_changes_the_finding_and_says_so(query, words):
    assert words in headline(**query)
    assert headline(**query) != headline()


def test_the_warning_names_the_regions_most_searched_and_only_when_the_edition_tells():
    searched = html(open_page(PAGE))
    assert "la plus poussée en Occitanie" in searched
    silent = html(open_page(PAGE, edition="2018"))
    assert "mesurent l’effort de recherche" in silent
    assert "la plus poussée" not in silent


def test_the_edition_of_2018_states_its_totals_and_counts_nothing():
    text = html(open_page(PAGE, edition="2018"))
    assert "Près de 50 structures" in text
    assert "près de 20" in text
    assert "Aucun point" in text
    assert "/ 100 000" not in text


def test_an_impossible_choice_is_told_not_shown_as_absence():
    text = html(open_page(PAGE, region="06"))
    assert "il peut en exister" in text


@pytest.mark.parametrize("name", ["type", "phase", "perimetre", "famille", "region", "niveau"])
def test_an_unknown_value_is_ignored_politely(name):
    page = open_page(PAGE, **{name: "zzz"})
    assert html(page).count("<h1>") == 1
    assert any("zzz" in notice.value for notice in page.info)


def test_choices_go_to_the_address_and_can_be_cleared():
    page = open_page(PAGE)
    page.selectbox(key="type").set_value("association").run()
    assert page.query_params["type"] == "association"
    page.button(key="tout-afficher").click().run()
    assert "type" not in page.query_params
    assert not page.exception


def test_counts_by_departement():
    text = html(open_page(PAGE, niveau="departement"))
    assert "Haute-Garonne" in text
    assert "sans département connu" in text

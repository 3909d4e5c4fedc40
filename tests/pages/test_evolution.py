"""The evolution page, run alone by Streamlit's own test tool."""

from __future__ import annotations

import pytest

from amu_geo.sentences import EDITIONS_WARNING
from amu_geo.ui.choice.view import year_label
from amu_geo.ui.evolution.playing import following, slider_years
from amu_geo.vocabulary import LECTURES
from tests.making import edition as made
from tests.pages.opening import html, open_page

PAGE = "evolution.py"


@pytest.mark.parametrize("edition", ["2018", "2026"])
@pytest.mark.parametrize("lecture", list(LECTURES))
def test_every_edition_and_reading_opens(edition, lecture):
    text = html(open_page(PAGE, edition=edition, lecture=lecture))
    assert text.count("<h1>") == 1
    assert text.count('<span class="bande teinte-') == 72


@pytest.mark.parametrize("annee", ["1990", "2007", "2025", "2026"])
def test_every_year_opens_on_the_slider(annee):
    page = open_page(PAGE, annee=annee)
    assert f'<p class="grand">{annee}</p>' in html(page)
    assert not page.info


def test_without_a_year_the_page_shows_the_editions_own_and_what_it_changed():
    text = html(open_page(PAGE, edition="2018"))
    assert '<p class="grand">2018</p>' in text
    assert "Devient confirmée" in text
    assert "actuel" not in text.replace("état actuel, lecture", "")


def test_the_slider_changes_the_year_and_the_address():
    page = open_page(PAGE)
    page.select_slider(key="annee").set_value("2016").run()
    assert '<p class="grand">2016</p>' in html(page)
    assert page.query_params["annee"] == "2016"


def test_play_begins_at_the_first_year_and_pause_keeps_it():
    page = open_page(PAGE)
    page.button(key="jouer").click().run()
    assert page.select_slider(key="annee").value == "2007"
    assert page.select_slider(key="annee").disabled
    assert page.button(key="jouer").label == "Pause"
    page.button(key="jouer").click().run()
    assert not page.select_slider(key="annee").disabled
    assert page.query_params["annee"] == "2007"


def test_the_years_follow_one_another_to_the_editions_own():
    own = made(day="2010-01-01")
    years = slider_years(own)
    assert [year_label(own, year) for year in years] == ["2007", "2008", "2009", "2010"]
    assert following(years, "2009") == years[-1]
    assert following(years, years[-1]) == years[-1]
    assert slider_years(own, "2005")[0] == "2005"


def test_an_older_edition_is_looked_back_on_only_by_a_later_one():
    text = html(open_page(PAGE))
    assert "Pour 2018, l’édition 2026 confirme" in text
    assert "Région par région" in text
    assert "Pour 2018" not in html(open_page(PAGE, edition="2018"))


def test_a_reading_under_which_the_older_edition_says_nothing_draws_no_figure():
    text = html(open_page(PAGE, lecture="usage"))
    assert "l’édition 2018 ne documente aucune case" in text
    assert 'class="retours"' not in text


def test_two_editions_are_compared_with_the_warning():
    text = html(open_page(PAGE, ecart="editions"))
    assert EDITIONS_WARNING in text
    assert "édition 2018" in text
    assert 'data-moment="1|76|batiment"' in text


def test_two_years_are_compared_row_by_row_to_the_editions_own_by_default():
    text = html(open_page(PAGE, depuis="2015", jusqua="2020"))
    assert "devient confirmée" in text
    assert '<th scope="col">2020</th>' in text
    assert '<p class="avis' not in text
    for query in ({}, {"jusqua": "2026"}):
        assert '<th scope="col">2026</th>' in html(open_page(PAGE, depuis="2015", **query))


def test_unknown_values_are_said_and_left_out():
    page = open_page(PAGE, annee="1789", ecart="rien", depuis="3000", avec="1789")
    said = " ".join(notice.value for notice in page.info)
    for value in ("1789", "rien", "3000"):
        assert value in said

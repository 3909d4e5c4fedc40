"""The evolution page, run alone by Streamlit's own test tool."""

from __future__ import annotations

import pytest

from amu_geo.sentences import EDITIONS_WARNING
from amu_geo.ui.evolution_map import following, slider_years
from amu_geo.vocabulary import LECTURES
from tests.making import edition as made
from tests.pages.opening import html, open_page

PAGE = "evolution.py"


@pytest.mark.parametrize("edition", ["2018", "2026"])
@pytest.mark.parametrize("lecture", list(LECTURES))
def test_every_edition_and_reading_opens(edition, lecture):
    text = html(open_page(PAGE, edition=edition, lecture=lecture))
    assert text.count("<h1>") == 1
    assert text.count('class="actuel ') == 72


@pytest.mark.parametrize("annee", ["1990", "2007", "2025", "actuel"])
def test_every_year_opens_on_the_slider(annee):
    page = open_page(PAGE, annee=annee)
    assert page.select_slider(key="annee").value == annee
    assert f'<p class="grand">{annee}</p>' in html(page)


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
    page.button(key="pause").click().run()
    assert not page.select_slider(key="annee").disabled
    assert page.query_params["annee"] == "2007"


def test_the_years_follow_one_another_to_the_present():
    years = slider_years(made(day="2010-01-01"))
    assert years == ["2007", "2008", "2009", "actuel"]
    assert following(years, "2009") == "actuel"
    assert following(years, "actuel") == "actuel"
    assert slider_years(made(day="2010-01-01"), "2005")[0] == "2005"


def test_two_editions_are_compared_with_the_warning():
    text = html(open_page(PAGE, ecart="editions"))
    assert EDITIONS_WARNING in text
    assert "édition 2018" in text
    assert 'data-moment="1|76|batiment"' in text


def test_two_years_are_compared_row_by_row():
    text = html(open_page(PAGE, depuis="2015", jusqua="2020"))
    assert "Devient couvert" in text or "devient couverte" in text
    assert EDITIONS_WARNING not in text


def test_a_past_year_against_the_present_is_warned():
    assert "une part de l’écart" in html(open_page(PAGE, depuis="2015", jusqua="actuel"))


def test_unknown_values_are_said_and_left_out():
    page = open_page(PAGE, annee="1789", ecart="rien", depuis="3000", avec="1789")
    said = " ".join(notice.value for notice in page.info)
    for value in ("1789", "rien", "3000"):
        assert value in said

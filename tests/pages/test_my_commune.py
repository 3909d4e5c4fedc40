"""A commune's page, run alone by Streamlit's own test tool."""

from __future__ import annotations

import re

import pytest

from amu_geo.vocabulary import LECTURES
from tests.pages.opening import html, open_page

PAGE = "my_commune.py"
LODEVE = "34142"


def headline(page) -> str:
    text = html(page)
    assert text.count("<h1>") == 1
    return re.search(r"<h1>(.*?)</h1>", text)[1]


@pytest.mark.parametrize("edition", ["2018", "2026"])
@pytest.mark.parametrize("lecture", list(LECTURES))
@pytest.mark.parametrize("commune", [LODEVE, "97608", "2A004"])
def test_every_edition_and_reading_opens(edition, lecture, commune):
    page = open_page(PAGE, edition=edition, lecture=lecture, commune=commune)
    assert headline(page)
    assert html(page).count("data-preuve=") == 4


def test_before_a_choice_the_page_invites():
    page = open_page(PAGE)
    assert "34 875 communes" in headline(page).replace("\u202f", " ")
    assert len(re.findall("data-commune=", html(page))) == 4
    assert not page.query_params


@pytest.mark.parametrize(
    ("typed", "names"),
    [
        ("lodeve", ["Lodève"]),
        ("st etienne", ["Saint-Étienne"]),
        ("Saint-Étienne", ["Saint-Étienne"]),
        ("42000", ["Saint-Étienne"]),
        ("l hay les rose", ["L’Haÿ-les-Roses"]),
        ("saint denis", ["La Réunion", "Seine-Saint-Denis", "Aude", "Gard"]),
    ],
)
def test_typing_suggests(typed, names):
    page = open_page(PAGE)
    page.text_input[0].set_value(typed).run()
    found = next(e.value for e in page.get("html") if 'class="suggestions"' in str(e.value))
    assert all(name in found for name in names)
    assert found.count("<li>") <= 8


def test_a_former_commune_leads_to_todays():
    assert headline(open_page(PAGE, commune="75111")).startswith("Paris")


def test_distance_and_project_change_what_is_shown():
    page = open_page(PAGE, commune=LODEVE)
    near = headline(page)
    page.selectbox(key="rayon").set_value("200").run()
    assert headline(page) != near
    assert page.query_params["rayon"] == "200"
    page.selectbox(key="moment").set_value("conception").run()
    page.selectbox(key="mission").set_value("prototypes").run()
    assert "Notre lecture." in html(page)
    assert "votre projet" in html(page)
    assert page.query_params["mission"] == "prototypes"
    page.selectbox(key="moment").set_value("chantier").run()
    assert "mission" not in page.query_params


def test_nobody_lives_there_so_no_rate():
    text = html(open_page(PAGE, commune="55039"))
    assert "Aucun taux" in text
    assert "pour 100 000 habitants" not in text.replace("\u202f", " ").replace("\u00a0", " ")


def test_the_edition_of_2018_quotes_what_it_cannot_place():
    text = html(open_page(PAGE, commune=LODEVE, edition="2018"))
    assert "près de 20" in text
    assert "0,00" not in text


def test_islands_look_at_their_twins():
    assert "régions jumelles" in html(open_page(PAGE, commune="2A004"))
    assert "régions voisines" in html(open_page(PAGE, commune=LODEVE))


@pytest.mark.parametrize(
    ("name", "value"),
    [("commune", "99999"), ("commune", "<b>"), ("rayon", "3"), ("moment", "z"), ("mission", "z")],
)
def test_an_unknown_value_is_ignored_politely(name, value):
    page = open_page(PAGE, **{"commune": LODEVE, name: value})
    assert headline(page)
    assert any(value[:3] in notice.value for notice in page.info)


def test_what_is_typed_is_understood_and_said():
    page = open_page(PAGE)
    field = next(one for one in page.text_input if one.label == "Votre commune")
    field.set_value("Annecy-le-Vieux").run()
    assert "Annecy-le-Vieux est aujourd’hui dans Annecy" in html(page)
    assert 'data-commune="74010"' in html(page)
    field = next(one for one in page.text_input if one.label == "Votre commune")
    field.set_value("98800 Nouméa").run()
    assert "hors des 18 régions" in html(page)

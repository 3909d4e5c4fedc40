"""The overview, run alone by Streamlit's own test tool."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

from amu_geo.paths import ROOT
from amu_geo.vocabulary import LECTURES

PAGE = ROOT / "pages" / "overview.py"


def open_page(**query: str) -> AppTest:
    """Run the page at an address; it must not fail."""
    page = AppTest.from_file(PAGE, default_timeout=30)
    for name, value in query.items():
        page.query_params[name] = value
    page.run()
    assert not page.exception
    return page


def html(page: AppTest) -> str:
    """All the HTML of our own that the page shows."""
    return "\n".join(str(element.value) for element in page.get("html"))


@pytest.mark.parametrize("edition", ["2018", "2026"])
@pytest.mark.parametrize("lecture", list(LECTURES))
def test_every_edition_and_reading_has_one_title_and_all_regions(edition, lecture):
    text = html(open_page(edition=edition, lecture=lecture))
    assert text.count("<h1>") == 1
    assert text.count('data-region="') >= 18
    assert text.count('data-preuve="') == 72


@pytest.mark.parametrize("annee", ["1990", "2017", "2025"])
def test_past_years_open(annee):
    assert "<h1>" in html(open_page(annee=annee))


def test_the_sheet_shows_the_region_of_the_address_with_its_sources():
    text = html(open_page(region="76"))
    assert "<h2>Occitanie</h2>" in text
    assert 'class="source-lien"' in text
    assert "statut à confirmer" in text


def test_a_chosen_region_changes_the_sheet_and_the_address():
    page = open_page()
    page.session_state["region"] = "53"
    page.run()
    assert "<h2>Bretagne</h2>" in html(page)
    assert page.query_params["region"] == "53"


def test_another_edition_changes_the_finding():
    page = open_page()
    before = html(page)
    page.selectbox(key="edition").select("2018").run()
    assert not page.exception
    assert html(page) != before
    assert page.query_params["edition"] == "2018"


@pytest.mark.parametrize(
    ("name", "value"),
    [("edition", "1789"), ("annee", "2050"), ("lecture", "intime"), ("region", "99")],
)
def test_an_unknown_value_is_said_and_the_view_stays_usual(name, value):
    page = open_page(**{name: value})
    assert any(value in notice.value for notice in page.info)
    assert "Île-de-France, Nouvelle-Aquitaine et Occitanie" in html(page)


def test_the_edition_s_own_year_is_the_present_state():
    page = open_page(annee="2026")
    assert not page.info
    assert page.selectbox(key="annee").value == "actuel"


def test_an_undocumented_region_is_never_a_zero():
    text = html(open_page(region="06"))
    assert "<strong>n.d.</strong>" in text
    assert "0 famille" not in text


def test_the_tiles_are_eighteen_buttons():
    text = html(open_page(vue="mosaique"))
    assert text.count("<button") == 18


def test_a_stated_figure_takes_the_place_of_a_count():
    assert "Près de 20 structures" in html(open_page(edition="2018", region="76"))

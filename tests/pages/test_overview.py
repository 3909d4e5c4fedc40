"""The overview, run alone by Streamlit's own test tool."""

from __future__ import annotations

import re
from html import unescape
from urllib.parse import parse_qsl, urlsplit

import pytest

from amu_geo import store
from amu_geo.french.typography import NO_BREAK, number_word
from amu_geo.measure.reading import Reading
from amu_geo.vocabulary import INVOLVING, LECTURES, STATES
from tests.pages.opening import html, open_page

PAGE = "overview.py"


@pytest.mark.parametrize("edition", ["2018", "2026"])
@pytest.mark.parametrize("lecture", list(LECTURES))
def test_every_edition_and_reading_has_one_title_and_all_regions(edition, lecture):
    text = html(open_page(PAGE, edition=edition, lecture=lecture))
    assert text.count("<h1>") == 1
    assert text.count('data-region="') >= 18
    assert text.count('data-preuve="') == 72


@pytest.mark.parametrize("annee", ["1990", "2017", "2025"])
def test_past_years_open(annee):
    assert "<h1>" in html(open_page(PAGE, annee=annee))


def test_the_sheet_shows_the_region_of_the_address_with_its_sources():
    text = html(open_page(PAGE, region="76"))
    assert "<h2>Occitanie</h2>" in text
    assert 'class="source-lien"' in text
    assert "2 familles confirmées sur 3 documentées" in text


def test_what_is_to_be_confirmed_is_told_with_its_last_proof():
    text = html(open_page(PAGE, region="52")).replace(NO_BREAK, " ")
    assert "Aucune famille confirmée sur 3 documentées" in text
    assert "à confirmer\u202f; dernière preuve : 24 janvier 2017" in text
    text = html(open_page(PAGE, region="11")).replace(NO_BREAK, " ")
    assert "à confirmer\u202f; aucune preuve datée" in text


def test_the_headline_has_the_sign_of_each_word_and_is_explained_on_the_spot():
    text = html(open_page(PAGE)).replace(NO_BREAK, " ")
    title = re.search("<h1>(.*?)</h1>", text)[1]
    ring = '<span class="signe a-confirmer" aria-hidden="true"></span>documentées'
    disc = '<span class="signe confirmee" aria-hidden="true"></span>confirmées'
    assert title.index(ring) < title.index(disc)
    # The map's own legend says what each sign means.
    above = text[: text.index('class="classement-entier"')]
    legend = above[above.index('class="legende"') :]
    assert "une preuve de moins de 24 mois, ou une période annoncée encore en cours" in legend
    assert "changerait le nombre de familles documentées de onze régions" in above
    under = text[text.index("</h1>") :]
    assert under.index("assistance à maîtrise d’usage") < under.index("Au moins une famille")


@pytest.mark.parametrize("lecture", ["large", "regionale", "usage"])
def test_how_few_schemes_involve_users_stands_on_the_first_page_with_the_way_to_them(lecture):
    text = html(open_page(PAGE, lecture=lecture))
    told, way = re.search('<p class="constat">(.*?) <a href="([^"]*)"', text).groups()
    kept = store.coverage("2026", Reading(None, lecture)).retained
    asking = int(kept["implication_usagers"].isin(INVOLVING).sum())
    assert told.startswith((str(len(kept)), number_word(len(kept)).capitalize()))
    assert ("qui tous" if asking == len(kept) else f"dont {number_word(asking)} seulement") in told
    # There, the same schemes: the filters of the address leave as many.
    query = dict(parse_qsl(urlsplit(unescape(way)).query))
    found = html(open_page("schemes.py", **query))
    title = re.sub("<[^>]+>", "", re.search("<h1>(.*?)</h1>", found)[1])
    assert title.lower().startswith(f"{number_word(asking)} dispositif")


def test_no_scheme_retained_says_nothing_of_users():
    assert 'class="constat"' not in html(open_page(PAGE, annee="1990"))


def test_a_year_of_the_past_is_not_explained_by_the_freshness_of_today():
    text = html(open_page(PAGE, annee="2015"))
    assert "24 mois" not in text
    assert "une preuve de 2015" in text


def test_the_empty_sheet_explains_the_signs_by_an_example():
    text = html(open_page(PAGE))
    sheet = text[text.index("Choisissez une région…") :]
    assert re.search("Exemple\u00a0: [^,]+, [1-3] sur [2-4]<", sheet)
    sheet = sheet[: sheet.index("</article>")]
    for word in (*STATES.values(), "Parmi les preuves les plus récentes", 'data-region="'):
        assert word in sheet, word


def test_the_ranking_gives_both_numbers_and_their_unit():
    text = html(open_page(PAGE))
    rows = re.findall('<li[^>]*><a href="[^"]*" target="_self" data-region="(..)">(.*?)</li>', text)
    assert [code for code, _ in rows][:3] == ["44", "27", "94"]
    assert {code for code, _ in rows[-2:]} == {"02", "06"}
    drawn = dict(rows)
    assert "<b>3</b> sur 3" in drawn["44"]
    assert "<b>0</b> sur 3" in drawn["52"]
    assert "n.d." in drawn["02"]
    assert " sur " not in drawn["02"]
    foot = text[text.index('class="classement-pied"') :]
    assert "<b>7</b>/15" in foot
    assert re.search("Cases région × famille.*?<b>20</b> sur 38", foot)


def test_a_cell_says_its_state_and_how_many_schemes_prove_it():
    text = re.sub("<[^>]+>", "", html(open_page(PAGE)))
    assert "confirmée, 2 sur 4 dispositifs" in text
    assert "à confirmer, 1 dispositif" in text


def test_a_chosen_region_changes_the_sheet_and_the_address():
    page = open_page(PAGE)
    page.session_state["region"] = "53"
    page.run()
    assert "<h2>Bretagne</h2>" in html(page)
    assert page.query_params["region"] == "53"


def test_another_edition_changes_the_finding():
    page = open_page(PAGE)
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
    page = open_page(PAGE, **{name: value})
    assert any(value in notice.value for notice in page.info)
    assert "dans une seule\u00a0: le Grand Est" in html(page)


def test_the_edition_s_own_year_is_the_present_state():
    page = open_page(PAGE, annee="2026")
    assert not page.info
    assert page.selectbox(key="annee").value == "actuel"


def test_an_undocumented_region_is_never_a_zero():
    text = html(open_page(PAGE, region="06"))
    assert "<strong>n.d.</strong>" in text
    assert "0 famille" not in text


def test_the_tiles_are_eighteen_buttons():
    text = html(open_page(PAGE, vue="mosaique"))
    assert len(re.findall("<button[^>]*data-region", text)) == 18


def test_a_stated_figure_takes_the_place_of_a_count():
    assert "Près de 20 structures" in html(open_page(PAGE, edition="2018", region="76"))

"""The page of schemes, run alone by Streamlit's own test tool."""

from __future__ import annotations

import pytest

from amu_geo.vocabulary import LECTURES
from tests.pages.opening import html, open_page

PAGE = "schemes.py"


def title(page) -> str:
    return html(page).split("<h1>")[1].split("</h1>")[0]


@pytest.mark.parametrize("edition", ["2018", "2026"])
@pytest.mark.parametrize("lecture", list(LECTURES))
def test_every_edition_and_reading_opens(edition, lecture):
    text = html(open_page(PAGE, edition=edition, lecture=lecture))
    assert text.count("<h1>") == 1
    assert ' data-dispositif="' in text


def test_a_past_year_and_a_search_with_typing_errors():
    page = open_page(PAGE, annee="2015", recherche="rehabilitaton des frches")
    assert "2015" in title(page)
    assert "friches" in html(page).lower()


def test_filters_come_from_the_address_and_narrow_the_title():
    page = open_page(PAGE, programme="friches,tiers-lieux", region="76", confiance="A,B")
    assert page.multiselect(key="programme").value == ["friches", "tiers-lieux"]
    assert page.selectbox(key="region").value == "76"
    assert title(page).startswith("Friches et Tiers-lieux, en Occitanie")


def test_a_choice_changes_the_title_and_the_address():
    page = open_page(PAGE)
    before = title(page)
    page.multiselect(key="financeur").set_value(["epf"]).run()
    assert title(page) != before
    assert page.query_params["financeur"] == "epf"
    page.text_input(key="recherche").set_value("normandie").run()
    assert page.query_params["recherche"] == "normandie"


def test_filters_are_cleared_at_once():
    page = open_page(PAGE, programme="friches", recherche="friche", region="28")
    clear = [button for button in page.button if button.label == "Effacer les filtres"]
    clear[0].click().run()
    assert page.query_params == {}
    assert page.multiselect(key="programme").value == []


def test_a_scheme_opens_by_its_address():
    page = open_page(PAGE, dispositif="75-ami-tiers-lieux-2020")
    text = html(page)
    assert 'class="dossier"' in text
    assert 'data-dispositif="75-ami-tiers-lieux-2017"' in text.split('class="dossier"')[1]
    assert 'class="preuves-datees"' in text


def test_unknown_values_are_said():
    page = open_page(PAGE, programme="friches,xx", region="99", dispositif="rien", statut="?")
    said = " ".join(notice.value for notice in page.info)
    for value in ("xx", "99", "rien", "?"):
        assert value in said
    assert page.multiselect(key="programme").value == ["friches"]


def test_nothing_found_is_a_designed_state():
    page = open_page(PAGE, recherche="zzzzqq", region="76")
    assert "Aucun dispositif" in title(page)
    assert 'class="nd vide-dessine"' in html(page)
    assert "Cela ne veut pas dire" in html(page)


def fill(page, **cells: str):
    """Fill the form of a proof, a field at a time, and send it."""
    for name, value in cells.items():
        key = f"proposition-{name}"
        if name in ("nature", "confiance"):
            page.selectbox(key=key).set_value(value)
        elif name == "preuve":
            page.text_area(key=key).set_value(value)
        else:
            page.text_input(key=key).set_value(value)
    next(b for b in page.button if b.label == "Vérifier cette preuve").click().run()
    assert not page.exception
    return html(page)


GOOD = {
    "date": "2026-03-12",
    "nature": "vote",
    "url_source": "https://www.paysdelaloire.fr/aide",
    "titre_source": "Région",
    "confiance": "A",
}


def test_the_form_of_a_proof_has_an_address_and_checks_on_the_spot():
    page = open_page(PAGE, dispositif="52-fonds-tiers-lieux", proposer="oui")
    assert not page.info
    text = fill(page, **{**GOOD, "date": "12 mars", "url_source": "region"})
    assert "Date du fait" in text.split('class="verdict mauvais"')[1]
    assert "ce n’est pas une adresse du web" in text
    assert not page.code
    text = fill(page, **GOOD)
    assert "Avec elle, le dispositif serait confirmé." in text
    assert page.code[0].value == (
        "id_dispositif,date,nature,url_source,titre_source,preuve,confiance\n"
        "52-fonds-tiers-lieux,2026-03-12,vote,https://www.paysdelaloire.fr/aide,Région,,A"
    )
    # The edition's contact is an example: there is nobody to write to.
    assert "mailto:" not in text
    assert "gardez la ligne" in text


def test_nothing_of_a_proposal_is_kept():
    page = open_page(PAGE, dispositif="52-fonds-tiers-lieux", proposer="oui")
    fill(page, **GOOD)
    other = open_page(PAGE, dispositif="52-fonds-tiers-lieux", proposer="oui")
    assert other.text_input(key="proposition-url_source").value == ""
    assert "À confirmer, dernière preuve" in html(other)


def test_a_missing_scheme_is_proposed_at_the_foot_of_the_list_and_kept_nowhere():
    page = open_page(PAGE, proposer="manquant")
    assert not page.info
    send = next(b for b in page.button if b.label == "Vérifier ce dispositif")
    text = html(send.click().run())
    assert "erreurs à corriger" in text and "Nom" in text
    for name, value in (("code_region", "02"), ("programme", "tiers-lieux"),
                        ("financeur", "collectivite-unique"), ("statut", "en-cours"),
                        ("implication_usagers", "non-precisee"), ("confiance", "A")):  # fmt: skip
        page.selectbox(key=f"manquant-{name}").set_value(value)
    page.text_input(key="manquant-nom").set_value("Aide aux tiers-lieux")
    page.text_input(key="manquant-url_source").set_value("https://www.collectivite.mq/tiers-lieux")
    page.text_input(key="manquant-date_source").set_value("2026-09")
    text = html(next(b for b in page.button if b.label == "Vérifier ce dispositif").click().run())
    assert not page.exception
    assert "serait confirmée (Martinique)" in text
    assert page.code[0].value.split("\n")[1].startswith("02-aide-aux-tiers-lieux,02,tiers-lieux,")
    other = open_page(PAGE)
    assert other.text_input(key="manquant-nom").value == ""

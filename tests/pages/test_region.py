"""The portrait, run alone by Streamlit's own test tool."""

from __future__ import annotations

import re

import pytest

from amu_geo import store
from amu_geo.figures.region import models_figure, portrait_of
from amu_geo.measure.reading import Reading
from amu_geo.vocabulary import FAMILIES, LECTURES
from tests.pages.opening import html, open_page

PAGE = "region.py"


@pytest.mark.parametrize("edition", ["2018", "2026"])
@pytest.mark.parametrize("lecture", list(LECTURES))
def test_every_edition_and_reading_opens(edition, lecture):
    text = html(open_page(PAGE, edition=edition, lecture=lecture, region="76"))
    assert text.count("<h1>") == 1
    assert text.count('class="portrait-famille preuve"') == 4
    parts = re.findall(r'<h2 id="partie-(\w+)"', text)
    assert parts[:2] == ["copier", "familles"] and len(set(parts)) == len(parts)
    # What comes after is folded, and no part is there to say that it is empty.
    assert text.count('class="partie-pliee"') == len(parts) - 2
    assert "vide-dessine" not in text and 'partie-corps"></div>' not in text


def test_what_to_copy_comes_right_after_the_finding():
    text = html(open_page(PAGE, region="76"))
    finding, models = text.index("<h1>"), text.index('id="partie-copier"')
    assert finding < models < text.index("portrait-tete") < text.index('class="portrait-familles"')
    cards = text[models:].split("modeles-a-copier")[1].split("</ul>")[0].split("<li")[1:]
    assert len(cards) == 3
    for card in cards:
        asked = re.findall(r"<dt>(.*?)</dt>", card)
        assert asked == ["Usagers", "Montant", "Dates", "Opérateur", "Source"]
        assert "Implication e" in card and "Confirmé" in card and 'class="source-lien"' in card
        assert re.search(r"€|montant non trouvé", card)
        assert "il confirmerait" in card or "déjà confirmée ici" in card
    # Those that have no card are named, and the family that none of them would bring.
    assert "Aucun ne confirmerait la famille Collectif habitant en Occitanie." in text
    others = text.split('class="autres-modeles"')[1].split("</p>")[0]
    assert others.startswith(">Les deux autres") and others.count("<a ") == 2


def test_what_to_copy_can_be_quoted():
    portrait = portrait_of(store.coverage("2026", Reading()), store.territories(), "76")
    told = models_figure(portrait).title.replace("\N{NARROW NO-BREAK SPACE}", " ")
    assert told.replace("\N{NO-BREAK SPACE}", " ") == (
        "Occitanie : cinq dispositifs d’autres régions sont confirmés et leurs règles demandent "
        "ou encouragent la participation des usagers"
    )


def test_no_weak_model_is_shown_where_no_sure_one_is_known():
    text = html(open_page(PAGE, region="76", edition="2018"))
    assert "il n’y a pas de modèle sûr à montrer" in text
    assert "modeles-a-copier" not in text
    few = html(open_page(PAGE, region="44", annee="2012"))
    assert few.count("<dt>Montant") < 3 and "n’est pas complétée par de moins sûrs" in few


@pytest.mark.parametrize("code", ["01", "06", "94"])
def test_regions_of_every_kind_open(code):
    for edition in ("2018", "2026"):
        text = html(open_page(PAGE, edition=edition, region=code))
        assert text.count("<h1>") == 1
        assert "nan" not in re.sub(r"<[^>]+>", " ", text).split()


def test_a_past_year_opens():
    text = html(open_page(PAGE, region="76", annee="2014"))
    assert "En 2014" in text
    # Paper says the same of the same year.
    assert 'href="/portrait.pdf?annee=2014&amp;region=76"' in text


def test_without_a_region_the_eighteen_are_offered():
    page = open_page(PAGE)
    text = html(page)
    assert text.count("<h1>") == 1
    assert len(set(re.findall(r'data-page="/region\?region=(\w+)"', text))) == 18
    assert "region" not in page.query_params


def test_a_family_in_the_address_unfolds_its_proof_alone():
    text = html(open_page(PAGE, region="76", famille="communaute"))
    opened = re.search(r'id="preuve-communaute".*?</section>', text, re.DOTALL).group()
    assert 'aria-current="true"' in text.split('id="preuve-communaute"')[1][:80]
    assert "<details open>" in opened
    assert text.count("<details open>") == 1
    for family in FAMILIES:
        assert text.count(f'id="preuve-{family}"') == 1


def test_choosing_another_region_changes_the_finding_and_the_address():
    page = open_page(PAGE, region="76")
    before = html(page)
    page.selectbox(key="region").set_value("53").run()
    assert not page.exception
    assert html(page) != before
    assert page.query_params["region"] == ["53"] or page.query_params["region"] == "53"
    assert "Bretagne" in html(page)


def test_unknown_values_are_said_and_the_choice_is_offered():
    page = open_page(PAGE, region="99", famille="toit")
    said = " ".join(notice.value for notice in page.info)
    assert "99" in said and "toit" in said
    assert "portrait-choix" in html(page)


def test_declared_actors_stand_apart_from_allied_practice():
    text = html(open_page(PAGE, region="84"))
    ours, allied = text.index("<h3>Acteurs de l’AMU"), text.index("<h3>Acteurs d’une pratique")
    assert ours < allied
    assert "Ces nombres mesurent l’effort de recherche" in text


def test_what_is_to_be_confirmed_leads_to_the_form_of_its_scheme():
    text = html(open_page(PAGE, region="52"))
    assert "dernière preuve" in text
    proofs = text.split('class="portrait-familles"')[1]
    assert re.search(r'href="/dispositifs\?[^"]*dispositif=52-[^"]*proposer=oui', proofs)


def test_the_printed_address_is_the_one_of_the_view():
    text = html(open_page(PAGE, region="76", lecture="large"))
    printed = text.split('class="papier source">')[-1]
    assert "edition=2026&amp;" in printed and "&amp;region=76" in printed

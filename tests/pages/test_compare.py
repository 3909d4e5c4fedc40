"""The comparison page, run alone by Streamlit's own test tool."""

from __future__ import annotations

import re

import pytest

from amu_geo.vocabulary import LECTURES
from tests.pages.opening import html, open_page

PAGE = "compare.py"


@pytest.mark.parametrize("edition", ["2018", "2026"])
@pytest.mark.parametrize("lecture", list(LECTURES))
def test_every_edition_and_reading_opens(edition, lecture):
    text = html(open_page(PAGE, edition=edition, lecture=lecture, regions="76,84,06"))
    assert text.count("<h1>") == 1
    assert text.count('data-preuve="') == 36
    assert "Occitanie" in text


@pytest.mark.parametrize("annee", ["1990", "2017", "2025"])
def test_past_years_open(annee):
    assert html(open_page(PAGE, annee=annee)).count("<h1>") == 1


def test_without_parameters_the_usual_pair_is_compared():
    page = open_page(PAGE)
    assert page.multiselect(key="regions").value == ["76", "84"]
    assert "regions" not in page.query_params


def test_a_region_in_view_is_compared_with_its_twins():
    page = open_page(PAGE, region="53")
    chosen = page.multiselect(key="regions").value
    assert chosen[0] == "53"
    assert len(chosen) == 3


def test_a_change_of_regions_changes_the_finding_and_the_address():
    page = open_page(PAGE, regions="76,84")
    before = html(page)
    page.multiselect(key="regions").set_value(["53", "76"]).run()
    assert html(page) != before
    assert page.query_params["regions"] == "53,76"
    assert "que la Bretagne n’a pas" in html(page)


def test_unknown_regions_are_said_and_left_out():
    page = open_page(PAGE, regions="76,99,84,xx")
    assert page.multiselect(key="regions").value == ["76", "84"]
    said = " ".join(notice.value for notice in page.info)
    assert "99" in said
    assert "xx" in said


def test_a_seventh_region_is_left_out_politely():
    page = open_page(PAGE, regions="76,84,53,11,24,27,28")
    assert len(page.multiselect(key="regions").value) == 6
    assert "Normandie" in page.info[0].value
    assert ".pdf" not in html(page)


def test_one_region_alone_and_none_are_designed():
    assert "Une seule région" in open_page(PAGE, regions="76").info[0].value
    page = open_page(PAGE, regions="76,84")
    page.multiselect(key="regions").set_value([]).run()
    assert not page.exception
    assert "Quelles régions comparer" in html(page)


def test_the_smallest_step_is_a_proof_of_what_the_region_has_already():
    text = html(open_page(PAGE, regions="52,76"))
    steps = text.split('class="etapes"')[1].split("</ol>")[0]
    assert "confirmerait la famille" in steps
    assert "dernière preuve" in steps
    assert "proposer=oui" in steps


def test_the_three_states_stand_apart_in_the_cells():
    text = html(open_page(PAGE, regions="76,44,52"))
    families = text.split('class="tableau comparaison"')[1].split("</table>")[0]
    for state, number in (("confirme", 5), ("a-confirmer", 4), ("non-documente", 3)):
        assert families.count(f'<td class="etat-{state} ') == number


def test_reasons_for_not_comparing_are_given_when_asked():
    page = open_page(PAGE, regions="27,76")
    assert "se compare" in html(page)
    assert any("ne se comparent pas" in one.label for one in page.expander)
    # Where no figure compares there is no section to say so.
    assert "Les chiffres des dispositifs" not in html(open_page(PAGE, regions="76,84"))


def test_the_words_of_the_finding_are_defined_on_the_spot():
    text = html(open_page(PAGE, regions="76,44,52"))
    assert 'href="/comparaison.pdf?regions=76,44,52"' in text
    assert re.search(r"<dt>.{,200}Documentée</dt><dd>", text)
    assert re.search(r"<dt>.{,200}Confirmée</dt><dd>", text)
    assert "<strong>L’assistance à maîtrise d’usage (AMU)</strong>" in text

"""The page of families, run alone by Streamlit's own test tool."""

from __future__ import annotations

import pytest

from amu_geo import sentences, store
from amu_geo.measure.reading import Reading
from amu_geo.vocabulary import FAMILIES, LECTURES
from tests.pages.opening import html, open_page

PAGE = "families.py"


@pytest.mark.parametrize("edition", ["2018", "2026"])
@pytest.mark.parametrize(("lecture", "famille"), list(zip(LECTURES, FAMILIES, strict=True)))
def test_every_edition_reading_and_family_opens(edition, lecture, famille):
    text = html(open_page(PAGE, edition=edition, lecture=lecture, famille=famille))
    assert text.count("<h1>") == 1
    coverage = store.coverage(edition, Reading(None, lecture))
    assert sentences.family_headline(coverage, famille) in text


def test_each_region_is_either_with_its_schemes_or_without_any():
    text = html(open_page(PAGE, famille="territoriale", annee="2018"))
    assert text.count('data-preuve="') == 18
    assert "Confirmé en 2018" in text
    assert "À confirmer en 2018, " in text


def test_the_first_family_is_shown_by_default_and_unknown_ones_are_said():
    assert sentences.family_headline(store.coverage("2026", Reading()), "batiment") in html(
        open_page(PAGE)
    )
    page = open_page(PAGE, famille="urbaine")
    assert "urbaine" in page.info[0].value


def test_the_schemes_open_on_their_own_page_and_give_their_source():
    text = html(open_page(PAGE, famille="communaute"))
    assert 'data-page="/dispositifs?dispositif=' in text
    assert text.count('class="source-lien"') > 20

"""Every page shows a private edition under its banner, and lets no address of it out."""

from __future__ import annotations

import re
from dataclasses import replace

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from amu_geo import store
from amu_geo.edition import Edition
from amu_geo.paths import ROOT
from amu_geo.ui.choice.preview import Preview
from tests.pages.opening import html, open_page

# Pages about the site itself show no edition.
WITHOUT_EDITION = {"legal"}
PAGES = [path for path in sorted((ROOT / "pages").glob("*.py")) if path.stem not in WITHOUT_EDITION]


@pytest.fixture(scope="module")
def private() -> Edition:
    """The latest edition with a scheme more, in Mayotte."""
    published = store.shelf().default
    schemes = published.dispositifs
    more = schemes[schemes["id"] == "76-reconquete-friches"].assign(
        id="06-essai", code_region="06", nom="Essai de Mayotte", succede_a="", statut="en-cours"
    )
    together = pd.concat([schemes, more], ignore_index=True)
    tables = {**published.tables, "dispositifs": together}
    return replace(published, id="essai-2027", titre="Essai privé", tables=tables)


def open_privately(path, private: Edition, **query: str) -> AppTest:
    shown = Preview(private, store.shelf().default, "essai.xlsx")
    return open_page(path, shown, **{"edition": "apercu", **query})


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_every_page_shows_it_under_a_banner_and_cuts_its_addresses(path, private):
    choices = {"region": "06", "regions": "06,76", "commune": "97611", "famille": "communaute"}
    page = open_privately(path, private, **choices)
    text = html(page)
    assert "Aperçu privé" in text
    assert "Essai privé" in text
    assert any(button.label == "Quitter l’aperçu" for button in page.button)
    served = re.findall(r'(?:href|src)="(/(?:api/v1/(?!openapi)|carte\.|\w+\.pdf)[^"]*)"', text)
    assert served == []
    assert not any("edition=apercu" in code.value for code in page.code)


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_without_it_the_address_falls_back_on_the_published_edition(path):
    page = AppTest.from_file(path, default_timeout=60)
    page.query_params["edition"] = "apercu"
    page.run()
    assert not page.exception
    assert "Aperçu privé" not in html(page)
    assert any("n’existe plus" in notice.value for notice in page.warning)


def test_its_own_measure_is_shown(private):
    text = html(open_privately(ROOT / "pages" / "overview.py", private, region="06"))
    assert "Essai de Mayotte" in text


def test_leaving_returns_to_the_published_edition(private):
    page = open_privately(ROOT / "pages" / "overview.py", private)
    page.button(key="quitter-apercu").click().run()
    assert not page.exception
    assert "Aperçu privé" not in html(page)
    assert page.selectbox(key="edition").value == "2026"
    assert "apercu" not in page.selectbox(key="edition").options


def test_the_published_editions_stay_one_choice_away(private):
    page = open_privately(ROOT / "pages" / "overview.py", private)
    page.selectbox(key="edition").select("2018").run()
    assert not page.exception
    assert "Aperçu privé" not in html(page)
    page.selectbox(key="edition").select("aperçu").run()
    assert "Aperçu privé" in html(page)

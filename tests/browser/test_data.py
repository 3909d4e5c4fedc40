"""The data page in a browser: contents, deposit, private edition from page to page."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from amu_geo import store
from amu_geo.edition import Edition
from amu_geo.export.workbook import edition_workbook
from tests.browser.actions import idle, open_page
from tests.making import edition, scheme

pytestmark = pytest.mark.browser

ENGLISH = re.compile(
    r"\b(upload|browse|drag|drop|file|limit|loading|running|press|error|icon|remove|seconds?)\b",
    re.IGNORECASE,
)


@pytest.fixture(scope="module")
def workbook(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small valid edition, as an observatory lead would send it."""
    small: Edition = edition([scheme("a", "76"), scheme("b", "06")], day="2026-11-01")
    programmes = small.programmes.assign(justification="Notre lecture.")
    tables = {**small.tables, "programmes": programmes}
    named = replace(small, id="2027", titre="Édition du navigateur", tables=tables)
    path = tmp_path_factory.mktemp("depot") / "essai.xlsx"
    path.write_bytes(edition_workbook(named, store.territories()))
    return path


def deposit(page: Page, path: Path | str) -> None:
    """Drop a file and wait for its report."""
    page.locator("input[type=file]").set_input_files(path)
    page.locator("#rapport").wait_for()
    idle(page)


def follow(page: Page, name: str) -> None:
    """Follow a link of the menu."""
    page.locator(".st-key-entete").get_by_role("link", name=name, exact=True).click()
    idle(page)


def words(element: Locator) -> str:
    """What a reader sees of an element; an icon is a word that its font draws."""
    icons = element.get_by_test_id("stIconMaterial").all_inner_texts()
    text = element.inner_text()
    for icon in icons:
        text = text.replace(icon, "", 1)
    return text


def preview(page: Page, base_url: str, path: Path) -> None:
    """Go from the empty page to the private preview."""
    open_page(page, f"{base_url}/donnees")
    deposit(page, path)
    page.get_by_role("button", name="Voir l’aperçu").click()
    # A whole edition is read and checked first: on a busy machine that takes its time.
    page.wait_for_url("**/donnees?edition=apercu", timeout=60_000)
    page.locator("#apercu").wait_for()
    idle(page)


def test_the_address_of_a_section_leads_to_it(page, base_url):
    open_page(page, f"{base_url}/donnees#votre-edition")
    expect(page.get_by_role("heading", name="Votre édition")).to_be_in_viewport()
    page.locator(".sommaire").get_by_role("link", name="Ce qui est mesuré").click()
    expect(page.get_by_role("heading", name="Ce qui est mesuré")).to_be_in_viewport()


def test_the_deposit_speaks_french(page, base_url, tmp_path):
    open_page(page, f"{base_url}/donnees")
    uploader = page.get_by_test_id("stFileUploader")
    expect(uploader).to_contain_text("50\u00a0Mo par fichier")
    assert not ENGLISH.search(words(uploader))
    (tmp_path / "énorme.csv").write_bytes(b"a;b\n" * 14_000_000)
    page.locator("input[type=file]").set_input_files(tmp_path / "énorme.csv")
    expect(uploader.get_by_role("alert")).to_contain_text("50\u00a0Mo au plus")
    assert not ENGLISH.search(words(uploader))


def test_a_private_edition_follows_its_reader_and_dies_with_the_page(page, base_url, workbook):
    preview(page, base_url, workbook)
    for name in ("Vue d’ensemble", "Acteurs", "Données"):
        follow(page, name)
        page.wait_for_url("**edition=apercu")
        expect(page.locator(".st-key-apercu")).to_contain_text("Édition du navigateur")
    page.reload()
    page.get_by_text("L’aperçu que demandait l’adresse n’existe plus").wait_for()
    expect(page.locator(".st-key-apercu")).to_have_count(0)


def test_links_inside_pages_keep_the_private_edition(page, base_url, workbook):
    preview(page, base_url, workbook)
    page.get_by_role("link", name="Voir la carte").click()
    page.locator(".classement").wait_for()
    idle(page)
    page.locator(".classement a").first.click()
    page.get_by_role("link", name="Voir le portrait").click()
    page.wait_for_url("**/region?**")
    idle(page)
    expect(page.locator(".st-key-apercu")).to_be_visible()
    # A link that no listener hears would load the page again and lose the edition.
    lost = page.eval_on_selector_all(
        '.stApp a[href^="/"]:not([target=_blank])',
        "links => links.filter(a => !Object.keys(a.dataset).length).map(a => a.outerHTML)",
    )
    assert lost == []
    page.get_by_role("button", name="Quitter l’aperçu").click()
    expect(page.locator(".st-key-apercu")).to_have_count(0)
    page.wait_for_url(lambda url: "apercu" not in url)


@pytest.mark.parametrize("width", [390, 1400])
def test_the_bundle_is_one_click_away_and_nothing_overflows(page, base_url, width, workbook):
    page.set_viewport_size({"width": width, "height": 900})
    preview(page, base_url, workbook)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    with page.expect_download() as awaited:
        page.locator(".st-key-apercu").get_by_role("button", name="Télécharger").click()
    assert awaited.value.suggested_filename == "observatoire-amu-2027.zip"
    assert Path(awaited.value.path()).read_bytes()[:2] == b"PK"


@pytest.mark.slow
def test_what_is_to_be_confirmed_can_be_downloaded_and_leads_to_the_form(page, base_url):
    open_page(page, f"{base_url}/donnees?lecture=large#a-confirmer")
    expect(page.get_by_role("heading", name="À confirmer")).to_be_in_viewport()
    with page.expect_download() as awaited:
        page.get_by_role("button", name="Télécharger ces lignes à remplir").click()
    lines = Path(awaited.value.path()).read_text(encoding="utf-8-sig").splitlines()
    columns = "id_dispositif;date;nature;url_source;titre_source;preuve;confiance"
    assert lines[0] == columns
    rows = page.locator(".a-confirmer-liste tbody tr")
    assert len(lines) == rows.count() + 1
    rows.first.get_by_role("link", name="Proposer une preuve").click()
    page.wait_for_url("**/dispositifs?**proposer=oui**")
    assert "lecture=large" in page.url
    form = page.get_by_role("dialog")
    form.get_by_role("textbox", name="Date du fait").fill("2026-02-30")
    form.get_by_role("button", name="Vérifier cette preuve").click()
    expect(form.get_by_role("alert")).to_contain_text("la date n’existe pas")
    page.keyboard.press("Escape")
    page.wait_for_url(lambda url: "proposer" not in url)

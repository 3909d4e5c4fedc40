"""The edition in one file, opened from a folder with the network off."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from amu_geo import store
from amu_geo.offline.document import offline_html
from tests.browser.test_axe import AXE, FAULTS

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def file(tmp_path_factory) -> Path:
    written = tmp_path_factory.mktemp("cle-usb") / "édition 2026.html"
    document = offline_html(store.shelf().get("2026"), store.territories())
    written.write_text(document, encoding="utf-8")
    return written


@pytest.fixture
def opened(browser: Browser, file: Path) -> Iterator[Page]:
    """The file, without network; it may neither ask for anything nor complain."""
    context = browser.new_context(viewport={"width": 1400, "height": 1000}, offline=True)
    page, heard = context.new_page(), []
    page.on("console", lambda message: heard.append(message.text))
    page.on("pageerror", lambda error: heard.append(str(error)))
    page.on("request", lambda asked: heard.append(asked.url))
    page.goto(file.as_uri())
    yield page
    context.close()
    inside = (file.as_uri(), "data:font/")
    assert [text for text in heard if not text.startswith(inside)] == []


@pytest.mark.slow
def test_a_click_and_the_keyboard_open_the_sheet(opened: Page):
    region = opened.locator("g[data-region='76']")
    region.locator("path").click()
    expect(opened.locator("#fiche h2")).to_have_text("Occitanie")
    expect(region).to_have_attribute("aria-pressed", "true")
    expect(opened.locator("#fiche .dispositif a[href^='https://']").first).to_be_visible()
    opened.locator("g[data-region='76']").focus()
    opened.keyboard.press("ArrowRight")
    opened.keyboard.press("Enter")
    expect(opened.locator("#fiche h2")).to_have_text("Provence-Alpes-Côte d’Azur")
    opened.get_by_role("button", name="Bretagne", exact=True).click()
    expect(opened.locator("#fiche h2")).to_have_text("Bretagne")


@pytest.mark.slow
def test_keys_alone_lead_through_the_talk_of_the_file(opened: Page):
    """Its speaker's window too; the address stays that of the file's own choices."""
    before = opened.url
    opened.get_by_role("button", name="Présenter").press("Enter")
    slide = opened.locator(".e-slide:visible")
    expect(slide).to_have_attribute("data-cle", "ouverture")
    opened.keyboard.press("ArrowRight")
    expect(slide).to_have_attribute("data-cle", "carte")
    opened.keyboard.type("oc")
    expect(opened.locator(".e-fiche h3")).to_have_text("Occitanie")
    opened.keyboard.press("Escape")
    with opened.expect_popup() as window:
        opened.keyboard.press("s")
    speaker = window.value
    expect(speaker.locator("#ici")).to_contain_text("2 / 7")
    speaker.keyboard.press("End")
    expect(slide).to_have_attribute("data-cle", "fin")
    opened.evaluate(AXE)
    assert opened.evaluate(FAULTS, []) == []
    opened.keyboard.press("Escape")
    expect(opened.locator(".e-scene")).to_be_hidden()
    expect(opened.get_by_role("button", name="Présenter")).to_be_focused()
    assert opened.url == before


@pytest.mark.slow
def test_reading_and_year_change_everything_and_stay_in_the_address(opened: Page):
    before = opened.locator("#constat").inner_text()
    opened.get_by_text("usage", exact=True).click()
    opened.select_option("#annee", "2012")
    opened.select_option("#region", "53")
    assert opened.locator("#constat").inner_text() != before
    assert "En 2012" in opened.locator("#constat").inner_text()
    assert "lecture=usage" in opened.url
    finding = opened.locator("#constat").inner_text()
    opened.reload()
    assert opened.locator("#constat").inner_text() == finding
    expect(opened.locator("#fiche h2")).to_have_text("Bretagne")
    assert opened.locator("#carte path.nd").count() >= 1


@pytest.mark.slow
def test_regions_compare_and_schemes_are_found(opened: Page):
    opened.select_option("#compare-0", "76")
    opened.select_option("#compare-1", "44")
    expect(opened.locator("#difference")).to_have_text(
        "Ces régions diffèrent par la famille Communauté."
    )
    expect(opened.locator(".compare thead th")).to_have_count(3)
    opened.locator("#mot").fill("bourgs centres occitanie")
    expect(opened.locator("#resultats .dispositif").first).to_contain_text("Occitanie")
    opened.locator("#mot").fill("zzz")
    expect(opened.locator("#trouves")).to_contain_text("Aucun dispositif")


@pytest.mark.slow
def test_no_fault_of_ours_on_a_desk_and_a_phone(opened: Page):
    opened.select_option("#region", "76")
    opened.select_option("#compare-0", "76")
    opened.select_option("#compare-1", "44")
    opened.evaluate(AXE)
    for width in (1400, 768, 390):
        opened.set_viewport_size({"width": width, "height": 1000})
        assert opened.evaluate("document.documentElement.scrollWidth") <= width
        for theme in ("light", "dark"):
            opened.emulate_media(color_scheme=theme)
            assert opened.evaluate(FAULTS, []) == [], (width, theme)


@pytest.mark.slow
def test_without_scripts_it_still_shows_the_map_the_finding_and_the_table(
    browser: Browser, file: Path
):
    context = browser.new_context(java_script_enabled=False, offline=True)
    page = context.new_page()
    page.goto(file.as_uri())
    expect(page.locator("h1")).to_contain_text("familles d’AMU")
    assert page.locator("#carte g[data-region] path").count() == 18
    assert page.locator("#tableau tbody tr").count() == 18
    expect(page.locator("#choix")).to_be_hidden()
    context.close()

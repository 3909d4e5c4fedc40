"""The portrait as a visitor meets it, on screen and on paper."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.actions import idle, open_page
from tests.browser.test_axe import AXE, FAULTS

pytestmark = pytest.mark.browser


def expect_at_top(page: Page, selector: str) -> None:
    """Wait until an element has come up to the top of the window, to 60 px."""
    for _attempt in range(50):
        if abs(page.locator(selector).evaluate("e => e.getBoundingClientRect().top")) < 60:
            return
        page.wait_for_timeout(100)
    raise AssertionError(f"{selector} never came to the top")


def test_the_address_of_a_cell_shows_its_proof(page: Page, base_url: str):
    open_page(page, f"{base_url}/region?region=76&famille=territoriale")
    expect_at_top(page, "#preuve-territoriale")
    expect(page.locator("#preuve-territoriale details[open]")).to_have_count(1)


def test_a_family_of_the_head_comes_to_view_and_a_part_unfolds(page: Page, base_url: str):
    open_page(page, f"{base_url}/region?region=76")
    page.locator(".portrait-pastilles a").nth(2).click()
    page.wait_for_url("**/*famille=communaute*")
    idle(page)
    expect_at_top(page, "#preuve-communaute")
    part = page.locator(".st-key-partie-frise")
    figure, source = part.locator(".frise").first, part.locator(".source")
    expect(figure).to_be_hidden()
    expect(source).to_be_hidden()
    part.locator("summary").first.press("Enter")
    expect(figure).to_be_visible()
    expect(source).to_be_visible()


def test_a_portrait_reads_in_three_screens_before_what_is_folded(page: Page, base_url: str):
    page.set_viewport_size({"width": 1400, "height": 1000})
    for code in ("76", "53", "06"):
        open_page(page, f"{base_url}/region?region={code}")
        assert page.locator(".plus-loin").first.bounding_box()["y"] <= 3000, code
        models = page.locator(".modeles-a-copier").bounding_box()
        # In the first screen, below two lines that say what no model brings.
        assert models["y"] < 640, code


def test_a_card_opens_a_portrait_and_back_leads_back(page: Page, base_url: str):
    open_page(page, f"{base_url}/region?lecture=large")
    expect(page.locator(".portrait-choix li")).to_have_count(18)
    page.locator(".portrait-choix a", has_text="Bretagne").click()
    page.wait_for_url("**/region?*region=53*")
    idle(page)
    expect(page.locator("h1")).to_contain_text("Bretagne")
    assert "lecture=large" in page.url
    page.go_back()
    expect(page.locator(".portrait-choix li")).to_have_count(18)


def test_back_before_the_page_has_finished_leads_back_too(page: Page, base_url: str):
    open_page(page, f"{base_url}/region?lecture=large")
    for region in ("Bretagne", "Corse"):
        page.locator(".portrait-choix a", has_text=region).click()
        # The head stands while the rest is still being written.
        expect(page.locator("h1")).to_contain_text(region)
        page.go_back()
        expect(page.locator(".portrait-choix li")).to_have_count(18)
        idle(page)
        assert "region=" not in page.url


def test_on_a4_no_table_is_cut_and_nothing_overflows(page: Page, base_url: str):
    # The width of an A4 sheet between its margins, in CSS pixels.
    page.set_viewport_size({"width": 695, "height": 1000})
    page.add_init_script("window.print = () => {}")
    open_page(page, f"{base_url}/region?region=76")
    # The tables are in the annex.
    page.get_by_role("button", name="Imprimer avec l’annexe").click()
    page.emulate_media(media="print")
    expect(page.locator(".portrait-chiffres")).to_be_visible()
    cut = page.evaluate(
        """() => [...document.querySelectorAll('.tableau')].filter((table) => {
             const box = table.getBoundingClientRect();
             return box.width && (box.right > innerWidth + 1 || box.left < -1);
           }).map((table) => table.className)"""
    )
    assert cut == []
    empty = page.evaluate(
        """() => [...document.querySelectorAll('[data-testid="stColumn"]')]
             .filter((column) => column.offsetHeight && !column.innerText.trim()).length"""
    )
    assert empty == 0
    expect(page.locator(".st-key-entete")).to_be_hidden()
    expect(page.locator(".imprimer").first).to_be_hidden()
    expect(page.locator(".adresses").first).to_be_visible()


def pages_of(pdf: bytes) -> int:
    """How many pages Chromium has printed."""
    return len(re.findall(rb"/Type /Page\b", pdf))


def test_a_portrait_prints_on_two_pages_and_with_its_annex_when_asked(page: Page, base_url: str):
    page.add_init_script("window.print = () => {}")
    for code in ("76", "44", "03"):
        open_page(page, f"{base_url}/region?region={code}")
        assert pages_of(page.pdf(prefer_css_page_size=True)) <= 2, code
    page.get_by_role("button", name="Imprimer avec l’annexe").click()
    assert pages_of(page.pdf(prefer_css_page_size=True)) > 2
    # Folded again once it is printed.
    page.evaluate("window.dispatchEvent(new Event('afterprint'))")
    expect(page.locator(".partie-pliee[open]")).to_have_count(0)
    assert pages_of(page.pdf(prefer_css_page_size=True)) <= 2


def test_nothing_overflows_on_a_phone(page: Page, base_url: str):
    page.set_viewport_size({"width": 390, "height": 844})
    for path in ("/region?region=76", "/region", "/mentions"):
        open_page(page, f"{base_url}{path}")
        assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_the_foot_leads_to_the_accessibility_statement(page: Page, base_url: str):
    open_page(page, f"{base_url}/region?region=76&edition=2018")
    foot = page.locator(".st-key-pied")
    expect(foot).to_contain_text("9 juillet 2018")
    foot.get_by_role("link", name="Accessibilité").click()
    page.wait_for_url("**/accessibilite?*edition=2018*")
    # A plain page: nothing more comes.
    expect(page.locator("h1")).to_have_text("Accessibilité : non conforme")
    assert page.locator("script").count() == 0
    expect(page.locator("footer")).to_contain_text("9 juillet 2018")
    page.evaluate(AXE)
    for width in (1400, 390):
        page.set_viewport_size({"width": width, "height": 1000})
        assert page.evaluate(FAULTS, []) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= width
    open_page(page, f"{base_url}/mentions?partie=accessibilite")
    expect(page.locator("#accessibilite")).to_be_in_viewport()


def test_the_only_cookie_is_the_one_that_the_notice_names(page: Page, base_url: str):
    open_page(page, f"{base_url}/mentions")
    names = {cookie["name"] for cookie in page.context.cookies()}
    said = page.locator(".mentions code").all_inner_texts()
    assert names <= set(said)

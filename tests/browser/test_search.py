"""The search of the header, by the keyboard alone, on a phone, and without a script."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.actions import idle, open_page
from tests.browser.test_axe import AXE, FAULTS

pytestmark = pytest.mark.browser


def test_letters_and_arrows_lead_from_any_page_to_what_is_named(page: Page, base_url: str):
    open_page(page, f"{base_url}/mentions?lecture=large")
    field = page.get_by_role("banner").locator("input[type=search]")
    field.focus()
    field.press_sequentially("lodev")
    box = page.get_by_role("listbox", name="Réponses")
    expect(box.get_by_role("option", name="Lodève Hérault")).to_be_visible()
    expect(page.locator("#annonce")).to_contain_text("réponse")
    assert field.get_attribute("aria-expanded") == "true"
    page.evaluate(AXE)
    assert page.evaluate(FAULTS, []) == []
    page.keyboard.press("Escape")
    expect(box).to_have_count(0)
    field.press_sequentially("e")
    expect(box).to_be_visible()
    page.keyboard.press("ArrowDown")
    chosen = page.locator(f"#{field.get_attribute('aria-activedescendant')}")
    expect(chosen).to_have_attribute("aria-selected", "true")
    # The letters of the field are no shortcut of the application's.
    page.keyboard.press("Enter")
    page.wait_for_url("**/mon-territoire?lecture=large&commune=34142")
    idle(page)
    expect(page.locator("h1")).to_contain_text("Lodève")
    expect(box).to_have_count(0)
    page.go_back()
    page.wait_for_url("**/mentions?lecture=large")


def test_enter_leads_to_the_place_of_exactly_that_name(page: Page, base_url: str):
    open_page(page, f"{base_url}/mentions?lecture=large")
    field = page.get_by_role("banner").locator("input[type=search]")
    field.focus()
    field.press_sequentially("Bretagne")
    expect(page.get_by_role("option").first).to_contain_text("Bretagne")
    page.keyboard.press("Enter")
    page.wait_for_url("**/region?lecture=large&region=53")
    idle(page)
    expect(page.locator("h1")).to_contain_text("Bretagne")


def test_on_a_phone_and_without_a_script_enter_leads_to_a_page(browser: Browser, base_url: str):
    how = {"viewport": {"width": 390, "height": 844}, "java_script_enabled": False}
    context = browser.new_context(**how)
    page = context.new_page()
    page.goto(f"{base_url}/?lecture=large")
    field = page.get_by_role("searchbox")
    field.fill("friches")
    field.press("Enter")
    page.wait_for_url("**/chercher?lecture=large&recherche=friches&aller=oui")
    expect(page.locator("h1")).to_contain_text("« friches »")
    page.get_by_role("main").get_by_role("link").first.click()
    page.wait_for_url("**/dispositifs?lecture=large&dispositif=*")
    page.goto(base_url)
    field.fill("bretagne")
    field.press("Enter")
    page.wait_for_url("**/region?region=53")
    context.close()

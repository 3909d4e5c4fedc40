"""A mayor looks for a commune."""

from __future__ import annotations

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.actions import idle, open_page

pytestmark = pytest.mark.browser


def field(page: Page) -> Locator:
    return page.get_by_role("textbox", name="Votre commune")


def title(page: Page) -> Locator:
    return page.locator("h1").last


def test_enter_goes_straight_to_a_clear_answer(page: Page, base_url: str):
    open_page(page, f"{base_url}/mon-territoire")
    for typed, name in (
        ("st etienne", "Saint-Étienne"),
        ("l hay les rose", "L’Haÿ-les-Roses"),
        ("lodeve", "Lodève"),
    ):
        field(page).fill(typed)
        field(page).press("Enter")
        expect(title(page)).to_contain_text(name)
        idle(page)
        expect(page.locator(".suggestions")).to_have_count(0)
        expect(field(page)).to_have_count(1)
        expect(field(page)).to_have_value("")
    page.wait_for_url("**/mon-territoire?commune=34142")
    proofs = page.locator(".familles-commune a")
    proofs.first.click()
    expect(page.get_by_role("dialog")).to_contain_text("Bâtiment")


def test_homonyms_are_proposed_while_typing_and_chosen_by_a_click(page: Page, base_url: str):
    open_page(page, f"{base_url}/mon-territoire")
    field(page).press_sequentially("saint denis", delay=20)
    found = page.locator(".suggestions a")
    for place in ("La Réunion (974)", "Seine-Saint-Denis (93)", "Aude (11)", "Gard (30)"):
        expect(found.filter(has_text=place).first).to_be_visible()
    assert found.count() <= 8
    found.filter(has_text="Gard (30)").click()
    page.wait_for_url("**/mon-territoire?commune=30247")
    expect(page.locator(".chapeau").last).to_contain_text("Gard (30)")
    idle(page)
    expect(field(page)).to_have_value("")


def test_keyboard_alone_chooses_a_suggestion_and_back_returns(page: Page, base_url: str):
    open_page(page, f"{base_url}/mon-territoire?commune=34142")
    expect(title(page)).to_contain_text("Lodève")
    field(page).press_sequentially("pezenas", delay=20)
    expect(page.locator(".suggestions a").first).to_contain_text("Pézenas")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(title(page)).to_contain_text("Pézenas")
    page.wait_for_url("**/mon-territoire?commune=34199")
    page.go_back()
    expect(title(page)).to_contain_text("Lodève")


def test_nothing_overflows_on_a_phone(page: Page, base_url: str):
    page.set_viewport_size({"width": 390, "height": 844})
    open_page(page, f"{base_url}/mon-territoire?commune=34142&moment=amont&mission=montage")
    idle(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390

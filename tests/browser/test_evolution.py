"""The years as a visitor plays them."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.actions import PLAYING, idle, open_page, wait_for_map

pytestmark = pytest.mark.browser


def test_the_map_plays_pauses_and_keeps_the_year_in_the_address(page: Page, base_url: str):
    open_page(page, f"{base_url}/evolution")
    wait_for_map(page)
    year = page.locator(".annee-dite .grand")
    expect(year).to_have_text("2026")
    page.get_by_role("button", name="Jouer").click()
    expect(year).to_have_text(PLAYING)
    page.get_by_role("button", name="Pause").click()
    expect(page.get_by_role("button", name="Jouer")).to_be_visible()
    page.wait_for_url(re.compile(r"annee=20\d\d"))
    idle(page)
    assert year.inner_text() in page.url


def test_the_keyboard_moves_the_year_and_back_undoes_it(page: Page, base_url: str):
    open_page(page, f"{base_url}/evolution?annee=2015")
    year = page.locator(".annee-dite .grand")
    slider = page.get_by_role("slider")
    slider.focus()
    page.keyboard.press("ArrowRight")
    expect(year).to_have_text("2016")
    page.wait_for_url("**/evolution?annee=2016")
    page.go_back()
    expect(year).to_have_text("2015")


def test_a_state_of_a_past_year_opens_its_proof(page: Page, base_url: str):
    open_page(page, f"{base_url}/evolution?depuis=2013&jusqua=2019")
    page.locator("a[data-moment^='1|']").first.click()
    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text("en 2019")


def test_nothing_overflows_on_a_phone(page: Page, base_url: str):
    page.set_viewport_size({"width": 390, "height": 844})
    open_page(page, f"{base_url}/evolution?ecart=editions")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390

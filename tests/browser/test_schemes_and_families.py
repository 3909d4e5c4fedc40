"""Schemes and families as a visitor meets them."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser.actions import idle, open_page, regions, wait_for_map

pytestmark = pytest.mark.browser


def test_a_row_opens_its_detail_that_the_address_keeps(page: Page, base_url: str):
    open_page(page, f"{base_url}/dispositifs?programme=tiers-lieux&region=75")
    row = page.locator(".dispositifs tbody th a").first
    name = row.inner_text()
    row.click()
    dialog = page.get_by_role("dialog")
    expect(dialog.get_by_role("heading", name=name)).to_be_visible()
    assert dialog.locator("a[href^='http']").count() >= 1
    page.wait_for_url("**/*dispositif=75-*")
    page.reload()
    expect(page.get_by_role("dialog").get_by_role("heading", name=name)).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)
    page.wait_for_url(lambda url: "dispositif=" not in url)
    assert "programme=tiers-lieux" in page.url


def test_a_predecessor_opens_and_back_returns(page: Page, base_url: str):
    open_page(page, f"{base_url}/dispositifs?dispositif=75-ami-tiers-lieux-2020")
    dialog = page.get_by_role("dialog")
    dialog.locator(".filiation a").first.click()
    expect(dialog.get_by_role("heading", name="AMI Tiers-lieux 2017-2018")).to_be_visible()
    page.wait_for_url("**/*dispositif=75-ami-tiers-lieux-2017*")
    page.go_back()
    expect(dialog.get_by_role("heading", name="AMI Tiers-lieux 2019-2021")).to_be_visible()


def test_a_search_forgives_typing_errors(page: Page, base_url: str):
    open_page(page, f"{base_url}/dispositifs")
    page.get_by_role("textbox", name="Chercher").fill("reconquete fiches")
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_contain_text("reconquete fiches")
    expect(page.locator(".dispositifs").first).to_contain_text("Reconquête des friches")
    page.wait_for_url("**/*recherche=reconquete*")


def test_a_region_of_the_family_map_opens_its_proof(page: Page, base_url: str):
    open_page(page, f"{base_url}/familles?famille=communaute")
    wait_for_map(page)
    assert regions(page).count() == 18
    fill = regions(page).nth(4).evaluate("path => getComputedStyle(path).fill")
    assert "url(" in fill
    page.locator(".st-key-tableau-famille [data-preuve]").first.click()
    expect(page.get_by_role("dialog")).to_contain_text("Communauté")


def test_another_family_is_one_click_away(page: Page, base_url: str):
    open_page(page, f"{base_url}/familles")
    before = page.locator("h1").inner_text()
    page.locator("[data-famille='territoriale']").click()
    expect(page.locator("h1")).not_to_have_text(before)
    page.wait_for_url("**/*famille=territoriale*")
    page.go_back()
    expect(page.locator("h1")).to_have_text(before)


def test_nothing_overflows_on_a_phone(page: Page, base_url: str):
    page.set_viewport_size({"width": 390, "height": 844})
    for path in ("/dispositifs?annee=2015", "/familles?famille=territoriale&annee=2013"):
        open_page(page, base_url + path)
        idle(page)
        assert page.evaluate("document.documentElement.scrollWidth") <= 390

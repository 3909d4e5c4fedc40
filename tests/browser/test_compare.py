"""The comparison as a visitor meets it."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.actions import idle, open_page

pytestmark = pytest.mark.browser


def test_a_region_put_first_becomes_the_readers_own(page: Page, base_url: str):
    open_page(page, f"{base_url}/comparer?regions=76,84")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Occitanie")
    page.locator("a[data-premiere='84']").first.click()
    page.wait_for_url(re.compile("regions=84(,|%2C)76"))
    expect(page.get_by_role("heading", name=re.compile("que l’Auvergne"))).to_be_visible()
    page.go_back()
    expect(page.get_by_role("heading", name=re.compile("que l’Occitanie"))).to_be_visible()


def test_each_cell_opens_its_proof_with_a_source(page: Page, base_url: str):
    open_page(page, f"{base_url}/comparer?regions=53,76")
    page.locator("a[data-preuve='76|communaute']").first.click()
    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text("Occitanie, Communauté")
    assert dialog.locator("a[href^='http']").count() >= 1


def test_a_twin_joins_the_comparison(page: Page, base_url: str):
    open_page(page, f"{base_url}/comparer?regions=53,76")
    page.locator("a[data-ajouter]").first.click()
    page.wait_for_url(re.compile(r"regions=53(,|%2C)76(,|%2C)\d\d"))
    idle(page)
    expect(page.locator(".comparaison").first.locator("thead th")).to_have_count(5)


def test_nothing_overflows_on_a_phone(page: Page, base_url: str):
    page.set_viewport_size({"width": 390, "height": 844})
    open_page(page, f"{base_url}/comparer?regions=53,76,84,11,06,27")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390

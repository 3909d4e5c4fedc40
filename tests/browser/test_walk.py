"""One visit through the pages: the reader's choice is never lost, Back always leads back."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Page, expect

from tests.browser.actions import click_region, idle, open_page, sheet, wait_for_map

pytestmark = pytest.mark.browser

OCCITANIE = 14


def add_region(page: Page, text: str, name: str) -> None:
    """Add a region to the comparison by typing its name."""
    box = page.locator(".stMultiSelect input").first
    box.click()
    box.type(text)
    page.get_by_role("option", name=name).first.click()
    idle(page)
    page.keyboard.press("Escape")


def compared_regions(url: str) -> list[str]:
    """The regions in an address; a server's port may hold the same digits as a region's code."""
    return parse_qs(urlsplit(url).query)["regions"][0].split(",")


def back(page: Page, arrived: Callable[[str], bool]) -> None:
    """Go back one step, and wait until the page of that step is there."""
    page.go_back()
    page.wait_for_url(arrived)
    # The address changes before the server knows: let its answer begin.
    page.wait_for_timeout(400)
    idle(page)


def test_from_the_map_to_the_proof_and_back(page: Page, base_url: str):
    open_page(page, f"{base_url}/?lecture=large")
    wait_for_map(page)
    click_region(page, OCCITANIE)
    expect(sheet(page).get_by_role("heading", name="Occitanie")).to_be_visible()
    page.wait_for_url("**/*region=76*")
    idle(page)

    sheet(page).get_by_role("link", name="Voir le portrait").click()
    page.wait_for_url("**/region?*region=76*")
    idle(page)
    expect(page.locator("h1")).to_contain_text("Occitanie")
    assert "lecture=large" in page.url

    page.get_by_role("link", name="Comparer à d’autres régions").first.click()
    page.wait_for_url("**/comparer?*regions=*76*")
    idle(page)
    add_region(page, "breta", "Bretagne")
    page.wait_for_url("**/comparer?*regions=*53*")
    add_region(page, "corse", "Corse")
    page.wait_for_url("**/comparer?*regions=*94*")
    assert "lecture=large" in page.url
    compared = page.url

    page.locator("a[data-preuve^='76|']").first.click()
    proof = page.get_by_role("dialog")
    expect(proof).to_contain_text("Occitanie")
    source = proof.locator("a[href^='http']").first
    expect(source).to_be_visible()
    assert source.get_attribute("target") == "_blank"
    page.keyboard.press("Escape")
    expect(proof).to_be_hidden()
    # The address loses the proof once it is closed.
    page.wait_for_url(lambda url: url == compared)
    idle(page)

    back(page, lambda url: "/comparer" in url and "94" not in compared_regions(url))
    back(page, lambda url: "/comparer" in url and "53" not in compared_regions(url))
    back(page, lambda url: "/region?" in url and "region=76" in url)
    expect(page.locator("h1")).to_contain_text("Occitanie")
    back(page, lambda url: "/?" in url and "region=76" in url)
    expect(sheet(page).get_by_role("heading", name="Occitanie")).to_be_visible()
    assert "lecture=large" in page.url


def test_the_menu_carries_the_choice_to_every_page(page: Page, base_url: str):
    open_page(page, f"{base_url}/?edition=2018&lecture=large")
    names = page.locator(".st-key-entete li a").all_inner_texts()
    assert len(names) >= 7
    # The last one leaves for the talk, which has no menu.
    assert names[-1] == "Présenter"
    for name in names[1:-1]:
        page.locator(".st-key-entete li a", has_text=name).click()
        expect(page.locator(".st-key-entete li a[aria-current='page']")).to_have_text(name)
        idle(page)
        assert "edition=2018" in page.url and "lecture=large" in page.url, name
        assert page.locator("h1").count() == 1, name

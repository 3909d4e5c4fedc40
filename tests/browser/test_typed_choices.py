"""Several choices in one box, added by typing and Enter."""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Page, expect

from tests.browser.actions import idle, open_page

pytestmark = pytest.mark.browser


def chosen(page: Page, name: str) -> list[str]:
    """The codes of a choice in the address."""
    return parse_qs(urlsplit(page.url).query)[name][0].split(",")


def type_in(page: Page, box: str, text: str) -> None:
    """Type in a box and press Enter."""
    field = page.get_by_role("combobox", name=box)
    field.click()
    field.press_sequentially(text, delay=30)
    field.press("Enter")


@pytest.mark.slow
def test_enter_adds_the_region_that_is_meant_and_no_other(page: Page, base_url: str):
    open_page(page, f"{base_url}/comparer?regions=76,84")
    told = "76,84"
    # By its beginning, without accents nor capitals, by its initials, by its former name.
    for typed, code in (("bret", "53"), ("ile", "11"), ("PACA", "93"), ("alsace", "44")):
        told = f"{told},{code}"
        type_in(page, "Régions comparées", typed)
        page.wait_for_url(lambda url, told=told: told in url.replace("%2C", ","))
        idle(page)
        assert ",".join(chosen(page, "regions")) == told, typed
    expect(page.locator(".comparaison").first.locator("thead th")).to_have_count(8)
    page.keyboard.press("Escape")
    page.go_back()
    page.wait_for_url(lambda url: "44" not in chosen(page, "regions"))
    idle(page)
    before = page.url
    type_in(page, "Régions comparées", "zzz")
    # While the list is open, nothing else has a role.
    expect(page.locator("p[role='status']", has_text="zzz")).to_be_visible()
    assert page.url == before


def test_enter_adds_one_filter_of_the_schemes(page: Page, base_url: str):
    open_page(page, f"{base_url}/dispositifs")
    type_in(page, "Programme", "tiers")
    # What is said of a list is French as well.
    expect(page.locator("[data-live-announcer]")).to_contain_text("choix proposé")
    expect(page.locator("[data-live-announcer]")).not_to_contain_text("available")
    page.wait_for_url("**programme=tiers-lieux")
    idle(page)
    page.keyboard.press("Escape")
    type_in(page, "Implication des usagers", "exigee")
    page.wait_for_url("**implication=exigee**")
    idle(page)
    page.keyboard.press("Escape")
    assert chosen(page, "programme") == ["tiers-lieux"]
    page.get_by_role("button", name="Effacer les filtres").click()
    page.wait_for_url(lambda url: "programme" not in url)

"""The maps without a mouse: one stop of Tab, the arrows from region to region, Enter as a click."""

from __future__ import annotations

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.actions import idle, open_page, regions, sheet, wait_for_map

pytestmark = pytest.mark.browser

# French alphabetical order: Île-de-France stands with I.
FIRST, LAST = "Auvergne-Rhône-Alpes", "Provence-Alpes-Côte d’Azur"


def spoken(page: Page) -> str:
    """What a screen reader says: the option that the focused element points to."""
    text = page.evaluate(
        """() => document.getElementById(
             document.activeElement.getAttribute("aria-activedescendant"))?.textContent || "" """
    )
    return text.replace("\xa0", " ").replace("\u202f", " ")


def focus_by_tab(page: Page, before: Locator, key: str) -> None:
    """Reach a map with Tab alone, from the last stop before it, and see that it is one stop."""
    before.focus()
    in_map = f"document.activeElement.closest('.st-key-{key}') !== null"
    for _ in range(4):
        page.keyboard.press("Tab")
        if page.evaluate(f"() => {in_map}"):
            break
    assert page.evaluate(f"() => {in_map}")
    assert "flèches" in page.evaluate("() => document.activeElement.getAttribute('aria-label')")
    page.keyboard.press("Tab")
    assert not page.evaluate(f"() => {in_map}"), "a second stop on the map"
    page.keyboard.press("Shift+Tab")
    assert page.evaluate(f"() => {in_map}")
    outline = page.evaluate("() => getComputedStyle(document.activeElement).outlineWidth")
    assert float(outline.removesuffix("px")) >= 2


def test_the_arrows_go_through_the_regions_and_enter_opens_the_sheet(page: Page, base_url: str):
    open_page(page, base_url)
    wait_for_map(page)
    tooltip = page.get_by_role("tooltip")
    switch = page.locator(".st-key-vue").get_by_text("Mosaïque")
    focus_by_tab(page, page.locator(".st-key-vue button").last.or_(switch).first, "carte")
    assert spoken(page).startswith(FIRST)
    expect(tooltip).to_contain_text(FIRST)
    names = [spoken(page)]
    for _ in range(17):
        page.keyboard.press("ArrowDown")
        names.append(spoken(page))
    assert len(set(names)) == 18
    assert names[-1].startswith(LAST)
    page.keyboard.press("ArrowRight")
    assert spoken(page) == names[-1], "the last one is the last"
    page.keyboard.press("Home")
    assert spoken(page) == names[0]
    page.keyboard.press("End")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowLeft")
    assert spoken(page) == names[-3]
    page.keyboard.press("o")
    said = spoken(page)
    assert said.startswith("Occitanie, 2 familles confirmées sur 3 documentées : ")
    assert "Communauté à confirmer ; Preuve la plus faible : Communauté, à confirmer" in said
    expect(tooltip).to_contain_text("Preuve la plus faible")
    # The region itself is outlined, and the words are beside it.
    stroke = regions(page).nth(14).evaluate("it => parseFloat(getComputedStyle(it).strokeWidth)")
    assert stroke > 2
    page.keyboard.press("Escape")
    expect(tooltip).to_be_hidden()
    page.keyboard.press("Enter")
    expect(sheet(page).get_by_role("heading", name="Occitanie")).to_be_visible()
    page.wait_for_url("**/*region=76*")
    idle(page)
    # The focus stays: another key, another region.
    page.keyboard.press("ArrowDown")
    assert spoken(page).startswith("Pays de la Loire")
    page.keyboard.press(" ")
    page.wait_for_url("**/*region=52*")
    idle(page)
    assert page.locator(".st-key-carte [aria-selected='true']").count() <= 1
    page.keyboard.press("Tab")
    expect(tooltip).to_be_hidden()
    # The map leaves for the mosaic and comes back with its keys.
    switch.click()
    page.locator(".stApp .mosaique").wait_for()
    page.locator(".st-key-vue").get_by_text("Carte").click()
    wait_for_map(page)
    idle(page)
    page.get_by_role("listbox", name="Carte des régions").focus()
    assert spoken(page).startswith("Pays de la Loire")
    expect(page.locator(".st-key-carte [aria-selected='true']")).to_have_count(1)
    assert page.locator("[role='tooltip']").count() == 1


@pytest.mark.slow
def test_the_other_maps_have_the_same_keys_and_enter_does_what_a_click_does(
    page: Page, base_url: str
):
    open_page(page, f"{base_url}/familles?famille=communaute")
    wait_for_map(page)
    tabs = page.locator(".stApp a[data-famille]")
    focus_by_tab(page, tabs.last, "carte")
    page.keyboard.press("o")
    assert spoken(page).startswith("Occitanie, documentée, à confirmer : 1 dispositif")
    assert "Dernière preuve : 7 juillet 2023" in spoken(page)
    page.keyboard.press("Enter")
    page.get_by_role("dialog").get_by_text("Occitanie").first.wait_for()
    page.keyboard.press("Escape")
    page.get_by_role("dialog").wait_for(state="detached")

    open_page(page, f"{base_url}/evolution")
    wait_for_map(page)
    focus_by_tab(page, page.get_by_role("slider"), "carte")
    page.keyboard.press("o")
    now = spoken(page)
    assert "2 familles confirmées sur 3 documentées" in now
    page.keyboard.press("Enter")
    assert page.get_by_role("dialog").count() == 0

    open_page(page, f"{base_url}/acteurs")
    page.locator(".st-key-carte-acteurs .choroplethlocation").nth(17).wait_for(state="attached")
    focus_by_tab(page, page.locator(".phases a").last, "carte-acteurs")
    page.keyboard.press("o")
    assert spoken(page).startswith("Occitanie, 1 acteur de l’AMU ; 33 acteurs d’une pratique")
    expect(page.get_by_role("tooltip")).to_contain_text("Occitanie")

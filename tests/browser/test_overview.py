"""The overview as a visitor meets it."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, WebSocketRoute, expect

from tests.browser.actions import (
    click_region,
    idle,
    open_page,
    regions,
    sheet,
    wait_for_map,
)

pytestmark = pytest.mark.browser

# Ranks in the order of the codes: 01 02 03 04 06 11 24 27 28 32 44 52 53 75 76 84 93 94.
OCCITANIE, MAYOTTE = 14, 4


def test_a_click_on_the_map_opens_a_sheet_that_the_address_keeps(page: Page, base_url: str):
    open_page(page, base_url)
    wait_for_map(page)
    assert regions(page).count() == 18
    expect(sheet(page)).to_contain_text("Choisissez une région")
    click_region(page, OCCITANIE)
    expect(sheet(page).get_by_role("heading", name="Occitanie")).to_be_visible()
    sources = sheet(page).locator("a[href^='http']")
    assert sources.count() >= 1
    page.wait_for_url("**/*region=76*")
    page.reload()
    expect(sheet(page).get_by_role("heading", name="Occitanie")).to_be_visible()


def test_the_chosen_region_is_marked_in_the_ranking_and_in_the_tiles(page: Page, base_url: str):
    open_page(page, f"{base_url}/?region=76")
    wait_for_map(page)
    marked = page.locator(".stApp .classement li[aria-current='true']")
    expect(marked).to_contain_text("Occitanie")
    click_region(page, OCCITANIE - 1)
    expect(marked).to_contain_text("Nouvelle-Aquitaine")
    assert marked.count() == 1
    page.get_by_role("radio", name="Mosaïque").or_(
        page.get_by_role("button", name="Mosaïque")
    ).first.click()
    pressed = page.locator(".stApp .mosaique button[aria-pressed='true']")
    expect(pressed).to_contain_text("Nouvelle-Aquitaine")
    page.locator(".stApp .mosaique button[data-region='53']").click()
    expect(pressed).to_contain_text("Bretagne")
    expect(sheet(page).get_by_role("heading", name="Bretagne")).to_be_visible()
    page.wait_for_url("**/?*region=53*")
    assert "vue=mosaique" in page.url


def test_each_of_the_eighteen_regions_can_be_clicked(page: Page, base_url: str):
    open_page(page, base_url)
    wait_for_map(page)
    names = page.locator(".st-key-matrice tbody th").all_inner_texts()
    assert len(names) == 18
    seen = set()
    for rank in range(18):
        before = sheet(page).inner_text()
        left = page.url
        click_region(page, rank)
        expect(sheet(page)).not_to_have_text(before, use_inner_text=True)
        # The sheet is there before the page's run has said the same.
        page.wait_for_url(lambda url, left=left: url != left)
        idle(page)
        seen.add(sheet(page).get_by_role("heading", level=2).inner_text())
    assert seen == set(names)


def test_a_family_of_the_sheet_opens_its_proof(page: Page, base_url: str):
    open_page(page, f"{base_url}/?region=76")
    # Only what is confirmed has a proof to show.
    assert sheet(page).locator("a[data-preuve]").all_text_contents() == [
        "la preuve : Bâtiment",
        "pourquoi : Collectif habitant",
        "pourquoi : Communauté",
        "la preuve : Territoriale",
    ]
    sheet(page).get_by_role("link", name="pourquoi : Collectif habitant").click()
    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text("Occitanie")
    expect(dialog).to_contain_text("Non documentée au")
    expect(page).to_have_url(re.compile("preuve=76-collectif-habitant"))


def test_a_keyboard_user_opens_a_sheet_from_the_box(page: Page, base_url: str):
    open_page(page, base_url)
    box = page.get_by_role("combobox", name="Région")
    box.focus()
    page.keyboard.type("breta")
    page.keyboard.press("Enter")
    expect(sheet(page).get_by_role("heading", name="Bretagne")).to_be_visible()
    page.wait_for_url("**/*region=53*")


def test_back_undoes_a_choice(page: Page, base_url: str):
    open_page(page, f"{base_url}/?region=76")
    wait_for_map(page)
    expect(sheet(page).get_by_role("heading", name="Occitanie")).to_be_visible()
    click_region(page, OCCITANIE - 1)
    expect(sheet(page).get_by_role("heading", name="Nouvelle-Aquitaine")).to_be_visible()
    # The sheet is there before the address.
    page.wait_for_url("**/*region=75*")
    page.go_back()
    expect(sheet(page).get_by_role("heading", name="Occitanie")).to_be_visible()


def test_an_unknown_value_is_ignored_with_a_notice(page: Page, base_url: str):
    open_page(page, f"{base_url}/?edition=1789&region=99")
    expect(page.get_by_test_id("stAlert").first).to_contain_text("1789")
    expect(sheet(page)).to_contain_text("Choisissez une région")


def test_undocumented_regions_are_hatched_and_written(page: Page, base_url: str):
    open_page(page, f"{base_url}/?edition=2018")
    wait_for_map(page)
    fill = regions(page).nth(MAYOTTE).evaluate("path => getComputedStyle(path).fill")
    assert "url(" in fill
    texts = page.locator(".st-key-carte").inner_text()
    assert texts.count("n.d.") >= 14


def test_nothing_overflows_on_a_phone(page: Page, base_url: str):
    page.set_viewport_size({"width": 390, "height": 844})
    open_page(page, f"{base_url}/?region=76")
    wait_for_map(page)
    idle(page)
    width = page.evaluate("document.documentElement.scrollWidth")
    assert width <= 390


def test_a_click_shows_its_sheet_without_waiting_for_the_server(page: Page, base_url: str):
    held: list[bool] = []

    def between(browser: WebSocketRoute) -> None:
        server = browser.connect_to_server()
        browser.on_message(lambda message: held or server.send(message))
        server.on_message(lambda message: browser.send(message))

    page.route_web_socket("**/_stcore/stream", between)
    with page.expect_response("**/fiches.json*") as reply:
        open_page(page, f"{base_url}/?edition=2018")
        wait_for_map(page)
    assert reply.value.ok
    held.append(True)
    click_region(page, OCCITANIE)
    expect(sheet(page).get_by_role("heading", name="Occitanie")).to_be_visible()
    assert "region=" not in page.url
    shown = sheet(page).locator("article").inner_text()
    held.clear()
    open_page(page, f"{base_url}/?edition=2018&region=76")
    assert sheet(page).locator("article").inner_text() == shown


def test_no_sheet_of_another_edition_is_shown_ahead(page: Page, base_url: str):
    with page.expect_response("**/fiches.json"):
        open_page(page, base_url)
        wait_for_map(page)
    page.locator(".st-key-edition input").click()
    with page.expect_response("**/fiches.json?edition=2018"):
        page.get_by_role("option", name="2018").click()
        page.wait_for_url("**/*edition=2018*")
    idle(page)
    page.evaluate(
        """() => {
          const place = document.querySelector(".st-key-fiche");
          window.shown = [];
          new MutationObserver(() => window.shown.push(place.innerText))
            .observe(place, { childList: true, subtree: true });
        }"""
    )
    click_region(page, OCCITANIE)
    page.wait_for_url("**/*region=76*")
    idle(page)
    shown = page.evaluate("window.shown")
    assert shown
    assert all("3 familles" in text for text in shown), shown


def test_quick_clicks_one_after_the_other_keep_the_last(page: Page, base_url: str):
    open_page(page, base_url)
    wait_for_map(page)
    for rank in (OCCITANIE, OCCITANIE - 1, OCCITANIE + 1):
        click_region(page, rank)
    expect(sheet(page).get_by_role("heading", name="Auvergne-Rhône-Alpes")).to_be_visible()
    page.wait_for_url("**/*region=84*")
    idle(page)
    expect(sheet(page).get_by_role("heading", name="Auvergne-Rhône-Alpes")).to_be_visible()


@pytest.mark.parametrize(
    "query",
    [
        "",
        "regions=76,84&famille=communaute",
        *(pytest.param(one, marks=pytest.mark.slow) for one in ("vue=mosaique", "edition=2018")),
    ],
)
def test_what_leaves_with_the_map_is_the_whole_map(page: Page, base_url: str, query: str):
    open_page(page, f"{base_url}/?{query}")
    page.get_by_role("combobox", name="Région").focus()
    page.keyboard.type("breta")
    page.keyboard.press("Enter")
    expect(sheet(page).get_by_role("heading", name="Bretagne")).to_be_visible()
    line = page.locator(".figure-ligne").first
    permanent = line.get_attribute("data-adresse")
    assert "edition=" in permanent and "region" not in permanent
    line.locator("summary").click()
    links = line.locator(".figure-formes a, .figure-choix a").all()
    addresses = [link.get_attribute("href") for link in links]
    assert len(addresses) == len(set(addresses)) == 12
    for address in addresses:
        reply = page.request.get(base_url + address, max_retries=2)
        assert reply.status == 200, address
        if ".csv" in address:
            assert len(reply.text().splitlines()) == 19, address


def test_a_large_screen_holds_the_finding_and_the_whole_map(page: Page, base_url: str):
    page.set_viewport_size({"width": 1920, "height": 1080})
    open_page(page, f"{base_url}/?region=76")
    wait_for_map(page)
    title = page.locator(".stApp h1").bounding_box()
    drawn = page.locator(".st-key-carte .choroplethlayer").bounding_box()
    assert title["y"] >= 0
    assert drawn["height"] > 500
    assert drawn["y"] + drawn["height"] <= 1080


@pytest.mark.parametrize("width", [1400, 1920])
def test_a_long_sheet_scrolls_beside_the_map_and_starts_again_at_its_head(
    page: Page, base_url: str, width: int
):
    page.set_viewport_size({"width": width, "height": 1000})
    open_page(page, f"{base_url}/?region=76")
    wait_for_map(page)
    measured = """() => {
      const bottom = name => document.querySelector(name).getBoundingClientRect().bottom;
      const box = document.querySelector(".st-key-fiche");
      return {
        below: bottom(".st-key-fiche") - Math.max(bottom(".figure-ligne"), bottom(".stApp .cle")),
        hidden: box.scrollHeight - box.clientHeight,
      };
    }"""
    assert page.evaluate(measured)["below"] < 24
    assert page.evaluate(measured)["hidden"] > 100
    # The last link of the sheet is reached by the keyboard alone, and shown.
    last = sheet(page).locator("a.bouton")
    last.focus()
    expect(last).to_be_in_viewport()
    assert sheet(page).evaluate("box => box.scrollTop") > 100
    page.locator("[data-testid='stMain']").evaluate("box => box.scrollTo(0, 0)")
    click_region(page, OCCITANIE - 1)
    expect(sheet(page).get_by_role("heading", name="Nouvelle-Aquitaine")).to_be_visible()
    assert sheet(page).evaluate("box => box.scrollTop") == 0

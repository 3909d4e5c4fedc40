"""The essential in Firefox: every page opens, the map answers, nothing overlaps or overflows."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from amu_geo.site import PAGES
from tests.browser.actions import (
    CHOSEN,
    click_region,
    idle,
    open_page,
    regions,
    sheet,
    sideways,
    wait_for_map,
)

pytestmark = pytest.mark.browser

OCCITANIE = 14
# Each with a layout or a script of its own.
SLIM = ["/", "/comparer", "/evolution", "/acteurs", "/donnees"]
OTHERS = [path for path in PAGES if path not in SLIM]
# By how many pixels the contents of a line reach into the next one, or out of the table.
OVERLAPS = """tables => tables.flatMap(table => {
  const clipped = e => e.parentElement.closest("tr, .nom").matches(".nom");
  const rows = [...table.querySelectorAll("tbody tr")];
  return rows.map((row, i) => {
    const inside = [...row.querySelectorAll("*")].filter(e => !clipped(e));
    const bottom = Math.max(...inside.map(e => e.getBoundingClientRect().bottom));
    const end = i + 1 < rows.length
      ? rows[i + 1].getBoundingClientRect().top : table.getBoundingClientRect().bottom;
    return Math.round(bottom - end);
  }).filter(pixels => pixels > 1);
})"""


@pytest.mark.parametrize(
    "paths",
    [
        pytest.param(SLIM, id="some"),
        pytest.param(
            [path for path in PAGES if path not in SLIM], id="others", marks=pytest.mark.slow
        ),
    ],
)
def test_pages_open_without_an_error_and_fit_a_phone(
    firefox_page: Page, base_url: str, paths: list[str]
):
    page, wrong = firefox_page, []
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("console", lambda said: said.type == "error" and wrong.append(said.text))
    for path in paths:
        page.set_viewport_size({"width": 1400, "height": 1000})
        open_page(page, base_url + path + CHOSEN.get(path, ""))
        assert page.locator("h1").count() == 1, path
        assert page.get_by_test_id("stException").count() == 0, path
        page.set_viewport_size({"width": 390, "height": 844})
        page.wait_for_function("innerWidth === 390")
        assert sideways(page) == 0, path
    assert wrong == []


def test_the_map_is_drawn_and_a_click_changes_the_sheet(firefox_page: Page, base_url: str):
    page = firefox_page
    open_page(page, base_url)
    wait_for_map(page)
    assert regions(page).count() == 18
    for rank, name in ((OCCITANIE, "Occitanie"), (OCCITANIE - 1, "Nouvelle-Aquitaine")):
        click_region(page, rank)
        expect(sheet(page).get_by_role("heading", name=name)).to_be_visible()
    page.wait_for_url("**/*region=75*")


def test_no_two_lines_of_a_comparison_overlap_and_a_proof_opens_and_closes(
    firefox_page: Page, base_url: str
):
    page = firefox_page
    open_page(page, f"{base_url}/comparer?regions=76,44,52")
    tables = page.locator(".stApp table")
    assert tables.first.locator("tbody tr").count() >= 4
    assert tables.evaluate_all(OVERLAPS) == []
    page.locator("a[data-preuve='76|communaute']").first.click()
    proof = page.get_by_role("dialog")
    expect(proof).to_contain_text("Occitanie, Communauté")
    page.keyboard.press("Escape")
    expect(proof).to_be_hidden()
    idle(page)

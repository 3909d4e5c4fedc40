"""The actors' page as a visitor meets it."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser.actions import idle, open_page

pytestmark = pytest.mark.browser


def test_points_are_drawn_and_a_phase_opens_and_closes(page: Page, base_url: str):
    open_page(page, f"{base_url}/acteurs")
    chart = page.locator(".st-key-carte-acteurs")
    expect(chart.locator(".choroplethlocation")).to_have_count(18)
    assert chart.locator(".scattergeo path.point").count() > 150
    title = page.locator("h1").last
    expect(title).to_contain_text("49 acteurs")
    page.locator(".phases a").nth(3).click()
    expect(title).to_contain_text("phase Réinventer")
    page.wait_for_url("**/acteurs?phase=reinventer")
    page.locator(".phases a").nth(3).click()
    expect(title).not_to_contain_text("phase")


def test_points_and_regions_answer_the_mouse(page: Page, base_url: str):
    open_page(page, f"{base_url}/acteurs")
    chart = page.locator(".st-key-carte-acteurs")
    expect(chart.locator(".choroplethlocation")).to_have_count(18)
    chart.scroll_into_view_if_needed()
    said = page.get_by_role("tooltip")
    # The last dots are drawn over all others.
    box = chart.locator("path.point").last.bounding_box()
    page.mouse.move(box["x"] + 2, box["y"] + box["height"] / 2)
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    expect(said).to_contain_text("Acteur de l’AMU")
    for rank, name in ((7, "Bourgogne-Franche-Comté"), (0, "Guadeloupe")):
        box = chart.locator(".choroplethlocation").nth(rank).bounding_box()
        page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] * 0.45)
        expect(said).to_contain_text(name)
    page.mouse.move(3, 3)
    expect(said).to_be_hidden()
    # A word is explained in the same way: under the mouse, then at the keyboard.
    word = page.locator(".chapeau abbr").last
    for reach in (word.hover, word.focus):
        reach()
        expect(said).to_contain_text("qui ne s’en réclame pas")
        assert word.get_attribute("aria-describedby") == said.get_attribute("id")
        page.keyboard.press("Escape")
        expect(said).to_have_count(0)
        assert "qui ne s’en réclame pas" in word.get_attribute("title")


def test_a_region_filters_its_lists_open_and_back_undoes(page: Page, base_url: str):
    open_page(page, f"{base_url}/acteurs")
    title = page.locator("h1").last
    page.locator(".comptes a[data-region='76']").click()
    expect(title).to_contain_text("en Occitanie")
    page.wait_for_url("**/acteurs?region=76")
    page.locator(".st-key-liste-voisins summary").click()
    lines = page.locator(".st-key-liste-voisins .repertoire > li")
    expect(lines).to_have_count(33)
    assert page.locator(".st-key-liste-voisins a.source-lien[href^='http']").count() >= 33
    page.go_back()
    expect(title).not_to_contain_text("Occitanie")


def test_nothing_overflows_on_a_phone(page: Page, base_url: str):
    page.set_viewport_size({"width": 390, "height": 844})
    open_page(page, f"{base_url}/acteurs")
    idle(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390

"""The live map under the mouse: it says what it shows, and its signs are in nobody's way."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Page, expect

from amu_geo.charts.map.paths import drawn_map
from tests.browser.actions import open_page, regions, sheet, wait_for_map

pytestmark = pytest.mark.browser


def place(page: Page, code: str, down: float = 0.0) -> tuple[float, float]:
    """Where the page shows the label of a region, `down` units of the drawing below it."""
    drawn = drawn_map()
    box = page.locator(".st-key-carte .main-svg").first.bounding_box()
    scale = min(box["width"] / drawn.width, box["height"] / drawn.height)
    x, y = drawn.labels[code]
    return (
        box["x"] + (box["width"] - drawn.width * scale) / 2 + x * scale,
        box["y"] + (box["height"] - drawn.height * scale) / 2 + (y + down) * scale,
    )


@pytest.mark.parametrize("width", [1400, 390])
def test_the_mouse_on_the_signs_of_a_region_says_it_and_a_click_opens_it(
    browser: Browser, base_url: str, width: int
):
    context = browser.new_context(viewport={"width": width, "height": 1000})
    page = context.new_page()
    open_page(page, base_url)
    wait_for_map(page)
    page.locator(".st-key-carte").scroll_into_view_if_needed()
    said = page.locator(".st-key-carte .hoverlayer")
    for code, down in (("76", 11), ("01", 11), ("44", -12), ("02", 0)):
        at = place(page, code, down)
        page.mouse.move(at[0] - 4, at[1])
        page.mouse.move(*at)
        name = {"76": "Occitanie", "01": "Guadeloupe", "44": "Grand Est", "02": "Martinique"}[code]
        expect(said).to_contain_text(name)
        if code == "02":
            expect(said).to_contain_text("aucun dispositif régional documenté")
        else:
            expect(said).to_contain_text("documentée")
        page.mouse.click(*at)
        expect(sheet(page).get_by_role("heading", name=name)).to_be_visible()
    context.close()


@pytest.mark.parametrize("width", [1400, 768, 390])
def test_nothing_on_the_map_is_too_small_or_cut(browser: Browser, base_url: str, width: int):
    context = browser.new_context(viewport={"width": width, "height": 1000})
    page = context.new_page()
    open_page(page, base_url)
    wait_for_map(page)
    sizes = page.locator(".st-key-carte .scattergeo :is(text, tspan)").evaluate_all(
        "all => all.filter((one) => one.getClientRects().length)"
        ".map((one) => parseFloat(getComputedStyle(one).fontSize))"
    )
    assert len(sizes) > 18
    assert min(sizes) >= 13.5
    frame = page.locator(".st-key-carte").bounding_box()
    for shape in regions(page).all():
        box = shape.bounding_box()
        assert box["y"] >= frame["y"] - 1
        assert box["y"] + box["height"] <= frame["y"] + frame["height"] + 1
    context.close()

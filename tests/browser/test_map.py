"""The live map under the mouse: it says what it shows, and its signs are in nobody's way."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from amu_geo.charts.map.paths import drawn_map
from tests.browser.actions import click_region, idle, open_page, regions, sheet, wait_for_map

pytestmark = pytest.mark.browser

# Its rank in the order of the codes.
OCCITANIE = 14


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
    # What is drawn above all shapes is shown for the one pointed at, and for no other.
    assert page.locator(".forme-relevee:visible").count() == 0
    said = page.get_by_role("tooltip")
    for code, down in (("76", 11), ("01", 11), ("44", -12), ("02", 0)):
        page.locator(".st-key-carte").evaluate("map => map.scrollIntoView({ block: 'center' })")
        at = place(page, code, down)
        page.mouse.move(at[0] - 4, at[1])
        page.mouse.move(*at)
        name = {"76": "Occitanie", "01": "Guadeloupe", "44": "Grand Est", "02": "Martinique"}[code]
        expect(said).to_contain_text(name)
        if code == "02":
            expect(said).to_contain_text("aucun dispositif régional documenté")
        else:
            expect(said).to_contain_text("documentée")
            expect(said).to_contain_text("Preuve la plus faible")
        box = said.bounding_box()
        assert box["x"] >= 0 and box["x"] + box["width"] <= width
        assert abs(box["y"] - at[1]) < box["height"] + 40, "beside the mouse"
        page.mouse.click(*at)
        expect(sheet(page).get_by_role("heading", name=name)).to_be_visible()
        if width < 700:
            # The sheet has come to the thumb, over the map.
            page.get_by_role("button", name="Fermer la fiche").click()
    context.close()


def hovered(page: Page, shape: Locator) -> str:
    """What the page says of a shape under the mouse."""
    shape.scroll_into_view_if_needed()
    box = shape.bounding_box()
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.mouse.move(x - 2, y)
    page.mouse.move(x, y)
    expect(page.get_by_role("tooltip")).to_be_visible()
    return page.get_by_role("tooltip").inner_text().replace("\xa0", " ").replace("\u202f", " ")


def test_every_map_and_the_mosaic_answer_the_mouse_after_clicks_too(page: Page, base_url: str):
    open_page(page, f"{base_url}/familles?famille=communaute")
    wait_for_map(page)
    said = hovered(page, regions(page).nth(OCCITANIE))
    assert said.startswith("Occitanie") and "dispositif" in said
    assert "preuve" in said.lower()
    click_region(page, OCCITANIE)
    page.get_by_role("dialog").get_by_text("Occitanie").first.wait_for()
    expect(page.get_by_role("tooltip")).to_be_hidden()
    page.keyboard.press("Escape")
    page.get_by_role("dialog").wait_for(state="detached")
    assert hovered(page, regions(page).nth(OCCITANIE)) == said

    open_page(page, f"{base_url}/evolution")
    wait_for_map(page)
    now = hovered(page, regions(page).nth(OCCITANIE))
    assert "2 familles confirmées sur 3 documentées :" in now
    assert (
        "Preuve la plus faible : Communauté, à confirmer, dernière preuve : 7 juillet 2023" in now
    )
    # A click does nothing there, and shows no hand that says it would.
    assert regions(page).first.evaluate("it => getComputedStyle(it).cursor") != "pointer"
    page.get_by_role("slider").focus()
    for _ in range(8):
        page.keyboard.press("ArrowLeft")
    idle(page)
    page.wait_for_url("**annee=2018*")
    then = hovered(page, regions(page).nth(OCCITANIE))
    assert then.startswith("Occitanie") and then != now

    open_page(page, f"{base_url}/?vue=mosaique")
    tile = page.locator(".stApp .mosaique [data-region='76']")
    assert "2 familles confirmées sur 3 documentées" in hovered(page, tile)
    page.mouse.move(2, 2)
    expect(page.get_by_role("tooltip")).to_be_hidden()
    tile.focus()
    page.keyboard.press("Tab")
    page.keyboard.press("Shift+Tab")
    expect(page.get_by_role("tooltip")).to_contain_text("Occitanie")
    page.keyboard.press("Escape")
    expect(page.get_by_role("tooltip")).to_be_hidden()
    page.keyboard.press("Enter")
    expect(sheet(page).get_by_role("heading", name="Occitanie")).to_be_visible()


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

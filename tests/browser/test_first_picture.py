"""The first picture: there before any script, in the very place of the live page, then gone."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Page, expect

pytestmark = pytest.mark.browser

PLACES = ("h1", ".chapeau", ".reserve", ".classement", ".legende", ".fiche")
BOXES = """([root, names]) => Object.fromEntries(names.map((name) => {
  const box = document.querySelector(`${root} ${name}`).getBoundingClientRect();
  return [name, [box.left, box.top, box.width]];
}))"""
SHAPES = """(selector) => {
  const boxes = [...document.querySelectorAll(selector)].map((e) => e.getBoundingClientRect());
  return [Math.min(...boxes.map((b) => b.left)), Math.min(...boxes.map((b) => b.top)),
          Math.max(...boxes.map((b) => b.right)), Math.max(...boxes.map((b) => b.bottom))];
}"""


def live(page: Page) -> None:
    """Wait until the first picture has left."""
    page.wait_for_selector("#premiere", state="detached", timeout=60_000)


def test_the_overview_is_readable_without_javascript(browser: Browser, base_url: str):
    context = browser.new_context(java_script_enabled=False, viewport={"width": 390, "height": 800})
    page = context.new_page()
    page.goto(base_url)
    assert "dans une seule" in page.inner_text("h1")
    assert page.locator("#premiere .regions path").count() == 18
    assert page.locator("#premiere .classement li").count() == 18
    width = page.locator("#premiere .p-trace").bounding_box()["width"]
    assert 300 < width <= 390
    page.click("#premiere .classement a >> nth=0")
    assert "region=" in page.url
    assert "source" in page.inner_text("#premiere .fiche")
    page.click("#premiere .regions a[data-region='76'] path")
    page.wait_for_url("**/?region=76")
    assert "Occitanie" in page.inner_text("#premiere .fiche h2")
    page.select_option("#premiere select", "84")
    page.click("#premiere .p-liste button")
    page.wait_for_url("**/?region=84")
    context.close()


@pytest.mark.slow
def test_a_portrait_is_whole_without_javascript(browser: Browser, base_url: str):
    context = browser.new_context(java_script_enabled=False, viewport={"width": 390, "height": 800})
    page = context.new_page()
    page.goto(f"{base_url}/region?region=76")
    page.wait_for_url("**/region?region=76&entier=oui")
    assert page.locator("#premiere .frise").first.is_visible()
    assert page.locator("#premiere .portrait-liste").first.is_visible()
    # What is wider than a phone scrolls by itself.
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    context.close()


def test_the_first_picture_answers_before_the_application_has_come(browser: Browser, base_url: str):
    context = browser.new_context(viewport={"width": 1400, "height": 1000})
    page = context.new_page()
    page.route("**/static/js/index.*", lambda route: route.abort())
    page.goto(base_url)
    shape, tip = "#premiere .regions a[data-region='76']", "#premiere [role=tooltip]"
    # Once the picture is painted.
    page.wait_for_selector(tip, state="attached")
    page.hover(f"{shape} path")
    assert "Occitanie" in page.inner_text(tip)
    assert page.locator(f"{shape} title").count() == 0, "the browser would say it too"
    page.click(f"{shape} path")
    page.wait_for_selector("#premiere .fiche h2:text('Occitanie')")
    assert page.url.endswith("/?region=76")
    assert page.locator("#premiere .classement li[aria-current]").inner_text().startswith("Occi")
    assert page.locator("#premiere .choisies use").get_attribute("href") == "#region-76"
    assert page.input_value("#premiere select") == "76"
    # By the keyboard; a frame is one with its region.
    page.focus("#premiere .regions a[data-region='04']")
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Tab")
    assert "La Réunion" in page.inner_text(tip)
    page.keyboard.press("Enter")
    page.wait_for_selector("#premiere .fiche h2:text('La Réunion')")
    page.go_back()
    page.wait_for_selector("#premiere .fiche h2:text('Occitanie')")
    context.close()


def test_the_live_page_keeps_what_was_chosen_on_the_first_picture(browser: Browser, base_url: str):
    """Even when it had read the address before."""
    context = browser.new_context(viewport={"width": 1400, "height": 1000})
    page = context.new_page()
    held = []
    page.route("**/static/js/PlotlyChart.*", lambda route: held.append(route))
    page.goto(base_url)
    page.wait_for_selector("#root [data-courant-region]", state="attached", timeout=60_000)
    page.wait_for_selector(".st-key-discret-clic-region [data-entend]", state="attached")
    page.click("#premiere .regions a[data-region='76'] path")
    page.wait_for_selector("#premiere .fiche h2:text('Occitanie')")
    # Who is quick is typing in the search when the live page comes.
    page.locator("#premiere input[type=search]").press_sequentially("lodev")
    for route in held:
        route.continue_()
    live(page)
    field = page.get_by_role("banner").locator("input[type=search]")
    expect(field).to_have_value("lodev")
    expect(field).to_be_focused()
    expect(page.get_by_role("option", name="Lodève Hérault")).to_be_visible()
    assert page.inner_text(".st-key-fiche h2") == "Occitanie"
    assert page.url.endswith("/?region=76")
    assert page.locator("[data-courant-region='76']").count() == 1
    page.go_back()
    page.wait_for_selector(".st-key-fiche .vide")
    context.close()


@pytest.mark.parametrize("width", [1400, 390])
def test_the_live_page_takes_the_very_place_of_the_first_picture(
    browser: Browser, base_url: str, width: int
):
    context = browser.new_context(viewport={"width": width, "height": 1000})
    still = context.new_page()
    still.route("**/static/js/index.*", lambda route: route.abort())
    still.goto(base_url)
    still.evaluate("document.fonts.ready")
    names = list(PLACES) if width > 1000 else ["h1", ".chapeau", ".reserve", ".legende"]
    before = still.evaluate(BOXES, ["#premiere", names])
    map_before = still.evaluate(SHAPES, "#premiere .regions path")
    page = context.new_page()
    page.goto(base_url)
    live(page)
    page.evaluate("document.fonts.ready")
    after = page.evaluate(BOXES, ["[data-testid=stApp]", names])
    for name in names:
        assert after[name] == pytest.approx(before[name], abs=3), name
    map_after = page.evaluate(SHAPES, ".st-key-carte .choroplethlocation")
    assert map_after == pytest.approx(map_before, abs=3)
    context.close()


def test_the_first_picture_stays_while_the_server_is_out_of_reach(browser: Browser, base_url: str):
    context = browser.new_context()
    page = context.new_page()
    page.route("**/_stcore/**", lambda route: route.abort())
    page.goto(base_url)
    page.wait_for_timeout(3000)
    assert page.locator("#premiere h1").is_visible()
    context.close()


def test_the_policy_of_the_page_stops_nothing_of_ours(browser: Browser, base_url: str):
    context = browser.new_context()
    page = context.new_page()
    errors: list[str] = []
    page.on("console", lambda said: errors.append(said.text) if said.type == "error" else None)
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.goto(f"{base_url}/comparer?regions=76,84")
    live(page)
    assert errors == []
    context.close()

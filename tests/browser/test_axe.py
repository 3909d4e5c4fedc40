"""axe-core finds no fault of ours on any page, light or dark, from a desk to a phone."""

from __future__ import annotations

from pathlib import Path

import axe_playwright_python
import pytest
from playwright.sync_api import Page

from amu_geo.site import PAGES
from tests.browser.actions import CHOSEN, idle, open_page, unfold

pytestmark = pytest.mark.browser

AXE = Path(axe_playwright_python.__file__).with_name("axe.min.js").read_text(encoding="utf-8")
# Rule and elements that Streamlit writes itself, which no style and no text of ours can mend.
STREAMLITS = [
    # Its drop zone is a <section role="presentation"> that it gives an aria-label all the same;
    # the button and the input inside have their own roles and names.
    ["presentation-role-conflict", "[data-testid='stFileUploaderDropzone']"],
]
FAULTS = """known => axe.run(document, {
  resultTypes: ["violations"],
  elementRef: true,
  runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
  rules: { "target-size": { enabled: true } },
}).then(found => found.violations.flatMap(({ id, nodes }) => nodes
  .filter(({ element }) => !known.some(([rule, sel]) => rule === id && element.matches(sel)))
  .map(({ html, failureSummary }) => `${id}: ${html.slice(0, 200)} ${failureSummary}`)))"""
# Whether the page has that ground, and nothing in it is on the way to another colour.
SETTLED = """ground => getComputedStyle(document.querySelector(".stApp")).backgroundColor === ground
  && document.getAnimations().every(({ playState, effect }) =>
    playState !== "running" || effect.getTiming().iterations === Infinity)"""
# Maps, tables, forms: the other pages are made of the same.
FIRST = ("/", "/comparer", "/donnees")
THEMES = {"light": "rgb(251, 248, 241)", "dark": "rgb(18, 25, 26)"}


def faults(page: Page, widths: tuple[int, ...]) -> dict[str, list[str]]:
    """What axe finds in the page as it is, by width and theme; nothing where it finds nothing."""
    page.evaluate(AXE)
    found = {}
    for width in widths:
        page.set_viewport_size({"width": width, "height": 1000})
        for theme, ground in THEMES.items():
            page.emulate_media(color_scheme=theme)
            page.wait_for_function(SETTLED, arg=ground)
            if wrong := page.evaluate(FAULTS, STREAMLITS):
                found[f"{width} px, {theme}"] = wrong
    return found


@pytest.mark.parametrize(
    "path",
    [path if path in FIRST else pytest.param(path, marks=pytest.mark.slow) for path in PAGES],
)
def test_no_page_has_a_fault_of_ours(page: Page, base_url: str, path: str):
    open_page(page, base_url + path + CHOSEN.get(path, ""))
    assert faults(page, (1400, 390)) == {}


@pytest.mark.slow
@pytest.mark.parametrize("path", PAGES)
def test_nor_between_these_widths_nor_unfolded(page: Page, base_url: str, path: str):
    open_page(page, base_url + path + CHOSEN.get(path, ""))
    assert faults(page, (768, 320)) == {}
    page.set_viewport_size({"width": 1400, "height": 1000})
    unfold(page)
    assert faults(page, (1400, 390)) == {}


@pytest.mark.slow
@pytest.mark.parametrize("path", [*CHOSEN, "/?vue=mosaique", "/dispositifs?recherche=zzz"])
def test_nor_before_a_choice(page: Page, base_url: str, path: str):
    open_page(page, base_url + path)
    assert faults(page, (1400, 390)) == {}


@pytest.mark.slow
@pytest.mark.parametrize(
    ("address", "opener"),
    [
        ("/comparer?regions=76,84", "a[data-preuve]"),
        ("/dispositifs?dispositif=75-ami-tiers-lieux-2017", ""),
        ("/dispositifs?dispositif=75-ami-tiers-lieux-2017&proposer=oui", ""),
        ("/evolution", "a[data-moment]"),
    ],
)
def test_nor_in_a_dialog(page: Page, base_url: str, address: str, opener: str):
    open_page(page, base_url + address)
    if opener:
        page.locator(opener).first.click()
    page.get_by_role("dialog").wait_for()
    idle(page)
    assert faults(page, (1400, 390)) == {}

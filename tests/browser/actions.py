"""What a visitor does, in words."""

from __future__ import annotations

import re

from playwright.sync_api import Locator, Page, expect

# Our scripts in the page: see `amu_geo/ui/browser/script.py`.
_HEARS = "[class*='st-key-discret-']"
# Path of a page → query with which it shows all that it can.
CHOSEN = {
    "/": "?region=76",
    "/comparer": "?regions=76,84",
    "/region": "?region=76",
    "/mon-territoire": "?commune=34142",
}
# The first years of a series that plays: one may pass between two looks.
PLAYING = re.compile(r"^20(0[89]|1\d)$")


def idle(page: Page) -> None:
    """Wait until the script has run and the page hears its own links.

    Before that, a click loads another page whole, as it does for a reader who is that quick.
    """
    page.locator("[data-testid='stApp'][data-test-script-state='notRunning']").wait_for()
    # Until the first picture has gone, what it shares with the live page is there twice.
    page.locator("#premiere").wait_for(state="detached")
    deaf = page.locator(_HEARS).filter(has_not=page.locator("[data-entend]"))
    expect(deaf).to_have_count(0)


def open_page(page: Page, url: str) -> None:
    """Open an address and wait until its page is there."""
    page.goto(url)
    page.locator("h1").first.wait_for()
    idle(page)


def regions(page: Page) -> Locator:
    """The 18 shapes of the coverage map, in the order of the regions' codes."""
    return page.locator(".st-key-carte .choroplethlocation")


def wait_for_map(page: Page) -> None:
    """Wait until the map is drawn."""
    regions(page).nth(17).wait_for(state="attached")


def click_region(page: Page, rank: int) -> None:
    """Click in the middle of a region's shape; overseas and mainland alike."""
    box = regions(page).nth(rank).bounding_box()
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)


def sheet(page: Page) -> Locator:
    """The region sheet."""
    return page.locator(".st-key-fiche")


def sideways(page: Page) -> int:
    """How many pixels the page can be scrolled sideways; Streamlit scrolls a box of its own."""
    return page.evaluate(
        """() => Math.max(...["html", "[data-testid='stMain']"].map(name => {
          const box = document.querySelector(name);
          return box.scrollWidth - box.clientWidth;
        }))"""
    )


def unfold(page: Page) -> None:
    """Open every part of the page that is folded."""
    page.evaluate("document.querySelectorAll('.partie-pliee').forEach(part => part.open = true)")
    folded = page.locator("[data-testid='stExpander'] details:not([open]) > summary")
    while folded.count():
        folded.first.click()
        idle(page)
    page.evaluate("document.querySelectorAll('.stApp details').forEach(part => part.open = true)")

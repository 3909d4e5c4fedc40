"""The tab says what the page shows, at once and after every gesture."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser.actions import idle, open_page

pytestmark = pytest.mark.browser

# Every title that the tab takes.
WATCH = """
  window.titles = [];
  new MutationObserver(() => {
    if (window.titles.at(-1) !== document.title) window.titles.push(document.title);
  }).observe(document.querySelector("title"), { childList: true, characterData: true });
"""


def named(page: Page, title: str) -> None:
    """Wait for a title of the tab."""
    expect(page).to_have_title(f"{title} · Observatoire AMU")


def test_the_tab_follows_the_view(page: Page, base_url: str):
    open_page(page, f"{base_url}/?lecture=large")
    named(page, "lecture large · Vue d’ensemble")
    page.locator("a[data-region='76']").first.click()
    named(page, "Occitanie · lecture large · Vue d’ensemble")
    idle(page)
    page.evaluate(WATCH)
    page.locator("a[data-region='44']").first.click()
    named(page, "Grand Est · lecture large · Vue d’ensemble")
    idle(page)
    assert len(page.evaluate("window.titles")) == 1
    page.go_back()
    named(page, "Occitanie · lecture large · Vue d’ensemble")
    idle(page)

    page.locator(".st-key-entete").get_by_role("link", name="Familles").click()
    named(page, "Bâtiment · lecture large · Familles")
    idle(page)
    page.locator("a[data-famille='communaute']").first.click()
    named(page, "Communauté · lecture large · Familles")
    idle(page)
    page.go_back()
    named(page, "Bâtiment · lecture large · Familles")
    idle(page)
    page.go_back()
    named(page, "Occitanie · lecture large · Vue d’ensemble")


@pytest.mark.slow
def test_the_live_tab_is_called_as_the_page_was_sent(page: Page, base_url: str):
    for address in (
        "/region?region=04&edition=2018",
        "/comparer",
        "/comparer?regions=76;44&regions=53,11",
        "/evolution?annee=2019%20",
        "/mon-territoire?commune=2a004&fbclid=x",
    ):
        served = page.request.get(f"{base_url}{address}", max_retries=2).text()
        title = served.partition("<title>")[2].partition("</title>")[0]
        assert title.count(" · ") > 1
        open_page(page, f"{base_url}{address}")
        expect(page).to_have_title(title)
        # A page never rewrites the address at which a reader arrives.
        assert page.url == f"{base_url}{address}"

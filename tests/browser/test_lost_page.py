"""An address that leads nowhere, as a visitor meets it."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser.actions import idle

pytestmark = pytest.mark.browser


def test_a_lost_reader_finds_the_way_back(page: Page, base_url: str):
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    reply = page.goto(f"{base_url}/comparer/truc?lecture=large")
    assert reply.status == 404
    # The time that an application would need to come, with its dialog in English.
    page.wait_for_timeout(1500)
    assert not [url for url in asked if url.endswith(".js") or "_stcore" in url]
    expect(page.locator("h1")).to_have_text("Cette page n’existe pas")
    assert page.title() == "Cette page n’existe pas · Observatoire AMU"
    text = page.locator("body").inner_text()
    assert "Page not found" not in text and "JavaScript" not in text
    # Nor is any server waited for.
    after = "getComputedStyle(document.querySelector('.premiere'), '::after').display"
    assert page.evaluate(after) == "none"
    page.set_viewport_size({"width": 390, "height": 844})
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    page.set_viewport_size({"width": 1400, "height": 1000})
    page.locator("main").get_by_role("link", name="Comparer").first.click()
    page.wait_for_url("**/comparer?lecture=large")
    page.locator(".st-key-entete").wait_for()
    idle(page)
    page.go_back()
    expect(page.locator("h1")).to_have_text("Cette page n’existe pas")

"""A figure leaves its page: copied, cited, and put in somebody else's article."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.actions import idle, open_page
from tests.browser.test_embedding import host

pytestmark = pytest.mark.browser


def copied(page: Page, button: str) -> str:
    """What a button of the first figure's line puts in the clipboard."""
    page.evaluate("navigator.clipboard.writeText('')")
    page.locator(".figure-ligne").first.get_by_role("button", name=button).click()
    page.wait_for_function("() => navigator.clipboard.readText().then(Boolean)")
    return page.evaluate("navigator.clipboard.readText()")


def settled(page: Page) -> None:
    """Wait until the frame is as tall as the figure in it."""
    inside = page.frame(url=re.compile("/figure/"))
    for _ in range(50):
        height = inside.evaluate("document.documentElement.getBoundingClientRect().height")
        if abs(page.locator("iframe").evaluate("frame => frame.clientHeight") - height) < 2:
            return
        page.wait_for_timeout(100)
    raise AssertionError("the frame does not follow its figure")


def test_what_is_copied_leads_back_and_stands_in_an_article(browser: Browser, base_url: str):
    context = browser.new_context(viewport={"width": 1000, "height": 900})
    context.grant_permissions(["clipboard-read", "clipboard-write"], origin=base_url)
    page = context.new_page()
    open_page(page, f"{base_url}/familles?famille=communaute&region=76")
    title = page.locator("h1").inner_text()
    link = copied(page, "Copier le lien")
    assert link == f"{base_url}/familles?edition=2026&famille=communaute#figure-famille"
    assert link in page.locator(".figure-ligne [role=status]").first.inner_text()
    cited = copied(page, "Citer")
    assert f"« {title} »" in cited.replace("\u00a0", " ") and cited.endswith(link)

    page.locator(".figure-ligne summary").first.click()
    code = copied(page, "Copier le code")
    assert code == page.locator(".figure-ligne code").first.inner_text()
    # Told beside the button: the line's own words lie below what is open.
    beside = page.locator(".figure-choix .figure-copie")
    expect(beside).to_have_text("Code copié")
    button = page.get_by_role("button", name="Copier le code").bounding_box()
    assert abs(beside.bounding_box()["y"] - button["y"]) < button["height"]
    expect(beside).to_be_in_viewport()
    page.keyboard.press("Escape")
    expect(page.locator(".figure-plus[open]")).to_have_count(0)

    with host(f"<main>{code}</main>") as article:
        page.goto(article)
        inside = page.frame_locator("iframe")
        expect(inside.locator("h1")).to_have_text(title)
        expect(inside.locator("svg path[id]")).to_have_count(18)
        heights = set()
        for width in (1000, 400):
            page.set_viewport_size({"width": width, "height": 900})
            settled(page)
            heights.add(page.locator("iframe").evaluate("frame => frame.clientHeight"))
        assert len(heights) == 2
    context.close()


@pytest.mark.parametrize("height", [500, 900])
def test_what_is_folded_under_a_figure_opens_in_sight(page: Page, base_url: str, height: int):
    page.set_viewport_size({"width": 1400, "height": height})
    open_page(page, f"{base_url}/familles?famille=communaute")
    summary = page.locator(".figure-ligne summary").first
    summary.evaluate("line => line.scrollIntoView({ block: 'end' })")
    summary.click()
    box = page.locator(".figure-plus[open] .figure-choix")
    expect(box).to_be_in_viewport(ratio=0.99)
    # The button that opened it is still there to close it.
    summary.click()
    expect(box).to_be_hidden()


def test_an_address_that_names_a_figure_brings_it_to_sight(page: Page, base_url: str):
    open_page(page, f"{base_url}/comparer?regions=76,84#figure-comparaison-acteurs")
    heading = page.get_by_role("heading", name="Les acteurs", exact=True)
    expect(heading).to_be_in_viewport()
    idle(page)
    top = heading.evaluate("heading => heading.getBoundingClientRect().top")
    assert 0 <= top < 120

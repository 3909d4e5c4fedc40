"""On stage: keys alone, the server gone, the speaker's window, a talk of one's own."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from pptx import Presentation

from tests.browser.test_axe import AXE, FAULTS
from tests.serving import running

pytestmark = pytest.mark.browser


def title(page: Page) -> str:
    return page.locator(".e-slide:visible h2").inner_text()


def rank(page: Page) -> str:
    return page.locator(".e-slide:visible .e-rang").inner_text()


def test_keys_alone_lead_through_a_talk_whose_server_has_gone(browser: Browser, tmp_path: Path):
    context = browser.new_context(viewport={"width": 1920, "height": 1080})
    with running(tmp_path / "log.txt") as address:
        page, heard = context.new_page(), []
        page.on("pageerror", lambda error: heard.append(str(error)))
        page.on("console", lambda message: heard.append(message.text))
        page.goto(f"{address}/presenter?region=76")
        assert rank(page) == "1 / 9"
        page.evaluate("() => navigator.serviceWorker.ready.then(() => true)")
        page.wait_for_timeout(500)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    for key in (" ", "ArrowRight", "PageDown"):
        page.keyboard.press(key)
    assert rank(page) == "4 / 9" and "page=4" in page.url
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("PageUp")
    assert rank(page) == "2 / 9"
    # Two letters open a region of the map; Escape closes it, and only it.
    page.keyboard.type("br")
    expect(page.locator(".e-fiche h3")).to_have_text("Bretagne")
    expect(page.locator(".e-fiche li")).to_have_count(4)
    page.keyboard.press("Escape")
    expect(page.locator(".e-fiche")).to_be_hidden()
    # A letter alone is a key, on the map too.
    page.wait_for_timeout(1000)
    page.keyboard.press("b")
    expect(page.locator(".e-ecran.noir")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator(".e-ecran")).to_be_hidden()
    page.keyboard.press("7")
    page.keyboard.press("Enter")
    assert rank(page) == "7 / 9"
    page.keyboard.press("w")
    expect(page.locator(".e-ecran.blanc")).to_be_visible()
    page.keyboard.press("w")
    page.keyboard.press("End")
    assert rank(page) == "9 / 9"
    page.keyboard.press("ArrowRight")
    assert rank(page) == "9 / 9"
    page.keyboard.press("?")
    expect(page.get_by_role("dialog", name="Aide")).to_be_visible()
    page.keyboard.press("Escape")
    with page.expect_popup() as opened:
        page.keyboard.press("n")
    speaker = opened.value
    expect(speaker.locator("#suite")).to_have_text("C’est la dernière.")
    speaker.keyboard.press("Home")
    expect(speaker.locator("#ici")).to_contain_text("1 / 9")
    expect(speaker.locator("#heures")).to_contain_text("écoulées")
    assert rank(page) == "1 / 9"
    assert asked == []
    # A reload, with nobody to answer.
    page.keyboard.press("ArrowRight")
    page.reload()
    assert rank(page) == "2 / 9"
    assert heard == []
    context.close()


def test_the_menu_leads_to_the_talk_of_the_view(page: Page, base_url: str):
    page.goto(f"{base_url}/comparer?regions=53,76")
    page.locator("#premiere").wait_for(state="detached")
    page.locator("nav[aria-label='Pages']").get_by_role("link", name="Présenter").click()
    page.wait_for_url("**/presenter?*regions=53*")
    page.keyboard.press("3")
    page.keyboard.press("Enter")
    expect(page.locator(".e-slide:visible th[scope='col']")).to_have_count(2)


def test_escape_leads_back_to_the_page_that_one_comes_from(page: Page, base_url: str):
    page.goto(f"{base_url}/accessibilite")
    page.get_by_role("link", name="Présenter cette vue").click()
    page.wait_for_url("**/presenter**")
    page.keyboard.press("Escape")
    page.wait_for_url(f"{base_url}/accessibilite*")


def test_a_talk_of_ones_own_is_in_the_address_and_in_a_file(page: Page, base_url: str, tmp_path):
    page.goto(f"{base_url}/presenter")
    page.keyboard.press("o")
    own = "<b>Chez nous</b>, on commence par là"
    page.locator(".e-case[data-cle='annees'] input").fill(own)
    for _ in range(3):
        page.locator(".e-case[data-cle='annees'] [data-fait='avant']").press("Enter")
    page.locator(".e-case[data-cle='methode'] [data-fait='masquer']").click()
    order = page.locator(".e-case").evaluate_all("all => all.map(one => one.dataset.cle)")
    assert order[0] == "annees"
    with page.expect_download() as saved:
        page.get_by_role("button", name="Garder mon exposé").click()
    file = tmp_path / "expose.json"
    saved.value.save_as(file)
    kept = json.loads(file.read_text(encoding="utf-8"))
    assert kept["mots"] == {"annees": own} and kept["masquees"] == ["methode"]
    page.keyboard.press("Escape")
    address = page.url
    assert "#" in address and "mot-annees" in address.partition("#")[2]
    # The address alone says it, and her words stay words.
    page.goto("about:blank")
    page.goto(address)
    page.keyboard.press("Home")
    expect(page.locator(".e-slide:visible .e-mot")).to_have_text(own)
    assert rank(page) == "1 / 6"
    # So does the file, elsewhere.
    page.goto(f"{base_url}/presenter?edition=2018")
    page.keyboard.press("o")
    page.locator("input[type='file']").set_input_files(file)
    expect(page.locator("#e-dit")).to_contain_text("Exposé repris")
    wrong = tmp_path / "autre.json"
    for text, why in (("{", "ce n’est pas du JSON"), ('{"a": 1}', "il ne décrit pas un exposé")):
        wrong.write_text(text, encoding="utf-8")
        page.locator("input[type='file']").set_input_files(wrong)
        expect(page.locator("#e-dit")).to_contain_text(why)


def test_her_talk_is_printed_and_carried_away_as_she_arranged_it(page: Page, base_url, tmp_path):
    page.goto(f"{base_url}/presenter?region=76#ordre=alors,ouverture&masquees=methode,fin")
    page.keyboard.press("o")
    page.locator(".e-case[data-cle='alors'] input").fill("Ce que 2018 avait vu")
    order = ["alors", "ouverture", "carte", "region", "modeles", "comparaison", "annees"]
    titles = [page.locator(f".e-case[data-cle='{key}'] h2").inner_text() for key in order]
    with page.expect_download() as given:
        page.get_by_role("button", name="Diapositives modifiables").click()
    given.value.save_as(tmp_path / "talk.pptx")
    assert given.value.suggested_filename == "expose-amu-2026-76.pptx"
    slides = Presentation(tmp_path / "talk.pptx").slides
    own = slides[0].shapes
    assert "Ce que 2018 avait vu" in [one.text_frame.text for one in own if one.has_text_frame]
    assert [slide.shapes.title.text_frame.text for slide in slides] == titles
    # The page stays where it was; on paper, one sheet a slide that she shows, in her order.
    assert page.locator(".e-scene.apercu").count() == 1
    page.emulate_media(media="print")
    printed = page.locator(".e-slide").evaluate_all(
        "all => all.filter(one => one.getClientRects().length).map(one => one.dataset.cle)"
    )
    assert printed == order
    for _ in ("from the overview", "from a slide"):
        paper = page.pdf(prefer_css_page_size=True)
        assert len(re.findall(rb"/Type\s*/Page\b", paper)) == len(order)
        page.emulate_media(media="screen")
        page.keyboard.press("Escape")
        page.emulate_media(media="print")


def test_a_finger_leads_from_slide_to_slide(browser: Browser, base_url: str):
    phone = {"width": 390, "height": 844}
    context = browser.new_context(viewport=phone, has_touch=True, is_mobile=True)
    page = context.new_page()
    page.goto(f"{base_url}/presenter?region=76")
    touch = context.new_cdp_session(page)

    def swipe(start: tuple[int, int], end: tuple[int, int]) -> str:
        spots = ((start, "touchStart"), (end, "touchMove"), (None, "touchEnd"))
        for spot, kind in spots:
            points = [{"x": spot[0], "y": spot[1]}] if spot else []
            touch.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})
        return rank(page)

    assert swipe((320, 400), (80, 410)) == "2 / 9"
    assert swipe((320, 400), (80, 410)) == "3 / 9"
    assert swipe((80, 400), (320, 410)) == "2 / 9"
    # Neither a page that is pushed up nor a finger that trembles turns it.
    assert swipe((200, 600), (120, 200)) == "2 / 9"
    assert swipe((200, 400), (230, 400)) == "2 / 9"
    context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_talk_has_no_fault_and_fits_the_screen(browser: Browser, base_url: str, scheme: str):
    context = browser.new_context(viewport={"width": 1280, "height": 720}, color_scheme=scheme)
    page = context.new_page()
    page.goto(f"{base_url}/presenter?region=76")
    page.evaluate(AXE)
    for number in range(9):
        high = page.locator(".e-scene").evaluate("one => one.scrollHeight - one.clientHeight")
        assert high <= 1, title(page)
        small = page.locator(".e-slide:visible").evaluate(SMALL)
        assert small == [], title(page)
        if number in (0, 1, 2, 4):
            assert page.evaluate(FAULTS, []) == [], title(page)
        page.keyboard.press("ArrowRight")
    page.keyboard.press("o")
    assert page.evaluate(FAULTS, []) == [], "overview"
    page.keyboard.press("Escape")
    with page.expect_popup() as opened:
        page.keyboard.press("n")
    opened.value.evaluate(AXE)
    assert opened.value.evaluate(FAULTS, []) == [], "speaker"
    context.close()


# Words under 28 px at 1080p (its source and its number: 20), but for those inside a map.
SMALL = """slide => {
  const unit = innerHeight / 1080, faults = [];
  const walker = document.createTreeWalker(slide, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const box = walker.currentNode.parentElement;
    if (!walker.currentNode.textContent.trim() || box.closest("svg, .invisible")) continue;
    const size = parseFloat(getComputedStyle(box).fontSize) / unit;
    const least = box.closest(".e-pied") ? 20 : 28;
    if (size < least) faults.push([size, box.textContent.slice(0, 40)]);
  }
  return faults;
}"""

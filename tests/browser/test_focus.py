"""Where the keyboard stands after each act, what is said aloud, and the parts of a page."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser, Locator, Page, WebSocketRoute, expect

from amu_geo.site import PAGES
from tests.browser.actions import CHOSEN, PLAYING, idle, open_page, sheet, wait_for_map

pytestmark = pytest.mark.browser

# Pages looked at for every change; the others are made of the same frame.
QUICK = ("/", "/region", "/donnees")
HELD = "document.activeElement !== document.body && document.activeElement.isConnected"


def focused(page: Page) -> Locator:
    """What has the focus once the page rests; never nothing."""
    page.wait_for_timeout(300)
    idle(page)
    page.wait_for_function(HELD)
    return page.locator(":focus")


def press(page: Page, place: Locator, key: str = "Enter") -> None:
    """Act by the keyboard on what a reader would Tab to."""
    place.focus()
    page.keyboard.press(key)


def said(page: Page) -> Locator:
    """What assistive techniques announce."""
    return page.locator("#annonce[role='status']")


@pytest.mark.parametrize(
    "path",
    [pytest.param(one, marks=[] if one in QUICK else pytest.mark.slow) for one in PAGES],
)
def test_one_banner_one_menu_one_main_part_one_foot(page: Page, base_url: str, path: str):
    open_page(page, base_url + path + CHOSEN.get(path, ""))
    for role in ("banner", "main", "contentinfo"):
        assert page.get_by_role(role).count() == 1, role
    assert page.get_by_role("banner").get_by_role("navigation", name="Pages").count() == 1
    main = page.get_by_role("main")
    assert main.get_by_role("heading", level=1).count() == 1
    assert main.get_by_role("banner").count() == main.get_by_role("contentinfo").count() == 0
    # Everything that is said aloud is said by the one element that is always there.
    assert page.get_by_role("status").and_(page.locator("#annonce")).count() == 1
    skip = page.get_by_test_id("stSkipToContent")
    press(page, skip)
    assert focused(page).evaluate("it => it.getAttribute('role')") == "main"
    page.keyboard.press("Tab")
    assert page.evaluate("document.querySelector('[role=main]').contains(document.activeElement)")


def test_the_focus_stays_on_what_was_used_or_goes_to_the_title_that_came(page: Page, base_url: str):
    open_page(page, f"{base_url}/?region=94")
    wait_for_map(page)
    # A row of the ranking; the list; the reading.
    press(page, page.locator(".stApp .classement a[data-region='76']"))
    expect(sheet(page).get_by_role("heading", name="Occitanie")).to_be_visible()
    assert focused(page).get_attribute("data-region") == "76"
    chosen = page.locator("select[data-choix='region']")
    chosen.focus()
    chosen.select_option("84")
    expect(sheet(page).get_by_role("heading", name="Auvergne-Rhône-Alpes")).to_be_visible()
    assert focused(page).get_attribute("data-choix") == "region"
    # A page that comes gives the focus to its title; Back too.
    press(page, page.locator(".st-key-entete a[data-page='/comparer']"))
    page.wait_for_url("**/comparer*")
    expect(page.get_by_role("heading", level=1)).to_be_focused()
    page.go_back()
    page.wait_for_url("**/?region=84")
    expect(page.get_by_role("heading", level=1)).to_be_focused()


def test_what_is_taken_away_hands_the_focus_to_what_takes_its_place(page: Page, base_url: str):
    open_page(page, f"{base_url}/comparer?regions=53,76,84")
    # A column that goes first, a region that joins: the link changes or is gone.
    press(page, page.locator("a[data-premiere='84']").first)
    page.wait_for_url(re.compile("regions=84"))
    assert focused(page).evaluate("it => !!it.closest('.stApp [role=main]')")
    press(page, page.locator("a[data-ajouter]").first)
    page.wait_for_url(re.compile(r"regions=84(,|%2C)53(,|%2C)76(,|%2C)\d\d"))
    assert focused(page).evaluate("it => !!it.closest('.stApp [role=main]')")
    open_page(page, f"{base_url}/dispositifs?recherche=zzz")
    press(page, page.get_by_role("button", name="Effacer les filtres"))
    page.wait_for_url("**/dispositifs")
    assert focused(page).evaluate("it => !!it.closest('.stApp [role=main]')")


def test_a_proof_has_an_address_and_back_closes_it(page: Page, base_url: str):
    open_page(page, f"{base_url}/comparer?regions=53,76")
    cell = page.locator("a[data-preuve='76|communaute']").first
    dialog = page.get_by_role("dialog")
    for close in ("back", "Escape"):
        press(page, cell)
        expect(dialog).to_contain_text("Occitanie, Communauté")
        page.wait_for_url("**preuve=76-communaute*")
        if close == "back":
            page.go_back()
        else:
            page.keyboard.press(close)
        expect(dialog).to_be_hidden()
        page.wait_for_url(re.compile(r"/comparer\?regions=53(,|%2C)76$"))
        assert focused(page).get_attribute("data-preuve") == "76|communaute"
    page.go_forward()
    expect(dialog).to_contain_text("Occitanie, Communauté")

    # The address that was sent, opened by somebody else, in whose history nothing is before it.
    open_page(page, f"{base_url}/familles?famille=communaute&preuve=53-communaute")
    expect(dialog).to_contain_text("Bretagne, Communauté")
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    page.wait_for_url("**/familles?famille=communaute")
    open_page(page, f"{base_url}/comparer?regions=53,76&preuve=99-toiture")
    expect(dialog).to_contain_text("n’existe pas")


@pytest.mark.slow
def test_a_proof_closed_before_all_of_it_has_come_leaves_the_address(page: Page, base_url: str):
    held: list[bool] = []
    late: list[str | bytes] = []
    wires: list[WebSocketRoute] = []

    def between(browser: WebSocketRoute) -> None:
        server = browser.connect_to_server()
        browser.on_message(lambda message: server.send(message))
        server.on_message(lambda m: late.append(m) if held else browser.send(m))
        wires.append(browser)

    def let_one_go() -> None:
        page.wait_for_timeout(20)
        if late:
            wires[-1].send(late.pop(0))

    page.route_web_socket("**/_stcore/stream", between)
    open_page(page, f"{base_url}/comparer?regions=53,76")
    idle(page)
    dialog = page.get_by_role("dialog")
    for _ in range(2):
        held.append(True)
        press(page, page.locator("a[data-preuve='76|communaute']").first)
        while not dialog.is_visible():
            let_one_go()
        page.keyboard.press("Escape")
        expect(dialog).to_be_hidden()
        # Longer than a reader would wait for it.
        page.wait_for_timeout(3500)
        while late:
            let_one_go()
        held.clear()
        page.wait_for_url(re.compile(r"/comparer\?regions=53(,|%2C)76$"))
        idle(page)
        expect(dialog).to_be_hidden()
        assert "preuve" not in page.url


def test_play_and_pause_are_one_button_that_keeps_the_focus(page: Page, base_url: str):
    open_page(page, f"{base_url}/evolution")
    wait_for_map(page)
    press(page, page.get_by_role("button", name="Jouer"))
    expect(page.get_by_role("button", name="Pause")).to_be_focused()
    expect(page.locator(".annee-dite .grand")).to_have_text(PLAYING)
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Jouer")).to_be_focused()


@pytest.mark.slow
def test_nothing_plays_where_less_motion_is_asked_for(browser: Browser, base_url: str):
    context = browser.new_context(reduced_motion="reduce", locale="fr-FR")
    page = context.new_page()
    open_page(page, f"{base_url}/evolution")
    year = page.locator(".annee-dite .grand")
    expect(page.locator(".sans-mouvement")).to_be_visible()
    for shown in ("2007", "2008", "2009"):
        page.get_by_role("button", name="Jouer").click()
        expect(year).to_have_text(shown)
    # A year stays 1.1 s on a map that plays.
    page.wait_for_timeout(2500)
    expect(year).to_have_text("2009")
    context.close()


def test_what_a_choice_changes_is_announced(page: Page, base_url: str):
    open_page(page, base_url)
    wait_for_map(page)
    assert said(page).inner_text() == ""
    page.evaluate("document.querySelector('#annonce').mine = true")
    page.locator(".stApp .classement a[data-region='76']").click()
    expect(said(page)).to_have_text(
        re.compile(r"^Occitanie\s: 3 familles documentées, 2 confirmées$")
    )
    page.locator(".stApp .classement a[data-region='06']").click()
    expect(said(page)).to_have_text("Mayotte\N{NO-BREAK SPACE}: aucune famille documentée")
    # The same element: one that is drawn anew is not heard.
    assert page.evaluate("document.querySelector('#annonce').mine")

    open_page(page, f"{base_url}/evolution?annee=2018")
    assert said(page).inner_text() == ""
    press(page, page.get_by_role("slider"), "ArrowRight")
    expect(said(page)).to_have_text(
        re.compile(r"^18 régions, année 2019\s: \d+ documentées, \d+ confirmées")
    )


def test_what_copies_a_line_is_there_for_keys_and_fingers(browser: Browser, base_url: str):
    context = browser.new_context(viewport={"width": 390, "height": 844}, has_touch=True)
    context.grant_permissions(["clipboard-read", "clipboard-write"], origin=base_url)
    page = context.new_page()
    open_page(page, f"{base_url}/familles?famille=communaute")
    line = page.locator(".figure-ligne").first
    plain = [
        ("Copier le lien", "#figure-famille", "Lien copié"),
        ("Citer", "Consulté le", "Citation copiée"),
    ]
    folded = [
        ("Copier la phrase", "(source", "Phrase copiée"),
        ("Copier la citation courte", "#figure-famille", "Citation courte copiée"),
        ("Copier la référence BibTeX", "@misc{observatoire-amu-2026-famille", "BibTeX copiée"),
        ("Copier le code", "<iframe", "Code copié"),
    ]
    for act in ("tap", "press"):
        for name, words, said in plain + folded:
            copy = line.get_by_role("button", name=name)
            if name == folded[0][0] and not copy.is_visible():
                line.locator("summary").tap()
            # In sight without a pointer above, and as large as a finger.
            assert copy.is_visible()
            assert copy.evaluate("button => getComputedStyle(button).opacity") == "1"
            assert min(copy.bounding_box()["height"], copy.bounding_box()["width"]) >= 44
            page.evaluate("navigator.clipboard.writeText('')")
            copy.tap() if act == "tap" else press(page, copy)
            expect(line.get_by_role("status")).to_contain_text(said)
            text = page.evaluate("navigator.clipboard.readText()")
            assert words in text
            if said in (plain[0][2], plain[1][2]):
                expect(line.get_by_role("status")).to_contain_text(text)
    context.close()


def test_keys_alone_go_from_one_copy_to_the_next(browser: Browser, base_url: str):
    context = browser.new_context(viewport={"width": 1200, "height": 900})
    page = context.new_page()
    open_page(page, f"{base_url}/familles?famille=communaute")
    line = page.locator(".figure-ligne").first
    line.get_by_role("button", name="Copier le lien").focus()
    met = []
    for _ in range(30):
        met.append(page.evaluate("document.activeElement.textContent.trim()"))
        if met[-1] == "Intégrer, formats":
            page.keyboard.press("Enter")
        if met[-1] == "Copier le code":
            break
        page.keyboard.press("Tab")
    wanted = [
        "Copier le lien", "Citer", "Intégrer, formats", "Copier la phrase",
        "Copier la citation courte", "Copier la référence BibTeX", "Copier le code",
    ]  # fmt: skip
    assert [name for name in met if name in wanted] == wanted
    heights = line.locator("button").evaluate_all(
        "buttons => buttons.map(button => button.getBoundingClientRect().height)"
    )
    assert min(heights) >= 24
    context.close()

"""Choices one after the other: the address, the sheet and the list say the same, nothing piles up.

Streamlit calls a script of ours again when its data change and does not undo what it did before.
"""

from __future__ import annotations

import time
from itertools import product

import pytest
from playwright.sync_api import Page, WebSocketRoute, expect

from tests.browser.actions import click_region, idle, open_page, regions, sheet, wait_for_map

pytestmark = pytest.mark.browser

CODES = ["01", "02", "03", "04", "06", "11", "24", "27", "28"]
CODES += ["32", "44", "52", "53", "75", "76", "84", "93", "94"]
# What the page says of the choice, in each of the places where it says it.
SAID = r"""(codes) => {
  const plain = (text) => text.replace(/[\u00a0\u202f]/g, " ");
  const list = document.querySelector("select[data-choix='region']");
  const name = plain(document.querySelector(".st-key-fiche h2")?.textContent || "");
  const named = [...list.options].find((one) => one.value && plain(one.text) === name);
  const row = document.querySelector(".stApp .classement li[aria-current='true'] a");
  const rule = [...document.querySelectorAll(".stApp style")].map((one) => one.textContent)
    .join("").match(/choroplethlocation:nth-child\((\d+)\){stroke:var\(--brique\)/);
  return {
    address: new URLSearchParams(location.search).get("region") || "",
    list: list.value,
    sheet: named ? named.value : "",
    ranking: row ? row.getAttribute("data-region") : "",
    outline: rule ? codes[rule[1] - 1] : "",
  };
}"""


def choose(page: Page, how: str, code: str) -> None:
    """Choose a region as a reader may; « back » and « forward » leave it to the history."""
    if how == "map":
        click_region(page, CODES.index(code))
    elif how == "row":
        page.locator(f".stApp .classement a[data-region='{code}']").click(no_wait_after=True)
    elif how == "list":
        page.locator("select[data-choix='region']").select_option(code, no_wait_after=True)
    else:
        page.evaluate(f"history.{how}()")


def agreed(page: Page) -> str:
    """The region that every place says once the page rests, for as long as nobody acts.

    A server that makes a file for somebody else meanwhile answers late: it may, but not wrongly.
    """
    deadline, still = time.monotonic() + 30, 0
    while still < 3:
        page.wait_for_timeout(100)
        idle(page)
        said = page.evaluate(SAID, CODES)
        still = still + 1 if len(set(said.values())) == 1 else 0
        assert time.monotonic() < deadline, said
    return said["address"]


def listeners(page: Page) -> dict[str, int]:
    """How many listeners the document and the window have, by event."""
    session = page.context.new_cdp_session(page)
    counts: dict[str, int] = {}
    for owner in ("document", "window"):
        reply = session.send("Runtime.evaluate", {"expression": owner})
        found = session.send(
            "DOMDebugger.getEventListeners", {"objectId": reply["result"]["objectId"]}
        )
        for one in found["listeners"]:
            # Playwright has others on the window, once it has clicked.
            if owner == "document" or one["type"] == "popstate":
                name = f"{owner} {one['type']}"
                counts[name] = counts.get(name, 0) + 1
    session.detach()
    return counts


def ready(page: Page, url: str) -> None:
    with page.expect_response("**/fiches.json*"):
        open_page(page, url)
    wait_for_map(page)
    idle(page)


def test_a_list_chosen_from_twice_shows_what_was_chosen(page: Page, base_url: str):
    ready(page, base_url)
    for code in ("01", "76", "53", ""):
        choose(page, "list", code)
        assert agreed(page) == code


@pytest.mark.slow
def test_choices_leave_as_many_listeners_as_they_found(page: Page, base_url: str):
    ready(page, f"{base_url}/?region=94")
    before = listeners(page)
    for rank, code in enumerate(CODES[:8]):
        choose(page, ("row", "map", "list")[rank % 3], code)
        assert agreed(page) == code
    assert listeners(page) == before
    # Where the links of another choice are heard, and another script holds a place.
    open_page(page, f"{base_url}/familles")
    wait_for_map(page)
    before = listeners(page)
    tabs = page.locator(".stApp a[data-famille]")
    for rank in (1, 2, 3, 0, 1, 2, 3, 0):
        tabs.nth(rank).click()
        page.wait_for_timeout(100)
        idle(page)
    wait_for_map(page)
    assert listeners(page) == before


@pytest.mark.slow
def test_a_script_that_leaves_takes_its_listeners_along(page: Page, base_url: str):
    ready(page, base_url)
    for code in ("84", "76"):
        choose(page, "row", code)
        assert agreed(page) == code
    here = listeners(page)
    for _ in range(2):
        page.locator(".st-key-entete a[href*='evolution']").first.click()
        page.wait_for_url("**/evolution*")
        idle(page)
        page.go_back()
        page.wait_for_url(f"{base_url}/?region={code}")
        page.locator(".classement").wait_for()
        wait_for_map(page)
        page.wait_for_timeout(1000)
        idle(page)
    assert listeners(page) == here


@pytest.mark.slow
def test_every_quick_pair_of_choices_ends_in_agreement_on_the_last(page: Page, base_url: str):
    ready(page, f"{base_url}/?region=11")
    for number, (first, second) in enumerate(product(("map", "row", "list"), repeat=2)):
        a, b = CODES[(2 * number) % 16], CODES[(2 * number + 1) % 16]
        choose(page, first, a)
        page.wait_for_timeout((0, 40, 150)[number % 3])
        choose(page, second, b)
        assert agreed(page) == b, (first, second)
    for pause, (first, then) in zip(
        (0, 0, 30, 30, 90, 90, 200), product(("map", "row", "list"), ("back", "list")), strict=False
    ):
        choose(page, first, "84")
        page.wait_for_timeout(pause)
        choose(page, then, "")
        assert agreed(page) in {"", "84"} or then == "back", (first, then, pause)
    choose(page, "forward", "")
    agreed(page)


def test_a_choice_undone_before_the_server_heard_of_it_is_undone_everywhere(
    page: Page, base_url: str
):
    """The sheet is shown ahead: what is taken back must not stay."""
    held: list[bool] = []
    late: list[str | bytes] = []
    wires: list[WebSocketRoute] = []

    def between(browser: WebSocketRoute) -> None:
        server = browser.connect_to_server()
        wires.append(server)
        browser.on_message(lambda m: late.append(m) if held else server.send(m))
        server.on_message(lambda m: browser.send(m))

    def let_go() -> None:
        held.clear()
        while late:
            wires[-1].send(late.pop(0))

    page.route_web_socket("**/_stcore/stream", between)
    ready(page, base_url)
    for first, second, end in (("map", "list", ""), ("list", "row", "53"), ("row", "map", "76")):
        held.append(True)
        choose(page, first, "84")
        expect(sheet(page).get_by_role("heading", name="Auvergne-Rhône-Alpes")).to_be_visible()
        choose(page, second, end)
        page.wait_for_timeout(60)
        let_go()
        assert agreed(page) == end, (first, second)
    # A server that hears of both at once runs for the last alone.
    for second in ("row", "map"):
        held.append(True)
        choose(page, "list", "84")
        expect(sheet(page).get_by_role("heading", name="Auvergne-Rhône-Alpes")).to_be_visible()
        page.wait_for_timeout(60)
        late.clear()
        choose(page, second, "76")
        page.wait_for_timeout(60)
        let_go()
        assert agreed(page) == "76"
    choose(page, "list", "")
    assert agreed(page) == ""
    held.append(True)
    choose(page, "map", "84")
    expect(sheet(page).get_by_role("heading", name="Auvergne-Rhône-Alpes")).to_be_visible()
    page.wait_for_timeout(60)
    late.clear()
    choose(page, "list", "")
    page.wait_for_timeout(60)
    let_go()
    assert agreed(page) == ""
    choose(page, "row", "24")
    assert agreed(page) == "24"
    # Back, while the server does not know yet what is gone back from.
    for how in ("map", "row", "list"):
        here = agreed(page)
        held.append(True)
        choose(page, how, "84" if here != "84" else "53")
        page.wait_for_timeout(60)
        choose(page, "back", "")
        page.wait_for_timeout(60)
        let_go()
        agreed(page)
    assert regions(page).count() == 18


@pytest.mark.slow
def test_a_region_chosen_again_before_a_late_answer_is_shown(page: Page, base_url: str):
    """The server names what the browser kept: the late answer may have made it forget that."""
    held: list[bool] = []
    late: list[str | bytes] = []

    def between(browser: WebSocketRoute) -> None:
        server = browser.connect_to_server()
        browser.on_message(lambda m: server.send(m))
        server.on_message(lambda m: late.append(m) if held else browser.send(m))
        wires.append(browser)

    wires: list[WebSocketRoute] = []
    page.route_web_socket("**/_stcore/stream", between)
    ready(page, base_url)
    others = iter(CODES)
    for others_between in range(4):
        for code in ("76", *(next(others) for _ in range(others_between))):
            choose(page, "row", code)
            assert agreed(page) == code
        held.append(True)
        choose(page, "row", next(others))
        page.wait_for_timeout(700)
        choose(page, "row", "76")
        page.wait_for_timeout(700)
        held.clear()
        while late:
            wires[-1].send(late.pop(0))
        assert agreed(page) == "76", others_between
    assert page.get_by_role("dialog").count() == 0

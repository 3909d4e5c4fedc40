"""Every page at every width: nothing cut, nothing over anything, everything in reach."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from itertools import combinations

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.actions import idle, open_page, sideways, wait_for_map

pytestmark = pytest.mark.browser

WIDTHS = (320, 390, 500, 640, 768, 900, 1024, 1100, 1400, 1920)
# Where most readers are, and where what stands side by side changes.
FIRST_WIDTHS = (390, 900)
# Those at which every word is looked at.
CLOSE_LOOK = (390, 768, 1400)
ADDRESSES = (
    *("/?region=76", "/?vue=mosaique", "/comparer", "/comparer?regions=76,44,52"),
    *("/familles?famille=communaute", "/dispositifs", "/acteurs", "/region", "/region?region=52"),
    *("/evolution", "/mon-territoire", "/mon-territoire?commune=31555", "/donnees", "/mentions"),
    "/relecture",
)
# Which of the menu's links stay out of sight once the keyboard has reached them. That of the talk
# is not there on a phone: the foot of the page has it.
OUT_OF_REACH = """() => [...document.querySelectorAll(".st-key-entete nav a")].filter(link => {
  if (innerWidth <= 700 && link.pathname === "/presenter") return link.getClientRects().length;
  link.focus();
  const box = link.getBoundingClientRect();
  const inside = box.left >= 0 && box.right <= innerWidth + 1;
  return document.activeElement !== link || !inside || box.height < 24;
}).map(link => link.innerText)"""
# What is pressed, where it is seen: less than 24 px wide or high.
SMALL = """() => [...document.querySelectorAll(
  ".stApp :is(a[href], button, input, select, summary, [role=radio], [role=tab])")].filter(e => {
  const box = e.getBoundingClientRect();
  const hidden = e.closest(".invisible, svg, template, [style*='clip-path']");
  return box.width > 1 && box.height > 1 && !hidden && Math.min(box.width, box.height) < 23.5;
}).map(e => `${e.tagName} ${e.className} ${e.ariaLabel || e.innerText}`.slice(0, 90))"""
# Links in the middle of words, that only their colour tells from them.
PLAIN = """() => {
  const inline = e => getComputedStyle(e).display === "inline";
  const around = e => inline(e.parentElement) ? around(e.parentElement) : e.parentElement;
  const underlined = e => getComputedStyle(e).textDecorationLine.includes("underline");
  return [...document.querySelectorAll(".stApp [data-testid=stHtml] a")].filter(link => {
    if (!inline(link) || link.closest(".classement")) return false;
    const rest = around(link).cloneNode(true);
    rest.querySelectorAll("a, .invisible").forEach(e => e.remove());
    return /[\\p{L}\\d]/u.test(rest.textContent)
      && ![link, ...link.querySelectorAll("*")].some(underlined);
  }).map(link => `${link.className} ${link.innerText}`.slice(0, 80));
}"""
SPACED = """* { line-height: 1.5 !important; letter-spacing: .12em !important;
  word-spacing: .16em !important; } p { margin-bottom: 2em !important; }"""
# Words that a box hides, or that leave the box drawn around them.
CUT = """() => {
  const faults = [];
  const walker = document.createTreeWalker(
    document.querySelector("[data-testid=stMain]"), NodeFilter.SHOW_TEXT);
  const drawn = style => style.borderLeftStyle !== "none" && style.borderLeftWidth !== "0px"
    && style.borderRightStyle !== "none" && style.borderRightWidth !== "0px";
  const hides = how => how === "hidden" || how === "clip";
  while (walker.nextNode()) {
    const text = walker.currentNode, owner = text.parentElement;
    if (!text.data.trim()) continue;
    if (owner.closest("svg, style, script, template, .invisible, option")) continue;
    if (owner.closest("[style*='clip-path']")) continue;
    const range = document.createRange();
    range.selectNodeContents(text);
    const box = range.getBoundingClientRect();
    const seen = { visibilityProperty: true, opacityProperty: true };
    if (!box.width || !owner.checkVisibility(seen)) continue;
    for (let e = owner; e.dataset.testid !== "stMain"; e = e.parentElement) {
      const style = getComputedStyle(e), around = e.getBoundingClientRect();
      if (style.clipPath !== "none" || around.width < 2) break;
      if (style.display === "inline") continue;
      const scrolls = /auto|scroll/.test(style.overflowX + style.overflowY);
      if (scrolls) break;
      const hidden = hides(style.overflowX) || hides(style.overflowY);
      if (!hidden && !drawn(style) && !e.matches("th, td")) continue;
      const over = Math.max(box.right - around.right, around.left - box.left,
        box.bottom - around.bottom, around.top - box.top);
      if (over > 3) {
        const fault = `${e.tagName}.${e.className} ${Math.round(over)} px: ${text.data.trim()}`;
        faults.push(fault.slice(0, 110));
        break;
      }
    }
  }
  return faults;
}"""
PARTS = {
    "switch": "[data-testid=stButtonGroup]",
    "map": ".st-key-carte",
    "legend": ".legende",
    "ranking": ".classement-entier",
    "list": ".liste",
    "sheet": ".st-key-fiche",
}
BOXES = """([root, parts]) => Object.fromEntries(Object.entries(parts).map(([name, place]) => {
  const box = document.querySelector(`${root} ${place}`).getBoundingClientRect();
  return [name, [box.left, box.top, box.right, box.bottom]];
}))"""
# The box around everything that the map draws: shapes, frames, figures, names.
DRAWN = """() => {
  const marks = ".st-key-carte :is(.choroplethlocation, .js-line, .scattergeo text)";
  const boxes = [...document.querySelectorAll(marks)]
    .map(e => e.getBoundingClientRect()).filter(b => b.width);
  return [Math.min(...boxes.map(b => b.left)), Math.min(...boxes.map(b => b.top)),
          Math.max(...boxes.map(b => b.right)), Math.max(...boxes.map(b => b.bottom))];
}"""
SETTLED = """() => new Promise(done =>
  requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done, 60))))"""

Faults = dict[str, list[tuple]]


@contextmanager
def opened(browser: Browser, **how) -> Iterator[Page]:
    context = browser.new_context(locale="fr-FR", **how)
    page = context.new_page()
    page.set_default_timeout(30_000)
    yield page
    context.close()


def widen(page: Page, width: int) -> None:
    """Give the window a width in pixels, and the page the time to follow."""
    page.set_viewport_size({"width": width, "height": 1000})
    page.wait_for_function("width => innerWidth === width", arg=width)
    page.evaluate(SETTLED)


def everything_open(page: Page) -> None:
    """Open all that a reader can open without the server."""
    page.evaluate("document.querySelectorAll('.stApp details').forEach(e => { e.open = true; })")


@pytest.fixture(
    scope="module",
    params=[
        pytest.param(FIRST_WIDTHS, id="first widths"),
        pytest.param(WIDTHS, id="all widths", marks=pytest.mark.slow),
    ],
)
def faults(browser: Browser, base_url: str, request: pytest.FixtureRequest) -> Faults:
    """What is wrong on each page at each width, by kind; pages are opened once for all tests."""
    found: Faults = {"sideways": [], "menu": [], "small": [], "plain": []}
    found |= {"cut": [], "spaced": []}
    with opened(browser, viewport={"width": 1400, "height": 1000}) as page:
        for address in ADDRESSES:
            widen(page, 1400)
            open_page(page, base_url + address)
            page.wait_for_selector("#premiere", state="detached")
            idle(page)
            everything_open(page)
            for width in request.param:
                widen(page, width)
                where = (address, width)
                if over := sideways(page):
                    found["sideways"].append((*where, over))
                found["menu"] += [(*where, name) for name in page.evaluate(OUT_OF_REACH)]
                if width in CLOSE_LOOK:
                    found["small"] += [(*where, what) for what in page.evaluate(SMALL)]
                    found["plain"] += [(*where, what) for what in page.evaluate(PLAIN)]
                    found["cut"] += [(*where, what) for what in page.evaluate(CUT)]
                    spaced = page.add_style_tag(content=SPACED)
                    page.evaluate(SETTLED)
                    found["spaced"] += [(*where, what) for what in page.evaluate(CUT)]
                    if over := sideways(page):
                        found["spaced"].append((*where, over))
                    spaced.evaluate("e => e.remove()")
    return found


def test_no_page_scrolls_sideways(faults: Faults):
    assert faults["sideways"] == []


def test_the_whole_menu_is_in_reach(faults: Faults):
    assert faults["menu"] == []


def test_what_is_pressed_is_large_enough_for_a_finger(faults: Faults):
    assert faults["small"] == []


def test_a_link_among_words_is_underlined(faults: Faults):
    assert faults["plain"] == []


def test_no_word_leaves_its_box(faults: Faults):
    assert faults["cut"] == []


def test_more_space_between_letters_and_lines_hides_no_word(faults: Faults):
    assert faults["spaced"] == []


def apart(one: list[float], other: list[float]) -> bool:
    """Whether two boxes (left, top, right, bottom) do not overlap, to a pixel."""
    return (
        one[2] <= other[0] + 1
        or other[2] <= one[0] + 1
        or one[3] <= other[1] + 1
        or other[3] <= one[1] + 1
    )


def columns(boxes: dict[str, list[float]]) -> int:
    """How many columns map, ranking and sheet make."""
    return len({round(boxes[name][0] / 40) for name in ("map", "ranking", "sheet")})


@pytest.mark.slow
def test_the_overview_has_as_many_columns_as_there_is_room_for(browser: Browser, base_url: str):
    wrong, widths_of_the_map = [], {}
    with opened(browser, viewport={"width": 1400, "height": 1000}) as page:
        open_page(page, f"{base_url}/?region=76")
        wait_for_map(page)
        for width in (*WIDTHS, 899, 1340, 1341, 2400):
            widen(page, width)
            page.wait_for_timeout(250)
            boxes = page.evaluate(BOXES, [".stApp", PARTS])
            if columns(boxes) != (1 if width < 900 else 2 if width <= 1340 else 3):
                wrong.append((width, "columns", columns(boxes)))
            for one, other in combinations(PARTS, 2):
                if not apart(boxes[one], boxes[other]):
                    wrong.append((width, one, other))
            left, top, right, bottom = page.evaluate(DRAWN)
            around = boxes["map"]
            if left < around[0] - 1 or right > around[2] + 1:
                wrong.append((width, "the map leaves its column"))
            if top < boxes["switch"][3] or bottom > boxes["legend"][1]:
                wrong.append((width, "the map is over the switch or the legend"))
            widths_of_the_map[width] = right - left
            whole = boxes["sheet"][2] - boxes["map"][0]
            if columns(boxes) == 3 and around[2] - around[0] < 0.45 * whole:
                wrong.append((width, "the map is narrow"))
            if (
                columns(boxes) == 1
                and not boxes["map"][1] < boxes["sheet"][1] < boxes["ranking"][1]
            ):
                wrong.append((width, "the sheet does not follow the map"))
        widen(page, 1920)
        margin = page.locator(".st-key-entete").bounding_box()["x"]
        large = page.locator(".chapeau").evaluate("e => parseFloat(getComputedStyle(e).fontSize)")
    assert wrong == []
    assert widths_of_the_map[1920] > 1.2 * widths_of_the_map[1400]
    assert widths_of_the_map[2400] > 1.1 * widths_of_the_map[1920]
    assert margin < 0.06 * 1920
    assert large > 19


def test_the_first_picture_follows_the_same_widths(browser: Browser, base_url: str):
    parts = {
        "title": "h1",
        "menu": "nav ul",
        **{name: PARTS[name] for name in ("legend", "ranking")},
    }
    parts["sheet"] = ".fiche"
    wrong = []
    with opened(browser, viewport={"width": 1400, "height": 1000}) as still:
        still.route("**/static/js/index.*", lambda route: route.abort())
        still.goto(f"{base_url}/?region=76")
        still.evaluate("document.fonts.ready")
        with opened(browser, viewport={"width": 1400, "height": 1000}) as page:
            open_page(page, f"{base_url}/?region=76")
            wait_for_map(page)
            for width in (*WIDTHS, 899, 1340):
                widen(still, width)
                widen(page, width)
                before = still.evaluate(BOXES, ["#premiere", parts])
                after = page.evaluate(BOXES, [".stApp", parts])
                for name in parts:
                    # What stands under the pills and the source line is a little higher or lower.
                    same = (0, 2) if name in ("ranking", "sheet") else (0, 1, 2)
                    if any(abs(before[name][i] - after[name][i]) > 3 for i in same):
                        wrong.append((width, name, before[name], after[name]))
                scrolled = still.evaluate(
                    "() => { const e = document.querySelector('#premiere');"
                    " return e.scrollWidth - e.clientWidth; }"
                )
                if scrolled:
                    wrong.append((width, "sideways", scrolled))
    assert wrong == []


def test_the_cells_of_a_comparison_are_as_high_as_their_line(page: Page, base_url: str):
    open_page(page, f"{base_url}/comparer?regions=76,44,52")
    cells = page.locator(".stApp .comparaison td:has(a.boite)")
    assert cells.count() >= 12
    # The box that is drawn, by what a click in the corners of the cell meets.
    missed = cells.evaluate_all(
        """cells => cells.filter(cell => {
          cell.scrollIntoView({ block: "center" });
          const box = cell.getBoundingClientRect();
          return [box.top + 10, box.bottom - 10].some(y => [box.left + 10, box.right - 10].some(
            x => document.elementFromPoint(x, y)?.closest("a") !== cell.querySelector("a")));
        }).map(cell => cell.innerText)"""
    )
    assert missed == []


GROUND = """e => {
  const style = getComputedStyle(e);
  return style.backgroundImage === "none" ? style.backgroundColor : style.backgroundImage;
}"""


@pytest.mark.parametrize("scheme", ["light", pytest.param("dark", marks=pytest.mark.slow)])
def test_what_a_colour_says_is_said_in_forced_colours_too(
    browser: Browser, base_url: str, scheme: str
):
    how = {"viewport": {"width": 1400, "height": 1000}, "color_scheme": scheme}
    with opened(browser, forced_colors="active", **how) as page:
        open_page(page, f"{base_url}/?region=76")
        wait_for_map(page)
        paper = page.locator("body").evaluate("e => getComputedStyle(e).backgroundColor")

        def grounds(place: str) -> list[str]:
            return page.locator(f".stApp {place}").evaluate_all(f"all => all.map({GROUND})")

        disc, ring = grounds(".etats .signe.confirmee"), grounds(".etats .signe")
        assert disc[0] not in (paper, ring[0])
        assert len(set(grounds(".legende .echelle .classe"))) == 5
        assert "repeating-linear-gradient" in grounds(".legende .classe.nd")[0]
        shapes = page.locator(".st-key-carte .choroplethlocation")
        fills = shapes.evaluate_all("all => all.map(e => getComputedStyle(e).fill)")
        assert len(set(fills)) == 5
        figures = page.locator(".st-key-carte .scattergeo text").evaluate_all(
            "all => all.map(e => getComputedStyle(e).fill)"
        )
        assert len(set(figures)) == 2
        chosen, other = grounds("[data-testid=stButtonGroup] button")
        assert chosen != other
        lines = page.locator(".st-key-entete nav li a").evaluate_all(
            "all => all.map(e => getComputedStyle(e).borderBottomColor)"
        )
        assert [line != paper for line in lines] == [True] + [False] * (len(lines) - 1)

        open_page(page, f"{base_url}/comparer?regions=76,44")
        assert paper not in grounds(".jauge > .neutre")
        assert paper not in grounds(".jauge > .acteurs-amu")
        open_page(page, f"{base_url}/evolution")
        thumb = "[data-testid=stSlider] div:has(> [data-testid=stSliderThumbValue])"
        assert grounds(thumb)[0] not in (paper, "rgba(0, 0, 0, 0)")
        assert len(set(grounds(".multiples-legende [class*=etat-]"))) >= 3

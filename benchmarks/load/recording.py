"""What a real browser sends while a reader clicks, changes year and changes page."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from playwright.sync_api import Browser, Page
from streamlit.proto.BackMsg_pb2 import BackMsg

from benchmarks.peers.servers import Peer
from benchmarks.peers.visits import REGIONS, listen, probe, wait_for, wait_until_silent

OPEN, CLICK, YEAR, PAGE = "open", "click", "year", "page"
# A page that is changed to, and back; a year. Each reader goes on to the next of these.
TURNS = (
    ("/comparer", 2024),
    ("/mon-territoire", 2021),
    ("/familles", 2019),
    ("/dispositifs", 2023),
)
CLICKS_A_TURN = 3
# A click made before the map listens is made again.
TRIES = 3


@dataclass(frozen=True)
class Step:
    """One action of a reader: its kind, and the messages that it sends."""

    kind: str
    messages: tuple[bytes, ...]


@dataclass(frozen=True)
class Recording:
    """How a page is opened, then turns of actions, each of which ends where it began."""

    opening: Step
    turns: tuple[tuple[Step, ...], ...]


def record(browser: Browser, peer: Peer) -> Recording:
    """Visit a Streamlit page once, as a reader does; a page without years or others is clicked."""
    context = browser.new_context(viewport={"width": 1400, "height": 1300}, locale="fr-FR")
    try:
        page = context.new_page()
        page.add_init_script(probe(peer))
        traffic = listen(page, peer, "plain")
        page.goto(peer.url, wait_until="commit")
        wait_for(page, "interactive")
        wait_until_silent(page, traffic)
        opening = Step(OPEN, tuple(_runs(traffic.sent)[:1]))
        turns = []
        for acts in _turns(page, whole=peer.key == "ours"):
            steps = []
            for kind, act in acts:
                before, sent = len(traffic.sent), ()
                for _ in range(TRIES if kind == CLICK else 1):
                    if not sent:
                        act()
                        wait_until_silent(page, traffic)
                        sent = tuple(_runs(traffic.sent[before:]))
                if not sent:
                    raise RuntimeError(f"{peer.name}: nothing was sent for « {kind} »")
                steps.append(Step(kind, sent))
            turns.append(tuple(steps))
        return Recording(opening, tuple(turns))
    finally:
        context.close()


def _turns(page: Page, whole: bool) -> Iterator[list[tuple[str, Callable[[], None]]]]:
    ranks = list(REGIONS)
    for number, (path, year) in enumerate(TURNS):
        places = [ranks[(number * CLICKS_A_TURN + turn) % len(ranks)] for turn in range(6)]
        clicks = [(CLICK, lambda rank=rank: _click(page, rank)) for rank in places]
        if whole:
            first, second, third = clicks[:CLICKS_A_TURN]
            change = (YEAR, lambda year=year: _year(page, str(year)))
            go = (PAGE, lambda path=path: _page(page, path))
            back = (PAGE, lambda: _page(page, "/"))
            yield [first, second, change, third, go, back]
        else:
            yield clicks


def _runs(sent: list[bytes]) -> list[bytes]:
    return [data for data in sent if parsed(data).WhichOneof("type") == "rerun_script"]


def parsed(data: bytes) -> BackMsg:
    """A message of the browser."""
    message = BackMsg()
    message.ParseFromString(data)
    return message


def _click(page: Page, rank: int) -> None:
    x, y = page.evaluate("rank => window.__measure.inside(rank)", rank)
    page.mouse.move(x, y)
    page.wait_for_timeout(250)
    page.mouse.click(x, y)


def _year(page: Page, year: str) -> None:
    box = page.locator(".st-key-annee input")
    box.click()
    box.fill(year)
    page.wait_for_timeout(200)
    box.press("Enter")


def _page(page: Page, path: str) -> None:
    page.evaluate("window.scrollTo(0, 0)")
    page.locator(f'.st-key-entete nav a[data-page="{path}"]').first.click()
    if path == "/":
        page.locator(".st-key-carte .choroplethlocation").last.wait_for()
    page.wait_for_timeout(1500)

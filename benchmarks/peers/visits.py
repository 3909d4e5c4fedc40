"""Visits of a fresh browser: what comes over the network, and when, as measured in the page."""

from __future__ import annotations

import base64
import json
import time
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import Browser, Page

from benchmarks.peers.servers import WORK, Peer

PROBE = Path(__file__).with_name("probe.js")
# Mainland regions, by their rank among the map's shapes, with a word of their sheet.
REGIONS = {
    14: "Occitanie",
    9: "Hauts-de-France",
    13: "Nouvelle-Aquitaine",
    6: "Centre",
    12: "Bretagne",
    7: "Bourgogne",
    11: "Pays de la Loire",
    15: "Auvergne",
}
NETWORKS = {"plain": None, "10 Mbit/s, 40 ms": (10e6 / 8, 40)}
_LIMIT = 40_000
# Seconds before a reader who sees nothing come clicks again.
_PATIENCE = 0.6


@dataclass
class Traffic:
    """What a page's window sent and received."""

    requests: int = 0
    foreign: set[str] = field(default_factory=set)
    http: float = 0
    socket_in: int = 0
    socket_out: int = 0
    sent: list[bytes] = field(default_factory=list)
    last: float = 0

    @property
    def total(self) -> float:
        """Bytes received by HTTP, and both ways over websockets."""
        return self.http + self.socket_in + self.socket_out


@dataclass(frozen=True)
class Visit:
    """One first visit: milliseconds, bytes, counts; `clicks` in milliseconds."""

    picture: float
    interactive: float
    bytes: float
    requests: int
    foreign: int
    clicks: list[float]
    bytes_per_click: float
    sent: list[bytes]
    place: tuple[float, float]


def visit(browser: Browser, peer: Peer, network: str, clicks: int) -> Visit:
    """Open a peer in a fresh context, wait for its map, click on that many regions."""
    context = browser.new_context(viewport={"width": 1400, "height": 1000}, locale="fr-FR")
    try:
        page = context.new_page()
        page.add_init_script(probe(peer))
        traffic = listen(page, peer, network)
        page.goto(peer.url, wait_until="commit", timeout=_LIMIT)
        wait_for(page, "interactive")
        wait_until_silent(page, traffic)
        first = page.evaluate("({...window.__measure})")
        place = page.evaluate("rank => window.__measure.inside(rank)", next(iter(REGIONS)))
        total, requests = traffic.total, traffic.requests
        durations = [_click(page, rank) for rank in list(REGIONS)[:clicks]]
        wait_until_silent(page, traffic)
        return Visit(
            picture=first["picture"],
            interactive=first["interactive"],
            bytes=total,
            requests=requests,
            foreign=len(traffic.foreign),
            clicks=durations,
            bytes_per_click=(traffic.total - total) / clicks if clicks else 0,
            sent=traffic.sent,
            place=place,
        )
    finally:
        context.close()


def first_answer(browser: Browser, peer: Peer, network: str, place: tuple[float, float]) -> float:
    """Milliseconds from the navigation to the first sheet, for a reader who clicks at once.

    The pointer is there already; the page calls as soon as it has painted a picture of the map.
    The click is made again when nothing comes.

    Parameters
    ----------
    place
        Where the region stands in the window, known from a visit before.
    """
    context = browser.new_context(viewport={"width": 1400, "height": 1000}, locale="fr-FR")
    try:
        page = context.new_page()
        painted: list[float] = []
        page.expose_binding("__painted", lambda _: painted.append(time.perf_counter()))
        page.add_init_script(probe(peer))
        page.add_init_script(f"window.__measure.await({json.dumps(next(iter(REGIONS.values())))})")
        listen(page, peer, network)
        page.goto(peer.url, wait_until="commit", timeout=_LIMIT)
        page.mouse.move(*place)
        end = time.perf_counter() + _LIMIT / 1000
        while not painted:
            _not_after(end, page)
            page.wait_for_timeout(2)
        again = 0.0
        while page.evaluate("window.__measure.answer") is None:
            _not_after(end, page)
            if time.perf_counter() > again:
                # Plotly acts on what the pointer has moved over.
                page.mouse.move(place[0] + 1, place[1])
                page.mouse.down()
                page.mouse.up()
                again = time.perf_counter() + _PATIENCE
            page.wait_for_timeout(20)
        return page.evaluate("window.__measure.answer")
    finally:
        context.close()


def _not_after(end: float, page: Page) -> None:
    if time.perf_counter() > end:
        raise TimeoutError(f"{page.url}: no sheet in {_LIMIT / 1000:.0f} s")


def probe(peer: Peer) -> str:
    script = PROBE.read_text(encoding="utf-8").rstrip().rstrip(";")
    return script.replace("__SELECTORS__", json.dumps(peer.selectors()))


def listen(page: Page, peer: Peer, network: str) -> Traffic:
    """Count what goes through the window, at the speed of that network."""
    traffic, own = Traffic(), urlsplit(peer.url).netloc
    devtools = page.context.new_cdp_session(page)

    def asked(event: dict) -> None:
        address = urlsplit(event["request"]["url"])
        if address.scheme in ("http", "https"):
            traffic.requests += 1
            traffic.last = time.perf_counter()
            if address.netloc != own:
                traffic.foreign.add(event["request"]["url"])

    def loaded(event: dict) -> None:
        traffic.http += event["encodedDataLength"]
        traffic.last = time.perf_counter()

    def received(event: dict) -> None:
        traffic.socket_in += len(_payload(event))
        traffic.last = time.perf_counter()

    def sent(event: dict) -> None:
        traffic.sent.append(_payload(event))
        traffic.socket_out += len(traffic.sent[-1])

    devtools.on("Network.requestWillBeSent", asked)
    devtools.on("Network.loadingFinished", loaded)
    devtools.on("Network.webSocketFrameReceived", received)
    devtools.on("Network.webSocketFrameSent", sent)
    devtools.send("Network.enable")
    if NETWORKS[network]:
        speed, latency = NETWORKS[network]
        devtools.send(
            "Network.emulateNetworkConditions",
            {
                "offline": False,
                "latency": latency,
                "downloadThroughput": speed,
                "uploadThroughput": speed,
            },
        )
    return traffic


def _payload(event: dict) -> bytes:
    data = event["response"]["payloadData"]
    return base64.b64decode(data) if event["response"]["opcode"] == 2 else data.encode()


def wait_for(page: Page, name: str) -> None:
    """Wait for a figure of the probe; asked from outside, as a page's policy may forbid `eval`."""
    end = time.perf_counter() + _LIMIT / 1000
    while page.evaluate(f"window.__measure.{name}") is None:
        if time.perf_counter() > end:
            page.screenshot(path=WORK / "failure.png")
            raise TimeoutError(f"{page.url}: no « {name} » in {_LIMIT / 1000:.0f} s")
        page.wait_for_timeout(50)


def wait_until_silent(page: Page, traffic: Traffic, seconds: float = 0.8) -> None:
    end = time.perf_counter() + 20
    page.wait_for_timeout(300)
    while time.perf_counter() - traffic.last < seconds and time.perf_counter() < end:
        page.wait_for_timeout(100)


def _click(page: Page, rank: int) -> float:
    """Click inside a region's shape; milliseconds until the sheet's text has changed."""
    x, y = page.evaluate("rank => window.__measure.inside(rank)", rank)
    page.mouse.move(x, y)
    # As a reader does: the pointer is there before the finger acts.
    page.wait_for_timeout(250)
    page.evaluate("window.__measure.arm()")
    page.mouse.click(x, y)
    wait_for(page, "click")
    page.wait_for_timeout(250)
    shown = page.evaluate("window.__measure.sheet()")
    if REGIONS[rank] not in shown.replace("\u2011", "-").replace("\u00a0", " "):
        raise RuntimeError(f"{page.url}: the click on {REGIONS[rank]} shows « {shown[:60]} »")
    return page.evaluate("window.__measure.click")

"""`python -m benchmarks.peers.run`: measure the four in turn, print and write the tables."""

from __future__ import annotations

import argparse
import os
import shutil
import time
from contextlib import ExitStack

from playwright.sync_api import Browser, sync_playwright

from benchmarks.peers.load import Load, record, replay
from benchmarks.peers.report import Results, report, write
from benchmarks.peers.reruns import Cost, measure
from benchmarks.peers.servers import Peer, peers, running, wait_until_quiet
from benchmarks.peers.visits import NETWORKS, Visit, first_answer, visit

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--no-first-run",
    "--disable-component-update",
    "--disable-sync",
]
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
# Loading ends before; what stays is then taken out of the collector's sight.
SETTLED = 18


def main() -> None:
    """Parse the command line, measure, report."""
    asked = _arguments()
    four = peers(asked.port)
    path = chromium()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        results = Results(browser.version, asked.rounds, asked.sessions, asked.seconds)
        _prepare(four[0], browser)
        if not asked.no_visits:
            _visits(browser, four, asked.clicks, results)
        if not asked.no_reruns:
            results.rerun = _rerun(four[0])
        if not asked.no_load:
            results.loads = _loads(browser, four[:2], asked.sessions, asked.seconds)
        if not asked.no_starts:
            results.starts = _starts(four[:3], asked.starts)
        browser.close()
    text = report(results, four)
    print(text)
    write(text, into_readme=asked.write)


def chromium() -> str:
    """Where the browser is."""
    path = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)
    if path is None:
        raise SystemExit("No Chromium: install it, or name it in the variable CHROMIUM.")
    return path


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=5, help="visits of each (default 5)")
    parser.add_argument("--clicks", type=int, default=4, help="clicks a visit (default 4)")
    parser.add_argument("--sessions", type=int, default=20, help="readers at once (default 20)")
    parser.add_argument("--seconds", type=float, default=15, help="of load (default 15)")
    parser.add_argument("--starts", type=int, default=3, help="starts of each (default 3)")
    parser.add_argument("--port", type=int, default=8700, help="first of four ports (8700)")
    parser.add_argument("--no-visits", action="store_true", help="leave the browser's part out")
    parser.add_argument("--no-reruns", action="store_true", help="leave the whole runs out")
    parser.add_argument("--no-load", action="store_true", help="leave the load out")
    parser.add_argument("--no-starts", action="store_true", help="leave the starts out")
    parser.add_argument("--write", action="store_true", help="put the tables in the README")
    return parser.parse_args()


def _prepare(ours: Peer, browser: Browser) -> None:
    """The very first start compresses the bundles and keeps them; none of it is measured."""
    with running(ours) as (pid, _):
        visit(browser, ours, "plain", clicks=0)
        wait_until_quiet(pid)


def _visits(browser: Browser, four: list[Peer], clicks: int, results: Results) -> None:
    """All four served at once and visited in turn, so that a slow minute slows them all."""
    with ExitStack() as stack:
        started = [stack.enter_context(running(peer)) for peer in four]
        _settle(browser, four, [pid for pid, _ in started])
        for network, speed in NETWORKS.items():
            for number in range(results.rounds):
                _say(f"visits, {network}: {number + 1} of {results.rounds}")
                for peer in four:
                    wanted = clicks if speed is None else 0
                    seen = _visited(browser, peer, network, wanted, results.failures)
                    results.visits.setdefault((network, peer.key), []).append(seen)
                    answer = first_answer(browser, peer, network, seen.place)
                    results.answers.setdefault((network, peer.key), []).append(answer)


def _visited(browser: Browser, peer: Peer, network: str, clicks: int, failures: list[str]) -> Visit:
    """A visit, made again when the map never came; the report says so."""
    for _ in range(3):
        try:
            return visit(browser, peer, network, clicks)
        except TimeoutError as error:
            _say(str(error))
            failures.append(f"{peer.name}, {network}")
    raise TimeoutError(f"{peer.name}: no map in three visits ({network})")


def _settle(browser: Browser, served: list[Peer], pids: list[int]) -> None:
    """A visit of each that does not count, then time for each to come to rest."""
    for peer in served:
        visit(browser, peer, "plain", clicks=1)
    time.sleep(SETTLED)
    for pid in pids:
        wait_until_quiet(pid, 20)


def _rerun(ours: Peer) -> Cost:
    _say("whole runs at a new address")
    with running(ours) as (pid, _):
        time.sleep(SETTLED)
        wait_until_quiet(pid, 20)
        return measure(ours, pid)


def _loads(browser: Browser, two: list[Peer], sessions: int, seconds: float) -> dict[str, Load]:
    found = {}
    for peer in two:
        _say(f"load: {peer.name}")
        with running(peer) as (pid, _):
            recorded = record(browser, peer)
            _settle(browser, [peer], [pid])
            found[peer.key] = replay(peer, pid, recorded, sessions, seconds)
    return found


def _starts(three: list[Peer], rounds: int) -> dict[str, list[float]]:
    found: dict[str, list[float]] = {}
    for number in range(rounds):
        _say(f"starts: {number + 1} of {rounds}")
        for peer in three:
            with running(peer) as (_, seconds):
                found.setdefault(peer.key, []).append(seconds)
    return found


def _say(text: str) -> None:
    print(f"{time.strftime('%H:%M:%S')}  {text}", flush=True)


if __name__ == "__main__":
    main()

"""`python -m benchmarks.load.run` (`make load`): many visitors, printed, on demand kept."""

from __future__ import annotations

import argparse
import asyncio
import os
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

from playwright.sync_api import sync_playwright

from benchmarks.load.api import requests_a_second
from benchmarks.load.memory import resident
from benchmarks.load.recording import Recording, record
from benchmarks.load.report import Figures, report, write
from benchmarks.load.sessions import DashReader, Reader, StreamlitReader, visit
from benchmarks.peers.run import FLAGS, chromium
from benchmarks.peers.servers import Peer, cpu_seconds, peers, running, wait_until_quiet

OURS, REPLICAS, NAIVE, DASH = "ours", "replicas", "naive", "dash"
# Ports that the contestants take, before the two replicas.
PEERS = 4
WARM_READERS, WARM_SECONDS = 24, 60.0
# Streamlit keeps what is known of a tab for two minutes after it is closed, for it to come back.
FORGOTTEN = 150


def main() -> None:
    """Parse the command line, measure, report."""
    asked = _arguments()
    ours, naive, dash, _ = peers(asked.port)
    shown = [(ours, {OURS, REPLICAS}), (naive, {NAIVE})]
    recorded = _recorded([peer for peer, keys in shown if asked.only & keys])
    contestants = {
        OURS: [ours],
        REPLICAS: [peers(asked.port + PEERS + rank)[0] for rank in range(2)],
        NAIVE: [naive],
        DASH: [dash],
    }
    found = {}
    for key, several in contestants.items():
        if key not in asked.only:
            continue
        say(f"{key}: {asked.sessions} sessions, {asked.seconds:.0f} s")
        found[key] = _measured(key, several, recorded.get(several[0].key), asked)
        say(f"{key}: {found[key]}")
    text = report(found, asked.sessions, asked.period, asked.seconds)
    print(text)
    write(text, into_readme=asked.write)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sessions", type=int, default=300, help="visitors at once (300)")
    parser.add_argument("--seconds", type=float, default=180, help="that they act for (180)")
    parser.add_argument("--period", type=float, default=5, help="seconds between two acts (5)")
    parser.add_argument("--port", type=int, default=8700, help="first of six ports (8700)")
    parser.add_argument("--warm", type=float, default=WARM_SECONDS, help="seconds before (60)")
    parser.add_argument("--forgotten", type=float, default=FORGOTTEN, help="seconds after (150)")
    known = (OURS, REPLICAS, NAIVE, DASH)
    parser.add_argument("--only", nargs="+", choices=known, default=known, help="of the four")
    parser.add_argument("--write", action="store_true", help="put the tables in the README")
    asked = parser.parse_args()
    asked.only = set(asked.only)
    return asked


def _recorded(several: list[Peer]) -> dict[str, Recording]:
    found = {}
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=FLAGS)
        for peer in several:
            say(f"a browser shows what it sends: {peer.name}")
            with running(peer) as (pid, _):
                wait_until_quiet(pid)
                found[peer.key] = record(browser, peer)
        browser.close()
    return found


@contextmanager
def _served(several: list[Peer]) -> Iterator[list[int]]:
    with ExitStack() as stack:
        pids = [stack.enter_context(running(peer))[0] for peer in several]
        for pid in pids:
            wait_until_quiet(pid, 60)
        yield pids


def readers_of(several: list[Peer], recording: Recording | None, number: int) -> list[Reader]:
    """That many visitors, each always at the same one of the servers."""
    found: list[Reader] = []
    for rank in range(number):
        peer = several[rank % len(several)]
        found.append(
            StreamlitReader(peer, recording, rank // len(several))
            if recording
            else DashReader(peer, rank)
        )
    return found


def _measured(
    key: str, several: list[Peer], recording: Recording | None, asked: argparse.Namespace
) -> Figures:
    with _served(several) as pids:
        return asyncio.run(_visited(key, several, pids, recording, asked))


async def _visited(
    key: str,
    several: list[Peer],
    pids: list[int],
    recording: Recording | None,
    asked: argparse.Namespace,
) -> Figures:
    """Warm up, let everyone visit, see what they leave behind."""
    warm = readers_of(several, recording, min(WARM_READERS, asked.sessions))
    await visit(warm, 1.0, asked.warm, lambda: None)
    await _leave(warm)
    await asyncio.sleep(5)
    figures, began = Figures(len(several)), []
    figures.requests = requests_a_second(several[0]) if key == OURS else 0.0
    figures.before = _resident(pids)
    readers = readers_of(several, recording, asked.sessions)
    met = await visit(readers, asked.period, asked.seconds, lambda: began.append(_cpu(pids)))
    figures.met, figures.cpu = met, _cpu(pids) - began[0]
    figures.during, figures.load = _resident(pids), os.getloadavg()[0]
    await _leave(readers)
    await asyncio.sleep(asked.forgotten if recording else 5)
    figures.after = _resident(pids)
    return figures


async def _leave(readers: list[Reader]) -> None:
    await asyncio.gather(*(reader.close() for reader in readers), return_exceptions=True)


def _resident(pids: list[int]) -> float:
    return sum(map(resident, pids))


def _cpu(pids: list[int]) -> float:
    return sum(map(cpu_seconds, pids))


def say(text: str) -> None:
    """A line of what is being done, with the time."""
    print(f"{time.strftime('%H:%M:%S')}  {text}", flush=True)


if __name__ == "__main__":
    main()

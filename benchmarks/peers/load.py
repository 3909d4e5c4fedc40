"""Many readers at once, over the real websocket, with the messages that a real browser sent.

What Chromium sent for clicks on the map is recorded once and replayed by every session: a
widget's identity and a message's fingerprint depend on the page alone, not on the session.
"""

from __future__ import annotations

import asyncio
import statistics
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

import websockets
from playwright.sync_api import Browser
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from benchmarks.peers.servers import Peer, cpu_seconds
from benchmarks.peers.visits import REGIONS, visit

PERIOD = 1.0


@dataclass
class Load:
    """What the sessions met: milliseconds of waiting, processor time, bytes received."""

    latencies: list[float] = field(default_factory=list)
    received: int = 0
    cpu: float = 0
    seconds: float = 0

    @property
    def runs(self) -> int:
        """How many times the page ran."""
        return len(self.latencies)

    @property
    def cpu_per_run(self) -> float:
        """Milliseconds of processor per run, everything that the server does included."""
        return 1000 * self.cpu / max(self.runs, 1)

    def percentile(self, share: int) -> float:
        """Milliseconds that `share` % of the runs stay under."""
        return statistics.quantiles(self.latencies, n=100, method="inclusive")[share - 1]


def record(browser: Browser, peer: Peer) -> tuple[bytes, list[bytes]]:
    """The message that opens the page, and those of clicks on the regions."""
    messages = visit(browser, peer, "plain", clicks=len(REGIONS)).sent
    runs = [data for data in messages if _parsed(data).WhichOneof("type") == "rerun_script"]
    clicks = runs[-len(REGIONS) :]
    if len(runs) <= len(REGIONS):
        raise RuntimeError(f"{peer.name}: {len(runs)} runs for {len(REGIONS)} clicks")
    return runs[0], clicks


def _parsed(data: bytes) -> BackMsg:
    message = BackMsg()
    message.ParseFromString(data)
    return message


def replay(
    peer: Peer, pid: int, recorded: tuple[bytes, list[bytes]], sessions: int, seconds: float
) -> Load:
    """Let that many sessions act every second, as long as asked."""
    # In a thread of its own: the one that drives the browser has its loop already.
    with ThreadPoolExecutor(1) as thread:
        done = thread.submit(asyncio.run, _replay(peer, pid, recorded, sessions, seconds))
        return done.result()


async def _replay(
    peer: Peer, pid: int, recorded: tuple[bytes, list[bytes]], sessions: int, seconds: float
) -> Load:
    opening, clicks = recorded
    load, ready, start = Load(), asyncio.Semaphore(0), asyncio.Event()

    async def session(rank: int) -> None:
        address = peer.url.replace("http", "ws", 1) + "_stcore/stream"
        async with websockets.connect(address, subprotocols=["streamlit"], max_size=None) as socket:
            await socket.send(opening)
            await _finished(socket)
            await socket.send(clicks[-1])
            await _finished(socket)
            ready.release()
            await start.wait()
            await _act(socket, clicks, load, rank * PERIOD / sessions, seconds)

    tasks = [asyncio.create_task(session(rank)) for rank in range(sessions)]
    for _ in tasks:
        await asyncio.wait_for(ready.acquire(), 300)
    await asyncio.sleep(1)
    before, begun = cpu_seconds(pid), time.perf_counter()
    start.set()
    await asyncio.gather(*tasks)
    load.cpu, load.seconds = cpu_seconds(pid) - before, time.perf_counter() - begun
    return load


async def _act(
    socket: websockets.ClientConnection,
    clicks: list[bytes],
    load: Load,
    delay: float,
    seconds: float,
) -> None:
    begun = time.perf_counter()
    turn = 0
    while True:
        due = begun + delay + turn * PERIOD
        if due - begun > seconds or time.perf_counter() - begun > seconds:
            return
        await asyncio.sleep(max(0.0, due - time.perf_counter()))
        sent = time.perf_counter()
        await socket.send(clicks[turn % len(clicks)])
        size = await _finished(socket)
        load.received += size
        load.latencies.append(1000 * (time.perf_counter() - sent))
        turn += 1


async def _finished(socket: websockets.ClientConnection) -> int:
    """Bytes received until the run is over."""
    size = 0
    while True:
        data = await asyncio.wait_for(socket.recv(), 120)
        size += len(data)
        message = ForwardMsg()
        message.ParseFromString(data)
        if message.WhichOneof("type") == "script_finished":
            return size

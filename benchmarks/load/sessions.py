"""Readers that do what was recorded: over the websocket for Streamlit, over HTTP for Dash."""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import chain, count
from typing import Protocol
from urllib.parse import urlsplit

import websockets
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from benchmarks.load.recording import CLICK, OPEN, Recording, Step, parsed
from benchmarks.peers.reruns import CODES, Memory
from benchmarks.peers.servers import Peer

# A reader who waits so long has left.
PATIENCE = 30
_STRIDE = 7
_BROKEN = (ForwardMsg.FINISHED_WITH_COMPILE_ERROR,)


@dataclass
class Met:
    """What the readers met: (kind, milliseconds) of each action, errors, bytes received."""

    waits: list[tuple[str, float]] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    received: int = 0


class Reader(Protocol):
    """One visitor: opens the page, then acts."""

    async def open(self) -> None:
        """Open the page, and wait until it is there."""

    async def act(self) -> tuple[str, int]:
        """Do what comes next, and wait for its last message; its kind, bytes received."""

    async def close(self) -> None:
        """Leave."""


class StreamlitReader:
    """A session over the websocket, which keeps the messages that a browser keeps."""

    def __init__(self, peer: Peer, recording: Recording, rank: int) -> None:
        self._peer = peer
        self._opening = recording.opening
        steps = list(chain.from_iterable(recording.turns))
        # Each elsewhere in the round, so that they do not all change page in the same second.
        first = rank * _STRIDE % len(steps)
        self._steps: Iterator[Step] = (steps[turn % len(steps)] for turn in count(first))
        self._memory = Memory()
        self._socket: websockets.ClientConnection | None = None

    async def open(self) -> None:
        """Ask for the page itself, then for what it shows."""
        await fetch(self._peer, "/")
        address = self._peer.url.replace("http", "ws", 1) + "_stcore/stream"
        self._socket = await websockets.connect(
            address, subprotocols=["streamlit"], max_size=None, open_timeout=PATIENCE
        )
        await self._do(self._opening)

    async def act(self) -> tuple[str, int]:
        """The recorded action that comes next."""
        step = next(self._steps)
        return step.kind, await self._do(step)

    async def close(self) -> None:
        """Close the tab."""
        if self._socket is not None:
            await self._socket.close()

    async def _do(self, step: Step) -> int:
        size = 0
        for data in step.messages:
            message = parsed(data)
            # What this session's own browser would hold, not the one that was recorded.
            del message.rerun_script.cached_message_hashes[:]
            message.rerun_script.cached_message_hashes.extend(self._memory.promised())
            await self._socket.send(message.SerializeToString())
            size += await self._finished()
        return size

    async def _finished(self) -> int:
        size, changes = 0, 0
        while True:
            data = await self._socket.recv()
            size += len(data)
            message = ForwardMsg()
            message.ParseFromString(data)
            self._memory.note(message)
            kind = message.WhichOneof("type")
            if kind in ("delta", "ref_hash"):
                changes += 1
                if message.delta.new_element.WhichOneof("type") == "exception":
                    raise RuntimeError(message.delta.new_element.exception.message)
            elif kind == "script_finished":
                if message.script_finished in _BROKEN or not changes:
                    raise RuntimeError(f"a run ended with {message.script_finished}, {changes}")
                return size


class DashReader:
    """A reader of the Dash page: it asks for the page, its layout, then a sheet at each click."""

    def __init__(self, peer: Peer, rank: int) -> None:
        self._peer = peer
        self._codes = (CODES[(rank + turn) % len(CODES)] for turn in count())

    async def open(self) -> None:
        """Ask for what a browser asks for to draw the page."""
        for path in ("/", "/_dash-layout", "/_dash-dependencies"):
            await fetch(self._peer, path)

    async def act(self) -> tuple[str, int]:
        """Click on a region."""
        changed = "carte.clickData"
        asked = {
            "output": "fiche.children",
            "outputs": {"id": "fiche", "property": "children"},
            "inputs": [
                {
                    "id": "carte",
                    "property": "clickData",
                    "value": {"points": [{"location": next(self._codes)}]},
                }
            ],
            "changedPropIds": [changed],
            "parsedChangedPropsIds": [changed],
        }
        body = await fetch(self._peer, "/_dash-update-component", json.dumps(asked).encode())
        return CLICK, len(body)

    async def close(self) -> None:
        """Nothing is held."""


async def fetch(peer: Peer, path: str, posted: bytes = b"") -> bytes:
    """A request on a connection of its own; the body, as it came."""
    host, port = urlsplit(peer.url).hostname, peer.port
    reader, writer = await asyncio.open_connection(host, port)
    try:
        lines = [f"{'POST' if posted else 'GET'} {path} HTTP/1.1", f"Host: {host}:{port}"]
        lines += ["Accept-Encoding: br, gzip", "Connection: close"]
        if posted:
            lines += ["Content-Type: application/json", f"Content-Length: {len(posted)}"]
        writer.write("\r\n".join([*lines, "", ""]).encode() + posted)
        head = await reader.readuntil(b"\r\n\r\n")
        status = int(head.split(b" ", 2)[1])
        if status != 200:
            raise RuntimeError(f"{path}: {status}")
        return await reader.read()
    finally:
        writer.close()


async def visit(
    readers: list[Reader], period: float, seconds: float, ready: Callable[[], None]
) -> Met:
    """Let readers come in turn, then each act every `period` seconds.

    Parameters
    ----------
    ready
        Called when all have opened the page, before the first acts.
    """
    met, start = Met(), asyncio.Event()
    door = asyncio.Semaphore(8)
    opened = [asyncio.create_task(_open(reader, met, door)) for reader in readers]
    here = [reader for reader in await asyncio.gather(*opened) if reader is not None]
    ready()
    delays = [rank * period / max(len(here), 1) for rank in range(len(here))]
    pairs = zip(here, delays, strict=True)
    tasks = [asyncio.create_task(_act(r, met, delay, period, seconds, start)) for r, delay in pairs]
    start.set()
    await asyncio.gather(*tasks)
    return met


async def _open(reader: Reader, met: Met, door: asyncio.Semaphore) -> Reader | None:
    async with door:
        begun = time.perf_counter()
        try:
            await asyncio.wait_for(reader.open(), PATIENCE)
        except Exception as error:
            met.errors.append(f"{OPEN}: {error!r}")
            return None
        met.waits.append((OPEN, 1000 * (time.perf_counter() - begun)))
        return reader


async def _act(
    reader: Reader, met: Met, delay: float, period: float, seconds: float, start: asyncio.Event
) -> None:
    await start.wait()
    begun, turn = time.perf_counter(), 0
    while (due := delay + turn * period) < seconds:
        await asyncio.sleep(max(0.0, begun + due - time.perf_counter()))
        sent = time.perf_counter()
        try:
            kind, size = await asyncio.wait_for(reader.act(), PATIENCE)
        except Exception as error:
            met.errors.append(repr(error))
            return
        met.waits.append((kind, 1000 * (time.perf_counter() - sent)))
        met.received += size
        turn += 1

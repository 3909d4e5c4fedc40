"""What a whole run of a page costs the server when its address changes.

`python -m benchmarks.peers.reruns` starts the application and prints the costs. A session here
does what a browser does: it keeps the long messages, promises those that are young with each
demand, and is then sent their fingerprint alone (`amu_geo/server/streamlit/message_memory.py`).
"""

from __future__ import annotations

import asyncio
import os
import statistics
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from urllib.parse import urlencode

import websockets
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from amu_geo.server.streamlit.message_memory import AGE_PROMISED
from benchmarks.peers.servers import Peer, cpu_seconds, peers, running, wait_until_quiet

CODES = (
    *("84", "27", "53", "24", "94", "44", "32", "11", "28", "75", "76", "52", "93"),
    *("01", "02", "03", "04", "06"),
)
# Page → the parameter that changes from one run to the next.
PAGES = {"": "region", "comparer": "regions", "region": "region"}
ROUNDS = 3


@dataclass
class Cost:
    """Of the runs measured: how many, milliseconds of processor and of waiting, bytes."""

    runs: int = 0
    cpu: float = 0
    received: int = 0
    waits: list[float] = field(default_factory=list)

    @property
    def cpu_per_run(self) -> float:
        """Milliseconds of processor for one run, all that the server does for it."""
        return 1000 * self.cpu / self.runs

    @property
    def bytes_per_run(self) -> float:
        """Bytes that one run sends to the browser."""
        return self.received / self.runs


class Memory:
    """The messages that a browser keeps, with the run that last used each."""

    def __init__(self) -> None:
        self._used: dict[str, int] = {}
        self._run = 0

    def promised(self) -> list[str]:
        """Fingerprints of those that are young enough to be promised."""
        return [name for name, used in self._used.items() if self._run - used <= AGE_PROMISED]

    def note(self, message: ForwardMsg) -> None:
        """Keep a message, or remember that it was named again."""
        kind = message.WhichOneof("type")
        if kind == "ref_hash":
            self._used[message.ref_hash] = self._run
        elif message.metadata.cacheable:
            self._used[message.hash] = self._run
        elif kind == "script_finished":
            self._run += 1


class Session:
    """A reader on one page."""

    def __init__(self, socket: websockets.ClientConnection, path: str) -> None:
        self._socket = socket
        self._path = path
        self._script = ""
        self._memory = Memory()

    async def go(self, **query: str) -> int:
        """Run the page at that address; bytes received until it is done."""
        asked = BackMsg()
        state = asked.rerun_script
        state.query_string = urlencode(query)
        state.page_script_hash = self._script
        state.page_name = "" if self._script else self._path
        state.cached_message_hashes.extend(self._memory.promised())
        await self._socket.send(asked.SerializeToString())
        size = 0
        while True:
            data = await asyncio.wait_for(self._socket.recv(), 120)
            size += len(data)
            message = ForwardMsg()
            message.ParseFromString(data)
            self._memory.note(message)
            kind = message.WhichOneof("type")
            if kind == "new_session":
                self._script = message.new_session.page_script_hash
            elif kind == "navigation":
                self._script = message.navigation.page_script_hash
            elif kind == "script_finished":
                return size


def measure(peer: Peer, pid: int, path: str = "", rounds: int = ROUNDS) -> Cost:
    """The cost of runs at new addresses of a page, one after the other."""
    # In a thread of its own: the one that drives a browser has its loop already.
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, _measure(peer, pid, path, rounds)).result()


async def _measure(peer: Peer, pid: int, path: str, rounds: int) -> Cost:
    address = peer.url.replace("http", "ws", 1) + "_stcore/stream"
    async with websockets.connect(address, subprotocols=["streamlit"], max_size=None) as socket:
        session, cost, name = Session(socket, path), Cost(), PAGES[path]
        # What is drawn once for every reader is drawn now.
        for code in CODES:
            await session.go(**{name: _value(name, code)})
        await asyncio.sleep(0.5)
        before = cpu_seconds(pid)
        for code in CODES * rounds:
            sent = time.perf_counter()
            cost.received += await session.go(**{name: _value(name, code)})
            cost.waits.append(1000 * (time.perf_counter() - sent))
        # What the server still does when the answer is out.
        await asyncio.sleep(0.3)
        cost.cpu, cost.runs = cpu_seconds(pid) - before, len(cost.waits)
        return cost


def _value(name: str, code: str) -> str:
    return f"{code},{'76' if code != '76' else '84'}" if name == "regions" else code


def main() -> None:
    """Print the cost of a run of each page."""
    ours = peers(8700)[0]
    with running(ours) as (pid, _):
        wait_until_quiet(pid, 40)
        print(f"load of the machine: {os.getloadavg()[0]:.1f}")
        print(f"{'page':12} {'processor':>10} {'bytes':>9} {'wait':>8}")
        for path in PAGES:
            cost = measure(ours, pid, path)
            told = f"{cost.cpu_per_run:7.1f} ms {cost.bytes_per_run / 1000:6.1f} kB"
            print(f"/{path:11} {told} {statistics.median(cost.waits):5.0f} ms", flush=True)


if __name__ == "__main__":
    main()

"""How many requests a second the API answers from memory, to a client that has the answer."""

from __future__ import annotations

import asyncio
import time
from concurrent.futures import ThreadPoolExecutor

from benchmarks.peers.servers import Peer

PATH = "/api/v1/couverture.json"
CONNECTIONS, SECONDS = 16, 6.0
_HOST = "127.0.0.1"


class _Asking(asyncio.Protocol):
    """A kept connection that asks again as soon as it is answered."""

    def __init__(self, request: bytes) -> None:
        self._request = request
        self._received = b""
        self._transport: asyncio.Transport | None = None
        self.answered = 0
        self.wrong = 0

    def connection_made(self, transport: asyncio.Transport) -> None:
        self._transport = transport
        transport.write(self._request)

    def data_received(self, data: bytes) -> None:
        self._received += data
        # A 304 has no body: its head is the whole of it.
        if self._received.endswith(b"\r\n\r\n"):
            self.answered += 1
            self.wrong += not self._received.startswith(b"HTTP/1.1 304")
            self._received = b""
            self._transport.write(self._request)

    def close(self) -> None:
        """Ask no more."""
        self._transport.abort()


def requests_a_second(peer: Peer, path: str = PATH) -> float:
    """Requests a second, over kept connections whose ETag matches.

    Raises
    ------
    RuntimeError
        When an answer is not 304.
    """
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, _measure(peer.port, path)).result()


async def _measure(port: int, path: str) -> float:
    lines = [f"GET {path} HTTP/1.1", f"Host: localhost:{port}", "Accept-Encoding: br"]
    etag = await _etag(port, lines)
    request = "\r\n".join([*lines, f"If-None-Match: {etag}", "", ""]).encode()
    loop, asking = asyncio.get_running_loop(), []
    for _ in range(CONNECTIONS):
        _, protocol = await loop.create_connection(lambda: _Asking(request), _HOST, port)
        asking.append(protocol)
    await asyncio.sleep(1)
    before, begun = sum(one.answered for one in asking), time.perf_counter()
    await asyncio.sleep(SECONDS)
    answered, lasted = sum(one.answered for one in asking) - before, time.perf_counter() - begun
    for one in asking:
        one.close()
    if any(one.wrong for one in asking):
        raise RuntimeError(f"{path}: an answer was not 304")
    return answered / lasted


async def _etag(port: int, lines: list[str]) -> str:
    reader, writer = await asyncio.open_connection(_HOST, port)
    writer.write("\r\n".join([*lines, "", ""]).encode())
    head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
    writer.close()
    found = [line for line in head.split("\r\n") if line.lower().startswith("etag:")]
    return found[0].partition(":")[2].strip()

"""The connections of the process: none is kept for a request that never comes whole.

Uvicorn, which listens for Streamlit, waits for ever for the end of a request once its first byte
is there, and for the first byte of a new connection. A handful of idle sockets costs nothing;
ten thousand of them take all there are. It also believes, of whoever asks from this machine, what
a proxy would say: the site has a list of its own (`server/wire/proxies.py`).
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import time
import weakref
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from typing import Any

# Seconds within which the head of a request is there, and the first of its body.
LONGEST_WAIT = 20.0
# Bytes a second that a body brings at least, beyond these: a slow line sends a file all the same.
SLOWEST_BODY = 1000
# Seconds between two looks at all connections.
_PAUSE = 1.0
_HEAD, _BODY, _NOTHING = "head", "body", "nothing"
_log = logging.getLogger(__name__)


@dataclass
class _Wait:
    """What a connection has been waiting for, since when, and the bytes that came meanwhile.

    `of` says what of which request, by the object that stands for it: another is another wait.
    """

    of: tuple[str, object]
    since: float
    received: int = 0


class Connections:
    """Those of one process.

    Parameters
    ----------
    longest
        Seconds that a request may take to come.
    clock
        Seconds that never go back.
    """

    def __init__(
        self, longest: float = LONGEST_WAIT, clock: Callable[[], float] = time.monotonic
    ) -> None:
        # What a wait lasts is known to within two looks.
        self._longest = longest - 2 * _PAUSE
        self._clock = clock
        self._waits: weakref.WeakKeyDictionary[Any, _Wait] = weakref.WeakKeyDictionary()

    def made(self, protocol: Any) -> None:
        """A connection was opened."""
        self._waits[protocol] = _Wait((_HEAD, None), self._clock())

    def received(self, protocol: Any, size: int) -> None:
        """It brought so many bytes."""
        wait = self._waits.get(protocol)
        if wait is not None:
            wait.received += size

    def close_late(self) -> int:
        """Close the connections whose request takes too long to come; give their number."""
        now, closed = self._clock(), 0
        for protocol, wait in list(self._waits.items()):
            transport = protocol.transport
            if transport.is_closing() or transport.get_protocol() is not protocol:
                # Closed, or a websocket by now, which has a pulse of its own.
                self._waits.pop(protocol, None)
                continue
            awaited = _awaited(protocol)
            if awaited != wait.of:
                self._waits[protocol] = _Wait(awaited, now)
            elif awaited[0] != _NOTHING and now - wait.since > self._longest + _earned(wait):
                transport.abort()
                closed += 1
        return closed


def _awaited(protocol: Any) -> tuple[str, object]:
    """What a connection waits for: the head of its next request, the rest of a body, nothing."""
    cycle = protocol.cycle
    if cycle is None or cycle.response_complete:
        return _HEAD, cycle
    # A body that is not read as fast as it comes is no fault of the sender's.
    if cycle.more_body and not protocol.flow.read_paused:
        return _BODY, cycle
    return _NOTHING, None


def _earned(wait: _Wait) -> float:
    """More seconds, for a body that comes slowly but comes; a head has none."""
    return wait.received / SLOWEST_BODY if wait.of[0] == _BODY else 0.0


@contextlib.asynccontextmanager
async def watched_connections(longest: float = LONGEST_WAIT) -> AsyncIterator[Connections]:
    """Close late connections for as long as the process serves."""
    connections = Connections(longest)
    undo = _listen(connections)
    task = asyncio.get_running_loop().create_task(_look(connections))
    try:
        yield connections
    finally:
        task.cancel()
        undo()


async def _look(connections: Connections) -> None:
    while True:
        await asyncio.sleep(_PAUSE)
        try:
            connections.close_late()
        except Exception:  # Another uvicorn has other connections: they are left to it.
            _log.exception("connections are not watched any longer")
            return


def _listen(connections: Connections) -> Callable[[], None]:
    """Have uvicorn's connections tell us what they do; what takes that back."""
    try:
        from uvicorn.protocols.http.auto import AutoHTTPProtocol as Protocol

        before = Protocol.connection_made, Protocol.data_received
    except (ImportError, AttributeError) as error:
        _log.warning("uvicorn's connections cannot be watched: %s", error)
        return lambda: None

    def made(self: Any, transport: Any) -> None:
        before[0](self, transport)
        connections.made(self)

    def received(self: Any, data: bytes) -> None:
        connections.received(self, len(data))
        before[1](self, data)

    def undo() -> None:
        Protocol.connection_made, Protocol.data_received = before

    Protocol.connection_made, Protocol.data_received = made, received
    return undo


def believe_nobody() -> bool:
    """Have uvicorn believe no proxy by itself; False when it no longer does so in this way."""
    try:
        from uvicorn.middleware.proxy_headers import ProxyHeadersMiddleware
    except ImportError:
        _log.warning("uvicorn believes proxies in another way than before")
        return False

    async def passed_on(self: Any, scope: Any, receive: Any, send: Any) -> None:
        await self.app(scope, receive, send)

    ProxyHeadersMiddleware.__call__ = passed_on
    return True

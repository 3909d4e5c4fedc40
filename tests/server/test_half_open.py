"""No connection is kept for a request that never comes whole; those that work are left alone."""

from __future__ import annotations

import asyncio
import socket
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress

import pytest
import uvicorn
import websockets

from amu_geo.server.streamlit import connections
from tests.serving import awaited, running

HEAD = b"POST /depot HTTP/1.1\r\nHost: a\r\nContent-Length: 100000\r\n\r\n"
WHOLE = b"GET /lent HTTP/1.1\r\nHost: a\r\n\r\n"
# Of the tests' own server, in seconds.
LONGEST = 0.6
Ask = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[bytes]]


async def _application(scope, receive, send) -> None:
    if scope["type"] == "websocket":
        await receive()
        await send({"type": "websocket.accept"})
        await receive()
        return
    if scope["path"] == "/lent":
        await asyncio.sleep(3 * LONGEST)
    elif scope["path"] == "/depot":
        while (await receive()).get("more_body"):
            pass
    await send({"type": "http.response.start", "status": 200, "headers": []})
    await send({"type": "http.response.body", "body": b"fait"})


@asynccontextmanager
async def _serving(monkeypatch) -> AsyncIterator[int]:
    monkeypatch.setattr(connections, "_PAUSE", 0.05)
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        listening.listen()
        config = uvicorn.Config(_application, lifespan="off", log_level="critical")
        server = uvicorn.Server(config)
        async with connections.watched_connections(LONGEST):
            task = asyncio.create_task(server.serve(sockets=[listening]))
            while not server.started:
                await asyncio.sleep(0.01)
            yield listening.getsockname()[1]
            server.should_exit = True
            await task


async def _nothing(reader, writer) -> bytes:
    return await reader.read()


async def _letter_by_letter(reader, writer) -> bytes:
    with pytest.raises(OSError):
        for letter in b"GET / HTTP/1.1\r\n" + b"X-A: b\r\n" * 1000:
            writer.write(bytes([letter]))
            await writer.drain()
            await asyncio.sleep(0.05)
    return b""


async def _head_without_body(reader, writer) -> bytes:
    writer.write(HEAD + b"abc")
    return await reader.read()


async def _half_a_second_request(reader, writer) -> bytes:
    writer.write(b"GET / HTTP/1.1\r\nHost: a\r\n\r\n")
    assert (await reader.readuntil(b"fait\r\n0\r\n\r\n")).startswith(b"HTTP/1.1 200")
    writer.write(b"GET / HT")
    return await reader.read()


async def _slow_answer(reader, writer) -> bytes:
    writer.write(WHOLE)
    return await reader.readuntil(b"fait")


async def _slow_body(reader, writer) -> bytes:
    writer.write(HEAD)
    for _ in range(25):
        writer.write(b"a" * 4000)
        await writer.drain()
        await asyncio.sleep(0.1)
    return await reader.readuntil(b"fait")


@pytest.mark.parametrize(
    "ask", [_nothing, _letter_by_letter, _head_without_body, _half_a_second_request]
)
def test_a_request_that_never_comes_is_not_waited_for(monkeypatch, ask: Ask):
    async def lasting() -> float:
        async with _serving(monkeypatch) as port:
            reader, writer = await asyncio.open_connection("127.0.0.1", port)
            start = time.monotonic()
            with suppress(ConnectionResetError):
                assert await asyncio.wait_for(ask(reader, writer), 5) == b""
            writer.close()
            return time.monotonic() - start

    assert LONGEST / 2 < awaited(lasting()) < LONGEST + 0.5


def test_a_slow_answer_a_slow_body_and_a_websocket_are_left_alone(monkeypatch):
    async def told() -> list[bytes]:
        async with _serving(monkeypatch) as port:
            async with websockets.connect(f"ws://127.0.0.1:{port}/") as live:
                pairs = [await asyncio.open_connection("127.0.0.1", port) for _ in range(2)]
                asks = zip((_slow_answer, _slow_body), pairs, strict=True)
                answers = await asyncio.gather(*(ask(*pair) for ask, pair in asks))
                await (await live.ping())
            for _, writer in pairs:
                writer.close()
            return answers

    assert all(b" 200 " in answer for answer in awaited(told()))


def test_connections_of_another_make_are_left_to_uvicorn(monkeypatch, caplog):
    def fail(protocol: object) -> None:
        raise AttributeError("cycle")

    monkeypatch.setattr(connections, "_awaited", fail)

    async def answer() -> bytes:
        async with _serving(monkeypatch) as port:
            reader, writer = await asyncio.open_connection("127.0.0.1", port)
            await asyncio.sleep(0.2)
            writer.write(b"GET / HTTP/1.0\r\n\r\n")
            found = await reader.read()
            writer.close()
            return found

    assert b" 200 " in awaited(answer())
    assert [one.message for one in caplog.records] == ["connections are not watched any longer"]


@pytest.mark.slow
def test_the_application_keeps_no_half_open_connection_over_20_seconds(tmp_path):
    with running(tmp_path / "log.txt") as address:
        host, port = address.removeprefix("http://").split(":")
        opened = []
        for begun in (
            b"",
            b"GET / HTTP/1.1\r\nHost: a\r\nX-",
            b"PUT /_stcore/upload_file/a/b HTTP",
        ):
            opened += [_begun(host, int(port), begun) for _ in range(100)]
        start, open_still = time.monotonic(), opened
        while open_still and time.monotonic() - start < 30:
            time.sleep(0.2)
            open_still = [one for one in open_still if not _is_over(one)]
        lasted = time.monotonic() - start
    print(f"\n{len(opened)} half-open connections: {len(open_still)} left after {lasted:.1f} s")
    assert not open_still
    assert 10 < lasted <= 20


def _begun(host: str, port: int, begun: bytes) -> socket.socket:
    one = socket.create_connection((host, port))
    one.sendall(begun)
    one.setblocking(False)
    return one


def _is_over(one: socket.socket) -> bool:
    try:
        over = one.recv(1) == b""
    except BlockingIOError:
        return False
    except OSError:
        over = True
    one.close()
    return over

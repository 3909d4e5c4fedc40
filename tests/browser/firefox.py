"""Firefox for Playwright: `python firefox.py <arguments of Firefox>` starts FIREFOX behind a relay.

Playwright speaks WebDriver BiDi to a Firefox of the system and asks every window for the light
theme, in words that Debian's Firefox does not know yet. It is light by itself: the relay turns that
one refusal into agreement, and passes on all else, both ways.
"""

from __future__ import annotations

import asyncio
import json
import os
import re
import sys
from asyncio.subprocess import PIPE, Process

from websockets.asyncio.client import ClientConnection, connect
from websockets.asyncio.server import Server, ServerConnection, serve

_LISTENING = re.compile(r"WebDriver BiDi listening on ws://(\S+)")
_THEME = "emulation.setMediaFeaturesOverride"
Socket = ClientConnection | ServerConnection


def agreed(answer: str, light: set[int]) -> str:
    """An answer of Firefox's, agreeing where it refused what needs no doing.

    `light` are the numbers of the requests for the light theme.

    >>> agreed('{"type": "error", "id": 7, "error": "unknown command"}', {7})
    '{"type": "success", "id": 7, "result": {}}'
    >>> agreed('{"type": "error", "id": 8, "error": "unknown command"}', {7})
    '{"type": "error", "id": 8, "error": "unknown command"}'
    """
    if not light:
        return answer
    read = json.loads(answer)
    number = read.get("id")
    if number not in light:
        return answer
    light.discard(number)
    if read.get("error") != "unknown command":
        return answer
    return json.dumps({"type": "success", "id": number, "result": {}})


def asks_for_light(message: str) -> int | None:
    """The number of a request that asks for the light theme, or for none.

    >>> light = '{"prefers-color-scheme": "light"}'
    >>> asks_for_light('{"id": 3, "method": "%s", "params": {"features": %s}}' % (_THEME, light))
    3
    >>> dark = light.replace("light", "dark")
    >>> asks_for_light('{"id": 3, "method": "%s", "params": {"features": %s}}' % (_THEME, dark))
    """
    if _THEME not in message:
        return None
    read = json.loads(message)
    asked = read.get("params", {}).get("features", {}).values()
    return read["id"] if read["method"] == _THEME and set(asked) <= {"light", None} else None


async def _relay(client: ServerConnection, address: str) -> None:
    light: set[int] = set()

    async def to_firefox(source: Socket, target: Socket) -> None:
        async for message in source:
            if (number := asks_for_light(message)) is not None:
                light.add(number)
            await target.send(message)
        await target.close()

    async def to_playwright(source: Socket, target: Socket) -> None:
        async for message in source:
            await target.send(agreed(message, light))
        await target.close()

    async with connect(address + client.request.path, max_size=None, proxy=None) as firefox:
        await asyncio.gather(to_firefox(client, firefox), to_playwright(firefox, client))


async def _listen(address: str) -> Server:
    server = await serve(lambda client: _relay(client, address), "127.0.0.1", 0, max_size=None)
    port = server.sockets[0].getsockname()[1]
    print(f"WebDriver BiDi listening on ws://127.0.0.1:{port}", file=sys.stderr, flush=True)
    return server


async def _run(arguments: list[str]) -> int:
    firefox: Process = await asyncio.create_subprocess_exec(
        os.environ["FIREFOX"], *arguments, stderr=PIPE
    )
    server = None
    async for line in firefox.stderr:
        text = line.decode(errors="replace").rstrip()
        if server is None and (found := _LISTENING.search(text)):
            server = await _listen(f"ws://{found[1]}")
        else:
            print(text, file=sys.stderr, flush=True)
    if server is not None:
        server.close()
    return await firefox.wait()


if __name__ == "__main__":
    sys.exit(asyncio.run(_run(sys.argv[1:])))

"""Who comes through nginx: readers over the websocket, robots that ask the API again and again."""

from __future__ import annotations

import asyncio
import http.client
import threading
import time
from dataclasses import dataclass, field

import websockets
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

API = ("/api/v1/couverture.json", "/api/v1/regions.geojson", "/api/v1/dispositifs.csv?region=76")
PAGES = ("/", "/comparer?regions=76,44", "/healthz", "/carte.svg")


class Reader:
    """A tab: its address, and the websocket that shows it.

    Parameters
    ----------
    rank
        Gives the reader an address of its own on this machine: nginx tells visitors by it.
    """

    def __init__(self, port: int, rank: int, query: str, path: str = "/") -> None:
        self._port = port
        self._from = f"127.0.0.{rank + 2}"
        self._query = query
        self._path = path
        self._socket: websockets.ClientConnection | None = None
        self.opened = 0

    async def look(self) -> str:
        """What the page says now; the tab connects again, as a browser does, when it must."""
        try:
            return await asyncio.wait_for(self._run(), 30)
        except (OSError, websockets.WebSocketException):
            self._socket = None
            return await asyncio.wait_for(self._run(), 30)

    async def close(self) -> None:
        """Close the tab."""
        if self._socket is not None:
            await self._socket.close()

    async def _run(self) -> str:
        if self._socket is None:
            self._socket = await websockets.connect(
                f"ws://127.0.0.1:{self._port}{self._path}_stcore/stream",
                subprotocols=["streamlit"],
                origin=f"http://127.0.0.1:{self._port}",
                local_addr=(self._from, 0),
                max_size=None,
            )
            self.opened += 1
        asked = BackMsg()
        asked.rerun_script.query_string = self._query
        await self._socket.send(asked.SerializeToString())
        told = []
        while True:
            message = ForwardMsg()
            message.ParseFromString(await self._socket.recv())
            kind = message.WhichOneof("type")
            if kind == "delta":
                told.append(message.delta.new_element.html.body)
            elif kind == "script_finished":
                return " ".join(told)


@dataclass
class Robots:
    """Threads that ask one after the other, over kept connections; what failed is noted."""

    port: int
    paths: tuple[str, ...]
    number: int = 4
    answered: int = 0
    failed: list[str] = field(default_factory=list)

    def __enter__(self) -> Robots:
        self._stop = threading.Event()
        self._lock = threading.Lock()
        self._threads = [threading.Thread(target=self._ask) for _ in range(self.number)]
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stop.set()
        for thread in self._threads:
            thread.join()

    def _ask(self) -> None:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        rank = 0
        while not self._stop.is_set():
            path = self.paths[rank % len(self.paths)]
            rank += 1
            try:
                connection.request("GET", path)
                reply = connection.getresponse()
                reply.read()
                wrong = "" if reply.status == 200 else str(reply.status)
            except (OSError, http.client.HTTPException) as error:
                connection.close()
                wrong = repr(error)
            with self._lock:
                self.answered += 1
                if wrong:
                    self.failed.append(f"{path}: {wrong}")
            time.sleep(0.02)

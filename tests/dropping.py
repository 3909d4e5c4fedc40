"""A reader who drops a file on the page of data, by the messages and requests of a browser."""

from __future__ import annotations

import asyncio
import http.client
import time
import uuid
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from urllib.parse import urlsplit

import websockets
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ClientState_pb2 import ClientState
from streamlit.proto.Common_pb2 import FileURLs
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

PAGE = "donnees"
PATIENCE = 240


@dataclass
class Dropped:
    """What a file met: seconds until the page had said all, and what it said on the way."""

    seconds: float = 0
    told: list[str] = field(default_factory=list)
    page: str = ""


class Visitor:
    """One session on the page of data."""

    def __init__(self, base: str, socket: websockets.ClientConnection) -> None:
        self._base, self._socket = base, socket
        self._script = ""
        self._session = ""
        self._uploader = ""
        self._said: list[str] = []

    async def open(self) -> None:
        """Run the page a first time."""
        asked = BackMsg()
        asked.rerun_script.page_name = PAGE
        await self._send(asked)
        await self._run()

    async def again(self, year: int) -> float:
        """Run the page at another address; the seconds that it takes."""
        asked = BackMsg()
        state = asked.rerun_script
        state.page_script_hash, state.query_string = self._script, f"annee={year}"
        begun = time.perf_counter()
        await self._send(asked)
        await self._run()
        return time.perf_counter() - begun

    async def drop(self, name: str, content: bytes) -> Dropped:
        """Send a file, and wait until the page has said what it read."""
        dropped, self._said = Dropped(), []
        place = await self._place(name)
        sent = asyncio.to_thread(_put, self._base, place.upload_url, name, content)
        assert await sent == 204
        begun = time.perf_counter()
        await self._send(self._with_file(name, len(content), place))
        while not any("Ce qui a été lu" in text for text in self._said):
            await self._run(dropped.told)
        dropped.seconds = time.perf_counter() - begun
        dropped.page = "\n".join(self._said)
        return dropped

    async def _place(self, name: str) -> FileURLs:
        asked = BackMsg()
        asked.file_urls_request.request_id = str(uuid.uuid4())
        asked.file_urls_request.session_id = self._session
        asked.file_urls_request.file_names.append(name)
        await self._send(asked)
        while True:
            message = await self._received()
            if message.WhichOneof("type") == "file_urls_response":
                return message.file_urls_response.file_urls[0]

    def _with_file(self, name: str, size: int, place: FileURLs) -> BackMsg:
        asked = BackMsg()
        state: ClientState = asked.rerun_script
        state.page_script_hash = self._script
        widget = state.widget_states.widgets.add(id=self._uploader)
        info = widget.file_uploader_state_value.uploaded_file_info.add(name=name, size=size)
        info.file_id = place.file_id
        info.file_urls.CopyFrom(place)
        return asked

    async def _run(self, told: list[str] | None = None) -> None:
        """Follow a run to its end."""
        while True:
            message = await self._received()
            kind = message.WhichOneof("type")
            if kind == "new_session":
                self._session = message.new_session.initialize.session_id
                self._script = message.new_session.page_script_hash
                self._said = []
            elif kind == "navigation":
                self._script = message.navigation.page_script_hash
            elif kind == "delta":
                self._look(message, told)
            elif kind == "script_finished":
                return

    def _look(self, message: ForwardMsg, told: list[str] | None) -> None:
        element = message.delta.new_element
        kind = element.WhichOneof("type")
        if kind == "file_uploader":
            self._uploader = element.file_uploader.id
        elif kind == "progress" and told is not None and element.progress.text not in told[-1:]:
            told.append(element.progress.text)
        elif kind == "html":
            self._said.append(element.html.body)

    async def _send(self, message: BackMsg) -> None:
        await self._socket.send(message.SerializeToString())

    async def _received(self) -> ForwardMsg:
        message = ForwardMsg()
        message.ParseFromString(await asyncio.wait_for(self._socket.recv(), PATIENCE))
        return message


@asynccontextmanager
async def visitor(base: str) -> AsyncIterator[Visitor]:
    """Somebody who has the page of data open, until the end of the block."""
    address = f"{base.replace('http', 'ws', 1)}/_stcore/stream"
    async with websockets.connect(address, subprotocols=["streamlit"], max_size=None) as socket:
        reader = Visitor(base, socket)
        await reader.open()
        yield reader


def _put(base: str, path: str, name: str, content: bytes) -> int:
    """Send the bytes as a form; the status of the answer."""
    bound = uuid.uuid4().hex
    head = f'--{bound}\r\nContent-Disposition: form-data; name="{name}"; filename="{name}"\r\n'
    kind = "Content-Type: application/octet-stream\r\n\r\n"
    body = head.encode() + kind.encode() + content + f"\r\n--{bound}--\r\n".encode()
    connection = http.client.HTTPConnection(urlsplit(base).netloc, timeout=PATIENCE)
    try:
        connection.request("GET", "/_stcore/health")
        answer = connection.getresponse()
        answer.read()
        cookie = (answer.getheader("Set-Cookie") or "").partition(";")[0]
        headers = {"Content-Type": f"multipart/form-data; boundary={bound}"}
        if cookie:
            headers |= {"Cookie": cookie, "X-Xsrftoken": cookie.partition("=")[2]}
        connection.request("PUT", path, body, headers)
        answer = connection.getresponse()
        answer.read()
        return answer.status
    finally:
        connection.close()

"""The server calls nobody, whoever calls it and however badly."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlsplit

import pytest
import streamlit
from streamlit import net_util
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.exceptions import InvalidStatus
from websockets.sync.client import connect

from amu_geo.server.streamlit import options
from amu_geo.site import PAGES
from tests.serving import running

# Read by Python before anything of ours: writes down and refuses every way out of the machine.
WATCH = """\
import sys

CALLS = ("socket.connect", "socket.sendto", "socket.getaddrinfo", "socket.gethostbyname")
HERE = {"", "localhost", "127.0.0.1", "::1", "0.0.0.0", "None"}


def _watch(event, arguments):
    if event not in CALLS:
        return
    told = arguments[0] if event.startswith("socket.get") else arguments[1]
    host = told[0] if isinstance(told, tuple) else told
    if str(host) not in HERE and not str(host).startswith("/"):
        with open(%r, "a") as file:
            file.write(f"{event} {told}\\n")
        raise OSError("nobody is called")


sys.addaudithook(_watch)
"""
QUERY = "region=76&regions=76,84&commune=34142&famille=communaute&lecture=large"
ADDRESSES = (
    *PAGES,
    *("/rien-ici", "/api/v1/couverture.json", "/api/v1/rien", "/api/v1/couverture.csv?annee=x"),
    *("/carte.png", "/fiches.json", "/robots.txt", "/sitemap.xml", "/%00", "/../../etc/passwd"),
    *("/_stcore/health", "/_stcore/host-config", "/media/rien.png", "/component/rien/index.html"),
)
FOREIGN = (
    *("http://ailleurs.exemple", "https://ailleurs.exemple:8501", "http://localhost.exemple"),
    *("null", "", "file://", "http://203.0.113.7", "http://[2001:db8::1]", "http://[", "pas une"),
)


@pytest.fixture(scope="module")
def watched(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Path]]:
    """The address of a server that is watched, and the file of its calls."""
    folder = tmp_path_factory.mktemp("veille")
    calls = folder / "appels.txt"
    calls.touch()
    (folder / "sitecustomize.py").write_text(WATCH % str(calls), encoding="utf-8")
    with running(folder / "log.txt", PYTHONPATH=str(folder)) as address:
        yield address, calls


def ask(address: str, path: str, method: str = "GET", **headers: str) -> int:
    """Send a request, well formed or not; its status."""
    connection = HTTPConnection(urlsplit(address).netloc, timeout=60)
    try:
        connection.putrequest(method, path, skip_host="Host" in headers)
        for name, value in headers.items():
            connection.putheader(name, value)
        connection.endheaders()
        reply = connection.getresponse()
        reply.read()
        return reply.status
    finally:
        connection.close()


def run_page(address: str, name: str, origin: str | None = None) -> bool:
    """Open a live page; whether its run came to its end."""
    socket = f"{address.replace('http', 'ws', 1)}/_stcore/stream"
    with connect(
        socket, origin=origin, subprotocols=["streamlit"], max_size=None, proxy=None
    ) as live:
        asked = BackMsg()
        asked.rerun_script.query_string = QUERY
        asked.rerun_script.page_name = name
        live.send(asked.SerializeToString())
        said = ForwardMsg()
        while said.WhichOneof("type") != "script_finished":
            said.ParseFromString(live.recv(timeout=60))
        return said.script_finished == ForwardMsg.FINISHED_SUCCESSFULLY


def test_the_watch_sees_a_call(tmp_path: Path):
    """Else the rest would prove nothing."""
    calls = tmp_path / "appels.txt"
    watch = compile(WATCH.replace("sys.addaudithook(_watch)", "") % str(calls), "watch", "exec")
    names: dict = {}
    exec(watch, names)
    for event, told in (
        ("socket.connect", (None, ("203.0.113.7", 80))),
        ("socket.getaddrinfo", ("ailleurs.exemple", 80)),
        ("socket.connect", (None, ("8.8.8.8", 1))),
    ):
        with pytest.raises(OSError, match="nobody is called"):
            names["_watch"](event, told)
    names["_watch"]("socket.connect", (None, ("127.0.0.1", 80)))
    names["_watch"]("socket.getaddrinfo", (None, 80))
    assert len(calls.read_text().splitlines()) == 3


def test_no_page_calls_anybody(watched: tuple[str, Path]):
    address, calls = watched
    for path in ADDRESSES:
        assert ask(address, path) < 500, path
    for path in PAGES:
        assert run_page(address, path.strip("/")), path
    assert calls.read_text() == ""


def test_nobody_is_called_for_a_foreign_origin_or_a_foreign_host(watched: tuple[str, Path]):
    address, calls = watched
    for origin in FOREIGN:
        with pytest.raises(InvalidStatus):
            run_page(address, "", origin)
        for path, method in (("/", "GET"), ("/_stcore/upload_file/a/b", "PUT"), ("/", "POST")):
            assert ask(address, path, method, Origin=origin) < 500, (origin, path)
        host = origin.partition("://")[2] or origin
        for path in ("/", "/api/v1/regions.json", "/_stcore/health", "/rien-ici"):
            assert ask(address, path, Host=host) < 500, (host, path)
    assert calls.read_text() == ""


def test_the_page_of_its_own_origin_is_answered(watched: tuple[str, Path]):
    address, calls = watched
    for origin in (address, address.replace("127.0.0.1", "localhost"), None):
        assert run_page(address, "", origin), origin
    assert calls.read_text() == ""


@pytest.mark.parametrize("gone", ["get_external_ip", "get_internal_ip", None])
def test_functions_that_are_gone_stop_nothing(gone: str | None, monkeypatch: pytest.MonkeyPatch):
    for name in options._ASKING:
        monkeypatch.setattr(net_util, name, lambda: "203.0.113.7")
    if gone:
        monkeypatch.delattr(net_util, gone)
    else:
        monkeypatch.delattr(streamlit, "net_util")
        monkeypatch.setitem(sys.modules, "streamlit.net_util", None)
    assert options.ask_nobody() == ([gone] if gone else list(options._ASKING))
    if gone:
        (left,) = set(options._ASKING) - {gone}
        assert getattr(net_util, left)() is None

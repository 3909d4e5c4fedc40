"""A copy of the project's files with one of them spoilt, and the application upon it."""

from __future__ import annotations

import asyncio
import functools
import gc
import os
import shutil
import time
from collections.abc import Callable, Coroutine
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from starlette.applications import Starlette
from starlette.responses import PlainTextResponse
from starlette.routing import Mount

from amu_geo import paths, store
from amu_geo.server.http import health
from amu_geo.server.http.answers import AnswerCache
from amu_geo.server.http.loading import loaded
from amu_geo.server.middleware import middleware
from amu_geo.server.routes import routes
from amu_geo.store import Store
from amu_geo.territories import Territories
from tests.serving import Client, Reply

Fault = Callable[[Path, bytes], None]


def _write(make: Callable[[bytes], bytes]) -> Fault:
    return lambda path, content: path.write_bytes(make(content)) and None


def _is_left_out(path: Path, content: bytes) -> None:
    """The file is not there any more."""


def _folder(path: Path, content: bytes) -> None:
    path.mkdir()


def _nowhere(path: Path, content: bytes) -> None:
    path.symlink_to(path.with_name("nulle-part"))


def _circle(path: Path, content: bytes) -> None:
    path.symlink_to(path)


def _latin(content: bytes) -> bytes:
    return content.decode("utf-8").encode("cp1252", "replace")


def _without_last_line(content: bytes) -> bytes:
    return content[: content.rstrip(b"\n").rindex(b"\n") + 1]


# What happens to a file; nobody can forbid root to read one, a folder in its place is as closed.
OF_ANY: dict[str, Fault] = {
    "missing": _is_left_out,
    "empty": _write(lambda content: b""),
    "blank": _write(lambda content: b" \n\n"),
    "cut": _write(lambda content: content[: len(content) * 2 // 3]),
    "a folder": _folder,
    "a link to nowhere": _nowhere,
    "a link in a circle": _circle,
}
OF_TEXT: dict[str, Fault] = {
    "in latin": _write(_latin),
    "in utf-16": _write(lambda content: content.decode("utf-8").encode("utf-16")),
    "with nuls": _write(lambda content: content[:40] + b"\0\0" + content[40:]),
}
SHORT = _write(_without_last_line)


def spoil(path: Path, fault: Fault) -> None:
    """Put a fault in the place of a file."""
    content = path.read_bytes()
    path.unlink()
    fault(path, content)


def copy_of(folder: Path, target: Path) -> Path:
    """The same tree; its files are links, each to be spoilt on its own."""
    for path in folder.rglob("*"):
        place = target / path.relative_to(folder)
        if path.is_file():
            place.parent.mkdir(parents=True, exist_ok=True)
            place.symlink_to(path)
    return target


def forget_all() -> None:
    """Empty every memory of ours, as a new process would find it."""
    for known in gc.get_objects():
        # By its type alone: a dead proxy of somebody else's cannot be asked what it is.
        if issubclass(type(known), functools._lru_cache_wrapper):
            if str(getattr(known, "__module__", "")).startswith("amu_geo"):
                known.cache_clear()
        elif issubclass(type(known), AnswerCache):
            known.__init__(known._max_bytes)
    paths._told.clear()


class Project:
    """The project's files, copied, and the application upon them in this process."""

    def __init__(self, folder: Path, patch: pytest.MonkeyPatch) -> None:
        self.root, self._patch = folder, patch
        copy_of(paths.ROOT / "data", folder / "data")
        shutil.copytree(paths.ROOT / "static", folder / "static")

    def spoil(self, name: str, fault: Fault) -> None:
        """Damage the file of that name, from the root of the project."""
        spoil(self.root / name, fault)

    def start(self, territories: Territories | None = None) -> None:
        """Use the files; `territories` when those are whole and need not be read again."""
        data = self.root / "data"
        named = {"REGIONS": "regions", "SCHEMES": "schemes", "REFERENTIALS": "referentiels"}
        for name, folder in {**named, "TABLE_SCHEMAS": "schemas"}.items():
            self._patch.setattr(paths, name, data / folder)
        self._patch.setattr(paths, "DATA", data)
        self._patch.setattr(paths, "STATIC", self.root / "static")
        fresh = Store()
        fresh._territories = territories
        for name in ("territories", "commune_finder", "shelf", "coverage", "widest"):
            self._patch.setattr(store, name, getattr(fresh, name))
        self._patch.setattr(health, "_LAST", health.LastLook())
        forget_all()
        loaded.set()

    def ask(self, path: str, method: str = "GET") -> Reply:
        """What the application answers, with a stand-in for Streamlit below it."""
        return ask(path, method)


def ask(path: str, method: str = "GET") -> Reply:
    """What our routes and our middleware answer, with a stand-in for Streamlit below them."""

    async def theirs(scope, receive, send):
        await PlainTextResponse("Not Found", 404)(scope, receive, send)

    app = Starlette(routes=[*routes(), Mount("/", theirs)], middleware=middleware())
    sent: list[dict] = []

    async def receive():
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message):
        sent.append(message)

    plain, _, query = path.partition("?")
    scope = {"type": "http", "method": method, "path": plain, "query_string": query.encode()}
    scope |= {"scheme": "http", "server": ("essai", 80), "root_path": "", "http_version": "1.1"}
    scope |= {"headers": [(b"host", b"essai")], "client": ("127.0.0.1", 1)}
    run(app(scope, receive, send))
    start = next(part for part in sent if part["type"] == "http.response.start")
    headers = {name.decode().lower(): value.decode("latin-1") for name, value in start["headers"]}
    return Reply(start["status"], headers, b"".join(part.get("body", b"") for part in sent))


def run(answer: Coroutine[Any, Any, None]) -> None:
    """Wait for an answer, in a thread of its own: a browser of another test may hold this one's."""
    with ThreadPoolExecutor(1) as thread:
        thread.submit(asyncio.run, answer).result()


def environment(project: Path) -> dict[str, str]:
    """What a process of its own needs to read that copy of the data."""
    return {**os.environ, paths.DATA_ELSEWHERE: str(project / "data")}


def once_loaded(client: Client) -> Reply:
    """What `/readyz` says when it no longer says that it reads."""
    for _ in range(300):
        reply = client.get("/readyz")
        if health.LOADING not in reply.text:
            return reply
        time.sleep(0.1)
    raise AssertionError("the data are never loaded")

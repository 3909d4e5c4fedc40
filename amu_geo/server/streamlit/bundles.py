"""Streamlit's own files, some of them lightened, compressed once: never again per request.

A file is first compressed fast, when it is first asked for; a quiet thread then does it as
small as it can be, and keeps the result on disk for the next start.
"""

from __future__ import annotations

import contextlib
import gzip
import hashlib
import os
import queue
import re
import threading
from collections.abc import Iterable
from importlib.util import find_spec
from pathlib import Path

import brotli

from amu_geo import paths
from amu_geo.disk import UnwritableError, sweep, write_whole
from amu_geo.memory import kept
from amu_geo.server.http.answers import Answer, best_encoding
from amu_geo.server.http.places import file_in
from amu_geo.server.streamlit import light_plotly as plotly
from amu_geo.server.streamlit import message_memory

CACHE = paths.ROOT / "build" / "bundles"
TYPES = {
    ".js": "text/javascript; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".json": "application/json",
    ".svg": "image/svg+xml",
    ".woff2": "font/woff2",
    ".png": "image/png",
}
# What a first page loads late, without a map or with: found by these beginnings of names, then
# by their imports.
FIRST_CHUNKS = (
    "Html",
    "BidiComponent",
    "Selectbox",
    "ButtonGroup",
    "WidgetLabelHelpIconInline",
)
MAP_CHUNKS = ("PlotlyChart",)
FAST, SMALLEST = 5, 11
HEADERS = {
    "Cache-Control": "public, max-age=31536000, immutable",
    "X-Content-Type-Options": "nosniff",
    "Access-Control-Allow-Origin": "*",
}
# Fonts of Streamlit that every page asks for → ours, which draw the same at a tenth of the weight.
SUBSTITUTES = {
    "media/MaterialSymbols-Rounded.": "fonts/icones.woff2",
    "media/SourceSansVF-Upright.": "fonts/figtree-latin-wght-normal.woff2",
}
_IMPORT = re.compile(r"""(?:from|import)\s*["'`]\./([\w.\-]+\.js)["'`]""")

_answers: dict[tuple[str, str], Answer] = {}
_lock = threading.Lock()
_starting = threading.Lock()
_waiting: queue.SimpleQueue[str] = queue.SimpleQueue()
_worker: list[threading.Thread] = []


@kept
def static_folder() -> Path:
    """Where Streamlit keeps its bundle; found without importing Streamlit."""
    spec = find_spec("streamlit")
    if spec is None or spec.origin is None:
        raise FileNotFoundError("streamlit")
    return Path(spec.origin).parent / "static"


def index_path() -> Path:
    """Streamlit's index page."""
    return static_folder() / "index.html"


@kept
def index_text() -> str:
    """What stands in it; nothing when there is none."""
    try:
        return index_path().read_text(encoding="utf-8")
    except OSError:
        return ""


@kept
def plotly_is_ours() -> bool:
    """Whether Streamlit's script for charts takes our library: else nobody is told to fetch it."""
    folder = static_folder() / "static" / "js"
    chunks = [path.read_text(encoding="utf-8") for path in folder.glob(f"{plotly.CHUNK}*.js")]
    return bool(chunks) and all(plotly.lightened(chunk) != chunk for chunk in chunks)


def bundle(name: str, accepted: str = "br") -> Answer | None:
    """A file of `/static/`; None when there is none of that name.

    Parameters
    ----------
    accepted
        The client's `Accept-Encoding`: one who reads Brotli never costs a gzip.
    """
    if name.startswith(f"js/{plotly.LIBRARY}"):
        # Whatever its name: nobody fills the memory with names.
        name = f"js/{plotly.library_name()}"
    form = best_encoding(accepted, {"br": b"", "gzip": b""})
    known = _answers.get((name, form))
    if known is not None:
        return known
    with _lock:
        if (name, form) not in _answers:
            body = _content(name)
            if body is None:
                return None
            _answers[name, form] = _answer(name, body, form)
    return _answers[name, form]


def _content(name: str) -> bytes | None:
    """What a name under `/static/` stands for; ours in the place of a heavy file of Streamlit's."""
    if name.startswith(f"js/{plotly.LIBRARY}") and plotly_is_ours():
        # Under an older name too: a browser may have kept a script that imports that.
        return plotly.library()
    root = static_folder() / "static"
    path = file_in(root, name)
    if path is None or path.suffix not in TYPES:
        return None
    if name.startswith(f"js/{plotly.CHUNK}"):
        return plotly.lightened(path.read_text(encoding="utf-8")).encode()
    if name.startswith(f"js/{message_memory.SCRIPT}") and path.suffix == ".js":
        return message_memory.careful(path.read_text(encoding="utf-8")).encode()
    ours = [paths.STATIC / own for start, own in SUBSTITUTES.items() if name.startswith(start)]
    return (ours[0] if ours and ours[0].is_file() else path).read_bytes()


def chunks_of(beginnings: Iterable[str]) -> list[str]:
    """Scripts whose names begin so, with all that they import and the index page does not."""
    folder = static_folder() / "static" / "js"
    index = index_text()
    wanted = [path.name for start in beginnings for path in sorted(folder.glob(f"{start}.*.js"))]
    found: list[str] = []
    while wanted:
        name = wanted.pop(0)
        if name in found or name in index:
            continue
        found.append(name)
        wanted += _IMPORT.findall((_content(f"js/{name}") or b"").decode())
    return found


def first_files() -> list[str]:
    """Names under `/static/` that a first visit loads: the index page's, then the late ones."""
    named = re.findall(r'"\./static/((?:js|css)/[\w.\-]+)"', index_text())
    late = [f"js/{name}" for name in chunks_of(FIRST_CHUNKS + MAP_CHUNKS)]
    return list(dict.fromkeys([*named, *late]))


def prepare(names: Iterable[str]) -> None:
    """Compress these files in the quiet thread, before anybody asks."""
    for name in names:
        _waiting.put(name)
    _start_worker()


def _answer(name: str, body: bytes, form: str) -> Answer:
    media_type = TYPES[Path(name).suffix]
    if not form or media_type in ("font/woff2", "image/png"):
        return Answer(body, media_type, HEADERS)
    if form == "gzip":
        return Answer(body, media_type, HEADERS, {"gzip": gzip.compress(body, 6, mtime=0)})
    kept = _kept(body)
    if kept is None:
        _waiting.put(name)
        _start_worker()
        kept = brotli.compress(body, quality=FAST)
    return Answer(body, media_type, HEADERS, {"br": kept})


def _cache_file(body: bytes) -> Path:
    return CACHE / f"{hashlib.sha256(body).hexdigest()[:32]}.br"


def _kept(body: bytes) -> bytes | None:
    """The smallest form, when an earlier start has made it."""
    try:
        return _cache_file(body).read_bytes()
    except OSError:
        return None


def _start_worker() -> None:
    with _starting:
        if not _worker:
            _worker.append(threading.Thread(target=_work, name="bundles", daemon=True))
            _worker[0].start()


def _work() -> None:
    """Compress what waits, one file after the other, giving way to everything else."""
    with contextlib.suppress(AttributeError, OSError):
        os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), 19)
    while True:
        name = _waiting.get()
        with contextlib.suppress(OSError):
            _make_smallest(name)


def _make_smallest(name: str) -> None:
    body = _content(name)
    if body is None:
        return
    smallest = _kept(body)
    if smallest is None:
        smallest = brotli.compress(body, quality=SMALLEST)
        _keep(_cache_file(body), smallest)
    _answers[name, "br"] = Answer(body, TYPES[Path(name).suffix], HEADERS, {"br": smallest})


def _keep(target: Path, content: bytes) -> None:
    """Write a file that others see whole or not at all; a read-only disk is no failure."""
    with contextlib.suppress(OSError, UnwritableError):
        target.parent.mkdir(parents=True, exist_ok=True)
        sweep(target.parent)
        write_whole(target, content)

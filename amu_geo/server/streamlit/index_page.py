"""Streamlit's index page, in French, and the scripts that we put into it. Light to import."""

from __future__ import annotations

import hashlib
import json
import logging
import re
from base64 import b64encode
from pathlib import Path
from typing import NamedTuple

from amu_geo.javascript import compact
from amu_geo.memory import kept
from amu_geo.server.streamlit import bundles
from amu_geo.site import base

ASSETS = Path(__file__).with_name("assets")
# Ours: the one that the first picture answers with, at once; the others in the order of the page.
EARLY = "answers.js"
SCRIPTS = (
    "landmarks.js",
    "start.js",
    "handover.js",
    "figures.js",
    "french.js",
    "tips.js",
    "search.js",
)
_NOSCRIPT = re.compile(r"<noscript>.*?</noscript>", re.S)
_DROPPED = re.compile(
    r'<!--.*?-->|<title>.*?</title>|<link\s+rel="(?:shortcut icon|preload|service-desc)".*?/>', re.S
)
_STYLE_SHEET = re.compile(r'<link rel="stylesheet"[^>]*>')
_MODULES = re.compile(r'<link rel="modulepreload"[^>]*>|<script type="module"[^>]*></script>', re.S)
_INLINE_SCRIPT = re.compile(r"<script>(.*?)</script>", re.S)
_log = logging.getLogger(__name__)


class Shell(NamedTuple):
    """Streamlit's index page in parts: the document, its style sheets, its script modules."""

    document: str
    style_sheets: str
    modules: str


@kept
def index_shell() -> Shell | None:
    """Streamlit's index page in French, without its head's lines that ours replace.

    None, said once in the log, when it has a form that we do not know.
    """
    text = _DROPPED.sub("", bundles.index_text()[bundles.index_text().find("<!DOCTYPE") :])
    text = _NOSCRIPT.sub("", text).replace('<html lang="en"', '<html lang="fr"')
    sheets, modules = ("".join(part.findall(text)) for part in (_STYLE_SHEET, _MODULES))
    text = _MODULES.sub("", _STYLE_SHEET.sub("", text))
    if not _is_known(text, modules):
        _log.warning("Streamlit's index page has another form: it is served without ours")
        return None
    # Spares the live page a search for its server at each depth of its address.
    text = text.replace("<script>", f"<script>{named_server()}", 1)
    # Addresses from the root: a page may live deeper.
    return Shell(_absolute(text), _absolute(sheets), _absolute(modules))


def _is_known(text: str, modules: str) -> bool:
    """Whether our parts find their places in it, and no script is left that our policy forbids."""
    places = ("<!DOCTYPE", "</head>", "<body>", '<div id="root">')
    once = all(text.count(place) == 1 for place in places) and text.startswith(places[0])
    return once and "<script" in modules and text.count("<script") == text.count("<script>")


def named_server() -> str:
    """Where the live page finds its server."""
    here = f"location.origin+{json.dumps(base())}" if base() else "location.origin"
    return f"window.__streamlit={{BACKEND_BASE_URL:{here},MAIN_PAGE_BASE_URL:{here}}};"


def _absolute(text: str) -> str:
    return text.replace('="./', f'="{base()}/')


@kept
def script(name: str) -> str:
    """An inline script of ours."""
    text = compact((ASSETS / name).read_text(encoding="utf-8"))
    if name == "french.js":
        words = json.loads((ASSETS / "french.json").read_text(encoding="utf-8"))
        text = text.replace("__MOTS__", json.dumps(words, ensure_ascii=False))
    return text


@kept
def script_hashes() -> tuple[str, ...]:
    """CSP sources of the inline scripts of every page."""
    shell = index_shell()
    theirs = _INLINE_SCRIPT.findall(shell.document) if shell else []
    inline = [*theirs, *(script(name) for name in (EARLY, *SCRIPTS))]
    digests = (hashlib.sha256(text.encode()).digest() for text in inline)
    return tuple(f"'sha256-{b64encode(digest).decode()}'" for digest in digests)

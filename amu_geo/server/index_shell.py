"""Streamlit's index page, in French, and the scripts that we put into it. Light to import."""

from __future__ import annotations

import hashlib
import json
import re
from base64 import b64encode
from functools import cache
from pathlib import Path

from amu_geo.server import bundles

ASSETS = Path(__file__).with_name("assets")
BASE = "window.__streamlit={BACKEND_BASE_URL:location.origin,MAIN_PAGE_BASE_URL:location.origin};"
_NOSCRIPT = re.compile(r"<noscript>.*?</noscript>", re.S)
_DROPPED = re.compile(
    r'<!--.*?-->|<title>.*?</title>|<link\s+rel="(?:shortcut icon|preload|service-desc)".*?/>', re.S
)
_STYLE_SHEET = re.compile(r'<link rel="stylesheet"[^>]*>')
_INLINE_SCRIPT = re.compile(r"<script>(.*?)</script>", re.S)


@cache
def index_shell() -> tuple[str, str]:
    """Streamlit's index page in French, without its head's lines that ours replace."""
    text = bundles.index_path().read_text(encoding="utf-8")
    text = text[text.index("<!DOCTYPE") :]
    text = _NOSCRIPT.sub("", _DROPPED.sub("", text)).replace('<html lang="en"', '<html lang="fr"')
    sheets = "".join(_STYLE_SHEET.findall(text))
    # Spares the live page a search for its server at each depth of its address.
    text = text.replace("<script>", f"<script>{BASE}", 1)
    # Addresses from the root: a page may live deeper.
    return _absolute(_STYLE_SHEET.sub("", text)), _absolute(sheets)


def _absolute(text: str) -> str:
    return text.replace('="./', '="/')


@cache
def script(name: str) -> str:
    """An inline script of ours, without its comment lines."""
    lines = (ASSETS / name).read_text(encoding="utf-8").splitlines()
    text = "\n".join(line.strip() for line in lines if not line.strip().startswith("//"))
    if name == "french.js":
        words = json.loads((ASSETS / "french.json").read_text(encoding="utf-8"))
        text = text.replace("__MOTS__", json.dumps(words, ensure_ascii=False))
    return text


@cache
def script_hashes() -> tuple[str, ...]:
    """CSP sources of the inline scripts of every page."""
    inline = [*_INLINE_SCRIPT.findall(index_shell()[0]), script("handover.js"), script("french.js")]
    digests = (hashlib.sha256(text.encode()).digest() for text in inline)
    return tuple(f"'sha256-{b64encode(digest).decode()}'" for digest in digests)

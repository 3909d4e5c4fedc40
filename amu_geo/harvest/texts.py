"""Text as services give it: markup taken away, what editors leave behind too."""

from __future__ import annotations

import html
import re
from html.parser import HTMLParser
from typing import Any

_UNREAD = frozenset({"script", "style", "template", "svg"})
# Marks without a shape, and what a workbook writes for the end of a line.
_RESIDUE = re.compile(r"[\u200b-\u200f\u2060\ufeff\u00ad]|_x000D_|\[/?\w+(?: [^\]]*)?\]")
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
# Of a description, enough to match, suggest and show.
LONGEST = 4_000


def one_line(value: Any) -> str:
    """What a cell says: lists joined, markup and residue taken away, one space between words.

    >>> one_line("<p>L&#39;aide&nbsp;: <b>friches</b></p>"), one_line(["A", None, "B"])
    ("L'aide : friches", 'A ; B')
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return "oui" if value else "non"
    if isinstance(value, (list, tuple)):
        return " ; ".join(filter(None, map(one_line, value)))
    if isinstance(value, dict):
        names = ("libelle", "label", "name", "nom", "title")
        return next((one_line(value[name]) for name in names if value.get(name)), "")
    text = _CONTROLS.sub(" ", _RESIDUE.sub("", str(value)))
    if "<" in text or "&" in text:
        text = _without_markup(text)
    return " ".join(text.replace("\u00a0", " ").split())


def shortened(text: str, longest: int = LONGEST) -> str:
    """The beginning of a text, cut between two words.

    >>> shortened("un deux trois", 8), shortened("un deux trois", 7), shortened("unique", 4)
    ('un deux…', 'un…', 'uni…')
    """
    if len(text) <= longest:
        return text
    kept = text[:longest]
    if not text[longest - 1].isspace():
        kept = kept[: longest - 1].rpartition(" ")[0] or kept[: longest - 1]
    return f"{kept.rstrip()}…"


def _without_markup(text: str) -> str:
    reader = _Reader()
    # Twice escaped, as editors do: « &lt;p&gt; ».
    reader.feed(html.unescape(text) if "&lt;" in text else text)
    reader.close()
    return "".join(reader.words)


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.words: list[str] = []
        self._hidden = 0

    def handle_starttag(self, tag: str, attrs: list) -> None:
        self._hidden += tag in _UNREAD
        if tag not in ("b", "i", "em", "strong", "span", "a", "sup", "sub", "u"):
            self.words.append(" ")

    def handle_endtag(self, tag: str) -> None:
        self._hidden -= tag in _UNREAD and self._hidden > 0
        if tag in ("p", "div", "li", "ul", "h1", "h2", "h3", "h4", "td", "tr"):
            self.words.append(" ")

    def handle_data(self, data: str) -> None:
        if not self._hidden:
            self.words.append(data)

"""The text of a page: its title, what it says, a fingerprint of it, the words that it has."""

from __future__ import annotations

import codecs
import hashlib
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from html.parser import HTMLParser

import numpy as np

from amu_geo.links.asking.exchange import Answer

_UNREAD = frozenset({"script", "style", "noscript", "template", "svg", "nav", "footer", "header"})
_PARTED = frozenset(
    {"p", "div", "li", "br", "h1", "h2", "h3", "h4", "td", "tr", "section", "article"}
)
_CHARSET = re.compile(rb"""charset\s*=\s*["']?\s*([\w.:-]{2,40})""", re.I)
_LETTERS = {"œ": "o", "æ": "a", "’": "'", "\u00a0": " ", "\u202f": " "}
# Pages of fewer words may be composed in the browser: what they say is not in their text.
FEWEST_LETTERS = 200
# Bits of sixty-four by which the fingerprints of one page may differ: a counter, a date.
SAME_WITHIN = 3


@dataclass(frozen=True)
class Page:
    """What a page says.

    Parameters
    ----------
    title
        Its title and its first headings.
    text
        What it says, menus and scripts left out, on one line.
    has_script
        Whether a script may say more.
    """

    title: str
    text: str
    has_script: bool = False

    @property
    def is_composed_elsewhere(self) -> bool:
        """Whether its words probably come by a script, which is not run here."""
        return self.has_script and len(self.text) < FEWEST_LETTERS


def is_readable(answer: Answer) -> bool:
    """Whether an answer is a page of text."""
    kind = answer.headers.get("content-type", "").lower()
    named = kind.startswith(("text/html", "application/xhtml", "text/plain"))
    return named or (not kind and answer.body.lstrip()[:1] == b"<")


def read_page(answer: Answer) -> Page:
    """The page of an answer, whatever its encoding and however broken its markup."""
    reader = _Reader()
    reader.feed(_decoded(answer))
    reader.close()
    return Page(_one_line(reader.titles), _one_line(reader.words), reader.has_script)


def _decoded(answer: Answer) -> str:
    kind = answer.headers.get("content-type", "").encode("latin-1", "ignore")
    found = _CHARSET.search(kind) or _CHARSET.search(answer.body[:4096])
    name = found[1].decode() if found else "utf-8"
    try:
        if codecs.lookup(name).name != "utf-8":
            return answer.body.decode(name, "replace")
    except (LookupError, ValueError):
        pass
    text = answer.body.decode("utf-8", "replace")
    # A cut in the middle of a letter spoils one; another encoding spoils each accent.
    return answer.body.decode("cp1252", "replace") if text.count("\ufffd") > 3 else text


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.titles: list[str] = []
        self.words: list[str] = []
        self.has_script = False
        self._inside: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.has_script = self.has_script or tag == "script"
        if tag in _UNREAD or tag in ("title", "h1"):
            self._inside.append(tag)
        if tag in _PARTED:
            self.words.append(" ")

    def handle_endtag(self, tag: str) -> None:
        if tag in self._inside:
            # What was left open inside ends with it.
            while self._inside.pop() != tag:
                pass
        if tag in _PARTED:
            self.words.append(" ")

    def handle_data(self, data: str) -> None:
        inside = set(self._inside)
        is_title = bool(inside & {"title", "h1"})
        if is_title and not inside & {"script", "style", "svg"}:
            self.titles += [data, " "]
        if not inside & _UNREAD and "title" not in inside:
            self.words.append(data)


def _one_line(pieces: Iterable[str]) -> str:
    return " ".join("".join(pieces).split())


def plain(text: str) -> str:
    """Small letters without accents, one for one: a place in it is a place in the text."""
    return text.translate({ord(letter): _plain_letter(letter) for letter in set(text)})


def _plain_letter(letter: str) -> str:
    low = _LETTERS.get(letter.lower(), letter.lower())[:1]
    return unicodedata.normalize("NFD", low)[:1] or " "


def fingerprint(text: str) -> str:
    """Sixteen hexadecimal digits that change little when the words change little (simhash).

    Figures are left out: counters, dates and hours say nothing of a page. "" for no words.
    """
    words = re.findall(r"[^\W\d_]+", plain(text))
    if not words:
        return ""
    pairs = (" ".join(pair).encode() for pair in zip(words, words[1:] or words, strict=False))
    hashes = b"".join(hashlib.blake2b(pair, digest_size=8).digest() for pair in pairs)
    bits = np.unpackbits(np.frombuffer(hashes, np.uint8).reshape(-1, 8), axis=1)
    return np.packbits(bits.mean(axis=0) > 0.5).tobytes().hex()


def is_same(one: str, other: str) -> bool:
    """Whether two fingerprints are of one text, but for a detail."""
    return bool(one and other) and (int(one, 16) ^ int(other, 16)).bit_count() <= SAME_WITHIN

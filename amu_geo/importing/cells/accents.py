"""Accents that a change of encoding spoilt: which one a file has, and how to mend it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

# What Windows-1252 shows for the bytes 80 to 9F, back to these bytes.
_TO_LATIN = {ord(bytes([n]).decode("cp1252", "replace")): n for n in range(0x80, 0xA0)}
_TO_LATIN.pop(0xFFFD)
# Letters that begin what an accented one becomes when it is encoded twice: « Ã© », « â€™ ».
_DOUBLED = re.compile("[ÂÃÅâ]")
_STRAY = re.compile("[\udc80-\udcff]")
_WORD_AROUND = re.compile(r"[^\s,;|\t\"]*")
# Older encodings, by what their users have most of; « é » must be among it.
_OLDER = {"mac_roman": "Mac", "cp850": "DOS"}
_LETTERS = "éèêàçôîûù"


@dataclass
class Decoded:
    """A text, the encoding to be said ("" for UTF-8), and its bytes that were of another one.

    `strays` gives line, the word as it was (« \ufffd » for the byte) and as it is understood.
    """

    text: str
    label: str = ""
    strays: list[tuple[int, str, str]] = field(default_factory=list)


def decoded(content: bytes) -> Decoded | None:
    """Bytes as text; None when they are no text.

    UTF-8 with or without BOM, mended where a few bytes are of Windows-1252; UTF-16; else
    Windows-1252, or what came before it when the text then has more of our letters.
    """
    if content.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\0" in content:
        return _utf16(content)
    text = content.decode("utf-8-sig", "surrogateescape")
    strays = len(_STRAY.findall(text))
    if not strays:
        return Decoded(text)
    others = sum(map(len, re.findall("[\x80-\ud7ff\ue000-\uffff\U00010000-\U0010ffff]+", text)))
    if others >= strays:
        return _mended(text)
    encoding, label = _older(content)
    return Decoded(content.decode(encoding, "replace"), label)


def _utf16(content: bytes) -> Decoded | None:
    encoding = "utf-16"
    if not content.startswith((b"\xff\xfe", b"\xfe\xff")):
        start = content[:4096]
        odd, even = start[1::2].count(0), start[::2].count(0)
        if max(odd, even) < len(start) / 4 or min(odd, even) > len(start) / 20:
            return None
        encoding = "utf-16-le" if odd > even else "utf-16-be"
    try:
        return Decoded(content.decode(encoding), "UTF-16")
    except UnicodeDecodeError:
        return None


def _mended(text: str) -> Decoded:
    """UTF-8 in which some bytes are of Windows-1252, each understood as such."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    shown = {0xDC00 + n: bytes([n]).decode("cp1252", "replace") for n in range(0x80, 0x100)}
    plain = _STRAY.sub("\ufffd", text)
    mended = text.translate(shown)
    strays: list[tuple[int, str, str]] = []
    line, last, end = 1, 0, 0
    for found in _STRAY.finditer(text):
        place = found.start()
        if place < end:
            continue  # of a word that is said already
        line += text.count("\n", last, place)
        last = place
        start = place
        while start and _WORD_AROUND.fullmatch(text[start - 1]):
            start -= 1
        end = max(place + 1, _WORD_AROUND.match(text, place).end())
        strays.append((line, plain[start:end], mended[start:end]))
    return Decoded(mended, "", strays)


def _older(content: bytes) -> tuple[str, str]:
    """The encoding in which a text that is no UTF-8 has the most letters of French."""

    def has(encoding: str, letters: str) -> int:
        return len(content) - len(content.translate(None, letters.encode(encoding)))

    usual = has("cp1252", _LETTERS)
    for encoding, label in _OLDER.items():
        if has(encoding, "é") and has(encoding, _LETTERS) > 2 * usual:
            return encoding, label
    return "cp1252", "Windows-1252"


def undoubled(text: str) -> str:
    """« LodÃ¨ve » → « Lodève »: a text encoded twice as it was, when it wholly is one."""
    for _ in range(3):
        if not _DOUBLED.search(text):
            break
        try:
            text = text.translate(_TO_LATIN).encode("latin-1").decode("utf-8")
        except ValueError:
            break
    return text

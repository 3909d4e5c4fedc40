"""The files of `static/` that pages and images are made with: whether they are there, and whole."""

from __future__ import annotations

import json
import struct
from collections.abc import Callable, Iterator
from pathlib import Path

from amu_geo import paths
from amu_geo.paths import DamagedFileError, read_bytes, read_text

NEEDED = (
    *("favicon-180.png", "favicon-32.png", "favicon.svg"),
    *("plotly.js", "plotly-licences.txt", "topojson/world_110m.json"),
    *("fonts/icones.woff2", "fonts/OFL-figtree.txt", "fonts/OFL-newsreader.txt"),
    *(
        f"fonts/figtree-{letters}-wght-{style}.woff2"
        for letters in ("latin", "latin-ext")
        for style in ("normal", "italic")
    ),
    *(f"fonts/newsreader-latin-wght-{style}.woff2" for style in ("normal", "italic")),
    *(f"fonts/ttf/figtree-{weight}.ttf" for weight in (400, 600, 700)),
    *(f"fonts/ttf/newsreader-500.{form}" for form in ("ttf", "woff2")),
)


def damaged_files() -> Iterator[DamagedFileError]:
    """What is wrong with them, a file after the other."""
    for name in NEEDED:
        try:
            check_file(paths.STATIC / name)
        except DamagedFileError as error:
            yield error


def check_file(path: Path) -> None:
    """Look whether a file is whole, as far as its form tells.

    Raises
    ------
    DamagedFileError
        When it cannot be read, or is cut short, or is something else.
    """
    is_whole = _FORMS[path.suffix](read_bytes(path))
    if not is_whole:
        raise DamagedFileError(path, "le fichier est coupé ou n’est pas de cette forme")
    if path.suffix in (".svg", ".js", ".json", ".txt"):
        read_text(path)


def _woff2(content: bytes) -> bool:
    """A font that says how long it is."""
    return content[:4] == b"wOF2" and content[8:12] == struct.pack(">I", len(content))


def _ttf(content: bytes) -> bool:
    """A font whose tables all end inside it."""
    if content[:4] not in (b"\0\1\0\0", b"true", b"OTTO"):
        return False
    count = int.from_bytes(content[4:6], "big")
    records = content[12 : 12 + 16 * count]
    if len(records) < 16 * count:
        return False
    ends = (sum(struct.unpack(">II", records[at + 8 : at + 16])) for at in range(0, 16 * count, 16))
    return max(ends, default=0) <= len(content)


def _png(content: bytes) -> bool:
    return content.startswith(b"\x89PNG") and content.endswith(b"IEND\xaeB`\x82")


def _svg(content: bytes) -> bool:
    return b"<svg" in content and content.rstrip().endswith(b"</svg>")


def _json(content: bytes) -> bool:
    try:
        json.loads(content)
    except (ValueError, RecursionError):
        return False
    return True


def _script(content: bytes) -> bool:
    """`static/plotly.js` ends with the comment of its licences."""
    return content.rstrip().endswith(b"*/")


_FORMS: dict[str, Callable[[bytes], bool]] = {
    ".woff2": _woff2,
    ".ttf": _ttf,
    ".png": _png,
    ".svg": _svg,
    ".json": _json,
    ".js": _script,
    ".txt": bool,
}

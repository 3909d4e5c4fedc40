"""A document as the bytes of a PDF: tagged, PDF/UA-1, our fonts and those of Typst, no others.

The document goes to the template as JSON, never as code. Typst refuses to make a PDF/UA whose
figure has no words in its place: no such file leaves this room.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from amu_geo import paths
from amu_geo.paths import DamagedFileError

TEMPLATE = Path(__file__).with_name("document.typ")
FONTS = paths.STATIC / "fonts" / "ttf"
FAMILIES = frozenset({"Figtree", "Newsreader"})
STANDARD = "ua-1"
# How the template sets its spaces, the roomiest first, the last without what is optional; the share
# of a last page that fills it.
TIGHTNESS = ("0", "1", "2", "3")
LEAST_FILLED = 0.3
# Compilations after which Typst lets go of what it has not used since.
KEPT_BY_TYPST = 12
# Letters and signs that the fonts at hand can draw; PDF/UA allows no letter that none can.
_UNWRITABLE = re.compile(
    "[^\n\u0020-\u007e\u00a0-\u00ac\u00ae-\u024f\u0386\u0388-\u038a\u038c\u038e-\u03a1"
    "\u03a3-\u03ce\u0400-\u045f\u1e00-\u1eff\u2009-\u200a\u2010-\u2027\u202f-\u2040"
    "\u2044-\u2052\u20a0-\u20bf\u2190-\u21ff\u2200-\u22ff\u25a0-\u25ff\ufffd]"
)
# What is never seen goes without leaving a mark.
_UNSEEN = re.compile("[\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufe00-\ufe0f\ufeff]")


def pdf_of(document: Mapping[str, Any]) -> bytes:
    """The document as PDF; the same bytes each time for the same document.

    Raises
    ------
    DamagedFileError
        When our fonts are not where they should be.
    """
    import typst

    fonts = typst.Fonts(include_system_fonts=False, font_paths=[FONTS])
    missing = FAMILIES - set(fonts.families())
    if missing:
        raise DamagedFileError(FONTS, f"la police {min(missing)} manque ou ne se lit pas")
    content = json.dumps(writable(document), ensure_ascii=False)
    given = {"root": TEMPLATE.parent, "font_paths": fonts, "ignore_system_fonts": True}
    year, month, day = document["day"]
    return typst.compile(
        TEMPLATE,
        format="pdf",
        sys_inputs=_best_laid_out(content, document["pages"], given),
        pdf_standards=[STANDARD],
        timestamp=datetime(year, month, day, tzinfo=UTC),
        **given,
    )


def _best_laid_out(content: str, pages_at_most: int, given: dict[str, Any]) -> dict[str, str]:
    """What the template is given: the roomiest layout that fits and leaves no page nearly empty.

    When none does, the one with the fewest pages.
    """
    import typst

    found = []
    for tightness in TIGHTNESS:
        inputs = {"document": content, "tightness": tightness}
        # Laid out, not drawn: the document says where it ends.
        answer = typst.query(TEMPLATE, "<end>", "value", one=True, sys_inputs=inputs, **given)
        end = json.loads(answer)
        fits = end["page"] <= pages_at_most
        if fits and (end["page"] == 1 or end["share"] >= LEAST_FILLED):
            return inputs
        found.append((end["page"], len(found), inputs))
    return min(found, key=lambda end: end[:2])[2]


def forget() -> None:
    """Give back what Typst keeps of the last documents: 250 MB after 18 portraits, for ten of its
    compilations. A process that lives long asks for as many of nothing, in a hundredth of a second.
    """
    import typst

    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False)
    for _ in range(KEPT_BY_TYPST):
        typst.compile(b"", format="svg", font_paths=fonts, ignore_system_fonts=True)


def writable(value: Any) -> Any:
    """The same data without what no font at hand can draw, shown as « � »."""
    if isinstance(value, str):
        text = _UNSEEN.sub("", unicodedata.normalize("NFC", value))
        return _UNWRITABLE.sub("\N{REPLACEMENT CHARACTER}", text)
    if isinstance(value, Mapping):
        # Nobody draws an address that is only followed.
        return {name: part if name == "to" else writable(part) for name, part in value.items()}
    if isinstance(value, (list, tuple)):
        return [writable(part) for part in value]
    return value

"""The look: the style sheets of all pages in one, at an address that changes with it.

The page that the server sends names it, and the browser keeps it: no run of a page sends it. What
stands around the first picture is `server/page/first_style.py`.
"""

from __future__ import annotations

import hashlib
import re

from amu_geo import paths
from amu_geo.memory import kept
from amu_geo.site import address

_UI = paths.ROOT / "amu_geo" / "ui"
# The frame's, then each page's own, in the order in which a rule may correct an earlier one.
FRAME = tuple(_UI / "frame" / f"{name}.css" for name in ("style", "figures", "map"))
PAGES = (
    "data",
    "compare",
    "evolution",
    "actors",
    "my_commune",
    "schemes",
    "families",
    "region",
    "legal",
)
STYLE_SHEETS = (*FRAME, *(_UI / page / f"{page}.css" for page in PAGES))
# Said once, when the process starts.
_served = [False]


@kept
def style_sheet() -> str:
    """Their text, read once."""
    return "".join(sheet.read_text(encoding="utf-8") for sheet in STYLE_SHEETS)


@kept
def sent_style() -> bytes:
    """What browsers are sent of it."""
    return shortened(style_sheet()).encode()


@kept
def style_url() -> str:
    """Address of the style sheet, from the root of the site."""
    return address(f"/statique/style-{hashlib.sha256(sent_style()).hexdigest()[:12]}.css")


def serve_style(served: bool) -> None:
    """Say whether the pages that this process serves name the style sheet in their head."""
    _served[:] = [served]


def style_is_served() -> bool:
    """Whether they do; else a page brings its style itself."""
    return _served[0]


def shortened(css: str) -> str:
    """The same rules without comments and idle spaces; what stands in quotes stays as it is.

    >>> shortened('a { b: c; } /* d */ e[f="g, h"] { i: j }')
    'a{b: c;}e[f="g, h"]{i: j}'
    """
    css = re.sub(r"/\*.*?\*/", "", css, flags=re.S)
    parts = re.split(r'("[^"]*")', css)
    parts[::2] = (re.sub(r"\s+", " ", part) for part in parts[::2])
    parts[::2] = (re.sub(r" ?([{};,]) ?", r"\1", part) for part in parts[::2])
    return "".join(parts).strip()

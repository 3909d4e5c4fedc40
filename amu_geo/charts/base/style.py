"""The look: the style sheets of all pages in one, at an address that changes with it.

The page that the server sends names it, and the browser keeps it: no run of a page sends it. What
stands around the first picture is `server/page/first/style.py`.
"""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

from amu_geo import paths
from amu_geo.memory import kept
from amu_geo.site import address

_UI = paths.PACKAGE / "ui"
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
    "review",
)


def page_sheet(page: str) -> Path:
    """The style sheet of a page's room in `ui/`; not every page has one."""
    return _UI / page / f"{page}.css"


STYLE_SHEETS = (*FRAME, *(page_sheet(page) for page in PAGES))
# Family, its files, their weights. What a page begins with, then what few words ask for: a browser
# that knew of these at once would wait for them too before it paints.
_FIRST = (
    ("Figtree", "figtree-latin-wght-normal", "300 900"),
    ("Newsreader", "newsreader-latin-wght-normal", "200 800"),
)
_LATER = (
    ("Figtree", "figtree-latin-wght-italic", "300 900"),
    ("Figtree", "figtree-latin-ext-wght-normal", "300 900"),
    ("Figtree", "figtree-latin-ext-wght-italic", "300 900"),
    ("Newsreader", "newsreader-latin-wght-italic", "200 800"),
)
# A file of a wider alphabet is asked for by the letters that it alone has.
_EXTENDED = (
    "U+0100-02BA,U+02BD-02C5,U+02C7-02CC,U+02CE-02D7,U+02DD-02FF,U+0304,U+0308,U+0329,"
    "U+1D00-1DBF,U+1E00-1E9F,U+1EF2-1EFF,U+2020,U+20A0-20AB,U+20AD-20C0,U+2113,U+2C60-2C7F,"
    "U+A720-A7FF"
)
# Said once, when the process starts.
_served = [False]


@kept
def style_sheet() -> str:
    """Their text, read once."""
    return "".join(sheet.read_text(encoding="utf-8") for sheet in STYLE_SHEETS)


@kept
def first_fonts() -> str:
    """CSS of the fonts that the head of a page names."""
    return "".join(_face(*font) for font in _FIRST)


@kept
def whole_style() -> str:
    """The style sheets with the other fonts: in Streamlit's theme these would go out each run."""
    return "".join(_face(*font) for font in _LATER) + shortened(style_sheet())


@kept
def style_url() -> str:
    """Address of the style sheet, from the root of the site."""
    digest = hashlib.sha256(whole_style().encode()).hexdigest()
    return address(f"/statique/style-{digest[:12]}.css")


def serve_style(served: bool) -> None:
    """Say whether the pages that this process serves name the style sheet in their head."""
    _served[:] = [served]


def style_is_served() -> bool:
    """Whether they do; else a page brings its style itself."""
    return _served[0]


def _face(family: str, file: str, weights: str) -> str:
    style = "italic" if file.endswith("italic") else "normal"
    letters = f";unicode-range:{_EXTENDED}" if "-ext-" in file else ""
    return (
        f"@font-face{{font-family:{family};"
        f"src:url({address(f'/statique/fonts/{file}.woff2')})format('woff2');"
        f"font-weight:{weights};font-style:{style};font-display:fallback{letters}}}"
    )


def shortened(css: str) -> str:
    """The same rules without comments and idle spaces; what stands in quotes stays as it is.

    >>> shortened('a { b: c; } /* d */ e[f="g, h"] { i: j }')
    'a{b:c}e[f="g, h"]{i:j}'
    """
    css = re.sub(r"/\*.*?\*/", "", css, flags=re.S)
    parts = re.split(r'("[^"]*")', css)
    parts[::2] = (re.sub(r"\s+", " ", part) for part in parts[::2])
    parts[::2] = (re.sub(r" ?([{};,>]) ?", r"\1", part) for part in parts[::2])
    # A space before a colon tells a descendant from a state; one behind it tells nothing.
    parts[::2] = (part.replace(": ", ":").replace(";}", "}") for part in parts[::2])
    parts[::2] = (re.sub(r"(?<![\w.])0\.(?=\d)", ".", part) for part in parts[::2])
    return "".join(parts).strip()

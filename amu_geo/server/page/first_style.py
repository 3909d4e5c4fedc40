"""The look of the first picture: the pages' own style sheets, under names of its own.

The first picture and the live page never share a class that a script or a test looks for.
"""

from __future__ import annotations

import re
from pathlib import Path

from markupsafe import Markup

from amu_geo import paths
from amu_geo.memory import kept
from amu_geo.server.streamlit.names import RENAMED
from amu_geo.site import address

_FRAME = paths.ROOT / "amu_geo" / "ui" / "frame"
STYLE_SHEETS = tuple(_FRAME / name for name in ("style.css", "figures.css", "map.css"))
OWN = Path(__file__).with_name("first.css")
FONTS = (("Figtree", "figtree", "300 900"), ("Newsreader", "newsreader", "200 800"))


@kept
def first_style() -> str:
    """CSS for the document's head."""
    text = "".join(sheet.read_text(encoding="utf-8") for sheet in STYLE_SHEETS if sheet.exists())
    for streamlit, ours in RENAMED:
        text = text.replace(streamlit, ours)
    return _font_faces() + shortened(text + OWN.read_text(encoding="utf-8"))


def style_element() -> Markup:
    """The same in its element: a style sheet of ours, whose quotes are no markup."""
    return Markup("".join(("<style>", first_style(), "</style>")))


def _font_faces() -> str:
    return "".join(
        f"@font-face{{font-family:{family};"
        f"src:url({address(f'/statique/fonts/{file}-latin-wght-normal.woff2')})"
        f"format('woff2');font-weight:{weights};font-style:normal;font-display:fallback}}"
        for family, file, weights in FONTS
    )


def shortened(css: str) -> str:
    """The same rules without comments and idle spaces."""
    css = re.sub(r"/\*.*?\*/", "", css, flags=re.S)
    css = re.sub(r"\s+", " ", css)
    return re.sub(r" ?([{};,]) ?", r"\1", css).strip()

"""The look of the first picture: the pages' own style sheets, under names of its own.

The first picture and the live page never share a class that a script or a test looks for.
"""

from __future__ import annotations

import re
from pathlib import Path

from amu_geo import paths
from amu_geo.memory import kept
from amu_geo.server.streamlit.names import RENAMED

_FRAME = paths.ROOT / "amu_geo" / "ui" / "frame"
STYLE_SHEETS = tuple(_FRAME / name for name in ("style.css", "figures.css", "map.css"))
OWN = Path(__file__).with_name("first.css")
FONT_FACES = "".join(
    f"@font-face{{font-family:{family};src:url(/statique/fonts/{file}-latin-wght-normal.woff2)"
    f"format('woff2');font-weight:{weights};font-style:normal;font-display:fallback}}"
    for family, file, weights in (
        ("Figtree", "figtree", "300 900"),
        ("Newsreader", "newsreader", "200 800"),
    )
)


@kept
def first_style() -> str:
    """CSS for the document's head."""
    text = "".join(sheet.read_text(encoding="utf-8") for sheet in STYLE_SHEETS if sheet.exists())
    for streamlit, ours in RENAMED:
        text = text.replace(streamlit, ours)
    return FONT_FACES + shortened(text + OWN.read_text(encoding="utf-8"))


def shortened(css: str) -> str:
    """The same rules without comments and idle spaces."""
    css = re.sub(r"/\*.*?\*/", "", css, flags=re.S)
    css = re.sub(r"\s+", " ", css)
    return re.sub(r" ?([{};,]) ?", r"\1", css).strip()

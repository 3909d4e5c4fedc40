"""The look of the first picture: the pages' own style sheets, under names of its own.

The first picture and the live page never share a class that a script or a test looks for.
"""

from __future__ import annotations

from pathlib import Path

from markupsafe import Markup

from amu_geo.charts.base.style import FRAME, first_fonts, shortened
from amu_geo.memory import kept
from amu_geo.server.streamlit.names import RENAMED

OWN = Path(__file__).with_name("first.css")


@kept
def first_style() -> str:
    """CSS for the document's head."""
    text = "".join(sheet.read_text(encoding="utf-8") for sheet in FRAME if sheet.exists())
    for streamlit, ours in RENAMED:
        text = text.replace(streamlit, ours)
    return first_fonts() + shortened(text + OWN.read_text(encoding="utf-8"))


def style_element() -> Markup:
    """The same in its element: a style sheet of ours, whose quotes are no markup."""
    return Markup("".join(("<style>", first_style(), "</style>")))

"""The look of a figure alone: the pages' own style sheets, under the first picture's names."""

from __future__ import annotations

import re
from pathlib import Path

from markupsafe import Markup

from amu_geo.charts.base.style import FRAME, STYLE_SHEETS, shortened
from amu_geo.memory import kept
from amu_geo.server.page.first_style import first_style
from amu_geo.server.streamlit.names import RENAMED

_OWN = Path(__file__).with_name("figure.css")
_PAPER = re.compile(r"@page\s*\{(?:[^{}]|\{[^{}]*\})*\}")


@kept
def figure_style() -> Markup:
    """The style element of a figure, the same for all."""
    # In the order of the live pages: a figure alone looks as it does at home.
    sheets = STYLE_SHEETS[len(FRAME) :]
    text = "".join(sheet.read_text(encoding="utf-8") for sheet in sheets)
    for streamlit, ours in RENAMED:
        text = text.replace(streamlit, ours)
    own = shortened(_PAPER.sub("", text) + _OWN.read_text(encoding="utf-8"))
    # Style sheets of ours, whose quotes are no markup.
    return Markup("".join(("<style>", first_style(), own, "</style>")))

"""The look of a figure alone: the pages' own style sheets, under the first picture's names."""

from __future__ import annotations

import re
from pathlib import Path

from markupsafe import Markup

from amu_geo.charts.base.style import FRAME, STYLE_SHEETS, shortened
from amu_geo.memory import kept
from amu_geo.server.page.first.style import DRAWN, first_style, sheets_of

_OWN = Path(__file__).with_name("figure.css")
_PAPER = re.compile(r"@page\s*\{(?:[^{}]|\{[^{}]*\})*\}")


@kept
def figure_style() -> Markup:
    """The style element of a figure, the same for all."""
    # In the order of the live pages: a figure alone looks as it does at home.
    text = sheets_of([*STYLE_SHEETS[len(FRAME) :], DRAWN])
    own = shortened(_PAPER.sub("", text) + _OWN.read_text(encoding="utf-8"))
    # Style sheets of ours, whose quotes are no markup.
    return Markup("".join(("<style>", first_style(), own, "</style>")))

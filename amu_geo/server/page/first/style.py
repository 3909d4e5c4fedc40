"""The look of the first picture: the pages' own style sheets, under names of its own.

The first picture and the live page never share a class that a script or a test looks for.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from markupsafe import Markup

from amu_geo.charts.base.style import FRAME, first_fonts, page_sheet, shortened
from amu_geo.memory import kept
from amu_geo.server.streamlit.names import RENAMED
from amu_geo.server.streamlit.selected import without_live

_HERE = Path(__file__).parent
OWN = _HERE / "first.css"
# What draws figures without a script.
DRAWN = _HERE / "drawn.css"


def sheets_of(files: Iterable[Path]) -> str:
    """CSS of style sheets of the live pages, under the first picture's names."""
    text = "".join(sheet.read_text(encoding="utf-8") for sheet in files if sheet.exists())
    for streamlit, ours in RENAMED:
        text = text.replace(streamlit, ours)
    return text


@kept
def first_style(*pages: str) -> str:
    """CSS for the document's head; `pages` are the rooms of `ui/` whose figures stand in it."""
    more = [*map(page_sheet, pages), DRAWN] if pages else []
    rules = shortened(sheets_of([*FRAME, *more]) + OWN.read_text(encoding="utf-8"))
    return first_fonts() + without_live(rules)


def style_element(*more: Path) -> Markup:
    """The same in its element: a style sheet of ours, whose quotes are no markup.

    With `more`, these style sheets alone, for a page that has some of its own besides.
    """
    css = shortened(sheets_of(more)) if more else first_style()
    return Markup("".join(("<style>", css, "</style>")))

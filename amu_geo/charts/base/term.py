"""A word of the trade, explained under the mouse and at the keyboard, from the glossary."""

from __future__ import annotations

from markupsafe import escape

from amu_geo.charts.base.markup import html
from amu_geo.edition import referentials
from amu_geo.french.typography import typeset


def term(code: str, label: str = "") -> str:
    """HTML of a word explained on hover.

    Parameters
    ----------
    code
        A code of `data/referentiels/glossaire.csv`.
    label
        What is written, when it is not the glossary's own term.

    Raises
    ------
    KeyError
        When the glossary has no such code.
    """
    row = referentials.by_code("glossaire")[code]
    title = escape(typeset(row["definition"]))
    return html('<abbr title="{}" tabindex="0">{}</abbr>', title, label or row["terme"])

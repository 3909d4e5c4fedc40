"""The pieces that a printed page is made of, as plain data: the template only lays them out.

A cell is a list of spans; a block is a heading, a paragraph, a table, a figure, a list or two
columns. Texts stay texts: the template never reads one as code.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from amu_geo.french.typography import typeset
from amu_geo.vocabulary import FAMILIES

Span = dict[str, Any]
Cell = list[Span]
Block = dict[str, Any]

BREAK: Span = {"break": True}
# A longer address is no page that a reader could open.
LONGEST_ADDRESS = 2000


def said(text: str, **how: Any) -> Span:
    """A text of the data or of ours, in French typography."""
    return {"text": typeset(text), **how}


def strong(text: str) -> Span:
    """What is read first."""
    return said(text, strong=True)


def soft(text: str) -> Span:
    """What is read last."""
    return said(text, soft=True)


def linked(text: str, url: str, **how: Any) -> Span:
    """A text that leads to a page; the text alone when the address leads nowhere."""
    leads = url.startswith(("https://", "http://", "mailto:")) and len(url) < LONGEST_ADDRESS
    return said(text, **how, **({"to": url} if leads else {}))


def sign(state: str, famille: str = "") -> Span:
    """Disc, ring or hatched disc, in a family's hue; the word that it means follows it."""
    return {"sign": state, "hue": FAMILIES[famille].color if famille else ""}


def lines(*cells: Iterable[Span]) -> Cell:
    """Cells one under the other in one; empty ones take no line."""
    whole: Cell = []
    for cell in map(list, cells):
        if cell:
            whole += [BREAK, *cell] if whole else cell
    return whole


def heading(text: str) -> Block:
    """The title of a part."""
    return {"kind": "heading", "text": typeset(text)}


def paragraph(spans: Iterable[Span], style: str = "body") -> Block:
    """A paragraph; `style` is lead, body or note."""
    return {"kind": "text", "spans": list(spans), "style": style, "sticky": False}


def introduced(text: str) -> list[Block]:
    """The paragraph of a sentence that no page break parts from what follows it."""
    return [{**block, "sticky": True} for block in told(text)]


def told(text: str, style: str = "body") -> list[Block]:
    """The paragraph of a sentence; none for an empty one."""
    return [paragraph([said(text)], style)] if text else []


def table(
    heads: Sequence[Any],
    rows: Sequence[Sequence[Any]],
    shares: Sequence[float],
    figures: str = "",
    whole: bool = False,
) -> Block:
    """A table with a header row.

    Parameters
    ----------
    heads
        Names of the columns, or cells; an axis where the column holds charts.
    rows
        Cells, or charts as `drawing` gives them.
    shares
        Widths of the columns, relative to each other.
    figures
        One letter a column: « r » for numbers, « l » for the others; all « l » when empty.
    whole
        True when no page break may part its rows, however many they are.
    """
    return {
        "kind": "table",
        "heads": [[said(head)] if isinstance(head, str) else head for head in heads],
        "rows": [list(row) for row in rows],
        "shares": list(shares),
        "aligned": figures or "l" * len(heads),
        "whole": whole,
    }


def bullets(items: Iterable[Cell], numbered: bool = False) -> list[Block]:
    """A list; no block for no item."""
    found = list(items)
    block = {"kind": "list", "items": found, "numbered": numbered, "half": False}
    return [block] if found else []


def optional(blocks: Iterable[Block]) -> list[Block]:
    """Blocks that are left out when all the others would not fit."""
    return [{**block, "optional": True} for block in blocks]


def columns(left: list[Block], right: list[Block], shares: tuple[float, float]) -> Block:
    """Two columns side by side, read one after the other."""
    return {"kind": "columns", "left": left, "right": right, "shares": list(shares)}


def figure(svg: str, alt: str) -> Block:
    """A drawing, and its words for those who do not see it."""
    return {"kind": "figure", "svg": svg, "alt": alt}


def facts(pairs: Iterable[tuple[str, str]]) -> Block:
    """Names and values, one under the other."""
    return {"kind": "facts", "items": [[typeset(what), typeset(much)] for what, much in pairs]}

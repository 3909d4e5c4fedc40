"""The rules of a style sheet that a first picture can use: what Streamlit alone draws is left out.

The first picture has none of Streamlit's elements, so that a selector which asks for one finds
nothing there and only weighs on the page's head.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

# Of Streamlit's own and of Plotly's drawing; a name within brackets may be one choice of several.
_LIVE = re.compile(r"\[data-testid|\.stApp|choroplethlocation|scattergeo")
_NESTED = ("@media", "@container", "@supports")


def without_live(css: str) -> str:
    """The same rules, without the selectors that only a live page can answer.

    Parameters
    ----------
    css
        Rules without comments (`charts.base.style.shortened`).

    >>> without_live('a,[data-testid="x"] b{c:d}.stAppMenu{e:f}@media print{.stAppMenu{g:h}}')
    'a{c:d}'
    >>> without_live(':is([data-testid="x"],p){c:d}')
    ':is([data-testid="x"],p){c:d}'
    """
    return "".join(_kept(head, body) for head, body in _rules(css))


def _kept(head: str, body: str) -> str:
    if head.startswith(_NESTED):
        inside = without_live(body)
        return f"{head}{{{inside}}}" if inside else ""
    if head.startswith("@"):
        return f"{head}{{{body}}}"
    wanted = [selector for selector in _selectors(head) if not _LIVE.search(_outside(selector))]
    return f"{','.join(wanted)}{{{body}}}" if wanted else ""


def _rules(css: str) -> Iterator[tuple[str, str]]:
    """Each rule of the outermost level: what stands before its braces, and between them."""
    start = depth = opened = 0
    for place, letter in enumerate(css):
        if letter == "{":
            depth += 1
            opened = place if depth == 1 else opened
        elif letter == "}":
            depth -= 1
            if not depth:
                yield css[start:opened], css[opened + 1 : place]
                start = place + 1


def _selectors(head: str) -> list[str]:
    """A list of selectors, cut at the commas that no bracket holds."""
    parts, depth = [""], 0
    for letter in head:
        depth += {"(": 1, ")": -1}.get(letter, 0)
        if letter == "," and not depth:
            parts.append("")
        else:
            parts[-1] += letter
    return parts


def _outside(selector: str) -> str:
    """A selector without what its brackets hold."""
    before = ""
    while before != selector:
        before, selector = selector, re.sub(r"\([^()]*\)", "", selector)
    return selector

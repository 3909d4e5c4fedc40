"""Small pieces of HTML that figures, sheets and the first picture share."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from amu_geo.vocabulary import COVERED, FAMILIES, PROBABLE, UNDOCUMENTED, Family

STATE_WORDS = {
    COVERED: "couverte",
    PROBABLE: "probable",
    UNDOCUMENTED: "non documentée",
}
_STATE_CLASSES = {COVERED: "pleine", PROBABLE: "probable", UNDOCUMENTED: "vide"}


def link(href: str, label: str, attribute: str = "", value: str = "", style: str = "") -> str:
    """HTML of a link; with `attribute`, one whose clicks the page hears as `data-<attribute>`.

    `label` is HTML already; the rest is text.
    """
    data = f' data-{attribute}="{escape(value)}"' if attribute else ""
    css = f' class="{style}"' if style else ""
    return f'<a href="{escape(href)}" target="_self"{css}{data}>{label}</a>'


def outside_link(url: str, label: str = "source", title: str = "") -> str:
    """Link to a page of somebody else, opened apart."""
    hint = f' title="{escape(title)}"' if title else ""
    return (
        f'<a href="{escape(url)}" target="_blank" rel="noopener"{hint} class="source-lien">'
        f"{escape(label)}</a>"
    )


def dot(family: Family, state: str = COVERED, spoken: bool = True) -> str:
    """A family's dot: full, half (probable) or empty, with its meaning for screen readers."""
    words = f"{family.label} : {STATE_WORDS[state]}"
    label = f'role="img" aria-label="{escape(words)}" title="{escape(words)}"'
    return (
        f'<span class="pastille pastille-{family.code} {_STATE_CLASSES[state]}" '
        f"{label if spoken else 'aria-hidden=true'}></span>"
    )


def dots(states: Iterable[tuple[str, str]]) -> str:
    """The four dots of a region, always in the same order."""
    inside = "".join(dot(FAMILIES[family], state) for family, state in states)
    return f'<span class="pastilles">{inside}</span>'


def joined(parts: Iterable[str]) -> str:
    """Pieces of HTML one after the other, without spaces between them."""
    return "".join(parts)

"""A long text of the data: its paragraphs and its lists, and nothing else that could be markup."""

from __future__ import annotations

import re

from markupsafe import Markup

from amu_geo.charts.base.markup import html, joined, shown

_ITEM = "- "


def prose(text: str) -> Markup:
    """Paragraphs, between empty lines, and lists, whose lines begin with a dash, as HTML.

    >>> prose("Une <b>note</b> :\\n\\n- une\\n- deux")
    Markup('<p>Une &lt;b&gt;note&lt;/b&gt;\\xa0:</p><ul><li>une</li><li>deux</li></ul>')
    """
    parts = re.split(r"\n[ \t]*\n", text.strip())
    return joined(_list(part) if part.startswith(_ITEM) else _paragraph(part) for part in parts)


def _paragraph(text: str) -> Markup:
    return html("<p>{}</p>", shown(_on_one_line(text)))


def _list(text: str) -> Markup:
    items = re.split(rf"(?:^|\n){_ITEM}", text)[1:]
    listed = joined(html("<li>{}</li>", shown(_on_one_line(item))) for item in items)
    return html("<ul>{}</ul>", listed)


def _on_one_line(text: str) -> str:
    return re.sub(r"[ \t\r\n]+", " ", text).strip()

"""A document as Markdown: the same blocks as on paper, for those who read or quote by machine.

Charts become the words that stand for them; every text of the data is text, never a sign of
Markdown.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Any

from amu_geo.report.spans import Block, Cell, Span

_SIGNS = re.compile(r"([\\`*_{}\[\]<>|#~$&])")
# What begins a list or a title at the start of a line.
_STARTS = re.compile(r"^(\d*)([-+=.)])")
# What would end an address in Markdown, or the cell that it stands in.
_ADDRESS = {" ": "%20", "<": "%3C", ">": "%3E", "|": "%7C", "\\": "%5C"}


def markdown_of(document: dict[str, Any], citation: str) -> str:
    """The text of a document, as `Frame.document` gives it; `citation` ends it."""
    parts = [
        f"# {_text(document['title'])}",
        f"{_text(document['name'])} · {_text(document['site'])} · {_text(document['dated'])}",
    ]
    if document["warning"]:
        parts.append(f"**{_text(document['warning'])}**")
    parts += _blocks(document["blocks"])
    parts += ["---", *(_start(_text(line)) for line in document["foot"])]
    parts.append(f"Citer : {_text(citation)}")
    return "\n\n".join(part for part in parts if part) + "\n"


def _blocks(blocks: Iterable[Block]) -> list[str]:
    return [part for block in blocks for part in _WRITERS[block["kind"]](block)]


def _heading(block: Block) -> list[str]:
    return [f"## {_text(block['text'])}"]


def _paragraph(block: Block) -> list[str]:
    return [_start(_cell(block["spans"], "  \n"))]


def _table(block: Block) -> list[str]:
    heads = [_place(head) for head in block["heads"]]
    rows = [[_place(cell) for cell in row] for row in block["rows"]]
    # A column of charts that no words stand for has nothing to say here.
    told = [at for at in range(len(heads)) if any(row[at] for row in rows)]
    marks = ["---:" if block["aligned"][at] == "r" else "---" for at in told]
    kept = [[row[at] for at in told] for row in [heads, *rows]]
    lines = [kept[0], marks, *kept[1:]]
    return ["\n".join(f"| {' | '.join(cells)} |" for cells in lines)]


def _place(content: Any) -> str:
    """A cell of a table: its spans, or the words of its chart."""
    if isinstance(content, dict):
        if "years" in content:
            return f"de {content['years'][0][0]} à {content['years'][-1][0]}"
        return _text(content.get("alt", ""))
    return _cell(content, "<br>")


def _list(block: Block) -> list[str]:
    mark = (lambda rank: f"{rank}.") if block["numbered"] else (lambda _: "-")
    items = (f"{mark(n)} {_start(_cell(item, ' '))}" for n, item in enumerate(block["items"], 1))
    return ["\n".join(items)]


def _facts(block: Block) -> list[str]:
    return ["\n".join(f"- {_text(what)} : **{_text(much)}**" for what, much in block["items"])]


def _columns(block: Block) -> list[str]:
    return [*_blocks(block["left"]), *_blocks(block["right"])]


def _figure(block: Block) -> list[str]:
    return [_start(_text(block["alt"]))]


_WRITERS = {
    "heading": _heading,
    "text": _paragraph,
    "table": _table,
    "list": _list,
    "facts": _facts,
    "columns": _columns,
    "figure": _figure,
}


def _cell(spans: Cell | Sequence[Span], by: str) -> str:
    return "".join(_span(span, by) for span in spans).strip()


def _span(span: Span, by: str) -> str:
    if "break" in span:
        return by
    # The word that a sign means follows it.
    if "text" not in span or not span["text"].strip():
        return span.get("text", "")
    before, words, after = re.fullmatch(r"(\s*)(.*?)(\s*)", span["text"], re.S).groups()
    told = _text(words)
    if "to" in span:
        told = f"[{told}](<{_link(span['to'])}>)"
    return f"{before}{f'**{told}**' if span.get('strong') else told}{after}"


def _link(url: str) -> str:
    return "".join(_ADDRESS.get(sign, sign) for sign in url)


def _text(text: str) -> str:
    return _SIGNS.sub(r"\\\1", " ".join(text.split("\n")))


def _start(line: str) -> str:
    """A line that begins neither a list nor a rule."""
    return _STARTS.sub(r"\1\\\2", line)

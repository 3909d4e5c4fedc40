"""Small pieces of HTML that figures, sheets and the first picture share."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape

import pandas as pd

from amu_geo.french.typography import number, typeset
from amu_geo.vocabulary import (
    CONFIRMED,
    FAMILIES,
    STATES,
    TO_CONFIRM,
    UNDOCUMENTED,
    Family,
)

# The one sign of a state, everywhere: full disc, ring, hatched disc.
STATE_CLASSES = {
    CONFIRMED: "confirmee",
    TO_CONFIRM: "a-confirmer",
    UNDOCUMENTED: "non-documentee",
}


def link(
    href: str,
    label: str,
    attribute: str = "",
    value: str = "",
    style: str = "",
    here: bool = False,
) -> str:
    """HTML of a link; with `attribute`, one whose clicks the page hears as `data-<attribute>`.

    `label` is HTML already; the rest is text. `here` says that it leads to the present page.
    """
    data = f' data-{attribute}="{escape(value)}"' if attribute else ""
    css = f' class="{style}"' if style else ""
    current = ' aria-current="page"' if here else ""
    return f'<a href="{escape(href)}" target="_self"{css}{data}{current}>{label}</a>'


def outside_link(url: str, label: str = "source", title: str = "") -> str:
    """Link to a page of somebody else, opened apart."""
    hint = f' title="{escape(title)}"' if title else ""
    return (
        f'<a href="{escape(url)}" target="_blank" rel="noopener"{hint} class="source-lien">'
        f"{escape(label)}</a>"
    )


def dot(family: Family, state: str = CONFIRMED, spoken: bool = True) -> str:
    """A family's sign: disc (confirmed), ring (to be confirmed), hatch (not documented)."""
    words = f"{family.label} : {STATES[state]}"
    label = f'role="img" aria-label="{escape(words)}" title="{escape(words)}"'
    return (
        f'<span class="pastille pastille-{family.code} {STATE_CLASSES[state]}" '
        f"{label if spoken else 'aria-hidden=true'}></span>"
    )


def hue(family: Family, spoken: bool = True) -> str:
    """A family's colour where nothing is confirmed or not: beside its name, in a legend."""
    label = escape(family.label)
    words = f'role="img" aria-label="{label}" title="{label}"' if spoken else "aria-hidden=true"
    return f'<span class="teinte pastille-{family.code}" {words}></span>'


def sign(state: str) -> str:
    """The sign of a state, of no family: it stands before the word that it means."""
    return f'<span class="signe {STATE_CLASSES[state]}" aria-hidden="true"></span>'


def dots(states: Iterable[tuple[str, str]]) -> str:
    """The four dots of a region, always in the same order."""
    inside = "".join(dot(FAMILIES[family], state) for family, state in states)
    return f'<span class="pastilles">{inside}</span>'


def joined(parts: Iterable[str]) -> str:
    """Pieces of HTML one after the other, without spaces between them."""
    return "".join(parts)


def table(data: pd.DataFrame, caption: str, style: str = "") -> str:
    """A real HTML table of a frame, first column as row header, numbers in French."""
    numeric = [pd.api.types.is_numeric_dtype(dtype) for dtype in data.dtypes]
    heads = joined(
        f'<th scope="col"{_align(is_number)}>{escape(typeset(str(name)))}</th>'
        for name, is_number in zip(data.columns, numeric, strict=True)
    )
    rows = joined(_table_row(row, numeric) for row in data.itertuples(index=False))
    label = escape(typeset(caption))
    return (
        f'<div class="defile" tabindex="0" role="region" aria-label="{label}">'
        f'<table class="tableau {style}"><caption>{label}</caption>'
        f"<thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table></div>"
    )


def html_table(
    caption: str, heads: Sequence[str], rows: Iterable[Iterable[str]], style: str = ""
) -> str:
    """A real HTML table of cells that are HTML already, first column as row header.

    A head that ends with « # » is a column of numbers. `caption` is plain text.
    """
    names = [name.removesuffix("#") for name in heads]
    align = [_align(name.endswith("#")) for name in heads]
    first, *others = (
        f'<th scope="col"{how}>{escape(typeset(name))}</th>'
        for name, how in zip(names, align, strict=True)
    )
    body = joined(f"<tr>{_html_row(list(row), align)}</tr>" for row in rows)
    label = escape(typeset(caption))
    return (
        f'<div class="defile" tabindex="0" role="region" aria-label="{label}">'
        f'<table class="tableau {style}"><caption>{label}</caption>'
        f"<thead><tr>{first}{joined(others)}</tr></thead><tbody>{body}</tbody></table></div>"
    )


def _html_row(cells: list[str], align: list[str]) -> str:
    rest = zip(cells[1:], align[1:], strict=True)
    return f'<th scope="row">{cells[0]}</th>' + joined(
        f"<td{how}>{cell}</td>" for cell, how in rest
    )


def folded(summary: str, content: str, style: str = "") -> str:
    """A detail that opens on a click; `summary` and `content` are HTML."""
    return f'<details class="pli {style}"><summary>{summary}</summary>{content}</details>'


def shown(text: str) -> str:
    """A text of the data as HTML: French typography, and nothing of it is markup."""
    return escape(typeset(text))


def _table_row(row: tuple, numeric: list[bool]) -> str:
    cells = [_shown(value) for value in row]
    first = f'<th scope="row">{cells[0]}</th>'
    rest = joined(
        f"<td{_align(is_number)}>{cell}</td>"
        for cell, is_number in zip(cells[1:], numeric[1:], strict=True)
    )
    return f"<tr>{first}{rest}</tr>"


def _shown(value: object) -> str:
    if isinstance(value, str):
        return escape(typeset(value))
    if pd.isna(value):
        return "n.d."
    return number(value, 0 if float(value).is_integer() else 1)


def _align(is_number: bool) -> str:
    return ' class="nombre"' if is_number else ""

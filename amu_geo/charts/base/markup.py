"""Small pieces of HTML that figures, sheets and the first picture share."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import pandas as pd
from markupsafe import Markup, escape

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


def html(template: str, *parts: object) -> Markup:
    """`template` with each of `parts` in the place of a `{}`; what is not markup is escaped.

    The template is written in the code, never made of data: a test holds it.

    Raises
    ------
    ValueError
        When the places and the parts are not as many.
    """
    pieces = template.split("{}")
    if len(pieces) != len(parts) + 1:
        raise ValueError(f"{len(pieces) - 1} places for {len(parts)} parts: {template!r}")
    filled = [pieces[0]]
    for part, after in zip(parts, pieces[1:], strict=True):
        filled += (part if isinstance(part, Markup) else escape(part), after)
    return Markup("".join(filled))


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
    data = html(' data-{}="{}"', attribute, value) if attribute else ""
    css = html(' class="{}"', style) if style else ""
    current = Markup(' aria-current="page"') if here else ""
    return html('<a href="{}" target="_self"{}{}{}>{}</a>', href, css, data, current, label)


def outside_link(url: str, label: str = "source", title: str = "") -> str:
    """Link to a page of somebody else, opened apart; its words get French typography."""
    hint = html(' title="{}"', typeset(title)) if title else ""
    return html(
        '<a href="{}" target="_blank" rel="noopener"{} class="source-lien">{}</a>',
        url,
        hint,
        typeset(label),
    )


def dot(family: Family, state: str = CONFIRMED, spoken: bool = True) -> str:
    """A family's sign: disc (confirmed), ring (to be confirmed), hatch (not documented)."""
    words = f"{family.label} : {STATES[state]}"
    label = html('role="img" aria-label="{}" title="{}"', words, words)
    return html(
        '<span class="pastille pastille-{} {}" {}></span>',
        family.code,
        STATE_CLASSES[state],
        label if spoken else "aria-hidden=true",
    )


def hue(family: Family, spoken: bool = True) -> str:
    """A family's colour where nothing is confirmed or not: beside its name, in a legend."""
    label = escape(family.label)
    words = (
        html('role="img" aria-label="{}" title="{}"', label, label)
        if spoken
        else "aria-hidden=true"
    )
    return html('<span class="teinte pastille-{}" {}></span>', family.code, words)


def sign(state: str) -> str:
    """The sign of a state, of no family: it stands before the word that it means."""
    return html('<span class="signe {}" aria-hidden="true"></span>', STATE_CLASSES[state])


def dots(states: Iterable[tuple[str, str]]) -> str:
    """The four dots of a region, always in the same order."""
    inside = joined(dot(FAMILIES[family], state) for family, state in states)
    return html('<span class="pastilles">{}</span>', inside)


def joined(parts: Iterable[str], by: str = "") -> Markup:
    """Pieces of HTML one after the other; what is not markup is escaped, `by` too."""
    return escape(by).join(parts)


def table(data: pd.DataFrame, caption: str, style: str = "") -> str:
    """A real HTML table of a frame, first column as row header, numbers in French."""
    numeric = [pd.api.types.is_numeric_dtype(dtype) for dtype in data.dtypes]
    heads = joined(
        html('<th scope="col"{}>{}</th>', _align(is_number), typeset(str(name)))
        for name, is_number in zip(data.columns, numeric, strict=True)
    )
    rows = joined(_table_row(row, numeric) for row in data.itertuples(index=False))
    label = escape(typeset(caption))
    return html(
        '<div class="defile" tabindex="0" role="region" aria-label="{}">'
        '<table class="tableau {}"><caption>{}</caption>'
        "<thead><tr>{}</tr></thead><tbody>{}</tbody></table></div>",
        label,
        style,
        label,
        heads,
        rows,
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
        html('<th scope="col"{}>{}</th>', how, typeset(name))
        for name, how in zip(names, align, strict=True)
    )
    body = joined(html("<tr>{}</tr>", _html_row(list(row), align)) for row in rows)
    label = escape(typeset(caption))
    return html(
        '<div class="defile" tabindex="0" role="region" aria-label="{}">'
        '<table class="tableau {}"><caption>{}</caption>'
        "<thead><tr>{}{}</tr></thead><tbody>{}</tbody></table></div>",
        label,
        style,
        label,
        first,
        joined(others),
        body,
    )


def _html_row(cells: list[str], align: list[str]) -> str:
    rest = zip(cells[1:], align[1:], strict=True)
    return html('<th scope="row">{}</th>', cells[0]) + joined(
        html("<td{}>{}</td>", how, cell) for cell, how in rest
    )


def folded(summary: str, content: str, style: str = "") -> str:
    """A detail that opens on a click; `summary` and `content` are HTML."""
    return html(
        '<details class="pli {}"><summary>{}</summary>{}</details>', style, summary, content
    )


def shown(text: str) -> str:
    """A text of the data as HTML: French typography, and nothing of it is markup."""
    return escape(typeset(text))


def _table_row(row: tuple, numeric: list[bool]) -> str:
    cells = [_shown(value) for value in row]
    first = html('<th scope="row">{}</th>', cells[0])
    rest = joined(
        html("<td{}>{}</td>", _align(is_number), cell)
        for cell, is_number in zip(cells[1:], numeric[1:], strict=True)
    )
    return html("<tr>{}{}</tr>", first, rest)


def _shown(value: object) -> str:
    if isinstance(value, str):
        return escape(typeset(value))
    if pd.isna(value):
        return "n.d."
    return number(value, 0 if float(value).is_integer() else 1)


def _align(is_number: bool) -> str:
    return Markup(' class="nombre"') if is_number else ""

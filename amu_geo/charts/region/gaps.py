"""What is missing in a region: searches in vain, contradictions between sources, our choices."""

from __future__ import annotations

import re
from collections.abc import Mapping
from html import escape

from amu_geo.charts.base.markup import joined
from amu_geo.charts.schemes.table import Opener
from amu_geo.french.typography import typeset
from amu_geo.profiles.region import Portrait

_KINDS = {"contradiction": "contradiction", "choix": "choix prudent"}


def gaps(portrait: Portrait) -> str:
    """HTML of the searches that found nothing; "" when there is none."""
    if not portrait.gaps:
        return ""
    items = joined(
        f"<li><strong>{escape(typeset(programme))}</strong> "
        f"<span>{escape(typeset(finding))}</span></li>"
        for programme, finding in portrait.gaps
    )
    return f'<ul class="portrait-lacunes">{items}</ul>'


def contradictions(portrait: Portrait, opens: Opener) -> str:
    """HTML of what sources contradict and what is kept; "" when there is none.

    `opens` makes the link to a scheme; schemes that the table names by their id get their name.
    """
    table = portrait.contradictions
    if table.empty:
        return ""
    schemes = portrait.schemes.rows
    names = dict(zip(schemes["id"], schemes["nom"], strict=True))
    rows = joined(
        f'<tr><th scope="row">{escape(typeset(row.sujet))}'
        f"<small>{escape(_KINDS.get(row.nature, row.nature))}</small></th>"
        f"<td>{_named(row.sources, names, opens)}</td>"
        f"<td>{_named(row.retenu, names, opens)}</td></tr>"
        for row in table.itertuples()
    )
    caption = "Contradictions entre sources et choix"
    return (
        f'<div class="defile" tabindex="0" role="region" aria-label="{caption}">'
        f'<table class="tableau portrait-contradictions"><caption class="invisible">{caption}'
        '</caption><thead><tr><th scope="col">Sujet</th><th scope="col">Ce que disent les sources'
        '</th><th scope="col">Ce qui est retenu</th></tr></thead>'
        f"<tbody>{rows}</tbody></table></div>"
    )


def _named(text: str, names: Mapping[str, str], opens: Opener) -> str:
    """A text as HTML, in which the id of a scheme gives way to its name and its link."""
    if not names:
        return escape(typeset(text))
    known = "|".join(re.escape(code) for code in sorted(names, key=len, reverse=True))
    pieces = re.split(rf"(?<![\w-])({known})(?![\w-])", text)
    return joined(
        opens(piece, escape(typeset(names[piece]))) if piece in names else escape(typeset(piece))
        for piece in pieces
    )

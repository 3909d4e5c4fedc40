"""What is missing in a region: searches in vain, contradictions between sources, our choices."""

from __future__ import annotations

import re
from collections.abc import Mapping

from markupsafe import escape

from amu_geo.charts.base.markup import html, joined
from amu_geo.charts.schemes.table import Opener
from amu_geo.french.typography import typeset
from amu_geo.profiles.region import Portrait

_KINDS = {"contradiction": "contradiction", "choix": "choix prudent"}


def gaps(portrait: Portrait) -> str:
    """HTML of the searches that found nothing; "" when there is none."""
    if not portrait.gaps:
        return ""
    items = joined(
        html("<li><strong>{}</strong> <span>{}</span></li>", typeset(programme), typeset(finding))
        for programme, finding in portrait.gaps
    )
    return html('<ul class="portrait-lacunes">{}</ul>', items)


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
        html(
            '<tr><th scope="row">{}<small>{}</small></th><td>{}</td><td>{}</td></tr>',
            typeset(row.sujet),
            _KINDS.get(row.nature, row.nature),
            _named(row.sources, names, opens),
            _named(row.retenu, names, opens),
        )
        for row in table.itertuples()
    )
    caption = "Contradictions entre sources et choix"
    return html(
        '<div class="defile" tabindex="0" role="region" aria-label="{}">'
        '<table class="tableau portrait-contradictions"><caption class="invisible">{}'
        '</caption><thead><tr><th scope="col">Sujet</th><th scope="col">Ce que disent les sources'
        '</th><th scope="col">Ce qui est retenu</th></tr></thead>'
        "<tbody>{}</tbody></table></div>",
        caption,
        caption,
        rows,
    )


def _named(text: str, names: Mapping[str, str], opens: Opener) -> str:
    """A text as HTML, in which the id of a scheme gives way to its name and its link."""
    if not names:
        return escape(typeset(text))
    known = "|".join(re.escape(code) for code in sorted(names, key=len, reverse=True))
    pieces = re.split(html(r"(?<![\w-])({})(?![\w-])", known), text)
    return joined(
        opens(piece, escape(typeset(names[piece]))) if piece in names else escape(typeset(piece))
        for piece in pieces
    )

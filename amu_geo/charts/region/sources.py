"""The addresses behind a portrait, for the paper that can't be clicked."""

from __future__ import annotations

from html import escape

from amu_geo.charts.base.markup import joined
from amu_geo.french.typography import typeset
from amu_geo.profiles.region import Portrait


def printed_sources(portrait: Portrait) -> str:
    """HTML of every source's address, part by part; the screen has links in its place."""
    table = portrait.sources
    parts = joined(
        f"<h3>{escape(part)}</h3><ul>{joined(_source(row) for row in rows.itertuples())}</ul>"
        for part, rows in table.groupby("partie", sort=False)
    )
    return f'<section class="papier adresses"><h2>Adresses des sources</h2>{parts}</section>'


def _source(row) -> str:
    about = ", ".join(text for text in (row.titre, row.lien) if text)
    title = f" ({about})" if about else ""
    return (
        f"<li>{escape(typeset(f'{row.quoi}{title} :'))} <span>{escape(row.url_source)}</span></li>"
    )

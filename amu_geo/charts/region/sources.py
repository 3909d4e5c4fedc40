"""The addresses behind a portrait, for the paper that can't be clicked."""

from __future__ import annotations

from amu_geo.charts.base.markup import html, joined
from amu_geo.french.typography import typeset
from amu_geo.profiles.region import Portrait


def printed_sources(portrait: Portrait) -> str:
    """HTML of every source's address, part by part; the screen has links in its place."""
    table = portrait.sources
    parts = joined(
        html("<h3>{}</h3><ul>{}</ul>", part, joined(_source(row) for row in rows.itertuples()))
        for part, rows in table.groupby("partie", sort=False)
    )
    return html('<section class="papier adresses"><h2>Adresses des sources</h2>{}</section>', parts)


def _source(row) -> str:
    about = ", ".join(text for text in (row.titre, row.lien) if text)
    title = f" ({about})" if about else ""
    return html("<li>{} <span>{}</span></li>", typeset(f"{row.quoi}{title} :"), row.url_source)

"""The addresses behind a portrait, for the paper that can't be clicked."""

from __future__ import annotations

from collections.abc import Iterator

from amu_geo.charts.base.markup import html, joined, shown
from amu_geo.charts.region.families import SCHEMES_SHOWN
from amu_geo.charts.region.models import MODELS_SHOWN
from amu_geo.french.typography import typeset
from amu_geo.profiles.region import Portrait


def cited_sources(portrait: Portrait) -> str:
    """HTML of the addresses behind the two printed pages; "" when they cite none."""
    pages = dict(_cited(portrait))
    items = joined(
        html("<li>{} <span>{}</span></li>", shown(f"{name} :"), url) for url, name in pages.items()
    )
    return html('<section class="papier adresses"><ul>{}</ul></section>', items) if items else ""


def _cited(portrait: Portrait) -> Iterator[tuple[str, str]]:
    """(address, what it establishes) of the models and of the schemes that the families show."""
    for model in portrait.models[:MODELS_SHOWN]:
        yield model.dispositif["url_source"], model.dispositif["nom"]
    for found in portrait.proofs:
        for scheme in found.dispositifs.head(SCHEMES_SHOWN).itertuples():
            yield scheme.url_source, scheme.nom


def printed_sources(portrait: Portrait) -> str:
    """HTML of every source's address, part by part, for the annex; the screen has links."""
    table = portrait.sources
    parts = joined(
        html("<h3>{}</h3><ul>{}</ul>", part, joined(_source(row) for row in rows.itertuples()))
        for part, rows in table.groupby("partie", sort=False)
    )
    return html(
        '<section class="papier annexe adresses"><h2>Adresses des sources</h2>{}</section>', parts
    )


def _source(row) -> str:
    about = ", ".join(text for text in (row.titre, row.lien) if text)
    title = f" ({about})" if about else ""
    return html("<li>{} <span>{}</span></li>", typeset(f"{row.quoi}{title} :"), row.url_source)

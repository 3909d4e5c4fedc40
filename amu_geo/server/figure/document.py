"""The document of a figure alone, and of an address that leads to none."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from markupsafe import Markup

from amu_geo.charts.base.markup import html, joined, link
from amu_geo.charts.base.states import amu_defined
from amu_geo.charts.map.svg import hatch_pattern
from amu_geo.charts.picture.frame import CARD_HEIGHT, CARD_WIDTH
from amu_geo.figures.figure import ANCHOR, CARD, FOLDER, SIZE, Drawn, Kind
from amu_geo.figures.known import KINDS
from amu_geo.figures.words import source_line
from amu_geo.french.typography import typeset
from amu_geo.javascript import compact
from amu_geo.memory import kept
from amu_geo.server.figure.style import figure_style
from amu_geo.server.http.query import Asked
from amu_geo.site import SITE, address

_SCRIPT = Path(__file__).with_name("figure.js")


@kept
def script() -> str:
    """What tells the height of a figure to the page around its frame."""
    return compact(_SCRIPT.read_text(encoding="utf-8"))


def figure_html(kind: Kind, drawn: Drawn, view: Asked, query: Mapping[str, str], site: str) -> str:
    """The whole document of a figure.

    Parameters
    ----------
    query
        The parameters of its address, as they are meant.
    site
        Where the site stands, « https://exemple.fr ».
    """
    figure = drawn.figure
    title = typeset(figure.title)
    named = {**query, "edition": view.edition.id}
    at_home = site + address(kind.path, named)
    late = html('<p class="p-alerte" role="status">{}</p>', view.warning) if view.warning else ""
    note = html("<p class='source'>{}</p>", typeset(figure.alone)) if figure.alone else ""
    source = source_line(drawn.coverage or view.coverage, figure)
    back = html(
        '<p class="source"><a href="{}#{}{}" target="_blank" rel="noopener">{}</a> · {}</p>',
        at_home,
        ANCHOR,
        kind.key,
        typeset("Voir cette figure dans sa page, avec ses données"),
        SITE,
    )
    body = html(
        '<svg class="p-motif" aria-hidden="true"><defs>{}</defs></svg>'
        '<main class="premiere p-simple p-figure" data-cle="{}"><div class="p-html">'
        '<p class="f-nom">{}</p><h1>{}</h1>{}{}<div class="f-dessin">{}</div>'
        '<div class="f-pied">{}<p class="source">{}</p>{}</div></div></main>',
        hatch_pattern(),
        kind.key,
        typeset(kind.name),
        title,
        amu_defined(),
        late,
        _leading_out(drawn.picture),
        note,
        source,
        back,
    )
    head = html(
        '<title>{} · {}</title><link rel="canonical" href="{}">'
        '<meta name="description" content="{}"><meta property="og:title" content="{}">{}',
        title,
        SITE,
        at_home,
        source,
        title,
        "" if kind.no_image else _shared_image(site, kind, named, title),
    )
    return _document(head, body)


def _shared_image(site: str, kind: Kind, query: Mapping[str, str], title: str) -> Markup:
    """What a shared link to the figure shows of it."""
    there = site + address(f"{FOLDER}{kind.key}.png", {**query, SIZE: CARD})
    return html(
        '<meta property="og:image" content="{}"><meta property="og:image:type" '
        'content="image/png"><meta property="og:image:width" content="{}">'
        '<meta property="og:image:height" content="{}"><meta property="og:image:alt" '
        'content="{}"><meta name="twitter:card" content="summary_large_image">',
        there,
        CARD_WIDTH,
        CARD_HEIGHT,
        title,
    )


def refused_html(title: str, told: str) -> str:
    """What an address that leads to no figure shows: why, and which figures there are."""
    items = joined(
        html(
            "<li>{} <small>({})</small></li>",
            link(address(FOLDER + kind.key), typeset(kind.name)) if not kind.needs else kind.name,
            html("{}{}", f"{kind.key}", f", avec {kind.needs}=…" if kind.needs else ""),
        )
        for kind in KINDS.values()
    )
    body = html(
        '<main class="premiere p-simple p-figure" data-cle=""><div class="p-html">'
        "<h1>{}</h1><p>{}</p><h2 class='intertitre'>{}</h2><ul class='f-liste'>{}</ul>"
        '<p class="source"><a href="{}" target="_blank" rel="noopener">{}</a></p></div></main>',
        typeset(title),
        typeset(told),
        "Les figures de l’observatoire",
        items,
        address("/"),
        SITE,
    )
    head = html('<title>{} · {}</title><meta name="robots" content="noindex">', title, SITE)
    return _document(head, body)


def _document(head: str, body: str) -> str:
    return html(
        '<!DOCTYPE html><html lang="fr"><head><meta charset="UTF-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        '<meta name="color-scheme" content="light dark">{}'
        '<link rel="icon" href="{}" type="image/svg+xml">{}</head>'
        "<body>{}<script>{}</script></body></html>",
        head,
        address("/favicon.svg"),
        figure_style(),
        body,
        # A script of ours, whose quotes are no markup.
        Markup(script()),
    )


def _leading_out(picture: Markup) -> Markup:
    """Links of a page, from which a frame must not lead its reader away into itself."""
    inside, apart = Markup(' target="_self"'), Markup(' target="_blank" rel="noopener"')
    return picture.replace(inside, apart)

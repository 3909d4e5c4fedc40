"""A page's HTML: Streamlit's own, with our head and the first picture in it."""

from __future__ import annotations

from functools import cache
from html import escape

from amu_geo import sentences, store
from amu_geo.actors import actor_list
from amu_geo.server import bundles, first_picture
from amu_geo.server.first_style import first_style
from amu_geo.server.index_shell import index_shell, script
from amu_geo.server.query import View
from amu_geo.server.site import SITE, Page, address
from amu_geo.timeline import coverage_by_year
from amu_geo.view_words import Words, words_of_view

FONTS = ("figtree-latin-wght-normal", "newsreader-latin-wght-normal")


def page_html(page: Page, view: View, origin: str) -> str:
    """The whole document of a page, readable before any script."""
    shell, style_sheets = index_shell()
    words = page_words(page, view)
    body = first_picture.first_picture(page, view, words)
    head = _head(page, view, words, origin) + _preloads()
    document = shell.replace("</head>", f"{head}</head>", 1)
    # Streamlit's style sheet comes after the first picture, which does not wait for it.
    after = f"{style_sheets}<script>{script('handover.js')}</script>"
    after += f"<script>{script('french.js')}</script>"
    return document.replace("<body>", f"<body>{body}{after}", 1)


def page_words(page: Page, view: View) -> Words:
    """The finding of a page: that of its own view, or of the whole map."""
    coverage = view.coverage
    if page.path == "/comparer":
        return words_of_view(coverage, view.regions)
    if page.path == "/familles":
        return words_of_view(coverage, famille=view.famille)
    if page.path == "/region":
        return words_of_view(coverage, region=view.region)
    whole = words_of_view(coverage)
    if page.path == "/acteurs":
        actors = actor_list(view.edition, store.territories())
        headline = sentences.actors_headline(view.edition, actors)
        return Words(headline, sentences.ACTORS_WARNING, whole.alt)
    if page.path == "/evolution":
        years = coverage_by_year(view.edition, view.reading.lecture, store.territories())
        headline = sentences.evolution_headline(years)
        return Words(headline, sentences.evolution_second(years), whole.alt)
    return whole


def _head(page: Page, view: View, words: Words, origin: str) -> str:
    title = f"{page.title} · {SITE}"
    finding = words.title if page.path in first_picture.FINDINGS else page.title
    description = f"{words.second} {page.description}".strip()
    query = view.to_query()
    here = origin + address(page.path, {k: v for k, v in query.items() if k in _kept(page)})
    image = origin + address("/carte.png", {k: v for k, v in query.items() if k in _drawn(page)})
    licence = address("/donnees", {"edition": query.get("edition", "")})
    share = {
        "og:type": "website",
        "og:locale": "fr_FR",
        "og:site_name": SITE,
        "og:title": finding,
        "og:description": description,
        "og:url": here,
        "og:image": image,
        "og:image:type": "image/png",
        "og:image:width": "1200",
        "og:image:height": "630",
        "og:image:alt": words.alt,
    }
    named = {
        "description": description,
        "twitter:card": "summary_large_image",
        "twitter:title": finding,
        "twitter:description": description,
        "twitter:image": image,
        "twitter:image:alt": words.alt,
        "color-scheme": "light dark",
    }
    return "".join(
        [
            f"<title>{escape(title)}</title>",
            f'<link rel="canonical" href="{escape(here)}">',
            *(f'<meta property="{k}" content="{escape(v)}">' for k, v in share.items()),
            *(f'<meta name="{k}" content="{escape(v)}">' for k, v in named.items()),
            '<meta name="theme-color" media="(prefers-color-scheme: light)" content="#FBF8F1">',
            '<meta name="theme-color" media="(prefers-color-scheme: dark)" content="#12191A">',
            '<link rel="icon" href="/favicon.svg" type="image/svg+xml">',
            '<link rel="icon" href="/favicon.png" type="image/png" sizes="32x32">',
            '<link rel="apple-touch-icon" href="/apple-touch-icon.png">',
            f'<link rel="license" href="{escape(licence)}">',
            '<link rel="service-desc" href="/api/v1/openapi.json">',
            f"<style>{first_style()}</style>",
        ]
    )


def _kept(page: Page) -> tuple[str, ...]:
    """Parameters that make another page of it for a search engine."""
    common = ("edition", "annee", "lecture")
    own = {
        "/": ("region",),
        "/comparer": ("regions",),
        "/familles": ("famille",),
        "/dispositifs": ("regions", "famille"),
        "/acteurs": ("regions", "famille"),
        "/region": ("region",),
        "/mon-territoire": ("commune",),
        "/presenter": ("regions", "region", "famille"),
    }
    return (*common, *own.get(page.path, ()))


def _drawn(page: Page) -> tuple[str, ...]:
    """Parameters that the page's image draws."""
    own = {"/comparer": ("regions",), "/familles": ("famille",), "/region": ("region",)}
    own["/"] = ("region",)
    return ("edition", "annee", "lecture", *own.get(page.path, ()))


@cache
def _preloads() -> str:
    fonts = "".join(
        f'<link rel="preload" as="font" type="font/woff2" crossorigin '
        f'href="/statique/fonts/{name}.woff2">'
        for name in FONTS
    )
    chunks = "".join(
        f'<link rel="modulepreload" crossorigin href="/static/js/{name}">'
        for name in bundles.chunks_of(bundles.FIRST_CHUNKS)
    )
    return fonts + chunks

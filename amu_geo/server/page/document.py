"""A page's HTML: Streamlit's own, with our head and the first picture in it."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape

from amu_geo.charts.base.alone import in_script
from amu_geo.charts.base.style import PAGES
from amu_geo.charts.map.shapes import shapes_url
from amu_geo.export.catalogue import BRIEF, dataset_jsonld
from amu_geo.memory import kept, kept_last
from amu_geo.news.atom import MEDIA_TYPE as ATOM
from amu_geo.paths import DamagedFileError, tell_once
from amu_geo.sentences.views import Words
from amu_geo.server.http.query import Asked
from amu_geo.server.page.first.bodies import FIGURES_FIRST
from amu_geo.server.page.first.picture import first_picture, sheets_address
from amu_geo.server.page.first.style import first_style
from amu_geo.server.page.kept import ORIGIN
from amu_geo.server.page.words import as_read, page_title, page_words, with_usual_choice
from amu_geo.server.streamlit.document import wrap
from amu_geo.site import MARKDOWN, NEWS, READING, SITE, WHOLE, Page, address

FONTS = ("figtree-latin-wght-normal", "newsreader-latin-wght-normal")


@kept_last(128)
def page_html(page: Page, view: Asked, whole: bool = False) -> str:
    """The document of a page, readable before any script; `ORIGIN` is the site's address.

    Its first figures come at once. Those after them take time to draw: they come when `whole`,
    which the document asks for by itself where no script runs.
    """
    view = as_read(page, view)
    words = page_words(page, view)
    body = first_picture(page, with_usual_choice(page, view), words, whole)
    head = (
        _head(page, view, words, _rooms(page, whole))
        + _fonts()
        + ("" if whole else _rest(page, view))
    )
    return wrap(head, body, page.has_maps, _shapes() if page.has_maps else "")


def _head(page: Page, view: Asked, words: Words, rooms: tuple[str, ...]) -> str:
    title = page_title(page, view)
    description = f"{view.warning} {words.second} {page.description}".strip()
    query = view.to_query()
    here = ORIGIN + address(page.path, {k: v for k, v in query.items() if k in _kept(page)})
    image = ORIGIN + address("/carte.png", {k: v for k, v in query.items() if k in _drawn(page)})
    licence = address("/donnees", {"edition": query.get("edition", "")})
    share = {
        "og:type": "website",
        "og:locale": "fr_FR",
        "og:site_name": SITE,
        "og:title": words.title,
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
        # Its title, text and image are those of `og:`, which is read where it has none.
        "twitter:card": "summary_large_image",
        "color-scheme": "light dark",
    }
    return "".join(
        [
            f"<title>{escape(title)}</title>",
            f'<link rel="canonical" href="{escape(here)}">',
            f'<link rel="alternate" type="{ATOM}" title="Quoi de neuf" href="{address(NEWS)}">',
            *(f'<meta property="{k}" content="{escape(v)}">' for k, v in share.items()),
            *(f'<meta name="{k}" content="{escape(v)}">' for k, v in named.items()),
            '<meta name="theme-color" media="(prefers-color-scheme: light)" content="#FBF8F1">',
            '<meta name="theme-color" media="(prefers-color-scheme: dark)" content="#12191A">',
            f'<link rel="icon" href="{address("/favicon.svg")}" type="image/svg+xml">',
            f'<link rel="icon" href="{address("/favicon.png")}" type="image/png" sizes="32x32">',
            f'<link rel="apple-touch-icon" href="{address("/apple-touch-icon.png")}">',
            f'<link rel="license" href="{escape(licence)}">',
            f'<link rel="service-desc" href="{address("/api/v1/openapi.json")}">',
            _as_text(page, query),
            described(page, view),
            f"<style>{first_style(*rooms)}</style>",
        ]
    )


def _as_text(page: Page, query: Mapping[str, str]) -> str:
    """Where the same page stands as text; a portrait has a text once its region is chosen."""
    if page.path not in MARKDOWN or (page.path == "/region" and not query.get("region")):
        return ""
    followed = READING if page.path == "/" else (*READING, "region")
    drawn = {name: value for name, value in query.items() if name in followed}
    there = escape(address(MARKDOWN[page.path], drawn))
    return f'<link rel="alternate" type="text/markdown" href="{there}">'


def described(page: Page, view: Asked) -> str:
    """The data set of the edition in view, for search engines; data, which nothing runs."""
    if page.path not in ("/", "/donnees"):
        return ""
    found = dataset_jsonld(view.edition, ORIGIN)
    if page.path == "/":
        # The page is small; the same data set is described whole on « Données ».
        found = {name: found[name] for name in BRIEF}
        found["description"] = page.description
    return f'<script type="application/ld+json">{in_script(found)}</script>'


def _rest(page: Page, view: Asked) -> str:
    if page.path not in FIGURES_FIRST:
        return ""
    there = address(page.path, {**view.to_query(), WHOLE: "oui"})
    return f'<noscript><meta http-equiv="refresh" content="0; url={escape(there)}"></noscript>'


def _rooms(page: Page, whole: bool) -> tuple[str, ...]:
    """The rooms of `ui/` whose figures are shown; the overview's are the frame's."""
    if page.path == "/":
        return ()
    # A whole portrait borrows figures from every page.
    return PAGES if whole else (page.file.removesuffix(".py"),)


def _kept(page: Page) -> tuple[str, ...]:
    """Parameters that make another page of it for a search engine."""
    own = {
        "/": ("region",),
        "/comparer": ("regions",),
        "/familles": ("famille",),
        "/dispositifs": ("regions", "famille"),
        "/acteurs": ("regions", "famille"),
        "/region": ("region",),
        "/mon-territoire": ("commune",),
    }
    return (*READING, *own.get(page.path, ()))


def _drawn(page: Page) -> tuple[str, ...]:
    """Parameters that the page's image draws."""
    own = {"/comparer": ("regions",), "/familles": ("famille",), "/region": ("region",)}
    own["/"] = ("region",)
    return (*READING, *own.get(page.path, ()))


@kept
def _fonts() -> str:
    return "".join(
        f'<link rel="preload" as="font" type="font/woff2" crossorigin '
        f'href="{address(f"/statique/fonts/{name}.woff2")}">'
        for name in FONTS
    )


def _sheets(page: Page, view: Asked) -> str:
    """What the first picture answers with comes beside it."""
    if page.path != "/":
        return ""
    where = escape(sheets_address(view))
    return f'<link rel="preload" as="fetch" crossorigin href="{where}">'


def _shapes() -> str:
    try:
        return f'<link rel="preload" as="fetch" crossorigin href="{shapes_url()}">'
    except DamagedFileError as error:
        # A page of tables serves without its map; the live map says what is missing.
        tell_once(error)
        return ""

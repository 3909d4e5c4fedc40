"""The page of an address that leads nowhere: ours alone, without the application's scripts."""

from __future__ import annotations

from difflib import get_close_matches
from typing import NamedTuple

from markupsafe import Markup

from amu_geo import store
from amu_geo.charts.base.footer import footer
from amu_geo.charts.base.markup import html, joined, link
from amu_geo.server.http.query import Asked
from amu_geo.server.page.first.frame import menu
from amu_geo.server.page.first.style import style_element
from amu_geo.server.streamlit.document import BARE
from amu_geo.site import LOST, PAGES, SITE, address
from amu_geo.territories import normalise
from amu_geo.territories.model import UnknownTerritoryError

# Of a name's letters, how many must be right; of an address, how much is read.
ALIKE = 0.7
PARTS_READ, LETTERS_READ = 4, 40
SHORTEST_NAME = 4
PORTRAIT = "/region"


class Proposal(NamedTuple):
    """The page that an address may have meant, and the region whose portrait it may have."""

    path: str
    region: str = ""


def proposal(path: str) -> Proposal | None:
    """The page nearest to an address that leads nowhere, None when nothing is near.

    >>> proposal("/comparer/truc"), proposal("/regin"), proposal("/a/b")
    (Proposal(path='/comparer', region=''), Proposal(path='/region', region=''), None)
    """
    parts = [normalise(part[:LETTERS_READ]) for part in path.split("/") if part][:PARTS_READ]
    near = next(filter(None, map(_page, parts)), "")
    region = next(filter(None, map(_region, parts)), "")
    if region and near in ("", PORTRAIT):
        return Proposal(PORTRAIT, region)
    return Proposal(near) if near else None


def _page(part: str) -> str:
    names = {normalise(path): path for path in PAGES if path != "/"}
    names |= {normalise(page.title): path for path, page in PAGES.items()}
    near = get_close_matches(part, names, n=1, cutoff=ALIKE)
    return names[near[0]] if near else ""


def _region(part: str) -> str:
    if len(part) < SHORTEST_NAME:
        return ""
    try:
        return store.territories().find(part)
    except UnknownTerritoryError:
        return ""


def lost_html(view: Asked, meant: Proposal | None) -> str:
    """The whole document: what is wrong, the page that was meant, the list of all pages."""
    query = view.to_query()

    def href(path: str, **changes: str) -> str:
        return address(path, {**query, **changes})

    main = html(
        '<div class="p-html"><h1>{}</h1><p class="chapeau">{}{}</p>'
        '<h2 class="partie">{}</h2><ul>{}</ul></div>',
        LOST.title,
        LOST.description,
        _meant(meant, href) if meant else "",
        "Les pages de l’observatoire",
        joined(
            html("<li>{} : {}</li>", link(href(path), page.title), page.description)
            for path, page in PAGES.items()
        ),
    )
    body = html(
        '<div id="premiere" class="premiere p-simple"><div class="p-bloc">'
        '<a class="p-saut" href="#p-contenu">Aller au contenu</a>{}'
        '<main id="p-contenu" tabindex="-1">{}</main>'
        '<footer class="p-pied">{}</footer></div></div>',
        menu(LOST, view),
        main,
        footer(view.edition, href),
    )
    return "".join((BARE, _head(), "</head><body>", body, "</body></html>"))


def _meant(meant: Proposal, href) -> Markup:
    named = PAGES[meant.path].title
    if meant.region:
        named += f" : {store.territories().name(meant.region)}"
    changes = {"region": meant.region} if meant.region else {}
    return html(" Vous cherchiez peut-être {}.", link(href(meant.path, **changes), named))


def _head() -> Markup:
    return html(
        '<title>{} · {}</title><meta name="robots" content="noindex">'
        '<meta name="color-scheme" content="light dark">'
        '<link rel="icon" href="{}" type="image/svg+xml">{}',
        LOST.title,
        SITE,
        address("/favicon.svg"),
        style_element(),
    )

"""Pages of words by routes of ours: no script, no application, the menu and the foot of all."""

from __future__ import annotations

from collections.abc import Mapping

from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import Response

from amu_geo.charts.base.footer import footer
from amu_geo.charts.base.markup import html
from amu_geo.charts.legal.accessibility import accessibility_statement
from amu_geo.paths import DamagedFileError, tell_once
from amu_geo.server.http.answers import Answer, AnswerCache, respond
from amu_geo.server.http.query import Asked, read_view
from amu_geo.server.http.security import page_headers
from amu_geo.server.page.fault import damaged_response
from amu_geo.server.page.first.frame import menu
from amu_geo.server.page.first.style import style_element
from amu_geo.server.streamlit.document import BARE
from amu_geo.site import PLAIN, SEARCH, SITE, STATEMENT, Page, address, origin

_answers = AnswerCache(max_bytes=2**20)


def accessibility(request: Request) -> Response:
    """`/accessibilite`: what is known of the site's accessibility."""
    site = origin(request.url.scheme, request.headers)
    try:
        view = read_view(request.query_params)
        key = (STATEMENT, site, view.key)
        return respond(request, _answers.get(key, lambda: _statement(view, site)))
    except DamagedFileError as error:
        tell_once(error)
        return damaged_response(request, error)


def _statement(view: Asked, site: str) -> Answer:
    page = PLAIN[STATEMENT]
    text = plain_html(page, view, accessibility_statement(view.edition), site)
    return Answer.make(text, "text/html; charset=utf-8", plain_headers(site))


def plain_headers(site: str) -> dict[str, str]:
    """Headers of a page that has no script."""
    return {"Content-Language": "fr", **page_headers(site.partition("://")[2], ())}


def plain_html(
    page: Page,
    view: Asked,
    content: Markup,
    site: str,
    asked: str = "",
    *,
    title: str = "",
    query: Mapping[str, str] | None = None,
    style: Markup | str = "",
    listed: bool = True,
) -> str:
    """A whole document: the menu, `content` with its title, the foot of every page.

    Parameters
    ----------
    asked
        What stands in the field of the search.
    title
        What the tab says before the page's name.
    query
        What makes another page of it for a search engine.
    style
        Its own style, in its element.
    listed
        Whether a search engine should find it.
    """
    shared = view.to_query()

    def href(path: str, **changes: str) -> str:
        return address(path, {**shared, **changes})

    document = html(
        '<title>{}{} · {}</title><meta name="description" content="{}">'
        '<meta name="color-scheme" content="light dark"><link rel="canonical" href="{}">{}'
        '<link rel="icon" href="{}" type="image/svg+xml">{}{}</head><body>'
        '<div id="premiere" class="premiere p-simple"><div class="p-bloc">'
        '<a class="p-saut" href="#p-contenu">Aller au contenu</a>{}'
        '<main id="p-contenu" tabindex="-1"><div class="p-html p-texte">{}</div></main>'
        '<footer class="p-pied">{}</footer></div></div></body></html>',
        f"{title} · " if title else "",
        page.title,
        SITE,
        page.description,
        site + address(page.path, query),
        # Answers to a search are no page that another search should find.
        "" if listed and page.path != SEARCH else Markup('<meta name="robots" content="noindex">'),
        address("/favicon.svg"),
        style_element(),
        style,
        menu(page, view, asked),
        content,
        footer(view.edition, href),
    )
    return "".join((BARE, document))

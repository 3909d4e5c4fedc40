"""Pages that need no data: what is missing, what does not exist, what went wrong."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response

from amu_geo.charts.base.markup import html, joined, link
from amu_geo.french.typography import typeset
from amu_geo.paths import DamagedFileError
from amu_geo.server.http.problems import RETRY
from amu_geo.server.http.security import page_headers
from amu_geo.server.page.first.style import style_element
from amu_geo.site import LOST, PAGES, SITE, address, origin


def damaged_response(request: Request, error: DamagedFileError) -> Response:
    """503: the file that the page needs, and what is wrong with it."""
    back = "La page revient dès que ce fichier est remis en place. Ce qui ne dépend pas de lui "
    back += "répond entre-temps."
    page = plain_page("Cette page attend un fichier de données", (str(error), back))
    return _response(request, page, 503, {"Retry-After": RETRY})


def lost_response(request: Request) -> Response:
    """404, when the overview cannot be shown in the place of what does not exist."""
    return _response(request, plain_page(LOST.title, (LOST.description,)), 404, {})


def refused_response(request: Request, allowed: str) -> Response:
    """405: what the address allows."""
    told = f"La méthode {request.method[:20]} n’y a pas cours ; elle accepte : {allowed}."
    page = plain_page("Cette adresse se lit seulement", (told,))
    return _response(request, page, 405, {"Allow": allowed})


def failed_response(request: Request) -> Response:
    """500: a mistake of ours, that the log tells in full."""
    told = "La demande n’a pas pu aboutir ; l’incident est consigné. Rechargez la page ; si cela "
    told += "dure, signalez-le au contact de l’édition."
    return _response(request, plain_page("Cette page n’a pas pu s’afficher", (told,)), 500, {})


def plain_page(title: str, paragraphs: tuple[str, ...]) -> str:
    """A whole document in our dress: the menu, a title, paragraphs of plain text."""
    items = joined(
        html("<li>{}</li>", link(address(path), page.title))
        for path, page in PAGES.items()
        if page.in_menu
    )
    return html(
        '<!DOCTYPE html><html lang="fr"><head><meta charset="UTF-8"><title>{} · {}</title>'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        '<meta name="robots" content="noindex"><meta name="color-scheme" content="light dark">'
        '<link rel="icon" href="{}" type="image/svg+xml">{}</head><body>'
        '<div class="premiere p-simple"><div class="p-bloc">'
        '<div class="p-entete"><nav aria-label="Pages">'
        '{}<ul>{}</ul></nav></div><main><div class="p-html"><h1>{}</h1>{}</div></main>'
        "</div></div></body></html>",
        title,
        SITE,
        address("/favicon.svg"),
        style_element(),
        link(address("/"), SITE, style="marque"),
        items,
        typeset(title),
        joined(html("<p>{}</p>", typeset(text)) for text in paragraphs),
    )


def _response(request: Request, page: str, status: int, headers: dict[str, str]) -> Response:
    host = origin(request.url.scheme, request.headers).partition("://")[2]
    own = {"Cache-Control": "no-store", "Content-Language": "fr"}
    content = b"" if request.method == "HEAD" else page.encode()
    return Response(
        content,
        status_code=status,
        media_type="text/html; charset=utf-8",
        headers={**own, **page_headers(host, ()), **headers},
    )

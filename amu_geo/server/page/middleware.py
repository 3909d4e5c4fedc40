"""Pages and bundles, answered before Streamlit: our head, our first picture, our compression."""

from __future__ import annotations

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

from amu_geo.server.http.answers import Answer, AnswerCache, respond
from amu_geo.server.http.files import WELL_KNOWN
from amu_geo.server.http.loading import loaded
from amu_geo.server.http.security import page_headers
from amu_geo.server.page.kept import ORIGIN, kept_page
from amu_geo.server.streamlit.bundles import bundle
from amu_geo.server.streamlit.endpoints import BUNDLES, is_routed, is_streamlits
from amu_geo.server.streamlit.index_page import script_hashes
from amu_geo.site import LOST, PAGES, Page, origin

# What our routes answer; any address that is not Streamlit's is a page, or the mistake of one.
OURS = (
    *("/api", "/carte.svg", "/carte.png", "/fiches.json", "/robots.txt", "/sitemap.xml"),
    *WELL_KNOWN,
)
OUR_FOLDERS = ("/api/", "/statique/")
_pages = AnswerCache(max_bytes=24 * 2**20)


class PageMiddleware:
    """Serves `/static/` compressed and each page with its own head and first picture."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer what is ours, pass on the rest."""
        if scope["type"] != "http" or scope["method"] not in ("GET", "HEAD"):
            await self._app(scope, receive, send)
            return
        path, response = scope["path"], None
        if path.startswith(BUNDLES):
            response = await run_in_threadpool(_bundle, Request(scope))
        elif path in PAGES or (is_lost(path) and not is_routed(scope)):
            response = await run_in_threadpool(_page, Request(scope), PAGES.get(path, LOST))
        await (response or self._app)(scope, receive, send)


def is_lost(path: str) -> bool:
    """Whether nothing answers at that address: Streamlit would show its empty page."""
    ours = path in OURS or path.startswith(OUR_FOLDERS)
    return not ours and not path.endswith("/") and not is_streamlits(path)


def _bundle(request: Request) -> Response:
    name = request.url.path.removeprefix(BUNDLES)
    answer = bundle(name, request.headers.get("accept-encoding", ""))
    if answer is None:
        return Response("Ce fichier n’existe pas.\n", status_code=404, media_type="text/plain")
    return respond(request, answer)


def _page(request: Request, page: Page) -> Response | None:
    site = origin(request.url.scheme, request.headers)
    try:
        answer = _starting_page(request, page, site) or _made_page(request, page, site)
    except LookupError:
        # No readable edition, and the live page says so; or an index page that is not ours to fill.
        return None
    response = respond(request, answer)
    if page is LOST and response.status_code == 200:
        response.status_code = 404
    return response


def _starting_page(request: Request, page: Page, site: str) -> Answer | None:
    """While the data is being loaded: the page of the last process, if it still holds."""
    if loaded.is_set() or request.url.query or page is LOST:
        return None
    html = kept_page(page.path)
    return _answer(html, site) if html else None


def _made_page(request: Request, page: Page, site: str) -> Answer:
    from amu_geo.server.http.query import read_view
    from amu_geo.server.page.document import page_html

    view = read_view(request.query_params)
    key = (page.path, site, view.key)
    return _pages.get(key, lambda: _answer(page_html(page, view), site))


def _answer(html: str, site: str) -> Answer:
    headers = page_headers(site.partition("://")[2], script_hashes())
    html = html.replace(ORIGIN, site)
    return Answer.make(html, "text/html; charset=utf-8", {"Content-Language": "fr", **headers})

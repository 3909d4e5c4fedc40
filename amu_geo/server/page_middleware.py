"""Pages and bundles, answered before Streamlit: our head, our first picture, our compression."""

from __future__ import annotations

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

from amu_geo.server.answers import Answer, AnswerCache, respond
from amu_geo.server.bundles import bundle
from amu_geo.server.security import page_headers
from amu_geo.server.site import LOST, PAGES, Page, origin

BUNDLES = "/static/"
# Streamlit's own addresses; any other without a dot is a page, or the mistake of one.
OTHERS = ("/_stcore/", "/media/", "/component/", "/app/", "/auth/", "/oauth2callback")
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
        elif path in PAGES or is_lost(path):
            response = await run_in_threadpool(_page, Request(scope), PAGES.get(path, LOST))
        await (response or self._app)(scope, receive, send)


def is_lost(path: str) -> bool:
    """Whether an address looks like a page that does not exist."""
    ours = path.startswith(("/api", "/statique/", "/carte."))
    return not (ours or path.startswith(OTHERS) or "." in path or path.endswith("/"))


def _bundle(request: Request) -> Response | None:
    name = request.url.path.removeprefix(BUNDLES)
    answer = bundle(name, request.headers.get("accept-encoding", ""))
    return respond(request, answer) if answer else None


def _page(request: Request, page: Page) -> Response | None:
    from amu_geo.server.page import page_html, script_hashes
    from amu_geo.server.query import read_view

    try:
        view = read_view(request.query_params)
    except LookupError:
        # No readable edition: the live page says so.
        return None
    site = origin(request.url.scheme, request.headers)

    def make() -> Answer:
        host = site.partition("://")[2]
        headers = {"Content-Language": "fr", **page_headers(host, script_hashes())}
        return Answer.make(page_html(page, view, site), "text/html; charset=utf-8", headers)

    response = respond(request, _pages.get((page.path, site, view.key), make))
    if page is LOST and response.status_code == 200:
        response.status_code = 404
    return response

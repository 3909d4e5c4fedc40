"""Pages and bundles, answered before Streamlit: our head, our first picture, our compression."""

from __future__ import annotations

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

from amu_geo.paths import DamagedFileError, tell_once
from amu_geo.server.http.answers import Answer, AnswerCache, respond
from amu_geo.server.http.files import WELL_KNOWN
from amu_geo.server.http.loading import loaded
from amu_geo.server.http.places import is_sound
from amu_geo.server.http.quick import quick_answers
from amu_geo.server.http.security import page_headers
from amu_geo.server.page.kept import ORIGIN, kept_page
from amu_geo.server.streamlit.bundles import bundle
from amu_geo.server.streamlit.document import OtherIndexPageError
from amu_geo.server.streamlit.endpoints import BUNDLES, FIGURES, is_routed, is_streamlits
from amu_geo.server.streamlit.index_page import script_hashes
from amu_geo.settings import has_metrics
from amu_geo.site import (
    CATALOGUE,
    COMPARISON_PDF,
    LOST,
    MARKDOWN,
    METRICS,
    NEWS,
    OFFLINE,
    PAGES,
    PLAIN,
    PORTRAIT_PDF,
    SEARCH,
    SLIDES,
    STAGE,
    STAGE_DECK,
    STAGE_GUARD,
    WHOLE,
    Page,
    origin,
)

# What our routes answer; any address that is not Streamlit's is a page, or the mistake of one.
OURS = (
    *("/api", "/carte.svg", "/carte.png", "/fiches.json", "/robots.txt", "/sitemap.xml"),
    *("/healthz", "/readyz", PORTRAIT_PDF, COMPARISON_PDF, SLIDES, OFFLINE),
    *(CATALOGUE, STAGE, STAGE_DECK, STAGE_GUARD, *MARKDOWN.values(), *PLAIN, f"{SEARCH}.json"),
    *WELL_KNOWN,
    *(NEWS, METRICS),
)
API = "/api/"
OUR_FOLDERS = (API, "/statique/", "/figure/")
# In a request, its whole path where the site stands under one: Streamlit's routes know that.
WHOLE_PATH = "observatoire.chemin"
_pages = AnswerCache(max_bytes=24 * 2**20)


class PageMiddleware:
    """Serves `/static/` compressed and each page with its own head and first picture."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer what is ours, pass on the rest."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        path, response = scope["path"], None
        reads = scope["method"] in ("GET", "HEAD")
        quick = quick_answers.find(scope) if reads and path.startswith(API) else None
        if quick is not None:
            response = respond(Request(scope), quick)
        elif not is_sound(path) or (path == FIGURES and not has_metrics()):
            response = await run_in_threadpool(lost_page, Request(scope))
        elif reads and path.startswith(BUNDLES):
            response = await run_in_threadpool(_bundle, Request(scope))
        elif reads and (path in PAGES or (is_lost(path) and not is_routed(_whole(scope)))):
            response = await run_in_threadpool(_page, Request(scope), PAGES.get(path, LOST))
        if response is None and not is_ours(path):
            scope = _whole(scope)
        await (response or self._app)(scope, receive, send)


def is_ours(path: str) -> bool:
    """Whether a route of ours answers at that address."""
    return path in OURS or path.startswith(OUR_FOLDERS)


def is_lost(path: str) -> bool:
    """Whether nothing answers at that address: Streamlit would show its empty page."""
    return not is_ours(path) and not path.endswith("/") and not is_streamlits(path)


def lost_page(request: Request) -> Response:
    """The page of what does not exist: the same whatever was asked for, and why it is not there."""
    # What draws HTML comes with the libraries of the data.
    from amu_geo.server.page.fault import lost_response

    return _page(request, LOST) or lost_response(request)


def _whole(scope: Scope) -> Scope:
    return {**scope, "path": scope.get(WHOLE_PATH, scope["path"])}


def _bundle(request: Request) -> Response:
    name = request.scope["path"].removeprefix(BUNDLES)
    answer = bundle(name, request.headers.get("accept-encoding", ""))
    return lost_page(request) if answer is None else respond(request, answer)


def _page(request: Request, page: Page) -> Response | None:
    site = origin(request.url.scheme, request.headers)
    try:
        answer = _starting_page(request, page, site) or _made_page(request, page, site)
    except DamagedFileError as error:
        from amu_geo.server.page.fault import damaged_response, lost_response

        tell_once(error)
        return lost_response(request) if page is LOST else damaged_response(request, error)
    except OtherIndexPageError:
        # Streamlit's own is served, untouched.
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
    from amu_geo.server.page.lost import lost_html, proposal

    view = read_view(request.query_params)
    if page is LOST:
        meant = proposal(request.scope["path"])
        key = (page.path, meant, site, view.key)
        return _pages.get(key, lambda: _answer(lost_html(view, meant), site))
    whole = request.query_params.get(WHOLE) == "oui"
    key = (page.path, site, view.key, whole)
    return _pages.get(key, lambda: _answer(page_html(page, view, whole), site))


def _answer(html: str, site: str) -> Answer:
    headers = page_headers(site.partition("://")[2], script_hashes())
    html = html.replace(ORIGIN, site)
    told = {"Content-Language": "fr", **headers}
    # A page is kept once made: 4 ms more of one core, for 1 % fewer bytes to every reader.
    return Answer.make(html, "text/html; charset=utf-8", told, quality=7)

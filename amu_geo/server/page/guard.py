"""Around every answer: its headers, the path that the site stands under, words for failures."""

from __future__ import annotations

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import MutableHeaders
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from amu_geo.server.http.problems import RefusedError, problem_response
from amu_geo.server.http.security import other_headers
from amu_geo.server.page.middleware import WHOLE_PATH, is_ours, lost_page
from amu_geo.server.streamlit.endpoints import MEDIA, shows_its_own_page
from amu_geo.server.wire.timing import family
from amu_geo.site import PAGES, address, base
from amu_geo.watch.events import tell_failure

READ = "GET, HEAD"
# What Streamlit says in a word or two of English, of what it refuses.
_REFUSALS = (400, 404, 405)


class GuardMiddleware:
    """Outermost: what leaves the process has our headers, and no raw error."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on the request, and watch over its answer."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        inside = _inside(scope)
        guarded = _Guarded(send, scope["method"], inside["path"] if inside else "")
        try:
            if inside is None:
                await (await run_in_threadpool(_outside, scope))(scope, receive, guarded)
                return
            await self._app(inside, receive, guarded)
            if guarded.withheld:
                again = _Guarded(send, scope["method"], "")
                response = await run_in_threadpool(_ours_instead, inside, guarded)
                await response(inside, receive, again)
        except Exception as error:
            if guarded.begun:
                raise
            tell_failure(error, family(scope["path"]))
            await _failure(inside or scope)(scope, receive, guarded)


class _Guarded:
    """Sends an answer with our headers; withholds one that is raw, for ours in its place."""

    def __init__(self, send: Send, method: str, path: str) -> None:
        self._send = send
        self._reads = method in ("GET", "HEAD")
        self._path = path
        self.begun = False
        self.withheld = 0
        self.allowed = READ

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(raw=message.setdefault("headers", []))
            if self._is_raw(message["status"], headers.get("content-type", "")):
                self.withheld = message["status"]
                self.allowed = headers.get("allow", READ)
                return
            self.begun = True
            for name, value in other_headers(headers.get("content-type", "")).items():
                headers.setdefault(name, value)
            if self._path.startswith(MEDIA):
                # Of one session: nothing in between keeps it, nor does the browser.
                headers["Cache-Control"] = "no-store"
        if not self.withheld:
            await self._send(message)

    def _is_raw(self, status: int, media_type: str) -> bool:
        if not self._path:
            return False
        if status == 200:
            shell = media_type.startswith("text/html") and shows_its_own_page(self._path)
            return self._reads and shell
        refused = status in _REFUSALS and (self._reads or status == 405)
        return refused and media_type.partition(";")[0] in ("", "text/plain")


def _inside(scope: Scope) -> Scope | None:
    """The request as seen from the site's own root; None when it is for what is outside."""
    root, path = base(), scope["path"]
    if not root or is_ours(path):
        return scope
    if path != root and not path.startswith(f"{root}/"):
        return None
    return {**scope, "path": path.removeprefix(root) or "/", WHOLE_PATH: path}


def _outside(scope: Scope) -> Response:
    """A page of ours asked for without the path that the site stands under; else nothing."""
    request = Request(scope)
    if scope["path"] in PAGES:
        return RedirectResponse(address(scope["path"], request.query_params))
    return lost_page(request)


def _ours_instead(scope: Scope, guarded: _Guarded) -> Response:
    from amu_geo.server.page.fault import refused_response

    request = Request(scope)
    if scope["method"] not in ("GET", "HEAD"):
        return refused_response(request, guarded.allowed)
    return lost_page(request)


def _failure(scope: Scope) -> Response:
    from amu_geo.server.page.fault import failed_response

    request = Request(scope)
    if scope["path"].startswith("/api"):
        problem = RefusedError(500, "La demande n’a pas pu aboutir ; l’incident est consigné.")
        return problem_response(problem, request, {})
    return failed_response(request)

"""The map's shapes, at the address that changes with them."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response

from amu_geo.charts.map.shapes import shapes, shapes_url
from amu_geo.memory import kept
from amu_geo.paths import DamagedFileError, tell_once
from amu_geo.server.http.answers import Answer, respond
from amu_geo.server.http.problems import RETRY
from amu_geo.site import address

FOREVER = "public, max-age=31536000, immutable"


@kept
def _answer() -> Answer:
    headers = {"Cache-Control": FOREVER, "Access-Control-Allow-Origin": "*"}
    return Answer.make(shapes(), "application/geo+json", headers, quality=11)


def serve_shapes(request: Request) -> Response:
    """The shapes; an older address, kept by an open page, leads to today's."""
    try:
        today = shapes_url()
        answer = _answer()
    except DamagedFileError as error:
        tell_once(error)
        # A script asks for them: the page around it says what is missing.
        return PlainTextResponse(f"{error}\n", status_code=503, headers={"Retry-After": RETRY})
    if address(request.scope["path"]) != today:
        return RedirectResponse(today, headers={"Cache-Control": "no-store"})
    return respond(request, answer)

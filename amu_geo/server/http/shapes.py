"""The map's shapes, at the address that changes with them."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from amu_geo.charts.map.shapes import shapes, shapes_url
from amu_geo.memory import kept
from amu_geo.server.http.answers import Answer, respond

FOREVER = "public, max-age=31536000, immutable"


@kept
def _answer() -> Answer:
    headers = {"Cache-Control": FOREVER, "Access-Control-Allow-Origin": "*"}
    return Answer.make(shapes(), "application/geo+json", headers, quality=11)


def serve_shapes(request: Request) -> Response:
    """The shapes; an older address, kept by an open page, leads to today's."""
    if request.url.path != shapes_url():
        return RedirectResponse(shapes_url(), headers={"Cache-Control": "no-store"})
    return respond(request, _answer())

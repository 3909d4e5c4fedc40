"""The style sheet of the live pages, at the address that changes with it."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from amu_geo.charts.base.style import style_url, whole_style
from amu_geo.memory import kept
from amu_geo.server.http.answers import Answer, respond
from amu_geo.server.http.shapes import FOREVER
from amu_geo.site import address


@kept
def _answer() -> Answer:
    return Answer.make(whole_style(), "text/css; charset=utf-8", {"Cache-Control": FOREVER}, 11)


def serve_style_sheet(request: Request) -> Response:
    """The style sheet; an older address, of a page that was kept, leads to today's."""
    today = style_url()
    if address(request.scope["path"]) != today:
        return RedirectResponse(today, headers={"Cache-Control": "no-store"})
    return respond(request, _answer())

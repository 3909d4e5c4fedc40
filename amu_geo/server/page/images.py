"""`/carte.svg` and `/carte.png`: the map of a view, for link previews and downloads."""

from __future__ import annotations

import threading
from collections.abc import Callable

from starlette.requests import Request
from starlette.responses import Response

from amu_geo.sentences.views import COMPARED_AT_MOST, words_of_view
from amu_geo.server.http.answers import Answer, AnswerCache, respond
from amu_geo.server.http.problems import OPEN_HEADERS, RefusedError
from amu_geo.server.http.query import Asked, strict_view

_answers = AnswerCache(max_bytes=24 * 2**20)
# A drawing takes a fifth of a second of one core: never more than one at a time.
DRAWING = threading.Lock()


def svg(request: Request) -> Response:
    """The view's card, as SVG."""
    view = _view(request)
    return respond(request, _answers.get(("svg", view.key), lambda: _answer(view, "svg")))


def png(request: Request) -> Response:
    """The view's card, as PNG."""
    view = _view(request)

    def draw() -> Answer:
        with DRAWING:
            return _answers.get(("png", view.key), lambda: _answer(view, "png"))

    return respond(request, _answers.known(("png", view.key)) or draw())


def _view(request: Request) -> Asked:
    view = strict_view(request.query_params)
    if len(view.regions) > COMPARED_AT_MOST:
        raise RefusedError(400, f"{COMPARED_AT_MOST} régions au plus se comparent.", "regions")
    return view


def _answer(view: Asked, form: str) -> Answer:
    media_type, make = _FORMS[form]
    headers = {
        **OPEN_HEADERS,
        "Content-Language": "fr",
        "Content-Disposition": f'inline; filename="carte-{view.edition.id}.{form}"',
    }
    return Answer.make(make(view), media_type, headers)


def draw_svg(view: Asked) -> str:
    """The view's card as an SVG document."""
    # Drawing needs more than a page does at start: fonts, sentences.
    from amu_geo.charts.picture.card import card

    words = words_of_view(view.coverage, view.regions, view.region, view.famille)
    outlined = view.regions or ([view.region] if view.region else [])
    famille = "" if outlined else view.famille
    return card(
        view.coverage, words.title, words.second, words.alt, outlined, famille, view.warning
    )


def draw_png(view: Asked) -> bytes:
    """The view's card as a PNG, 1200 × 630."""
    from amu_geo.charts.picture.card import rasterise

    return rasterise(draw_svg(view))


_FORMS: dict[str, tuple[str, Callable[[Asked], str | bytes]]] = {
    "svg": ("image/svg+xml", draw_svg),
    "png": ("image/png", draw_png),
}

"""Every address that the process serves besides the pages.

What answers is imported when it is first asked for: the process listens before it has loaded
the libraries of the data.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from importlib import import_module

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from amu_geo.charts.base.style import serve_style
from amu_geo.server.http.files import file_routes
from amu_geo.server.http.health import health_routes
from amu_geo.server.http.problems import read_only
from amu_geo.server.http.robots import robot_routes
from amu_geo.server.streamlit.document import names_the_style
from amu_geo.server.streamlit.endpoints import CORE
from amu_geo.server.streamlit.options import base_path
from amu_geo.server.wire.metrics import metrics_routes
from amu_geo.site import (
    CATALOGUE,
    COMPARISON_PDF,
    MARKDOWN,
    NEWS,
    OFFLINE,
    PORTRAIT_PDF,
    SEARCH,
    SLIDES,
    STAGE,
    STAGE_DECK,
    STAGE_GUARD,
    STATEMENT,
    VERIFY,
    stand_under,
)

METHODS = ["GET", "HEAD", "OPTIONS", "POST", "PUT", "PATCH", "DELETE"]
_OPEN = {
    "/api": ("amu_geo.server.api.answer", "answer"),
    "/api/{rest:path}": ("amu_geo.server.api.answer", "answer"),
    "/carte.svg": ("amu_geo.server.page.images", "svg"),
    "/carte.png": ("amu_geo.server.page.images", "png"),
    PORTRAIT_PDF: ("amu_geo.server.page.outputs.report", "portrait"),
    COMPARISON_PDF: ("amu_geo.server.page.outputs.report", "comparison"),
    SLIDES: ("amu_geo.server.page.outputs.slides", "answer"),
    STATEMENT: ("amu_geo.server.page.plain", "accessibility"),
    SEARCH: ("amu_geo.server.page.search", "page"),
    f"{SEARCH}.json": ("amu_geo.server.page.search", "answers"),
    CATALOGUE: ("amu_geo.server.page.outputs.catalogue", "catalogue"),
    MARKDOWN["/"]: ("amu_geo.server.page.outputs.markdown", "overview"),
    MARKDOWN["/region"]: ("amu_geo.server.page.outputs.markdown", "portrait"),
    STAGE: ("amu_geo.server.page.stage.answer", "page"),
    STAGE_GUARD: ("amu_geo.server.page.stage.answer", "guard"),
    OFFLINE: ("amu_geo.server.page.outputs.offline", "edition_file"),
    NEWS: ("amu_geo.server.page.news", "atom"),
    VERIFY: ("amu_geo.server.page.verify.answer", "page"),
    "/fiches.json": ("amu_geo.server.page.sheets", "sheets"),
}

# It says what is wrong in a page, as whoever reads it in a frame needs.
_FIGURE = ("amu_geo.server.figure.answer", "figure")

# It reads the choices of a form.
_TALK = ("amu_geo.server.page.stage.deck", "answer")


def routes() -> list[BaseRoute]:
    """Routes for `st.App`: they come before Streamlit's own.

    Where a proxy shows the site under a path, the middleware takes it off before they look.
    """
    stand_under(base_path())
    serve_style(names_the_style())
    open_data = [
        Route(path, read_only(_later(*where)), methods=METHODS) for path, where in _OPEN.items()
    ]
    talk = Route(STAGE_DECK, _later_too(*_TALK), methods=METHODS)
    figures = Route("/figure/{name}", _later(*_FIGURE), methods=METHODS)
    own = [*health_routes(), *metrics_routes(), *file_routes(), *robot_routes(CORE)]
    return [*open_data, talk, figures, *own]


def _later(module: str, name: str) -> Callable[[Request], Response]:
    def answer(request: Request) -> Response:
        return getattr(import_module(module), name)(request)

    return answer


def _later_too(module: str, name: str) -> Callable[[Request], Awaitable[Response]]:
    async def answer(request: Request) -> Response:
        return await getattr(import_module(module), name)(request)

    return answer

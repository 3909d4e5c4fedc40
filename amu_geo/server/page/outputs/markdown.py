"""`/index.md` and `/region.md`: the overview and a portrait as text, for machines that read."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from amu_geo import store
from amu_geo.figures.words import reference
from amu_geo.server.http.answers import Answer, AnswerCache, respond
from amu_geo.server.http.problems import OPEN_HEADERS, RefusedError
from amu_geo.server.http.query import Asked, strict_view
from amu_geo.site import MARKDOWN, address, origin

MEDIA_TYPE = "text/markdown"
_answers = AnswerCache(max_bytes=4 * 2**20)


def overview(request: Request) -> Response:
    """The overview under the edition, the year and the reading of the address."""
    return _answer(request, strict_view(request.query_params), "", _overview)


def portrait(request: Request) -> Response:
    """The portrait of the region that the address names."""
    view = strict_view(request.query_params)
    if not view.region:
        example = f"« {MARKDOWN['/region']}?region=76 »"
        raise RefusedError(400, f"Un portrait est celui d’une région : {example}.", "region")
    return _answer(request, view, view.region, _portrait)


def _answer(
    request: Request, view: Asked, region: str, make: Callable[[Asked, str], dict[str, Any]]
) -> Response:
    site = origin(request.url.scheme, request.headers)
    edition = (view.edition.fingerprint, view.edition.licence, view.warning)
    # The citation says the day of reading.
    key = (edition, store.shelf().fingerprint, view.reading, region, site, date.today())
    return respond(request, _answers.get(key, lambda: _text(view, region, site, make)))


def _text(
    view: Asked, region: str, site: str, make: Callable[[Asked, str], dict[str, Any]]
) -> Answer:
    from amu_geo.report.markdown import markdown_of

    document = make(view, site)
    chosen = {"edition": view.edition.id, **view.reading.to_query(), "region": region}
    where = site + address("/region" if region else "/", chosen)
    cited = f"{reference(view.coverage, document['title'])} {where}"
    headers = {**OPEN_HEADERS, "Content-Language": "fr"}
    return Answer.make(markdown_of(document, cited), MEDIA_TYPE, headers)


def _overview(view: Asked, site: str) -> dict[str, Any]:
    from amu_geo.report.overview import overview_document

    return overview_document(view.coverage, site, view.warning)


def _portrait(view: Asked, site: str) -> dict[str, Any]:
    from amu_geo.report.portrait import portrait_document

    return portrait_document(view.coverage, store.territories(), view.region, site, view.warning)

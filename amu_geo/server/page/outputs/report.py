"""`/portrait.pdf` and `/comparaison.pdf`: a region, or two or three, on paper."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from amu_geo import store
from amu_geo.server.http.answers import Answer, AnswerCache, respond
from amu_geo.server.http.problems import OPEN_HEADERS, RefusedError
from amu_geo.server.http.query import Asked, strict_view
from amu_geo.site import origin

MEDIA_TYPE = "application/pdf"
_answers = AnswerCache(max_bytes=24 * 2**20)
# A portrait takes half a second of one core: never more than one at a time.
_laying_out = threading.Lock()


def portrait(request: Request) -> Response:
    """The portrait of the region that the address names."""
    view = strict_view(request.query_params)
    if not view.region:
        example = "« /portrait.pdf?region=76 »"
        raise RefusedError(400, f"Un portrait est celui d’une région : {example}.", "region")
    return _answer(request, view, (view.region,), _portrait)


def comparison(request: Request) -> Response:
    """The regions that the address names, side by side."""
    view = strict_view(request.query_params)
    return _answer(request, view, view.regions, _comparison)


def _answer(
    request: Request,
    view: Asked,
    codes: tuple[str, ...],
    make: Callable[[Asked, tuple[str, ...], str], dict[str, Any]],
) -> Response:
    """From memory, or made now; choices on which the document does not depend make no other."""
    site = origin(request.url.scheme, request.headers)
    edition = (view.edition.fingerprint, view.edition.licence, view.warning)
    key = (make.__name__, edition, store.shelf().fingerprint, view.reading, codes, site)

    def lay_out() -> Answer:
        with _laying_out:
            return _answers.get(key, lambda: _pdf(view, codes, make(view, codes, site)))

    return respond(request, _answers.known(key) or lay_out())


def _pdf(view: Asked, codes: tuple[str, ...], document: dict[str, Any]) -> Answer:
    # Typst is large: it is loaded for the first who asks.
    from amu_geo.report.compiling import forget, pdf_of
    from amu_geo.report.naming import file_name

    headers = {
        **OPEN_HEADERS,
        "Content-Language": "fr",
        "Content-Disposition": f'inline; filename="{file_name(view.coverage, codes)}"',
    }
    made = pdf_of(document)
    forget()
    return Answer.make(made, MEDIA_TYPE, headers)


def _portrait(view: Asked, codes: tuple[str, ...], site: str) -> dict[str, Any]:
    from amu_geo.report.portrait import portrait_document

    return portrait_document(view.coverage, store.territories(), codes[0], site, view.warning)


def _comparison(view: Asked, codes: tuple[str, ...], site: str) -> dict[str, Any]:
    from amu_geo.report.comparison import UnfitRegionsError, comparison_document

    try:
        return comparison_document(view.coverage, store.territories(), codes, site, view.warning)
    except UnfitRegionsError as unfit:
        raise RefusedError(400, str(unfit), "regions") from None

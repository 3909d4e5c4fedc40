"""`/diapositives.pptx`: the view as slides that can be edited, of all regions or of one."""

from __future__ import annotations

import threading

from starlette.requests import Request
from starlette.responses import Response

from amu_geo import store
from amu_geo.server.http.answers import Answer, AnswerCache, respond
from amu_geo.server.http.problems import OPEN_HEADERS
from amu_geo.server.http.query import Asked, strict_view
from amu_geo.site import origin

_answers = AnswerCache(max_bytes=8 * 2**20)
# A deck takes a second or two of one core: never more than one at a time.
_making = threading.Lock()


def answer(request: Request) -> Response:
    """The slides of the view; of the choices of the pages, they follow the reading and `region`."""
    view = strict_view(request.query_params)
    site = origin(request.url.scheme, request.headers)
    # What they do not follow would make the same ones again.
    fingerprints = (store.shelf().fingerprint, view.edition.fingerprint, view.edition.licence)
    key = (*fingerprints, view.reading, view.region, site)
    known = _answers.known(key)
    if known is None:
        with _making:
            known = _answers.get(key, lambda: _make(view, site))
    return respond(request, known)


def _make(view: Asked, site: str) -> Answer:
    # Making them needs more than a page does at start.
    from amu_geo.slides.deck import MEDIA_TYPE, file_name, slides

    content = slides(view.coverage, store.territories(), view.region, site)
    name = file_name(view.coverage, view.region)
    headers = {
        **OPEN_HEADERS,
        "Content-Language": "fr",
        "Content-Disposition": f'attachment; filename="{name}"',
    }
    return Answer.make(content, MEDIA_TYPE, headers)

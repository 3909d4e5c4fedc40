"""`/edition-hors-ligne.html`: an edition in one file, to be carried away."""

from __future__ import annotations

import threading

from starlette.requests import Request
from starlette.responses import Response

from amu_geo import store
from amu_geo.offline.document import offline_html
from amu_geo.server.http.answers import Answer, AnswerCache, respond
from amu_geo.server.http.problems import OPEN_HEADERS
from amu_geo.server.http.query import Asked, check_names, meant_query, strict_view
from amu_geo.site import base, origin

_answers = AnswerCache(max_bytes=8 * 2**20)
# Some seconds of one core: never more than one at a time.
_making = threading.Lock()


def edition_file(request: Request) -> Response:
    """The file of an edition; `edition` is the only parameter, for every reading is inside."""
    check_names(meant_query(request.query_params), ("edition",))
    view = strict_view(request.query_params)
    key = (view.key, _site())
    known = _answers.known(key)
    if known is None:
        with _making:
            known = _answers.get(key, lambda: _answer(view))
    return respond(request, known)


def _site() -> str:
    """The declared address with its path; "" when none is, for that of a request may be local."""
    declared = origin("https", {})
    return declared + base() if declared else ""


def _answer(view: Asked) -> Answer:
    edition = view.edition
    made = offline_html(edition, store.territories(), _site(), store.shelf().notice(edition))
    name = f"observatoire-amu-{edition.id}-hors-ligne.html"
    headers = {
        **OPEN_HEADERS,
        "Content-Language": "fr",
        "Content-Disposition": f'attachment; filename="{name}"',
    }
    return Answer.make(made, "text/html", headers)

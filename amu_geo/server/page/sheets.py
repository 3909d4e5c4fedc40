"""The sheet of a region, and `/fiches.json`: those of all, so that a click need not wait."""

from __future__ import annotations

import json

from starlette.requests import Request
from starlette.responses import Response

from amu_geo import store
from amu_geo.charts.overview.sheet import sheet
from amu_geo.server.http.answers import Answer, AnswerCache, respond
from amu_geo.server.http.problems import OPEN_HEADERS
from amu_geo.server.http.query import Asked, strict_view
from amu_geo.site import READING, address

_answers = AnswerCache(max_bytes=8 * 2**20)


def sheets(request: Request) -> Response:
    """Code of each region → HTML of its sheet, as the overview shows it."""
    view = strict_view(request.query_params)
    return respond(request, _answers.get(view.key, lambda: _answer(view)))


def _answer(view: Asked) -> Answer:
    query = {name: value for name, value in view.to_query().items() if name in READING}

    def href(path: str, **changes: str) -> str:
        return address(path, {**query, **changes})

    coverage, wider = view.coverage, store.widest(view.coverage)
    drawn = {code: sheet(coverage, code, wider, href) for code in coverage.by_region}
    headers = {**OPEN_HEADERS, "Content-Language": "fr"}
    return Answer.make(json.dumps(drawn, ensure_ascii=False), "application/json", headers)

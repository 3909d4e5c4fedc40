"""`/fiches.json`: the sheets of all regions of a view, so that a click need not wait for one."""

from __future__ import annotations

import json

from starlette.requests import Request
from starlette.responses import Response

from amu_geo import store
from amu_geo.charts.sheet import sheet, wide_reading
from amu_geo.server.answers import Answer, AnswerCache, respond
from amu_geo.server.problems import OPEN_HEADERS
from amu_geo.server.query import View, strict_view
from amu_geo.server.site import address

_answers = AnswerCache(max_bytes=8 * 2**20)
# Of all choices, those on which a sheet depends.
_READ = ("edition", "annee", "lecture")


def sheets(request: Request) -> Response:
    """Code of each region → HTML of its sheet, as the overview shows it."""
    view = strict_view(request.query_params)
    return respond(request, _answers.get(view.key, lambda: _answer(view)))


def _answer(view: View) -> Answer:
    query = {name: value for name, value in view.to_query().items() if name in _READ}
    coverage, wider = view.coverage, store.coverage(view.edition, wide_reading(view.reading))

    def href(path: str, **changes: str) -> str:
        return address(path, {**query, **changes})

    drawn = {code: sheet(coverage, code, wider, href) for code in coverage.by_region}
    headers = {**OPEN_HEADERS, "Content-Language": "fr"}
    return Answer.make(json.dumps(drawn, ensure_ascii=False), "application/json", headers)

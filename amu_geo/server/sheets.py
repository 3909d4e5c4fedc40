"""The sheet of a region, and `/fiches.json`: those of all, so that a click need not wait."""

from __future__ import annotations

import json
from collections.abc import Callable

from starlette.requests import Request
from starlette.responses import Response

from amu_geo import store
from amu_geo.charts.sheet import sheet, wide_reading
from amu_geo.edition import Edition
from amu_geo.reading import Reading
from amu_geo.server.answers import Answer, AnswerCache, respond
from amu_geo.server.problems import OPEN_HEADERS
from amu_geo.server.query import View, strict_view
from amu_geo.server.site import READING, address

_answers = AnswerCache(max_bytes=8 * 2**20)


def region_sheet(
    edition: Edition, reading: Reading, code_region: str, href: Callable[..., str]
) -> str:
    """HTML of a region's sheet, as every page shows it; `href` as in `charts.sheet`."""
    coverage = store.coverage(edition, reading)
    wider = store.coverage(edition, wide_reading(reading))
    return sheet(coverage, code_region, wider, href)


def sheets(request: Request) -> Response:
    """Code of each region → HTML of its sheet, as the overview shows it."""
    view = strict_view(request.query_params)
    return respond(request, _answers.get(view.key, lambda: _answer(view)))


def _answer(view: View) -> Answer:
    query = {name: value for name, value in view.to_query().items() if name in READING}

    def href(path: str, **changes: str) -> str:
        return address(path, {**query, **changes})

    codes = view.coverage.by_region
    drawn = {code: region_sheet(view.edition, view.reading, code, href) for code in codes}
    headers = {**OPEN_HEADERS, "Content-Language": "fr"}
    return Answer.make(json.dumps(drawn, ensure_ascii=False), "application/json", headers)

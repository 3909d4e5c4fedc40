"""Answers `/verifier`."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
from starlette.requests import Request
from starlette.responses import Response

from amu_geo.charts.base.style import page_sheet
from amu_geo.figures.figure import Figure
from amu_geo.figures.words import source_line
from amu_geo.paths import DamagedFileError, tell_once
from amu_geo.server.http.answers import Answer, AnswerCache, respond
from amu_geo.server.page.fault import damaged_response
from amu_geo.server.page.first.style import style_element
from amu_geo.server.page.plain import plain_headers, plain_html
from amu_geo.server.page.verify.asked import Question, question
from amu_geo.server.page.verify.shown import content, title
from amu_geo.site import PLAIN, VERIFY, origin

_STYLE = Path(__file__).with_name("verify.css")
_answers = AnswerCache(max_bytes=4 * 2**20)


def page(request: Request) -> Response:
    """`/verifier`: true, false or not documented, with its proof; a form until it is asked."""
    site = origin(request.url.scheme, request.headers)
    try:
        asked = question(request.query_params)
        key = (site, asked.view.key, tuple(asked.parts.items()), asked.phrase, asked.faults)
        # A form and its answer have the same parts: only an address that confirms is answered.
        key = (*key, asked.verdict is not None)
        return respond(request, _answers.get(key, lambda: _answer(asked, site)))
    except DamagedFileError as error:
        tell_once(error)
        return damaged_response(request, error)


def _answer(asked: Question, site: str) -> Answer:
    document = plain_html(
        PLAIN[VERIFY],
        asked.view,
        content(asked, _source(asked)),
        site,
        title=title(asked),
        query=asked.query,
        style=style_element(page_sheet("schemes"), _STYLE),
        listed=not (asked.phrase or asked.faults),
    )
    return Answer.make(document, "text/html; charset=utf-8", plain_headers(site))


def _source(asked: Question) -> str:
    """Where what is said comes from, as below every figure."""
    said = Figure("verifier", "", pd.DataFrame)
    return source_line(asked.view.coverage, said)

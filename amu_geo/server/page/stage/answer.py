"""Answers `/presenter`, and gives the script that keeps it for a reload without a server."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from starlette.requests import Request
from starlette.responses import Response

from amu_geo import store
from amu_geo.javascript import compact
from amu_geo.paths import DamagedFileError, tell_once
from amu_geo.server.http.answers import Answer, AnswerCache, respond
from amu_geo.server.http.query import Asked, read_view
from amu_geo.server.http.security import stage_headers
from amu_geo.server.page.fault import damaged_response
from amu_geo.site import STAGE_DECK, STAGE_GUARD, address, origin
from amu_geo.vocabulary import DEFAULT_LECTURE

if TYPE_CHECKING:
    from amu_geo.stage.talk import Talk

_GUARD = Path(__file__).with_name("guard.js")
_answers = AnswerCache(max_bytes=8 * 2**20)


def page(request: Request) -> Response:
    """The talk of the view that the address names."""
    try:
        view = read_view(request.query_params)
        site = origin("https", {})
        key = (store.shelf().fingerprint, view.key, site)
        return respond(request, _answers.get(key, lambda: _answer(view, site)))
    except DamagedFileError as error:
        tell_once(error)
        return damaged_response(request, error)


def guard(request: Request) -> Response:
    """The script that works in the background of `/presenter`, and of nothing else."""
    text = compact(_GUARD.read_text(encoding="utf-8"))
    return respond(request, Answer.make(text, "text/javascript", {}))


def _answer(view: Asked, site: str) -> Answer:
    from amu_geo.stage.document import script_source, stage_html

    query = view.to_query()
    deck = address(STAGE_DECK, query)
    made = stage_html(talk_of(view, site), address("/", query), deck, address(STAGE_GUARD))
    headers = {"Content-Language": "fr", **stage_headers(script_source())}
    return Answer.make(made, "text/html; charset=utf-8", headers)


def talk_of(view: Asked, site: str) -> Talk:
    """The talk of a view; `site` is that of its lasting address, "" while it has none."""
    # What a talk is made of loads more than a page does at start.
    from amu_geo.stage.talk import Talk

    territories, shelf, regions = store.territories(), store.shelf(), tuple(view.regions)
    lasting = _lasting(view, site)
    return Talk(view.coverage, territories, shelf, view.region, regions, lasting)


def _lasting(view: Asked, site: str) -> str:
    """The address of the very view, only what isn't usual in it; "" while the site has none."""
    if not site:
        return ""
    query = {k: v for k, v in view.to_query().items() if (k, v) != ("lecture", DEFAULT_LECTURE)}
    return site + address("/", query)

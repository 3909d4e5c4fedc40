"""Answers `/presenter`, and gives the script that keeps it for a reload without a server."""

from __future__ import annotations

from pathlib import Path

from starlette.requests import Request
from starlette.responses import Response

from amu_geo import store
from amu_geo.javascript import compact
from amu_geo.paths import DamagedFileError, tell_once
from amu_geo.server.http.answers import Answer, AnswerCache, respond
from amu_geo.server.http.query import Asked, read_view
from amu_geo.server.http.security import stage_headers
from amu_geo.server.page.fault import damaged_response
from amu_geo.site import SLIDES, STAGE_GUARD, address, origin
from amu_geo.vocabulary import DEFAULT_LECTURE

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
    from amu_geo.stage.talk import Talk

    query = view.to_query()
    talk = Talk(
        view.coverage,
        store.territories(),
        store.shelf(),
        view.region,
        tuple(view.regions),
        _lasting(view, site),
    )
    followed = ("edition", "annee", "lecture", "region")
    deck = address(SLIDES, {name: query[name] for name in followed if name in query})
    made = stage_html(talk, address("/", query), deck, address(STAGE_GUARD))
    headers = {"Content-Language": "fr", **stage_headers(script_source())}
    return Answer.make(made, "text/html; charset=utf-8", headers)


def _lasting(view: Asked, site: str) -> str:
    """The address of the very view, only what isn't usual in it; "" while the site has none."""
    if not site:
        return ""
    query = {k: v for k, v in view.to_query().items() if (k, v) != ("lecture", DEFAULT_LECTURE)}
    return site + address("/", query)

"""`/catalogue.jsonld`: the editions, for open-data portals that harvest catalogues."""

from __future__ import annotations

import json

from starlette.requests import Request
from starlette.responses import Response

from amu_geo import store
from amu_geo.export.catalogue import catalogue_jsonld
from amu_geo.server.http.answers import Answer, AnswerCache, respond
from amu_geo.server.http.problems import OPEN_HEADERS
from amu_geo.server.http.query import check_names, meant_query
from amu_geo.site import origin

MEDIA_TYPE = "application/ld+json"
_answers = AnswerCache(max_bytes=2**20)


def catalogue(request: Request) -> Response:
    """The catalogue; it takes no parameter."""
    check_names(meant_query(request.query_params), ())
    site = origin(request.url.scheme, request.headers)
    key = (store.shelf().fingerprint, site)
    return respond(request, _answers.get(key, lambda: _answer(site)))


def _answer(site: str) -> Answer:
    made = catalogue_jsonld(store.shelf().editions.values(), site)
    headers = {**OPEN_HEADERS, "Content-Language": "fr"}
    return Answer.make(json.dumps(made, ensure_ascii=False, indent=1), MEDIA_TYPE, headers)

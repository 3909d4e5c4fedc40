"""`/nouveautes.atom`: what the latest editions brought, all regions or one."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response

from amu_geo import store
from amu_geo.measure.reading import Reading
from amu_geo.news.atom import MEDIA_TYPE, feed
from amu_geo.news.changes import RegionNews, latest_news
from amu_geo.server.http.answers import Answer, AnswerCache, respond
from amu_geo.server.http.problems import OPEN_HEADERS
from amu_geo.server.http.query import Asked, check_names, meant_query, strict_view
from amu_geo.site import NEWS, address, origin

_answers = AnswerCache(max_bytes=2 * 2**20)


def atom(request: Request) -> Response:
    """The feed; `region` is its only parameter."""
    check_names(meant_query(request.query_params), ("region",))
    view = strict_view(request.query_params)
    site = origin(request.url.scheme, request.headers)
    return respond(request, _answers.get((view.key, site), lambda: _answer(view, site)))


def _answer(view: Asked, site: str) -> Answer:
    def page(news: RegionNews | None) -> str:
        if news is None:
            return site + address("/evolution", {"ecart": "editions"})
        query = {"region": news.code, "edition": news.newer.edition.id}
        return site + address("/region", query)

    editions = store.shelf().editions.values()
    news = latest_news(editions, lambda made: store.coverage(made, Reading()), view.region)
    here = site + address(NEWS, {"region": view.region})
    name = view.coverage.by_region[view.region]["nom"] if view.region else ""
    made = feed(news, view.edition, here, page, name)
    headers = {**OPEN_HEADERS, "Content-Language": "fr"}
    return Answer.make(made, MEDIA_TYPE, headers)

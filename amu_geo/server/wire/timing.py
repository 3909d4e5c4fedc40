"""How long each answer takes, by the family of its address; the slow ones are told."""

from __future__ import annotations

import time

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from amu_geo.server.http.files import WELL_KNOWN
from amu_geo.server.streamlit.endpoints import BUNDLES, PREFIXES
from amu_geo.site import (
    CATALOGUE,
    COMPARISON_PDF,
    MARKDOWN,
    METRICS,
    NEWS,
    OFFLINE,
    PAGES,
    PLAIN,
    PORTRAIT_PDF,
    SEARCH,
    SLIDES,
    STAGE,
    STAGE_GUARD,
    base,
)
from amu_geo.watch.events import OTHER, tell
from amu_geo.watch.meters import answers

# Seconds from the head of a request to the last byte of its answer, beyond which it is told.
SLOW = 2.0
_EXACT = {
    **dict.fromkeys((*PAGES, *PLAIN, *MARKDOWN.values(), STAGE, CATALOGUE, NEWS), "page"),
    **dict.fromkeys((f"{SEARCH}.json", "/fiches.json", "/api"), "api"),
    **dict.fromkeys((PORTRAIT_PDF, COMPARISON_PDF, SLIDES, OFFLINE), "fichier"),
    **dict.fromkeys(("/carte.svg", "/carte.png"), "image"),
    **dict.fromkeys((*WELL_KNOWN, STAGE_GUARD), "statique"),
    **dict.fromkeys(("/healthz", "/readyz", METRICS, "/robots.txt", "/sitemap.xml"), "veille"),
}
_FOLDERS = {"/api/": "api", "/figure/": "figure", "/statique/": "statique", BUNDLES: "statique"}
_FOLDERS |= dict.fromkeys(PREFIXES, "session")


def family(path: str) -> str:
    """What kind of thing an address asks for; of the address itself nothing is kept."""
    path = path.removeprefix(base()) or "/"
    known = _EXACT.get(path)
    if known is None:
        folder = path[: path.find("/", 1) + 1]
        known = _FOLDERS.get(folder, OTHER)
    if known == "figure" and path.endswith((".png", ".svg")):
        return "image"
    return known


class TimingMiddleware:
    """Outermost: all that a reader waits for is counted."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on the request; count its answer once it is sent."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        start = time.perf_counter()
        status = 0

        async def noted(message: Message) -> None:
            nonlocal status
            if not status:
                status = message.get("status", 0)
            await send(message)

        try:
            await self._app(scope, receive, noted)
        finally:
            seconds = time.perf_counter() - start
            kind = family(scope["path"])
            answers.add(kind, seconds)
            if seconds > SLOW:
                tell("requete-lente", famille=kind, duree_s=round(seconds, 3), statut=status)

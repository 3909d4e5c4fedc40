"""Our own files under `/statique/`: fonts, icons, the empty base map, the shapes, the style."""

from __future__ import annotations

import mimetypes
import re
from pathlib import Path

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from amu_geo import paths
from amu_geo.server.http.answers import Answer, AnswerCache, respond
from amu_geo.server.http.places import file_in
from amu_geo.server.http.shapes import FOREVER, serve_shapes
from amu_geo.server.http.style import serve_style_sheet

HASHED = re.compile(r"[.-][0-9a-f]{8,64}\.[a-z0-9]+$")
ONE_DAY = "public, max-age=86400, stale-while-revalidate=604800"
# At addresses that browsers and search engines ask for by themselves.
WELL_KNOWN = {
    "/favicon.ico": "favicon-32.png",
    "/favicon.png": "favicon-32.png",
    "/favicon.svg": "favicon.svg",
    "/apple-touch-icon.png": "favicon-180.png",
}
_answers = AnswerCache(max_bytes=8 * 2**20)


def file_routes() -> list[Route]:
    """Addresses of the files that we serve ourselves."""
    return [
        Route("/statique/carte-{digest:str}.json", serve_shapes),
        Route("/statique/style-{digest:str}.css", serve_style_sheet),
        Route("/statique/{name:path}", _serve),
        *(Route(address, _well_known(name)) for address, name in WELL_KNOWN.items()),
    ]


def static_answer(name: str) -> Answer | None:
    """A file of `static/`, from memory when it has not changed; None when there is none."""
    path = file_in(paths.STATIC, name)
    if path is None or path.suffix == ".md":
        return None
    try:
        status = path.stat()
        key = (path, status.st_mtime_ns, status.st_size)
        return _answers.get(key, lambda: _read(path))
    except OSError:
        return None


def _read(path: Path) -> Answer:
    media_type = {".woff2": "font/woff2", ".json": "application/json"}.get(path.suffix)
    media_type = media_type or mimetypes.guess_type(path.name)[0] or "application/octet-stream"
    headers = {
        "Cache-Control": FOREVER if HASHED.search(path.name) else ONE_DAY,
        "Access-Control-Allow-Origin": "*",
        "X-Content-Type-Options": "nosniff",
    }
    return Answer.make(path.read_bytes(), media_type, headers, quality=11)


def _serve(request: Request) -> Response:
    answer = static_answer(request.path_params["name"])
    if answer is None:
        # The middleware around us says it in a page.
        return Response(status_code=404)
    return respond(request, answer)


def _well_known(name: str):
    def serve(request: Request) -> Response:
        answer = static_answer(name)
        return Response(status_code=404) if answer is None else respond(request, answer)

    return serve

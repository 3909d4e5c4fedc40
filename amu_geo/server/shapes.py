"""The map's shapes at an address that changes with them, so that browsers keep them for ever."""

from __future__ import annotations

import hashlib
import json
from functools import cache

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from amu_geo import paths
from amu_geo.server.answers import Answer, respond

FOREVER = "public, max-age=31536000, immutable"


@cache
def shapes() -> Answer:
    """What the browser draws: 18 features, without what only the server needs."""
    content = json.loads((paths.REGIONS / "carte.json").read_text(encoding="utf-8"))
    features = [
        {
            "type": "Feature",
            "id": feature["id"],
            "properties": {"nom": feature["properties"]["nom"]},
            "geometry": feature["geometry"],
        }
        for feature in content["features"]
    ]
    collection = {"type": "FeatureCollection", "features": features}
    text = json.dumps(collection, ensure_ascii=False, separators=(",", ":"))
    headers = {"Cache-Control": FOREVER, "Access-Control-Allow-Origin": "*"}
    return Answer.make(text, "application/geo+json", headers, quality=11)


@cache
def shapes_url() -> str:
    """Address of the shapes, from the root of the site."""
    return f"/statique/carte-{hashlib.sha256(shapes().body).hexdigest()[:12]}.json"


def serve_shapes(request: Request) -> Response:
    """The shapes; an older address, kept by an open page, leads to today's."""
    if request.url.path != shapes_url():
        return RedirectResponse(shapes_url(), headers={"Cache-Control": "no-store"})
    return respond(request, shapes())

"""What a browser draws the map from, at an address that changes with it: kept for ever."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import Any

from amu_geo import paths
from amu_geo.memory import kept
from amu_geo.site import address


@kept
def browser_map() -> Mapping[str, Any]:
    """Shapes, labels, frames and projection of the browser's map; read once, never changed."""
    # With it come the libraries of the data, which a server that starts has no time for.
    from amu_geo.territories.reading import read_map

    return read_map(paths.REGIONS)


@kept
def shapes() -> bytes:
    """GeoJSON of the 18 regions (EPSG:4326, `id` their code), without what only we need."""
    content = browser_map()
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
    return json.dumps(collection, ensure_ascii=False, separators=(",", ":")).encode()


@kept
def shapes_url() -> str:
    """Address of the shapes, from the root of the site."""
    return address(f"/statique/carte-{hashlib.sha256(shapes()).hexdigest()[:12]}.json")

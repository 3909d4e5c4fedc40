"""What a browser draws the map from, at an address that changes with it: kept for ever."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from amu_geo import paths
from amu_geo.memory import kept
from amu_geo.site import address

# Labels move a little, in degrees, to leave the name of their region room below their signs.
_LABEL_MOVES = {
    "11": (0.05, 0.1), "24": (0.08, 0.01), "27": (0.3, 0.27), "28": (-0.42, 0.13),
    "32": (-0.05, 0.38), "44": (0.13, 0.13), "52": (-0.2, 0), "53": (-0.3, 0.09),
    "84": (-0.18, 0.02), "93": (0.22, 0.06),
}  # fmt: skip


@kept
def browser_map() -> Mapping[str, Any]:
    """Shapes, labels, frames and projection of the browser's map; read once, never changed."""
    # With it come the libraries of the data, which a server that starts has no time for.
    from amu_geo.territories.reading import read_map

    content = read_map(paths.REGIONS)
    return {**content, "etiquettes": dict(_moved(content["etiquettes"]))}


def _moved(labels: Mapping[str, Sequence[float]]) -> Iterator[tuple[str, list[float]]]:
    for code, (lon, lat) in labels.items():
        east, north = _LABEL_MOVES.get(code, (0, 0))
        yield code, [round(lon + east, 3), round(lat + north, 3)]


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

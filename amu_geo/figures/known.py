"""The figures that exist: the one list of their keys, page by page."""

from __future__ import annotations

from amu_geo.figures import (
    actors,
    compare,
    data,
    evolution,
    families,
    my_commune,
    overview,
    region,
    schemes,
)
from amu_geo.figures.figure import Kind

_PAGES = (overview, compare, families, schemes, actors, evolution, region, my_commune, data)
KINDS: dict[str, Kind] = {kind.key: kind for page in _PAGES for kind in page.KINDS}

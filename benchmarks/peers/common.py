"""What the three peers show: the observatory's own map and a plain sheet for each region."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

import plotly.graph_objects as go

from amu_geo import paths, store
from amu_geo.charts.map.coverage import coverage_map
from amu_geo.measure.coverage import Coverage
from amu_geo.measure.reading import Reading
from amu_geo.vocabulary import FAMILIES

TITLE = "Observatoire AMU"
INVITATION = "Choisissez une région."


@dataclass(frozen=True)
class Sheet:
    """What a click opens: a name, a figure, and the schemes with their sources."""

    name: str
    score: str
    schemes: list[tuple[str, str]]


def read_coverage() -> Coverage:
    """The usual view: latest edition, usual reading."""
    return store.coverage(None, Reading())


def read_map() -> dict[str, Any]:
    """The GeoJSON of the 18 regions, with labels, frames and projection."""
    return json.loads((paths.REGIONS / "carte.json").read_text(encoding="utf-8"))


def figure(coverage: Coverage, content: dict[str, Any]) -> go.Figure:
    """The same map as the application's, as one writes it usually: it carries its shapes."""
    shapes = {"type": "FeatureCollection", "features": content["features"]}
    drawn = coverage_map(coverage, content, shapes)
    # Plotly selects on a click only what it describes, and only while its map can be dragged.
    drawn.update_traces(hoverinfo="location", selector={"type": "choropleth"})
    return drawn.update_layout(dragmode="pan")


def sheet(coverage: Coverage, code: str) -> Sheet:
    """The sheet of a region."""
    row = coverage.by_region[code]
    schemes = coverage.schemes(code)
    return Sheet(
        row["nom"],
        f"{row['familles_confirmees']} familles sur {len(FAMILIES)}",
        list(zip(schemes["nom"], schemes["url_source"], strict=True)),
    )

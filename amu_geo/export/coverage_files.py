"""The coverage table as CSV, JSON, GeoJSON (RFC 7946) and plain text."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import numpy as np
import pandas as pd
import shapely

from amu_geo.coverage import Coverage
from amu_geo.territories import Territories
from amu_geo.vocabulary import COVERED, FAMILIES, PROBABLE


def provenance(coverage: Coverage) -> dict[str, Any]:
    """What every exported file says of itself: edition, reading, licence, source."""
    edition = coverage.edition
    return {
        "edition": edition.id,
        "titre": edition.titre,
        "date": edition.date.isoformat(),
        "annee": coverage.reading.annee or "actuel",
        "lecture": coverage.reading.lecture,
        "licence": edition.licence,
        "source": f"{edition.auteur}, {edition.titre}",
    }


def to_csv(coverage: Coverage, territories: Territories) -> str:
    """Comma, LF, UTF-8: the columns of `Coverage.table`, 18 rows."""
    return coverage.table.to_csv(index=False, lineterminator="\n")


def to_json(coverage: Coverage, territories: Territories) -> str:
    """`{licence, source, …, regions: [...]}`; each cell also lists the schemes behind it."""
    rows = records(coverage.table)
    behind = {
        (cell.code_region, cell.famille): list(cell.dispositifs)
        for cell in coverage.cells.itertuples()
    }
    for row in rows:
        row["preuves"] = {family: behind[row["code_region"], family] for family in FAMILIES}
    return dump({**provenance(coverage), "regions": rows})


def to_geojson(coverage: Coverage, territories: Territories) -> str:
    """A FeatureCollection by RFC 7946: lon/lat, exterior rings counter-clockwise."""
    frame = coverage.geo(territories)
    shapes = shapely.orient_polygons(shapely.set_precision(frame.geometry.to_numpy(), 1e-6))
    properties = records(pd.DataFrame(frame.drop(columns="geometry")))
    features = [
        {
            "type": "Feature",
            "id": row["code_region"],
            "bbox": [round(value, 6) for value in shape.bounds],
            "properties": row,
            "geometry": json.loads(shapely.to_geojson(shape)),
        }
        for row, shape in zip(properties, shapes, strict=True)
    ]
    return dump({"type": "FeatureCollection", **provenance(coverage), "features": features})


def to_text(coverage: Coverage, territories: Territories) -> str:
    """A table for a terminal: dots for the four families, « n.d. » for the undocumented."""
    marks = {COVERED: "●", PROBABLE: "◐"}
    width = max(len(name) for name in coverage.table["nom"])
    lines = [f"{coverage.edition.titre} — {coverage.reading.describe()}", ""]
    lines.append(f"{'région':<{width}}  familles  min–max  bât. coll. comm. terr.  dispositifs")
    for row in coverage.table.itertuples():
        count = str(row.familles_couvertes) if coverage.documented(row.code_region) else "n.d."
        dots = "".join(
            f"{marks.get(getattr(row, family.column), '·'):^5}" for family in FAMILIES.values()
        )
        between = f"{row.min}–{row.max}"
        lines.append(
            f"{row.nom:<{width}}  {count:^8}  {between:^7}  {dots}  {row.nb_dispositifs:>5}"
        )
    lines += ["", "● couvert   ◐ probable   · aucun dispositif régional documenté"]
    return "\n".join(lines) + "\n"


def records(frame: pd.DataFrame) -> list[dict[str, Any]]:
    """Rows as plain Python values, None for what is missing."""
    return [{key: _plain(value) for key, value in row.items()} for row in frame.to_dict("records")]


def _plain(value: Any) -> Any:
    if isinstance(value, tuple | list):
        return list(value)
    if value is None or value is pd.NA or (isinstance(value, float) and np.isnan(value)):
        return None
    return value.item() if isinstance(value, np.generic) else value


def dump(content: dict[str, Any]) -> str:
    """JSON as files are kept: UTF-8, two spaces, a final line feed."""
    return json.dumps(content, ensure_ascii=False, allow_nan=False, indent=2) + "\n"


FORMATS: dict[str, Callable[[Coverage, Territories], str]] = {
    "csv": to_csv,
    "json": to_json,
    "geojson": to_geojson,
    "table": to_text,
}

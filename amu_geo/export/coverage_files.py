"""The coverage table as CSV, JSON, GeoJSON (RFC 7946) and plain text."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from typing import Any

import numpy as np
import pandas as pd
import shapely

from amu_geo.edition import Edition
from amu_geo.export.geofiles import to_geopackage, to_geoparquet
from amu_geo.measure.coverage import Coverage
from amu_geo.territories import Territories
from amu_geo.vocabulary import CONFIRMED, FAMILIES, STATES, TO_CONFIRM, UNDOCUMENTED

# A terminal has no colour to count on: full and empty, as on the map.
MARKS = {CONFIRMED: "●", TO_CONFIRM: "○", UNDOCUMENTED: "·"}


def provenance(coverage: Coverage) -> dict[str, Any]:
    """What every exported file says of itself: edition, reading, licence, source."""
    head = edition_head(coverage.edition)
    read = {
        "annee": coverage.reading.annee or coverage.edition.year,
        "lecture": coverage.reading.lecture,
    }
    first = ("edition", "titre", "date")
    return {key: head[key] for key in first} | read | head


def edition_head(edition: Edition) -> dict[str, Any]:
    """What rows that no reading filters say of themselves."""
    return {
        "edition": edition.id,
        "titre": edition.titre,
        "date": edition.date.isoformat(),
        "licence": edition.licence,
        "source": f"{edition.auteur}, {edition.titre}",
    }


def to_csv(coverage: Coverage, territories: Territories) -> str:
    """Comma, LF, UTF-8: the columns of `Coverage.table`, 18 rows."""
    return coverage.table.to_csv(index=False, lineterminator="\n")


def to_json(coverage: Coverage, territories: Territories) -> str:
    """`{licence, source, …, regions: [...]}`; each cell also lists the schemes behind it."""
    return dump({**provenance(coverage), "regions": coverage_rows(coverage)})


def to_geojson(coverage: Coverage, territories: Territories) -> str:
    """A FeatureCollection by RFC 7946: lon/lat, exterior rings counter-clockwise."""
    frame = coverage.geo(territories)
    rows = records(pd.DataFrame(frame.drop(columns="geometry")))
    head = provenance(coverage)
    return dump_collection(feature_collection(head, rows, frame.geometry, "code_region"))


def coverage_rows(coverage: Coverage) -> list[dict[str, Any]]:
    """One row per region: the columns of the table, then the schemes behind each cell.

    `preuves` gives for each family the ids of those that document it, `confirmes` the ids of
    those among them that confirm it.
    """
    rows = records(coverage.table)
    for row in rows:
        code = row["code_region"]
        row["preuves"] = {family: list(coverage.behind(code, family)) for family in FAMILIES}
        row["confirmes"] = {family: list(coverage.confirming(code, family)) for family in FAMILIES}
    return rows


def feature_collection(
    head: dict[str, Any], rows: list[dict[str, Any]], shapes: Iterable[Any], key: str
) -> dict[str, Any]:
    """GeoJSON by RFC 7946 from rows and their shapes; a missing shape gives a null geometry."""
    features = [_feature(row, shape, row[key]) for row, shape in zip(rows, shapes, strict=True)]
    return {"type": "FeatureCollection", **head, "features": features}


def _feature(row: dict[str, Any], shape: Any, identifier: str) -> dict[str, Any]:
    feature: dict[str, Any] = {"type": "Feature", "id": identifier, "properties": row}
    if shape is None or shape.is_empty:
        return {**feature, "geometry": None}
    drawn = shapely.orient_polygons(shapely.set_precision(shape, 1e-6))
    bounds = [round(value, 6) for value in drawn.bounds]
    return {**feature, "bbox": bounds, "geometry": json.loads(shapely.to_geojson(drawn))}


def to_gpkg(coverage: Coverage, territories: Territories) -> bytes:
    """A GeoPackage of one layer, « couverture »: the table's columns, the shapes in lon/lat."""
    frame = coverage.geo(territories)
    rows = pd.DataFrame(frame.drop(columns="geometry"))
    return to_geopackage(rows, list(frame.geometry), "couverture", provenance(coverage))


def to_parquet(coverage: Coverage, territories: Territories) -> bytes:
    """The same as GeoParquet."""
    frame = coverage.geo(territories)
    rows = pd.DataFrame(frame.drop(columns="geometry"))
    return to_geoparquet(rows, list(frame.geometry), provenance(coverage))


def to_text(coverage: Coverage, territories: Territories) -> str:
    """A table for a terminal: a mark a family, « 2/3 » confirmed of documented, « n.d. »."""
    width = max(len(name) for name in coverage.table["nom"])
    lines = [f"{coverage.edition.titre} — {coverage.reading.describe()}", ""]
    lines.append(f"{'région':<{width}}  familles  bât. coll. comm. terr.  min–max  dispositifs")
    for row in coverage.table.itertuples():
        count = f"{row.familles_confirmees}/{row.familles_documentees}"
        if not coverage.documented(row.code_region):
            count = "n.d."
        marks = "".join(f"{MARKS[getattr(row, family.column)]:^5}" for family in FAMILIES.values())
        between, schemes = f"{row.min}–{row.max}", f"{row.nb_confirmes}/{row.nb_dispositifs}"
        lines.append(f"{row.nom:<{width}}  {count:^8}  {marks}  {between:^7}  {schemes:>11}")
    total = f"{coverage.nb_confirmed}/{coverage.nb_documented}"
    schemes = f"{coverage.table['nb_confirmes'].sum()}/{coverage.table['nb_dispositifs'].sum()}"
    lines.append(f"{'ensemble':<{width}}  {total:^8}  {'':20}  {'':7}  {schemes:>11}")
    return "\n".join([*lines, "", *_legend()]) + "\n"


def _legend() -> list[str]:
    return [
        "   ".join(f"{mark} {STATES[state]}" for state, mark in MARKS.items()),
        "2/3 : deux confirmées sur trois documentées, familles comme dispositifs.",
        "n.d. : aucun dispositif régional documenté ; il peut en exister.",
        "min–max : familles documentées, selon d’autres correspondances avec les programmes.",
    ]


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


def dump_collection(collection: dict[str, Any]) -> str:
    """GeoJSON text with one feature a line: small, and still fit for a `diff`."""
    head = {key: value for key, value in collection.items() if key != "features"}
    lines = [
        json.dumps(feature, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
        for feature in collection["features"]
    ]
    opening = json.dumps(head, ensure_ascii=False, allow_nan=False)[:-1]
    return f'{opening}, "features": [\n' + ",\n".join(lines) + "\n]}\n"


FORMATS: dict[str, Callable[[Coverage, Territories], str | bytes]] = {
    "csv": to_csv,
    "json": to_json,
    "geojson": to_geojson,
    "gpkg": to_gpkg,
    "parquet": to_parquet,
    "table": to_text,
}

"""GeoJSON, lines of JSON and lists of objects: a table of properties and the point of each row."""

from __future__ import annotations

import json
from typing import Any

import numpy as np
import shapely

from amu_geo.edition.checking.problems import Problem
from amu_geo.importing.files.geofiles import degrees, fill, text
from amu_geo.importing.files.limits import Grid, Limits, RefusedFileError, thousands
from amu_geo.importing.files.text_files import decode
from amu_geo.importing.repairs import RepairLog

JSON_SUFFIXES = frozenset({".geojson", ".json", ".ndjson", ".jsonl", ".geojsonl", ".geojsons"})
EXPECTED = (
    "une « FeatureCollection » et ses « features », une liste d’objets, ou un objet par ligne"
)
# A row has three objects or four; detailed shapes of 50 MB, the most that is read, have some two
# million points.
MARKS = {
    b"{": (("objets", "d’objets"), 1_000_000),
    b"[": (("listes", "de listes"), 3_000_000),
    b",": (("valeurs", "de valeurs"), 8_000_000),
}
LOST = "forme illisible : la ligne reste, sans point"


def read_json(content: bytes, file: str, limits: Limits, log: RepairLog) -> Grid:
    """Read a FeatureCollection, a list of objects, or an object a line.

    Line 2 is the first object, as in a spreadsheet; an object a line bears its own line.

    Raises
    ------
    RefusedFileError
        Not JSON, or JSON of something else.
    """
    _look_through(content, file, limits)
    features, crs, lines = _features(content, file, limits, log)
    limits.check_rows(len(features), file)
    grid = Grid(file, None, limits)
    grid.check_columns(1, max(map(len, features), default=0))
    features = [_with_its_point(feature) for feature in features]
    properties = [_properties(feature) for feature in features]
    names = list(dict.fromkeys(name for row in properties for name in row))
    grid.check_columns(1, len(names))
    limits.check_cells(len(features) * len(names), file)
    shapes = np.array([None] * len(features), dtype=object)
    for rank, (feature, line) in enumerate(zip(features, lines, strict=True)):
        shapes[rank] = _shape(feature.get("geometry"), line, log)
    columns = [[text(row.get(name)) for row in properties] for name in names]
    fill(grid, names, columns, degrees(shapes, crs, file, log), lines)
    return grid


def _look_through(content: bytes, file: str, limits: Limits) -> None:
    """Refuse, before anything is made of it, what would have too many rows or values.

    Each mark is counted as bytes: a shape has its « geometry », a value its comma.
    """
    limits.check_rows(content.count(b'"geometry"'), file)
    for mark, (what, limit) in MARKS.items():
        if content.count(mark) > limit:
            message = f"ce JSON a trop {what[1]} pour être lu ici."
            expected = f"{thousands(limit)} {what[0]} au plus"
            raise RefusedFileError(Problem(message, file, attendu=expected))


def _features(
    content: bytes, file: str, limits: Limits, log: RepairLog
) -> tuple[list[dict], str | None, list[int]]:
    """The objects, the CRS that they declare, and where each one is."""
    written = decode(content, file, log)
    try:
        data = json.loads(written)
    except RecursionError:
        raise RefusedFileError(Problem("le fichier n’est pas du JSON.", file)) from None
    except ValueError as error:
        found = _object_a_line(written, file, limits, log)
        if found is None:
            message = "le fichier n’est pas du JSON."
            where = getattr(error, "lineno", None)
            raise RefusedFileError(Problem(message, file, ligne=where)) from None
        return [feature for _, feature in found], None, [line for line, _ in found]
    features = _listed(data)
    if features is None:
        message = "ce JSON n’est pas du GeoJSON, ni une table."
        raise RefusedFileError(Problem(message, file, attendu=EXPECTED))
    crs = _declared_crs(data) if isinstance(data, dict) else None
    return features, crs, list(range(2, len(features) + 2))


def _object_a_line(
    written: str, file: str, limits: Limits, log: RepairLog
) -> list[tuple[int, dict]] | None:
    """The objects of a file that has one on each line; what is none is left aside and said."""
    found, lost = [], []
    for line, words in enumerate(written.split("\n"), start=1):
        if not words.strip():
            continue
        try:
            value = json.loads(words)
        except (ValueError, RecursionError):
            value = None
        if isinstance(value, dict):
            found.append((line, value))
        else:
            lost.append((line, words))
        limits.check_rows(len(found), file)
        if len(lost) > limits.rows:
            return None
    # A document over several lines, damaged somewhere, is no file of lines.
    if len(found) < 2 or len(lost) >= len(found):
        return None
    for line, words in lost:
        log.add(
            "ce n’est pas un objet JSON : la ligne est laissée de côté", None, words[:80], "", line
        )
    return found


def _listed(data: object) -> list[dict] | None:
    if isinstance(data, dict):
        lone = [data] if data.get("type") == "Feature" else None
        data = data.get("features", lone)
    if isinstance(data, list) and all(isinstance(feature, dict) for feature in data):
        return data
    return None


def _properties(feature: dict) -> dict[str, Any]:
    found = feature.get("properties")
    return {str(key): value for key, value in found.items()} if isinstance(found, dict) else {}


def _is_feature(feature: dict) -> bool:
    return feature.get("type") == "Feature" or isinstance(feature.get("properties"), dict)


def _with_its_point(feature: dict) -> dict:
    """An object that is no Feature as one, with the point that a column of it holds, if any."""
    if _is_feature(feature):
        return feature
    point = next((name for name, value in feature.items() if _is_point(value)), None)
    if point is None:
        return {"properties": feature, "geometry": None}
    lon, lat = feature[point]["lon"], feature[point]["lat"]
    others = {name: value for name, value in feature.items() if name != point}
    return {"properties": others, "geometry": {"type": "Point", "coordinates": [lon, lat]}}


def _is_point(value: object) -> bool:
    return isinstance(value, dict) and value.keys() == {"lon", "lat"}


def _shape(geometry: object, line: int, log: RepairLog) -> Any:
    if geometry is None:
        return None
    if not isinstance(geometry, dict):
        log.add(LOST, line=line)
        return None
    try:
        numbers = coordinates = geometry.get("coordinates")
        # Most hold none as text, and have a million of them.
        if '"' in json.dumps(coordinates):
            numbers = _numbers(coordinates)
        shape = shapely.from_geojson(json.dumps({**geometry, "coordinates": numbers}))
    except (shapely.GEOSException, ValueError, TypeError, RecursionError):
        log.add(LOST, line=line)
        return None
    if numbers is not coordinates and numbers != coordinates:
        log.add("coordonnées écrites comme du texte, lues comme des nombres", line=line)
    return shape


def _numbers(coordinates: object) -> object:
    """Coordinates with the numbers that they hold as text, « 3,32 » too."""
    if isinstance(coordinates, list):
        return [_numbers(value) for value in coordinates]
    if isinstance(coordinates, str):
        try:
            return float(coordinates.strip().replace(",", "."))
        except ValueError:
            return coordinates
    return coordinates


def _declared_crs(data: dict) -> str | None:
    """The CRS that older files declare; RFC 7946 has only longitude and latitude."""
    try:
        return str(data["crs"]["properties"]["name"])
    except (KeyError, TypeError):
        return None

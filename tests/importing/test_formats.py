"""The same rows in every format that is read; formats that are not, and the way out."""

from __future__ import annotations

import io
import json
import warnings
import zipfile
from collections.abc import Callable
from pathlib import Path

import geopandas as gpd
import pytest
import shapely

from amu_geo.edition.checking.problems import errors
from amu_geo.importing import Imported, import_path
from amu_geo.importing.counting.points import count_points
from tests.conftest import SOURCE

PLACES = [("34142", "Lodève", 3.32, 43.73), ("59350", "Lille", 3.06, 50.63)]
PLACES += [("01004", "Ambérieu-en-Bugey", 5.36, 45.96)]


def frame(crs: str = "EPSG:4326") -> gpd.GeoDataFrame:
    """Three actors with their points, as our own table of actors would have them."""
    rows = [
        {
            "id": f"a-{code}",
            "nom": f"Maison de {name}",
            "type": "tiers-lieu",
            "commune": name,
            "code_commune": code,
            "url_source": SOURCE,
            "perimetre": "amu-declaree",
            "confiance": "A",
            "annee_creation": 2019,
        }
        for code, name, _, _ in PLACES
    ]
    points = [shapely.Point(lon, lat) for _, _, lon, lat in PLACES]
    return gpd.GeoDataFrame(rows, geometry=points, crs=4326).to_crs(crs)


def as_geopackage(folder: Path, crs: str = "EPSG:4326", layer: str = "acteurs") -> bytes:
    path = folder / "source.gpkg"
    frame(crs).to_file(path, layer=layer)
    return path.read_bytes()


def as_shapefile(
    folder: Path, crs: str = "EPSG:4326", without: str = "", inside: str = ""
) -> bytes:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        # Ten letters at most for a column's name there: code_commu, annee_crea.
        frame(crs).to_file(folder / "acteurs.shp")
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        for path in sorted(folder.glob("acteurs.*")):
            if path.suffix not in without.split():
                archive.write(path, inside + path.name)
    return content.getvalue()


def as_geojson() -> dict:
    return json.loads(frame().to_json())


def objects() -> list[dict]:
    flat = [feature["properties"] for feature in as_geojson()["features"]]
    places = zip(flat, PLACES, strict=True)
    return [row | {"geo_point_2d": {"lon": lon, "lat": lat}} for row, (_, _, lon, lat) in places]


def lines(rows: list[dict]) -> bytes:
    return "\n".join(json.dumps(row, ensure_ascii=False) for row in rows).encode()


def as_text_coordinates(_: Path) -> bytes:
    data = as_geojson()
    for feature in data["features"]:
        lon, lat = feature["geometry"]["coordinates"]
        feature["geometry"]["coordinates"] = [str(lon), str(lat).replace(".", ",")]
    return json.dumps(data).encode()


FORMATS: dict[str, tuple[str, Callable[[Path], bytes]]] = {
    "geojson": ("acteurs.geojson", lambda _: json.dumps(as_geojson()).encode()),
    "coordinates as text": ("acteurs.geojson", as_text_coordinates),
    "features, one a line": ("acteurs.ndjson", lambda _: lines(as_geojson()["features"])),
    "objects, one a line": ("acteurs.jsonl", lambda _: lines(objects())),
    "a list of objects": ("acteurs.json", lambda _: json.dumps(objects()).encode()),
    "geopackage": ("acteurs.gpkg", as_geopackage),
    "geopackage in Lambert-93": ("acteurs.gpkg", lambda at: as_geopackage(at, "EPSG:2154")),
    "geopackage, a layer of any name": (
        "acteurs.gpkg",
        lambda at: as_geopackage(at, layer="export du 3 mai"),
    ),
    "shapefile": ("acteurs.zip", as_shapefile),
    "shapefile in a folder": ("x.zip", lambda at: as_shapefile(at, inside="un dossier/")),
    "shapefile without index": ("acteurs.zip", lambda at: as_shapefile(at, without=".shx")),
    "shapefile without its CRS": (
        "acteurs.zip",
        lambda at: as_shapefile(at, "EPSG:2154", without=".prj .cpg"),
    ),
}


@pytest.mark.parametrize("kind", FORMATS)
def test_each_format_gives_the_same_rows(territories, tmp_path, kind):
    name, make = FORMATS[kind]
    content = make(tmp_path)
    imported = import_path(content, name, territories)
    assert not errors(imported.problems), imported.problems
    cells = imported.raw.tables["acteurs"].cells
    assert cells["id"].tolist() == [f"a-{code}" for code, *_ in PLACES]
    assert cells["code_region"].tolist() == ["76", "32", "84"]
    assert cells["commune"].tolist() == [name for _, name, *_ in PLACES]
    assert imported.rows_read == 3 and imported.rows_refused == 0


@pytest.mark.parametrize("column", ["code", "point"])
@pytest.mark.parametrize("kind", FORMATS)
def test_each_format_is_counted_alike(territories, tmp_path, kind, column):
    name, make = FORMATS[kind]
    sent = tmp_path / "sent" / name
    sent.parent.mkdir()
    sent.write_bytes(make(tmp_path))
    asked = {"lon": "lon", "lat": "lat"} if column == "point" and "object" not in kind else {}
    counts = count_points(sent, "region", territories, **asked)
    found = counts.table[counts.table["nb"] > 0]
    assert found["code_region"].tolist() == ["32", "76", "84"]
    assert (counts.total, counts.nowhere) == (3, 0)


def said(imported: Imported) -> str:
    return "\n".join(map(str, [*imported.repairs, *imported.problems]))


def test_what_a_shapefile_lacks_is_said_and_a_lone_one_refused(territories, tmp_path):
    content = as_shapefile(tmp_path, "EPSG:2154", without=".prj .shx .cpg")
    told = said(import_path(content, "acteurs.zip", territories))
    assert "lu comme UTF-8" in told
    assert "lu comme du Lambert-93" in told and "refait du .shp" in told
    lone = (tmp_path / "acteurs.shp").read_bytes()
    for name in ("acteurs.shp", "acteurs.bin"):
        imported = import_path(lone, name, territories)
        assert not imported.is_valid
        assert "venu seul" in said(imported) and ".dbf" in said(imported)


def test_a_shapefile_of_windows_keeps_its_accents(territories, tmp_path):
    names = {"code_commune": "code_commu", "annee_creation": "annee_crea"}
    frame().rename(columns=names).to_file(tmp_path / "acteurs.shp", encoding="CP1252")
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        for suffix in (".shp", ".shx", ".dbf", ".prj"):
            archive.write(tmp_path / f"acteurs{suffix}", f"ACTEURS{suffix.upper()}")
    imported = import_path(content.getvalue(), "ACTEURS.ZIP", territories)
    assert imported.raw.tables["acteurs"].cells["commune"].tolist()[0] == "Lodève"
    assert "lu comme CP1252" in said(imported)


def test_the_layers_of_a_geopackage_are_tables_and_none_is_lost(territories, tmp_path):
    content = as_geopackage(tmp_path)
    frame().drop(columns="geometry").iloc[:1].to_csv(tmp_path / "a.csv", index=False)
    frame().iloc[:2].to_file(tmp_path / "source.gpkg", layer="autre chose")
    content = (tmp_path / "source.gpkg").read_bytes()
    imported = import_path(content, "depot.gpkg", territories)
    assert len(imported.raw.tables["acteurs"].cells) == 3
    assert "feuille autre chose : la table acteurs est déjà lue" in said(imported)


@pytest.mark.parametrize("cut", [20, 200, 4000])
def test_a_damaged_file_of_layers_is_refused_in_words(territories, tmp_path, cut):
    for name, content in (
        ("a.gpkg", as_geopackage(tmp_path)[:-cut]),
        ("a.gpkg", b"SQLite format 3\0" + b"\xff" * cut),
        ("a.shp", b"\x00\x00\x27\x0a" + b"\0" * cut),
    ):
        imported = import_path(content, name, territories)
        assert not imported.is_valid or len(imported.raw.tables["acteurs"].cells) == 3
        assert "Traceback" not in said(imported)


@pytest.mark.parametrize(
    "empty",
    [
        {"type": "Feature", "properties": {}, "geometry": None},
        {
            "type": "Feature",
            "properties": None,
            "geometry": {"type": "Polygon", "coordinates": [1]},
        },
        {"type": "Feature", "properties": {"nom": "  "}, "geometry": "ici"},
    ],
)
def test_a_feature_without_anything_is_still_a_row(territories, tmp_path, empty):
    data = as_geojson()
    data["features"].insert(1, empty)
    sent = tmp_path / "points.geojson"
    sent.write_text(json.dumps(data))
    counts = count_points(sent, "region", territories)
    assert (counts.total, counts.nowhere, counts.table["nb"].sum()) == (4, 1, 3)
    told = said(import_path(sent, "acteurs.geojson", territories))
    assert "ligne 3 : rien dans les colonnes lues" in told


@pytest.mark.parametrize("damaged", ['{"a": ', "[1, 2]", '"texte"', "pas du JSON"])
def test_a_line_that_is_no_object_is_said_with_its_line(territories, tmp_path, damaged):
    written = lines(objects()).decode().split("\n")
    written.insert(2, damaged)
    imported = import_path("\n".join(written).encode(), "acteurs.ndjson", territories)
    assert len(imported.raw.tables["acteurs"].cells) == 3
    assert "ligne 3" in said(imported) and "laissée de côté" in said(imported)


FOREIGN = {
    "rapport.pdf": (b"%PDF-1.7 ...", "PDF"),
    "page.csv": (b"\n<!DOCTYPE html><html><body>Erreur 404</body></html>", "page web"),
    "carte.kml": (b'<?xml version="1.0"?><kml xmlns="x"></kml>', "KML"),
    "trace.gpx": (b"<gpx></gpx>", "GPX"),
    "flux.xml": (b"\xef\xbb\xbf<?xml version='1.0'?><aides/>", "XML"),
    "table.csv.gz": (b"\x1f\x8b\x08\x00", "gzip"),
    "photo.jpg": (b"\xff\xd8\xff\xe0", "image"),
    "a.fgb": (b"fgb\x03fgb\x00", "FlatGeobuf"),
}


@pytest.mark.parametrize("name", FOREIGN)
def test_a_format_that_is_not_read_says_what_it_is_and_what_to_send(territories, name):
    content, what = FOREIGN[name]
    imported = import_path(content, name, territories)
    assert [what in p.message and p.attendu != "" for p in errors(imported.problems)] == [True]


@pytest.mark.parametrize(
    ("folder", "what"), [("word/document.xml", "Word"), ("ppt/slides.xml", "PowerPoint")]
)
def test_an_office_document_is_no_damaged_workbook(territories, folder, what):
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr(folder, "<x/>")
    assert what in said(import_path(content.getvalue(), "a.docx", territories))


def test_the_titles_that_a_shapefile_cuts_are_told_whole(territories, tmp_path):
    told = said(import_path(as_shapefile(tmp_path), "acteurs.zip", territories))
    assert "« code_commu » → « code_commune »" in told
    assert "« annee_crea » → « annee_creation »" in told

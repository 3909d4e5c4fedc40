"""The open data API through a real server; each format opened by a real reader."""

from __future__ import annotations

import gzip
import io
import json
from itertools import pairwise
from urllib.parse import quote, urlencode

import brotli
import geopandas as gpd
import jsonschema
import pandas as pd
import pyarrow.parquet as pq
import pyogrio
import pytest
from openapi_spec_validator import validate

from amu_geo.edition.shelf import read_shelf
from amu_geo.export.coverage_files import to_csv, to_gpkg, to_json, to_parquet
from amu_geo.measure.coverage import compute_coverage
from amu_geo.measure.reading import Reading
from amu_geo.paths import SCHEMES
from amu_geo.server.api.openapi import openapi
from tests.serving import Client

RESOURCES = {
    "couverture": ("json", "csv", "geojson", "gpkg", "parquet"),
    "dispositifs": ("json", "csv"),
    "attestations": ("json", "csv"),
    "fraicheur": ("json", "csv"),
    "acteurs": ("json", "csv", "geojson", "gpkg", "parquet"),
    "regions": ("json", "csv", "geojson", "gpkg", "parquet"),
    "editions": ("json", "csv"),
}
ADDRESSES = [f"/api/v1/{name}.{form}" for name, forms in RESOURCES.items() for form in forms]
ROWS = {"couverture": "regions"}


@pytest.fixture(scope="module")
def description(client: Client) -> dict:
    return client.get("/api/v1/openapi.json").json


def frame(client: Client, address: str) -> pd.DataFrame:
    return pd.read_csv(io.BytesIO(client.get(address).body), dtype=str, keep_default_na=False)


# Formats


@pytest.mark.parametrize("address", ADDRESSES)
def test_every_resource_answers_with_its_type_licence_and_open_access(client, address):
    reply = client.get(address)
    assert reply.status == 200
    kind = {
        "json": "application/json",
        "csv": "text/csv",
        "geojson": "application/geo+json",
        "gpkg": "application/geopackage+sqlite3",
        "parquet": "application/vnd.apache.parquet",
    }
    form = address.rsplit(".", 1)[1]
    assert reply.headers["content-type"].startswith(kind[form])
    assert reply.headers["access-control-allow-origin"] == "*"
    assert 'rel="license"' in reply.headers["link"]
    assert 'rel="describedby"' in reply.headers["link"]
    if form in ("json", "geojson"):
        assert reply.json["licence"] == "Licence Ouverte 2.0"
        assert reply.json["source"]


def test_coverage_is_the_one_of_the_command_line(client, territories):
    edition = read_shelf(territories).editions["2018"]
    coverage = compute_coverage(edition, Reading(), territories)
    assert client.get("/api/v1/couverture.csv?edition=2018").text == to_csv(coverage, territories)
    answered = client.get("/api/v1/couverture.json?edition=2018").json
    assert answered["nb"] == 18
    assert {**answered, "nb": None} == {**json.loads(to_json(coverage, territories)), "nb": None}


def test_coverage_geojson_opens_in_geopandas(client):
    shapes = gpd.read_file(io.BytesIO(client.get("/api/v1/couverture.geojson").body))
    assert len(shapes) == 18
    assert shapes.crs.to_epsg() == 4326
    assert shapes.geometry.is_valid.all()
    assert set(shapes["code_region"]) >= {"01", "76", "94"}


@pytest.mark.parametrize("name", ["couverture", "acteurs", "regions"])
def test_geopackage_and_geoparquet_hold_what_the_csv_holds(client, name):
    """By readers that are not ours: same rows, same columns, their shapes, whose data they are."""
    rows = frame(client, f"/api/v1/{name}.csv?region=76")
    package = client.get(f"/api/v1/{name}.gpkg?region=76").body
    parquet = client.get(f"/api/v1/{name}.parquet?region=76").body
    read = {
        "gpkg": gpd.read_file(io.BytesIO(package)),
        "parquet": gpd.read_parquet(io.BytesIO(parquet)),
    }
    drawn = client.get(f"/api/v1/{name}.geojson?region=76").json["features"]
    for form, found in read.items():
        assert len(found) == len(rows) > 0, form
        assert list(found.columns) == [*rows.columns, "geometry"], form
        assert found.crs.to_epsg() == 4326
        missing = [feature["geometry"] is None for feature in drawn]
        assert list(found.geometry.isna()) == missing, form
        for column in rows.columns:
            as_text = found[column].map(lambda value: "" if pd.isna(value) else str(value))
            if not pd.api.types.is_numeric_dtype(found[column]):
                assert list(as_text) == list(rows[column]), (form, column)
    assert set(read["gpkg"]["code_region"]) == {"76"}
    info = pyogrio.read_info(io.BytesIO(package))
    assert info["layer_name"] == name
    assert info["layer_metadata"]["licence"] == "Licence Ouverte 2.0"
    said = json.loads(pq.read_schema(io.BytesIO(parquet)).metadata[b"observatoire"])
    assert said["source"] and said["licence"] == "Licence Ouverte 2.0"


def test_the_same_view_gives_the_same_geopackage(territories):
    """Made twice, on two days."""
    coverage = compute_coverage(read_shelf(territories).editions["2018"], Reading(), territories)
    assert to_gpkg(coverage, territories) == to_gpkg(coverage, territories)
    assert to_parquet(coverage, territories) == to_parquet(coverage, territories)


def test_exterior_rings_turn_counter_clockwise(client):
    for feature in client.get("/api/v1/regions.geojson?regions=06,94").json["features"]:
        polygons = feature["geometry"]["coordinates"]
        for ring in (polygon[0] for polygon in polygons):
            area = sum((x2 - x1) * (y2 + y1) for (x1, y1), (x2, y2) in pairwise(ring))
            assert area < 0


def test_actors_without_a_place_have_no_geometry_and_are_counted(client):
    actors = client.get("/api/v1/acteurs.geojson").json
    missing = [feature for feature in actors["features"] if feature["geometry"] is None]
    assert len(missing) == actors["nb_non_places"] > 0
    read = gpd.read_file(io.BytesIO(client.get("/api/v1/acteurs.geojson").body))
    assert read.geometry.notna().sum() == actors["nb"] - actors["nb_non_places"]


def test_machine_csv_has_no_comment_no_bom_and_keeps_codes_as_text(client):
    reply = client.get("/api/v1/regions.csv")
    assert not reply.body.startswith(b"\xef\xbb\xbf")
    assert b"\r" not in reply.body
    assert "#" not in reply.text.splitlines()[0]
    regions = frame(client, "/api/v1/regions.csv")
    assert len(regions) == 18
    assert regions["code_region"].iloc[0] == "01"
    assert "." in regions["superficie_km2"].iloc[0]


def test_excel_csv_is_for_a_french_spreadsheet(client):
    reply = client.get("/api/v1/regions.csv?format=excel")
    assert reply.body.startswith(b"\xef\xbb\xbf")
    table = pd.read_csv(io.BytesIO(reply.body), sep=";", decimal=",", dtype={"code_region": str})
    assert len(table) == 18
    assert table["superficie_km2"].dtype == "float64"


def test_a_header_says_whether_cells_are_raw(client):
    for form in ("csv", "json", "geojson", "gpkg", "parquet"):
        assert client.get(f"/api/v1/acteurs.{form}").headers["cellules"] == "brutes"
    reply = client.get("/api/v1/acteurs.csv?format=excel")
    assert reply.headers["cellules"] == "apostrophe"
    assert "Cellules" in reply.headers["access-control-expose-headers"]
    described = client.get("/api/v1/openapi.json").json["paths"]["/api/v1/acteurs.csv"]
    assert "Cellules" in described["get"]["responses"]["200"]["headers"]


@pytest.mark.parametrize("name", ["dispositifs", "acteurs", "editions"])
def test_csv_and_json_say_the_same(client, name):
    rows = client.get(f"/api/v1/{name}.json").json[ROWS.get(name, name)]
    table = frame(client, f"/api/v1/{name}.csv")
    assert list(table["id"]) == [row["id"] for row in rows]
    assert set(table.columns) == set(rows[0])


# Parameters


def test_schemes_follow_the_reading(client):
    usual = client.get("/api/v1/dispositifs.json").json
    wide = client.get("/api/v1/dispositifs.json?lecture=large").json
    assert usual["nb"] == usual["nb_retenus"] < wide["nb"] <= wide["nb_total"]


@pytest.mark.parametrize(
    ("query", "column", "expected"),
    [
        ("regions=76,84", "code_region", {"76", "84"}),
        ("region=76", "code_region", {"76"}),
        ("commune=31555", "code_region", {"76"}),
        ("programme=friches,no-watt", "programme", {"friches", "no-watt"}),
        ("financeur=mixte", "financeur", {"mixte"}),
        ("implication=exigee", "implication_usagers", {"exigee"}),
        ("confiance=A", "confiance", {"A"}),
        ("statut=en-cours", "statut", {"en-cours"}),
    ],
)
def test_schemes_are_filtered(client, query, column, expected):
    rows = client.get(f"/api/v1/dispositifs.json?{query}").json["dispositifs"]
    assert {row[column] for row in rows} == expected


def test_a_family_keeps_the_schemes_of_its_programmes(client):
    rows = client.get("/api/v1/dispositifs.json?famille=communaute").json["dispositifs"]
    assert rows
    assert all("communaute" in row["familles"].split(";") for row in rows)


def test_a_family_keeps_the_regions_that_document_it_confirmed_or_not(client):
    rows = client.get("/api/v1/couverture.json?famille=communaute").json["regions"]
    assert 0 < len(rows) < 18
    assert {row["communaute"] for row in rows} == {"confirme", "a-confirmer"}
    assert client.get("/api/v1/couverture.json?famille=collectif-habitant").json["regions"] == []


def test_coverage_says_which_schemes_confirm_a_cell(client):
    schemes = client.get("/api/v1/dispositifs.json").json["dispositifs"]
    confirmed = {row["id"] for row in schemes if row["etat"] == "confirme"}
    assert {row["etat"] for row in schemes} == {"confirme", "a-confirmer"}
    for region in client.get("/api/v1/couverture.json").json["regions"]:
        for family, behind in region["preuves"].items():
            assert region["confirmes"][family] == [id for id in behind if id in confirmed]
            if behind:
                state = region[family.replace("-", "_")]
                assert (state == "confirme") == bool(region["confirmes"][family])


def test_dated_proofs_are_the_rows_of_the_edition_s_file(client):
    published = (SCHEMES / "2026" / "attestations.csv").read_text(encoding="utf-8")
    assert client.get("/api/v1/attestations.csv").text == published
    answered = client.get("/api/v1/attestations.json").json
    assert answered["nb"] == answered["nb_total"] == len(answered["attestations"])
    # Proofs are dated by themselves: no year and no reading hides any.
    narrow = client.get("/api/v1/attestations.csv?annee=2012&lecture=usage").text
    assert narrow == published
    assert client.get("/api/v1/attestations.json?edition=2018").json["attestations"] == []


@pytest.mark.parametrize(
    ("query", "column", "expected"),
    [
        ("dispositif=76-nowatt", "id_dispositif", {"76-nowatt"}),
        ("nature=vote,budget", "nature", {"vote", "budget"}),
        ("confiance=B", "confiance", {"B"}),
    ],
)
def test_dated_proofs_are_filtered(client, query, column, expected):
    rows = client.get(f"/api/v1/attestations.json?{query}").json["attestations"]
    assert {row[column] for row in rows} == expected


@pytest.mark.parametrize(
    ("query", "column", "expected"),
    [
        ("regions=76,84", "code_region", {"76", "84"}),
        ("commune=31555", "code_region", {"76"}),
        ("programme=friches", "programme", {"friches"}),
        ("famille=batiment", "programme", {"no-watt", "amu-batiment"}),
    ],
)
def test_dated_proofs_follow_the_scheme_that_they_prove(
    client, territories, query, column, expected
):
    schemes = read_shelf(territories).editions["2026"].dispositifs
    wanted = set(schemes.loc[schemes[column].isin(expected), "id"])
    every = client.get("/api/v1/attestations.json").json["attestations"]
    shown = client.get(f"/api/v1/attestations.json?{query}").json["attestations"]
    assert shown == [row for row in every if row["id_dispositif"] in wanted] != []


def test_editions_say_where_the_search_was_deepest(client):
    by_id = {row["id"]: row for row in client.get("/api/v1/editions.json").json["editions"]}
    assert by_id["2026"]["effort_recherche"] == ["76"]
    assert by_id["2018"]["effort_recherche"] == []
    table = frame(client, "/api/v1/editions.csv").set_index("id")
    assert table.loc["2026", "effort_recherche"] == "76"


def test_search_forgives_accents_and_capitals(client):
    searched = [
        client.get(f"/api/v1/acteurs.json?{urlencode({'recherche': text})}").json["acteurs"]
        for text in ("guadeloupe", "GUADELOUPE")
    ]
    assert searched[0] == searched[1] != []


def test_actors_near_a_commune(client):
    near = client.get("/api/v1/acteurs.json?commune=31555&rayon=30").json
    far = client.get("/api/v1/acteurs.json?commune=31555&rayon=300").json
    assert 0 < near["nb"] < far["nb"]
    assert near["nb_non_places"] == 0


def test_year_and_reading_change_the_coverage(client):
    now = client.get("/api/v1/couverture.json").json
    assert now["annee"] == 2026
    own_year = client.get("/api/v1/couverture.json?annee=2026").json
    before = client.get("/api/v1/couverture.json?annee=2012").json
    assert own_year == now
    assert before["annee"] == 2012
    assert before["regions"] != now["regions"]


# Cache and methods


def test_a_strong_etag_spares_the_second_answer(client):
    first = client.get("/api/v1/dispositifs.csv")
    etag = first.headers["etag"]
    assert etag.startswith('"')
    second = client.get("/api/v1/dispositifs.csv", If_None_Match=etag)
    assert (second.status, second.body) == (304, b"")
    assert second.headers["etag"] == etag
    other = client.get("/api/v1/dispositifs.csv?edition=2018", If_None_Match=etag)
    assert other.status == 200
    assert other.headers["etag"] != etag


@pytest.mark.parametrize("encoding", ["br", "gzip"])
def test_each_encoding_has_its_own_etag_and_the_same_content(client, encoding):
    plain = client.get("/api/v1/dispositifs.json")
    packed = client.get("/api/v1/dispositifs.json", Accept_Encoding=encoding)
    assert packed.headers["content-encoding"] == encoding
    assert packed.headers["etag"] != plain.headers["etag"]
    assert "accept-encoding" in packed.headers["vary"].lower()
    unpack = {"br": brotli.decompress, "gzip": gzip.decompress}[encoding]
    assert unpack(packed.body) == plain.body
    assert len(packed.body) < len(plain.body) / 3


def test_head_says_the_same_without_the_body(client):
    head, whole = (client.get("/api/v1/regions.csv", method=m) for m in ("HEAD", "GET"))
    assert head.status == 200
    assert head.body == b""
    for name in ("etag", "content-type", "content-length", "link"):
        assert head.headers[name] == whole.headers[name]


def test_other_sites_may_read_and_nobody_may_write(client):
    asked = client.get("/api/v1/regions.json", method="OPTIONS", Origin="https://ailleurs.fr")
    assert asked.status == 204
    assert "GET" in asked.headers["access-control-allow-methods"]
    for method in ("POST", "PUT", "PATCH", "DELETE"):
        refused = client.get("/api/v1/regions.json", method=method)
        assert refused.status == 405
        assert "GET" in refused.headers["allow"]
        assert refused.headers["content-type"] == "application/problem+json"


# Refusals


@pytest.mark.parametrize(
    ("address", "status", "parameter"),
    [
        ("/api/v1/couverture.json?edition=2017", 404, "edition"),
        ("/api/v1/couverture.json?edition=../../etc", 400, "edition"),
        ("/api/v1/couverture.json?annee=1989", 400, "annee"),
        ("/api/v1/couverture.json?annee=2027", 400, "annee"),
        ("/api/v1/couverture.json?annee=MMXX", 400, "annee"),
        ("/api/v1/couverture.json?lecture=fine", 400, "lecture"),
        ("/api/v1/couverture.json?regions=76,99", 400, "regions"),
        ("/api/v1/couverture.json?region=Occitanie", 400, "region"),
        ("/api/v1/couverture.json?famille=batiments", 400, "famille"),
        ("/api/v1/couverture.json?commune=99999", 400, "commune"),
        ("/api/v1/couverture.json?anee=2019", 400, "anee"),
        ("/api/v1/couverture.json?annee=2019&annee=2020", 400, "annee"),
        ("/api/v1/couverture.json?format=excel", 400, "format"),
        ("/api/v1/couverture.csv?format=xls", 400, "format"),
        ("/api/v1/dispositifs.json?programme=friche", 400, "programme"),
        ("/api/v1/attestations.json?nature=rumeur", 400, "nature"),
        ("/api/v1/attestations.json?dispositif=76-rien", 400, "dispositif"),
        ("/api/v1/acteurs.json?rayon=30", 400, "rayon"),
        ("/api/v1/acteurs.json?commune=31555&rayon=-3", 400, "rayon"),
        ("/api/v1/dispositifs.json?recherche=" + "a" * 121, 400, "recherche"),
        ("/api/v1/couverture.xml", 404, None),
        ("/api/v1/", 404, None),
        ("/api/v2/couverture.json", 404, None),
        ("/api", 404, None),
    ],
)
def test_refusals_are_problem_details_in_french(client, address, status, parameter):
    reply = client.get(address)
    assert reply.status == status
    assert reply.headers["content-type"] == "application/problem+json"
    assert reply.headers["access-control-allow-origin"] == "*"
    problem = reply.json
    assert problem["status"] == status
    assert problem.get("parametre") == parameter
    assert problem["title"] in {"Paramètre refusé", "Introuvable"}
    assert len(problem["detail"]) > 20
    assert "Traceback" not in reply.text


def test_a_misspelt_parameter_gets_the_nearest_name(client):
    assert "« annee »" in client.get("/api/v1/regions.json?anee=2019").json["detail"]


def test_a_reader_s_own_text_never_comes_back_whole(client):
    nasty = quote("<script>alert(1)</script>\r\nX: 1" + "é" * 50)
    problem = client.get(f"/api/v1/regions.json?region={nasty}")
    assert problem.status == 400
    assert "\r" not in problem.json["detail"]
    assert "é" * 50 not in problem.json["detail"]


# Description


def test_the_description_validates(description):
    validate(description)


def test_the_description_lists_what_exists_and_nothing_else(description):
    assert sorted(description["paths"]) == sorted(ADDRESSES)
    assert description == openapi()


def described_calls() -> list[tuple[str, dict[str, str]]]:
    calls = []
    for path, item in openapi()["paths"].items():
        calls.append((path, {}))
        for parameter in item["get"]["parameters"]:
            example = parameter["example"]
            text = ",".join(example) if isinstance(example, list) else example
            with_centre = {"commune": "31555"} if parameter["name"] == "rayon" else {}
            calls.append((path, {**with_centre, parameter["name"]: text}))
    return calls


@pytest.mark.parametrize(
    ("path", "query"), described_calls(), ids=lambda value: str(value).removeprefix("/api/v1/")
)
def test_every_example_of_the_description_is_true(client, description, path, query):
    reply = client.get(f"{path}?{urlencode(query, safe=',')}" if query else path)
    assert reply.status == 200
    answer = description["paths"][path]["get"]["responses"]["200"]["content"]
    (media_type,) = answer
    assert reply.headers["content-type"].startswith(media_type)
    if media_type == "text/csv":
        separator = ";" if query.get("format") == "excel" else ","
        columns = pd.read_csv(io.BytesIO(reply.body), sep=separator, nrows=0).columns
        name = path.removeprefix("/api/v1/").removesuffix(".csv")
        promised = description["components"]["schemas"][f"{name}_ligne"]["properties"]
        assert set(columns) <= set(promised)
    elif path.endswith((".gpkg", ".parquet")):
        read = gpd.read_parquet if path.endswith("parquet") else gpd.read_file
        columns = read(io.BytesIO(reply.body)).columns.drop("geometry")
        name = path.removeprefix("/api/v1/").partition(".")[0]
        promised = description["components"]["schemas"][f"{name}_ligne"]["properties"]
        assert set(columns) <= set(promised)
    else:
        schema = {**answer[media_type]["schema"], "components": description["components"]}
        jsonschema.Draft202012Validator(schema).validate(reply.json)


def test_the_problem_schema_is_true(client, description):
    schema = description["components"]["schemas"]["Probleme"]
    jsonschema.validate(client.get("/api/v1/regions.json?region=99").json, schema)

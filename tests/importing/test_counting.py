"""Counting what people send: which columns place rows, each row once at most, nothing unsaid."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from amu_geo import store
from amu_geo.cli.main import main
from amu_geo.importing import CountMapping, Source, import_path
from amu_geo.importing.counting import tables
from amu_geo.importing.counting.points import count_points
from amu_geo.importing.files.limits import Limits, RefusedFileError
from amu_geo.territories.shore import nearest

MAPPING = CountMapping("", "lieux", "Lieux", "lieux", "2026", "Licence Ouverte 2.0")
SOURCE = Source("https://exemple.fr/liste", "Liste")


def by_page(path: Path, code_column: str = "") -> tuple[dict[str, int], list[str]]:
    """What the page counts, by region, and what it says."""
    mapping = CountMapping(code_column, *list(vars(MAPPING).values())[1:])
    imported = import_path(path, path.name, store.territories(), mapping, SOURCE)
    said = [str(one) for one in (*imported.problems, *imported.repairs)]
    if "indicateurs" not in imported.raw.tables:
        return {}, said
    cells = imported.raw.tables["indicateurs"].cells
    counted = zip(cells["code_region"], cells["valeur"].astype(int), strict=True)
    return {code: number for code, number in counted if number}, said


def by_command(path: Path, *options: str, capsys=None) -> tuple[dict[str, int], str]:
    """What the command counts, by region, and what it says."""
    assert main(["count", str(path), "--format", "json", *options]) in (0, 1)
    out = capsys.readouterr()
    if not out.out:
        return {}, out.err
    rows = json.loads(out.out)["territoires"]
    return {row["code_region"]: row["nb"] for row in rows if row["nb"]}, out.err


LINES = {
    # Content → regions; what the reports say.
    "an id is no code": (
        "site_id;site_nom\n31555_27068;Friche A\n31555_14118;Friche B\n",
        {},
        "rien ne place ces lignes",
    ),
    "numbers of five digits that follow one another are no codes": (
        "numero,nom\n31555,a\n31556,b\n31557,c\n31558,d\n",
        {},
        "rien ne place ces lignes",
    ),
    "a population is no code": (
        "nom,population\nA,31555\nB,34142\nC,75110\nD,69123\n",
        {},
        "",
    ),
    "digits of a coordinate are no code": (
        "nom;lon;lat\nA;1.44352;43.75056\nB;1.44021;43.13055\nC;1.4451;43.5935\n",
        {"76": 3},
        "« lon » et « lat »",
    ),
    "a lost zero is given back": (
        "comm_insee;nom_com\n1004;Ambérieu-en-Bugey\n2168;Château-Thierry\n31555;Toulouse\n",
        {"84": 1, "32": 1, "76": 1},
        "zéro du début rendu au code",
    ),
    "a lost zero and decimals": (
        "code insee,n\n1004.0,1\n34142.0,2\n",
        {"84": 1, "76": 1},
        "zéro du début rendu au code",
    ),
    "latitude and longitude": (
        "nom,latitude,longitude\nA,43.6045,1.4440\nB,48.8566,2.3522\n",
        {"76": 1, "11": 1},
        "« longitude » et « latitude »",
    ),
    "of two that bear one name, the one that says something": (
        "nom,Latitude,Longitude,latitude,longitude\nA,,,43.6045,1.444\nB,,,48.8566,2.3522\n",
        {"76": 1, "11": 1},
        "",
    ),
    "coordinates the wrong way round": (
        "nom,lon,lat\nA,43.73,3.32\nB,48.85,2.35\n",
        {"76": 1, "11": 1},
        "inversées",
    ),
    "both in one cell": (
        'nom,geo_point\nA,"43.6045, 1.444"\nB,"48.8566, 2.3522"\n',
        {"76": 1, "11": 1},
        "geo_point",
    ),
    "as WKT": (
        "nom;geom\nA;POINT (1.444 43.6045)\nB;POINT (2.3522 48.8566)\n",
        {"76": 1, "11": 1},
        "geom",
    ),
    "no header": (
        "a,31555\nb,34142\nc,75056\n",
        {"76": 2, "11": 1},
        "pas d’en-têtes",
    ),
    "separators at the end, a title before, spaces": (
        'Liste des lieux\n\ncode_commune;nom;\n34142;a;\n"01053 ";b;\n34 142;c;\n',
        {"76": 2, "84": 1},
        "espaces ou décimales",
    ),
    "overseas outside the 18 regions": (
        "code_commune,nom\n97502,Saint-Pierre\n98818,Nouméa\n34142,Lodève\n",
        {"76": 1},
        "hors des 18 régions",
    ),
    "départements as people write them": (
        "nom,departement\na,20\nb,Corse\nc,34 - Hérault\nd,Métropole de Lyon\ne,988\nf,1\n",
        {"94": 2, "76": 1, "84": 2},
        "hors des 18 régions",
    ),
    "codes that names contradict": (
        "code_commune,commune\n34200,Sète\n20200,Bastia\n34142,Béziers\n59000,Lille\n",
        {"76": 2, "94": 1, "32": 1},
        "les codes de « code_commune » en disent d’autres",
    ),
    "some codes that names contradict": (
        "code_commune,commune\n34200,Sète\n34142,Lodève\n31555,Toulouse\n75056,Paris 15e\n",
        {"76": 3, "11": 1},
        "code de commune contredit",
    ),
    "codes that postal codes contradict": (
        "insee,cp\n34142,34700\n44109,34700\n75056,75015\n",
        {"76": 1, "52": 1, "11": 1},
        "code de commune contredit",
    ),
    "codes far from their points": (
        "code_commune,lon,lat\n34142,3.32,43.73\n44109,3.32,43.73\n75056,2.35,48.85\n",
        {"76": 1, "52": 1, "11": 1},
        "code de commune contredit",
    ),
    "names alone": (
        "n;ville\n1;Toulouse\n2;31000 Toulouse\n3;Lille (Nord)\n4;Saint-Denis\n5;Cran-Gevrier\n",
        {"76": 2, "32": 1, "84": 1},
        "plusieurs communes portent ce nom",
    ),
    "names and what stands beside them": (
        "commune,dep,cp\nAjaccio,20,\nBastia,Corse,\nSète,,34 200\nNouméa,988,\nLile,59,\n",
        {"94": 2, "76": 1, "32": 1},
        "placée par son département",
    ),
    "postal codes": (
        "nom;code postal\na;34 000\nb;75000\nc;31059\nd;98800\ne;1000\n",
        {"76": 2, "11": 1, "84": 1},
        "hors des 18 régions",
    ),
    "régions": (
        "nom,region\na,Occitanie\nb,PACA\nc,76\nd,Midi-Pyrénées\n",
        {"76": 3, "93": 1},
        "région : « region »",
    ),
}


@pytest.mark.parametrize("case", LINES)
def test_both_ways_of_counting_give_the_right_answer(case, tmp_path, capsys):
    text, expected, told = LINES[case]
    path = tmp_path / "fichier.csv"
    path.write_text(text, encoding="utf-8")
    counted, said = by_command(path, capsys=capsys)
    assert counted == expected
    assert told in said
    paged, listed = by_page(path)
    assert paged == expected
    if told and expected and "«" not in told:
        assert any(told in one for one in listed) or told in ("geo_point", "geom", "inversées")


def test_a_reader_names_the_columns(tmp_path, capsys):
    path = tmp_path / "deux.csv"
    path.write_text("siege,lieu,a,b\n75056,34142,1.44,43.6\n75056,31555,3.3,43.7\n", "utf-8")
    assert by_command(path, "--code-column", "lieu", capsys=capsys)[0] == {"76": 2}
    assert by_command(path, "--code-column", "SIEGE", capsys=capsys)[0] == {"11": 2}
    assert by_command(path, "--lon", "a", "--lat", "b", capsys=capsys)[0] == {"76": 2}
    assert (
        "il n’y a pas de colonne « xx »"
        in by_command(path, "--lon", "xx", "--lat", "b", capsys=capsys)[1]
    )
    assert "seule" in by_command(path, "--lon", "a", capsys=capsys)[1]
    assert by_page(path, "lieu")[0] == {"76": 2}


def test_several_communes_of_a_cell_count_where_they_are_one_territory(tmp_path, capsys):
    path = tmp_path / "communes.csv"
    cells = ["Lodève (34142), Montpellier (34172)", "Lodève (34142), Toulouse (31555)"]
    path.write_text("communes\n" + "".join(f'"{cell}"\n' for cell in cells), "utf-8")
    for level, counted in (("region", {"76": 2}), ("departement", {"34": 1}), ("commune", {})):
        main(["count", str(path), "--level", level, "--format", "json"])
        out = capsys.readouterr()
        rows = json.loads(out.out)["territoires"]
        assert {next(iter(row.values())): row["nb"] for row in rows if row["nb"]} == counted
        lost = 2 - sum(counted.values())
        assert ("de territoires différents" in out.err) == bool(lost), level


def test_a_large_file_is_read_as_a_small_one(tmp_path, monkeypatch):
    """Beyond the limits of the import, another reader: with and without a header."""
    texts = {"titre\n\ncode_commune;nom\n34142;a\n75056;b\n": 2, "a,31555\nb,34142\nc,75056\n": 3}
    path = tmp_path / "f.csv"
    for text, number in texts.items():
        path.write_text(text, "utf-8")
        small = count_points(path, "region", store.territories())
        with monkeypatch.context() as patch:
            patch.setattr(tables, "Limits", lambda: Limits(bytes=1))
            large = count_points(path, "region", store.territories())
        assert large.table.equals(small.table)
        assert large.total == small.total == number
        assert [n for n in large.notes if "en-têtes" in n] == [
            n for n in small.notes if "en-têtes" in n
        ]


def test_what_cannot_be_read_beside_a_table_is_said(tmp_path, capsys):
    path = tmp_path / "lot.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("lieux.csv", "code_commune\n34142\n")
        archive.writestr("vieux.xls", b"\xd0\xcf\x11\xe0 ancien")
    counted, said = by_command(path, capsys=capsys)
    assert counted == {"76": 1}
    assert "vieux.xls" in said


def test_the_page_explains_what_it_found(tmp_path):
    path = tmp_path / "lieux.csv"
    path.write_text("comm_insee;nom_com\n1004;Ambérieu-en-Bugey\n34142;Lodève\n", "utf-8")
    told, *_otherwise = import_path(path, path.name, store.territories()).unknown.placements
    assert "« comm_insee » (1004, 34142 ; 2 lignes sur 2)" in told


def test_the_sheet_of_data_of_a_workbook_is_counted(tmp_path, capsys):
    path = tmp_path / "deux.xlsx"
    with pd.ExcelWriter(path) as book:
        pd.DataFrame({"À lire": ["Version 3", "Contact"]}).to_excel(
            book, sheet_name="infos", index=False
        )
        rows = pd.DataFrame({"code_insee": ["31555", "75056"], "nom": ["a", "b"]})
        rows.to_excel(book, sheet_name="données", index=False)
    counted, said = by_command(path, capsys=capsys)
    assert counted == {"76": 1, "11": 1}
    assert "feuille « infos » laissée de côté" in said


def test_numbers_of_a_parquet_file_are_codes_too(tmp_path, capsys):
    path = tmp_path / "p.parquet"
    rows = {"code_commune": [34142.0, np.nan, 1004.0], "nom": ["a", "b", "c"]}
    pd.DataFrame(rows).to_parquet(path)
    counted, said = by_command(path, capsys=capsys)
    assert counted == {"76": 1, "84": 1}
    assert "1 ligne : ni code ni point" in said


def test_a_shape_that_cannot_be_read_is_said(tmp_path):
    def feature(geometry):
        return {"type": "Feature", "properties": {"n": "x"}, "geometry": geometry}

    shapes = [
        {"type": "Point", "coordinates": [3.32, 43.73]},
        {"type": "Point", "coordinates": ["ici", "43,73"]},
        {"type": "Polygon", "coordinates": [[[3.3, 43.7], [3.4, 43.8]]]},
    ]
    path = tmp_path / "f.geojson"
    content = {"type": "FeatureCollection", "features": list(map(feature, shapes))}
    path.write_text(json.dumps(content), "utf-8")
    counted, said = by_page(path)
    assert counted == {"76": 1}
    assert any("forme illisible" in one and "2 lignes" in one for one in said)
    (note,) = count_points(path, "region", store.territories()).notes
    assert note.startswith("forme illisible") and note.endswith("(2 lignes)")


ISLANDS = {"Frioul": (5.307, 43.28, "93"), "Levant": (6.46, 43.03, "93")}
ISLANDS["Les Saintes"] = (-61.587, 15.867, "01")


@pytest.mark.parametrize("island", ISLANDS)
def test_a_point_just_off_our_shapes_is_of_the_nearest_territory(island, tmp_path, capsys):
    lon, lat, region = ISLANDS[island]
    path = tmp_path / "ile.csv"
    path.write_text(
        f"nom,lon,lat\nici,{lon},{lat}\nlà,3.32,43.73\nau large,{lon},{lat - 2}\n", "utf-8"
    )
    counted, said = by_command(path, capsys=capsys)
    assert counted == {region: 1, "76": 1}
    assert "1 ligne : point un peu hors de nos contours" in said
    assert "1 ligne : point hors de France, ou en mer" in said
    assert by_command(path, "--shore", "0", capsys=capsys)[0] == {"76": 1}


def test_an_islet_that_is_a_communes_own_is_in_the_shapes(tmp_path, capsys):
    path = tmp_path / "mont.csv"
    path.write_text("nom,lon,lat\nle Mont,-1.511,48.636\nla baie,-1.48,48.655\n", "utf-8")
    for shore in ("0", "0.3"):
        counted, said = by_command(path, "--shore", shore, capsys=capsys)
        assert counted == {"28": 1}
        assert "1 ligne : point hors de France, ou en mer" in said


def test_the_shore_is_measured_in_metres(territories):
    # North of Dunkerque, by steps of a thousandth of a degree of latitude: 111 m.
    shape = territories.regions.set_index("code_region").geometry["32"]
    lon, lat = max(shapely.get_coordinates(shape).tolist(), key=lambda point: point[1])
    north = lat + np.array([0.001, 0.002, 0.004, np.nan])
    found = nearest(territories, np.full(4, lon), north, 0.3)
    assert found.tolist() == ["32", "32", "", ""]


def test_a_file_that_loses_all_its_rows_is_an_error(tmp_path, capsys):
    path = tmp_path / "mer.csv"
    path.write_text("nom,lon,lat\nA,-30,20\nB,-31,20\n", "utf-8")
    assert main(["count", str(path)]) == 1
    assert "dont 2 hors de tout territoire" in capsys.readouterr().err
    imported = import_path(path, path.name, store.territories(), MAPPING, SOURCE)
    assert not imported.is_valid
    assert any("aucune ligne du fichier n’a de région" in str(p) for p in imported.problems)


CELLS = st.sampled_from(
    ["", "34142", "1004", "75110", "97502", "99999", "x", "Lodève (34142)", "2a004", "34 142", "0"]
)
POINTS = st.sampled_from(["", "3.32", "43.73", "48.85", "2.35", "-30", "abc", "200"])


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(CELLS, POINTS, POINTS), min_size=1, max_size=12))
def test_counted_never_exceeds_read_and_what_is_lost_is_said(tmp_path_factory, rows):
    path = tmp_path_factory.mktemp("c") / "f.csv"
    lines = ["code_commune,lon,lat", *(",".join(row) for row in rows)]
    path.write_text("\n".join(lines) + "\n", "utf-8")
    try:
        counts = count_points(path, "region", store.territories())
    except RefusedFileError as refused:
        assert "rien ne place" in str(refused) or "vide" in str(refused)
        return
    counted = int(counts.table["nb"].sum())
    assert counted + counts.nowhere == counts.total <= len(rows)
    assert counts.reasons.total() == counts.nowhere


def test_points_count_as_geopandas_would_count_them(tmp_path, territories):
    """An independent count, of points drawn at random in and around mainland France."""
    rng = np.random.default_rng(20_261_126)
    lon, lat = rng.uniform(-6, 10, 20_000), rng.uniform(41, 51.5, 20_000)
    path = tmp_path / "points.parquet"
    pd.DataFrame({"lon": lon, "lat": lat}).to_parquet(path)
    counts = count_points(path, "region", territories, shore=0)
    points = gpd.GeoDataFrame(geometry=gpd.points_from_xy(lon, lat), crs=4326)
    joined = gpd.sjoin(points, territories.regions[["code_region", "geometry"]], how="inner")
    expected = joined["code_region"].value_counts()
    found = counts.table.set_index("code_region")["nb"]
    assert found[found > 0].to_dict() == expected.to_dict()

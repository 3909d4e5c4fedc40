"""The alphabetical order of French names, and that every list of names keeps to it."""

from __future__ import annotations

import ast
import random

import pytest

from amu_geo import paths
from amu_geo.charts.actors.listing import readable_actors
from amu_geo.edition import referentials
from amu_geo.edition.shelf import read_shelf
from amu_geo.edition.sources import pages_read, source_links
from amu_geo.french import collation
from amu_geo.measure.actors import actor_list
from amu_geo.measure.coverage import compute_coverage
from amu_geo.measure.ranking import ranked
from amu_geo.measure.reading import Reading
from amu_geo.profiles.commune import find_place, my_project
from amu_geo.profiles.region import Portrait
from amu_geo.schemes import SchemeList
from amu_geo.schemes.bars import scheme_bars
from amu_geo.schemes.family import family_support
from tests.making import actor, edition, scheme
from tests.pages.opening import open_page

IN_ORDER = ("Ancre", "Écoute", "Embruns", "île aux lieux", "Îlot", "Œuvrer", "Ossature", "Zénith")
REGIONS = (
    *("Auvergne-Rhône-Alpes", "Bourgogne-Franche-Comté", "Bretagne", "Centre-Val de Loire"),
    *("Corse", "Grand Est", "Guadeloupe", "Guyane", "Hauts-de-France", "Île-de-France"),
    *("La Réunion", "Martinique", "Mayotte", "Normandie", "Nouvelle-Aquitaine", "Occitanie"),
    *("Pays de la Loire", "Provence-Alpes-Côte d’Azur"),
)
# Columns of names that people read.
NAMES = {"nom", "libelle", "programme_libelle", "region", "titre_source", "terme"}


def shuffled() -> list[str]:
    names = list(IN_ORDER)
    random.Random(3).shuffle(names)
    return names


@pytest.mark.parametrize(
    "ordered",
    [
        IN_ORDER,
        REGIONS,
        ("cote", "coté", "côte", "côté"),
        ("Ain", "Aisne", "Allier", "Hérault", "Ille-et-Vilaine", "Isère"),
        ("Saint Denis", "Saint-Étienne", "Saintes"),
    ],
)
def test_accents_case_hyphens_and_ligatures_move_no_name(ordered):
    mixed = list(ordered)
    random.Random(1).shuffle(mixed)
    assert sorted(mixed, key=collation.key) == list(ordered)


def test_regions_are_offered_in_the_order_of_their_names(territories):
    assert tuple(map(territories.name, territories.alphabetical)) == tuple(
        sorted(map(territories.name, territories.codes), key=collation.key)
    )
    assert tuple(n.replace("'", "’") for n in map(territories.name, territories.alphabetical)) == (
        REGIONS
    )


@pytest.mark.parametrize(
    ("page", "key"), [("schemes.py", "region"), ("region.py", "region"), ("compare.py", "regions")]
)
def test_lists_of_choices_are_in_the_order_of_their_names(page, key):
    shown = open_page(page)
    box = (shown.multiselect if key == "regions" else shown.selectbox)(key=key)
    names = [name.replace("'", "’") for name in box.options]
    assert names[len(names) - 18 :] == list(REGIONS)


def test_schemes_stand_by_region_then_by_name(territories):
    rows = [scheme(f"s{n}", "76", nom=name) for n, name in enumerate(shuffled())]
    rows += [scheme("idf", "11"), scheme("paca", "93"), scheme("bre", "53")]
    made = edition(rows)
    listed = SchemeList.of(made, territories).rows
    assert list(listed["code_region"]) == ["53", "11", *["76"] * len(IN_ORDER), "93"]
    assert tuple(listed.loc[listed["code_region"] == "76", "nom"]) == IN_ORDER
    coverage = compute_coverage(made, Reading(), territories)
    own = next(
        found for found in family_support(coverage, "communaute").soutiens
        if found.code_region == "76"
    )  # fmt: skip
    assert tuple(own.dispositifs["nom"]) == IN_ORDER
    portrait = Portrait(coverage, territories, "76")
    assert tuple(portrait.schemes.rows["nom"]) == IN_ORDER
    bars = scheme_bars(listed[listed["code_region"] == "76"], made)
    assert tuple(bars["nom"]) == IN_ORDER


def test_actors_stand_by_name(territories):
    rows = [actor(f"a{n}", nom=name, familles="communaute") for n, name in enumerate(shuffled())]
    made = edition([scheme("un", programme="tiers-lieux")], acteurs=rows)
    actors = actor_list(made, territories)
    coverage = compute_coverage(made, Reading(), territories)
    assert tuple(readable_actors(actors, {"76": "Occitanie"})["Nom"]) == IN_ORDER
    lodeve = find_place(territories, "34142")
    projects = [
        my_project(coverage, actors, lodeve, "", row["code"])
        for row in referentials.rows("missions")
    ]
    served = [tuple(project.acteurs["nom"]) for project in projects if len(project.acteurs)]
    assert served and set(served) == {IN_ORDER}


def test_pages_read_stand_by_title_within_a_site():
    rows = [scheme(f"s{n}", titre_source=name) for n, name in enumerate(shuffled())]
    pages = pages_read(source_links(edition(rows)))
    assert tuple(pages["titre_source"]) == IN_ORDER


def test_regions_that_tie_stand_by_name(territories):
    rows = [scheme(code, code) for code in territories.codes]
    coverage = compute_coverage(edition(rows), Reading(), territories)
    assert [n.replace("'", "’") for n in ranked(coverage)["nom"]] == list(REGIONS)


def test_the_published_schemes_begin_with_no_accent_out_of_place(territories):
    for made in read_shelf(territories).editions.values():
        regions = list(dict.fromkeys(SchemeList.of(made, territories).rows["region"]))
        assert regions == sorted(regions, key=collation.key)


def test_no_column_of_names_is_sorted_by_the_codes_of_its_letters():
    guilty = []
    for module in sorted((paths.ROOT / "amu_geo").rglob("*.py")):
        if module.parent.name == "building":
            continue
        for node in ast.walk(ast.parse(module.read_text("utf-8"))):
            if not isinstance(node, ast.Call) or "sort_values" not in ast.unparse(node.func):
                continue
            by = {at.value for at in ast.walk(node) if isinstance(at, ast.Constant)}
            if by & NAMES and "collation." not in "".join(map(ast.unparse, node.keywords)):
                guilty.append(f"{module.name}: {ast.unparse(node)}")
    assert guilty == []

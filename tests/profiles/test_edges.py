"""At the edges of a commune: its size, and that of the communes it is like."""

from __future__ import annotations

import math
from dataclasses import replace

import pytest

from amu_geo.measure.actors import project_list
from amu_geo.measure.coverage import compute_coverage
from amu_geo.measure.reading import Reading
from amu_geo.profiles.commune import comparable_projects, find_place, relevant_schemes
from tests.making import edition, project, scheme

MONTPELLIER, PEZENAS = "34172", "34199"


@pytest.mark.parametrize(("population", "first"), [(19_999, "bourg"), (20_000, "watt")])
def test_a_small_town_has_fewer_than_20_000_inhabitants(territories, population, first):
    rows = [scheme("watt", programme="no-watt"), scheme("bourg", programme="bourgs-centres")]
    coverage = compute_coverage(edition(rows), Reading(), territories)
    assert relevant_schemes(coverage, "76", population)["id"].iloc[0] == first


def test_communes_of_like_size_come_first_by_halves_of_an_order_of_magnitude(territories):
    rows = [project("grand", code_commune=MONTPELLIER), project("petit", code_commune=PEZENAS)]
    projects = project_list(edition(projets=rows), territories)
    people = territories.communes.set_index("code_commune")["population"]
    large, small = int(people[MONTPELLIER]), int(people[PEZENAS])

    def order(population: float) -> list[str]:
        place = replace(find_place(territories, "34142"), population=int(population))
        return list(comparable_projects(projects, place, territories)["id"])

    assert order(large / 1.5) == ["grand", "petit"], "though it is farther"
    assert order(small * 1.5) == ["petit", "grand"]
    # As far from one as from the other: the nearest.
    assert order(math.sqrt(large * small)) == ["petit", "grand"]
    # A quarter of an order more than the middle makes them unlike by a half at least.
    assert order(math.sqrt(large * small) * 10**0.3) == ["grand", "petit"]
    assert order(0) == ["petit", "grand"], "nobody lives there: by distance alone"

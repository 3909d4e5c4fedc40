"""The measure, rule by rule: each of the house's rules by at least one example."""

from __future__ import annotations

import itertools

import pytest

from amu_geo.coverage import (
    Coverage,
    accepted_by,
    compute_coverage,
    mapping_choices,
    retained_schemes,
    scheme_states,
    sensitivity,
)
from amu_geo.editions import read_shelf
from amu_geo.reading import Reading
from amu_geo.vocabulary import FAMILIES, LECTURES
from tests.making import MAPPING, actor, edition, scheme


def state_in(year: int | None, **cells) -> str | None:
    """State of one scheme in a year, None when it does not count."""
    schemes = edition([scheme("un", **cells)]).dispositifs
    state = scheme_states(schemes, year, 2026).iloc[0]
    return state if isinstance(state, str) else None


# year 2015; start, end, statut, expected
DATED = [
    # couvert: start ≤ y ≤ known end
    (2012, 2018, "termine", "couvert"),
    (2015, 2015, "termine", "couvert"),
    (2012, 2015, "inconnu", "couvert"),
    # couvert: start ≤ y and en-cours with no end
    (2012, None, "en-cours", "couvert"),
    # couvert: y = start
    (2015, None, "inconnu", "couvert"),
    (2015, None, "historique", "couvert"),
    # probable: the start is unknown
    (None, None, "en-cours", "probable"),
    (None, 2018, "termine", "probable"),
    (None, 2015, "inconnu", "probable"),
    # probable: start < y with no known end
    (2012, None, "inconnu", "probable"),
    (2012, None, "termine", "probable"),
    (2012, None, "historique", "probable"),
    # excluded: start > y, or end < y
    (2016, None, "en-cours", None),
    (2016, 2020, "en-cours", None),
    (2010, 2014, "termine", None),
    (None, 2014, "inconnu", None),
]


@pytest.mark.parametrize(("start", "end", "statut", "expected"), DATED)
def test_an_earlier_year(start, end, statut, expected):
    assert state_in(2015, annee_debut=start, annee_fin=end, statut=statut) == expected


@pytest.mark.parametrize(("start", "end", "statut", "expected"), DATED)
def test_a_deduced_start_is_never_sure(start, end, statut, expected):
    found = state_in(
        2015, annee_debut=start, annee_fin=end, statut=statut, annee_debut_deduite="oui"
    )
    assert found == (None if expected is None else "probable")


@pytest.mark.parametrize("year", [None, 2026])
@pytest.mark.parametrize(
    ("statut", "end", "expected"),
    [
        ("en-cours", None, "couvert"),
        ("inconnu", None, "couvert"),
        ("inconnu", 2026, "couvert"),
        ("en-cours", 2029, "couvert"),
        ("en-cours", 2025, None),
        ("inconnu", 2025, None),
        ("termine", None, None),
        ("termine", 2030, None),
        ("historique", None, None),
    ],
)
def test_actuel(year, statut, end, expected):
    for start, deduced in itertools.product((None, 2012), ("oui", "non")):
        found = state_in(
            year, annee_debut=start, annee_fin=end, statut=statut, annee_debut_deduite=deduced
        )
        assert found == expected


def test_the_years_rule_agrees_with_its_wording_on_every_combination():
    def by_the_words(y, start, end, deduced, statut):
        if (start is not None and start > y) or (end is not None and end < y):
            return None
        if start is None or deduced == "oui":
            return "probable"
        if end is not None or statut == "en-cours" or y == start:
            return "couvert"
        return "probable"

    around = (None, 2014, 2015, 2016)
    statuses = ("en-cours", "inconnu", "termine", "historique")
    combinations = list(itertools.product(around, around, ("oui", "non"), statuses))
    rows = [
        scheme(
            f"s{n}", annee_debut=start, annee_fin=end, annee_debut_deduite=deduced, statut=statut
        )
        for n, (start, end, deduced, statut) in enumerate(combinations)
    ]
    states = scheme_states(edition(rows).dispositifs, 2015, 2026)
    found = [state if isinstance(state, str) else None for state in states]
    assert found == [by_the_words(2015, *combination) for combination in combinations]


@pytest.mark.parametrize(
    ("cells", "widest_to_narrowest"),
    [
        ({}, ["large", "regionale", "stricte", "usage"]),
        ({"implication_usagers": "encouragee"}, ["large", "regionale", "stricte", "usage"]),
        ({"implication_usagers": "non-precisee"}, ["large", "regionale", "stricte"]),
        ({"strict": "non"}, ["large", "regionale"]),
        ({"financeur": "mixte"}, ["large", "regionale", "stricte", "usage"]),
        ({"financeur": "collectivite-unique"}, ["large", "regionale", "stricte", "usage"]),
        ({"financeur": "etat"}, ["large"]),
        ({"financeur": "europe"}, ["large"]),
        ({"financeur": "epf"}, ["large"]),
        ({"financeur": "inconnu"}, ["large"]),
        ({"confiance": "B"}, ["large", "regionale", "stricte", "usage"]),
        ({"confiance": "C"}, ["large"]),
    ],
)
def test_each_reading_accepts_what_it_says(cells, widest_to_narrowest):
    schemes = edition([scheme("un", **cells)]).dispositifs
    assert [name for name in LECTURES if accepted_by(schemes, name)[0]] == widest_to_narrowest


def test_a_cell_is_covered_by_a_sure_scheme_and_lists_the_sure_ones(territories):
    rows = [
        scheme("sur-b", annee_debut=2015),
        scheme("sur-a", annee_debut=2012, annee_fin=2020),
        scheme("douteux", annee_debut=None),
    ]
    coverage = compute_coverage(edition(rows), Reading(2015), territories)
    cell = coverage.cells.query("code_region == '76' and famille == 'communaute'").iloc[0]
    assert (cell["etat"], cell["dispositifs"]) == ("couvert", ("sur-a", "sur-b"))
    assert set(coverage.schemes("76", "communaute")["id"]) == {"sur-a", "sur-b", "douteux"}


def test_zero_is_not_undocumented(territories):
    rows = [scheme("douteux", annee_debut=None)]
    coverage = compute_coverage(edition(rows), Reading(2015), territories)
    occitanie, corse = coverage.by_region["76"], coverage.by_region["94"]
    assert (occitanie["familles_confirmees"], occitanie["familles_documentees"]) == (0, 1)
    assert coverage.state("76", "communaute") == "probable"
    assert coverage.documented("76")
    assert corse["familles_confirmees"] == 0
    assert not coverage.documented("94")


def test_the_eighteen_regions_are_always_there(territories):
    coverage = compute_coverage(edition(), Reading(), territories)
    assert len(coverage.table) == 18
    assert len(coverage.cells) == 18 * 4
    assert list(coverage.table["code_region"]) == list(territories.codes)
    assert set(coverage.cells["etat"]) == {"non-documente"}


def test_min_and_max_vary_the_mapping_of_a_whole_programme(territories):
    rows = [scheme("f", programme="friches"), scheme("b", programme="bourgs-centres")]
    row = compute_coverage(edition(rows), Reading(), territories).by_region["76"]
    assert (row["familles_confirmees"], row["min"], row["max"]) == (2, 1, 2)
    twice = [scheme("f1", programme="friches"), scheme("f2", programme="friches")]
    row = compute_coverage(edition(twice), Reading(), territories).by_region["76"]
    assert (row["min"], row["max"]) == (1, 1), "two schemes of a programme are read alike"


def test_min_and_max_count_sure_schemes_only(territories):
    rows = [scheme("f", annee_debut=2015), scheme("n", programme="no-watt", annee_debut=None)]
    row = compute_coverage(edition(rows), Reading(2015), territories).by_region["76"]
    assert (row["familles_confirmees"], row["min"], row["max"]) == (1, 1, 1)


def test_sensitivity_tries_every_choice():
    choices = mapping_choices(edition().programmes)
    names = [name for name, _, _ in MAPPING]
    for size in range(len(names) + 1):
        for present in itertools.combinations(names, size):
            every = itertools.product(*(choices[name] for name in present))
            sizes = [len(frozenset().union(*choice)) for choice in every]
            assert sensitivity(present, choices) == (min(sizes), max(sizes))


def test_a_main_set_of_two_families_is_kept_or_replaced_as_a_whole():
    mapping = [("friches", "communaute;territoriale", "batiment")]
    choices = mapping_choices(edition(mapping=mapping).programmes)
    assert sensitivity(["friches"], choices) == (1, 2)


def test_a_programme_without_mapping_covers_nothing(territories):
    mapping = [("no-watt", "batiment", "")]
    coverage = compute_coverage(edition([scheme("f")], mapping=mapping), Reading(), territories)
    assert coverage.by_region["76"]["familles_confirmees"] == 0
    assert coverage.by_region["76"]["nb_dispositifs"] == 1


def test_counts(territories):
    actors = [
        actor("un"),
        actor("deux", perimetre="cite-article-2018"),
        actor("trois", perimetre="pratique-voisine"),
        actor("sans-lieu", code_region=""),
    ]
    rows = [scheme("un"), scheme("deux", financeur="etat"), scheme("trois", statut="termine")]
    row = compute_coverage(edition(rows, acteurs=actors), Reading(), territories).by_region["76"]
    assert (row["nb_dispositifs"], row["nb_acteurs"], row["nb_acteurs_amu"]) == (1, 3, 2)


def test_nothing_is_said_per_inhabitant_where_nobody_lives(territories):
    class Emptied:
        regions = territories.regions.assign(
            population=territories.regions["population"].where(
                territories.regions["code_region"] != "94", 0
            )
        )

    small = edition(acteurs=[actor("un", code_region="94"), actor("deux", code_region="76")])
    frame = compute_coverage(small, Reading(), territories).geo(Emptied)
    rates = frame.set_index("code_region")["acteurs_amu_pour_100000"]
    assert rates.isna()["94"]
    people = territories.regions.set_index("code_region")["population"]["76"]
    assert rates["76"] == pytest.approx(100_000 / people, abs=1e-3)


@pytest.fixture(scope="module")
def published(territories) -> dict[tuple[str, str], Coverage]:
    shelf = read_shelf(territories)
    return {
        (edition.id, lecture): compute_coverage(edition, Reading(lecture=lecture), territories)
        for edition in shelf.editions.values()
        for lecture in LECTURES
    }


def test_edition_2018_says_what_the_observatory_wrote(published):
    table = published["2018", "regionale"].table.set_index("code_region")
    documented = table[table["familles_documentees"] > 0]["familles_confirmees"]
    assert documented.to_dict() == {"76": 3, "84": 2, "75": 1, "11": 1}
    assert (table.loc["76", "min"], table.loc["76", "max"]) == (2, 3)
    columns = [family.column for family in FAMILIES.values()]
    others = table.drop(documented.index)
    assert len(others) == 14
    assert (others[columns] == "non-documente").all(axis=None)


@pytest.mark.parametrize("lecture", ["stricte", "usage"])
def test_edition_2018_is_undocumented_under_the_narrow_readings(published, lecture):
    assert published["2018", lecture].retained.empty


def test_edition_2026_differs_between_the_four_readings(published):
    totals = [published["2026", lecture].table["familles_confirmees"].sum() for lecture in LECTURES]
    assert totals == sorted(totals, reverse=True)
    assert len(set(totals)) == 4
    assert len(published["2026", "regionale"].retained) == 91


def test_every_cell_of_edition_2026_is_traceable(published):
    for coverage in published.values():
        schemes = coverage.edition.dispositifs.set_index("id")
        for cell in coverage.cells.itertuples():
            assert bool(cell.dispositifs) == (cell.etat != "non-documente")
            for id in cell.dispositifs:
                assert schemes.loc[id, "code_region"] == cell.code_region
                assert schemes.loc[id, "url_source"].startswith("http")


def test_retained_schemes_keep_every_column_and_say_their_state():
    small = edition([scheme("un")])
    retained = retained_schemes(small, Reading())
    assert list(retained.columns) == [*small.dispositifs.columns, "etat"]

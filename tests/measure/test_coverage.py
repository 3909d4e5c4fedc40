"""The measure, rule by rule: each of the house's rules by at least one example."""

from __future__ import annotations

import itertools

import pytest

from amu_geo.edition.shelf import read_shelf
from amu_geo.measure.coverage import (
    Coverage,
    accepted_by,
    compute_coverage,
    mapping_choices,
    retained_schemes,
    sensitivity,
)
from amu_geo.measure.evidence import PROOF_MONTHS, dated_statements, scheme_states
from amu_geo.measure.reading import Reading
from amu_geo.vocabulary import FAMILIES, LECTURES
from tests.making import MAPPING, actor, attestation, edition, scheme

NOW = 2026  # the edition of these tests is of 21 November 2026


def state_in(year: int | None, *proofs: tuple[str, str], months: int = 24, **cells) -> str | None:
    """State of one scheme in a year, None when it does not count; proofs are (date, nature)."""
    rows = [attestation("un", day, nature) for day, nature in proofs]
    made = edition([scheme("un", **{"date_source": "", **cells})], attestations=rows)
    state = scheme_states(made, year, months).iloc[0]
    return state if isinstance(state, str) else None


UNDATED = {"annee_debut": None, "statut": "inconnu"}


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        ("2024-11-21", "confirme"),
        ("2024-11-20", "a-confirmer"),
        ("2024-11", "confirme"),
        ("2024-10", "a-confirmer"),
        ("2024", "confirme"),
        ("2023", "a-confirmer"),
        ("2026-11-21", "confirme"),
        ("2026-11", "confirme"),
        # Evidence that begins after the edition does not count: nothing else is known.
        ("2026-12", "a-confirmer"),
        ("2026-11-22", "a-confirmer"),
    ],
)
def test_a_proof_confirms_when_it_reaches_into_the_last_24_months(day, expected):
    assert state_in(None, (day, "page-datee"), **UNDATED) == expected


@pytest.mark.parametrize(("months", "expected"), [(12, "a-confirmer"), (36, "confirme")])
def test_the_length_of_24_months_is_one_constant(months, expected):
    assert state_in(None, ("2024-03", "vote"), months=months, **UNDATED) == expected
    assert PROOF_MONTHS == 24


def test_the_page_and_the_written_start_are_evidence_too():
    assert state_in(None, **{**UNDATED, "date_source": "2025-02"}) == "confirme"
    assert state_in(None, **{**UNDATED, "annee_debut": 2025}) == "confirme"
    deduced = {"annee_debut": 2025, "annee_debut_deduite": "oui", "statut": "inconnu"}
    assert state_in(None, **deduced) == "a-confirmer"


def test_a_proof_of_confidence_c_proves_nothing():
    weak = attestation("un", "2026-01", "vote", confiance="C")
    made = edition([scheme("un", **UNDATED, date_source="")], attestations=[weak])
    assert list(scheme_states(made)) == ["a-confirmer"]
    assert scheme_states(made, 2025).isna().all(), "nor does it date the beginning"


def test_a_deadline_that_has_passed_proves_nothing_now_but_something_then():
    passed = ("2026-09-30", "cloture")
    assert state_in(None, passed, **UNDATED) == "a-confirmer"
    assert state_in(2025, ("2025-09-30", "cloture"), **UNDATED) == "confirme"
    assert state_in(None, ("2026-11", "cloture"), **UNDATED) == "confirme", "this month's end"
    assert state_in(None, ("2026-11-21", "cloture"), **UNDATED) == "confirme", "that very day"


@pytest.mark.parametrize(
    ("end", "expected"),
    [("2027", "confirme"), ("2026", "confirme"), ("2026-11-21", "confirme"), ("2026-11-20", None)],
)
def test_an_announced_period_that_still_runs_confirms(end, expected):
    cells = {"annee_debut": 2018, "annee_fin": int(end[:4]), "statut": "inconnu"}
    assert state_in(None, **cells, date_fin=end) == expected
    assert state_in(2020, **cells, date_fin=end) == "confirme"
    if len(end) == 4:
        assert state_in(None, **cells) == expected, "annee_fin alone says as much"


def test_a_period_whose_start_is_deduced_confirms_nothing():
    cells = {"annee_debut": 2018, "annee_debut_deduite": "oui", "annee_fin": 2028}
    assert state_in(None, **cells) == "a-confirmer"
    assert state_in(2020, **cells) == "a-confirmer"


@pytest.mark.parametrize("statut", ["termine", "historique"])
def test_what_its_status_says_over_has_ended_now_and_after_its_last_known_year(statut):
    cells = {"annee_debut": 2012, "statut": statut, "date_source": "2019"}
    assert state_in(None, **cells) is None
    assert state_in(2012, **cells) == "confirme"
    assert state_in(2013, **cells) is None, "the page that says it is over proves no later year"
    assert state_in(2015, ("2016", "laureats"), **cells) == "confirme"
    assert state_in(2017, ("2016", "laureats"), **cells) is None


def test_a_reliable_end_ends_when_no_column_says_so():
    assert state_in(None, ("2025-06", "fin"), annee_debut=2015) is None
    assert state_in(2025, ("2025-06", "fin"), annee_debut=2015) == "confirme"
    assert state_in(None, ("2025-06", "fin"), annee_debut=2015, annee_fin=2028) == "confirme"
    weak = attestation("un", "2025-06", "fin", confiance="C")
    made = edition([scheme("un", date_source="")], attestations=[weak])
    assert list(scheme_states(made)) == ["a-confirmer"]


def test_a_scheme_without_any_date_counts_in_the_edition_s_year_alone():
    assert state_in(None, **UNDATED) == "a-confirmer"
    assert state_in(NOW, **UNDATED) == "a-confirmer"
    assert state_in(NOW - 1, **UNDATED) is None


def test_a_scheme_begins_with_its_written_start_else_with_the_first_year_known():
    written = {"annee_debut": 2016, "statut": "inconnu"}
    assert state_in(2015, ("2014", "vote"), **written) is None
    deduced = {"annee_debut": 2016, "annee_debut_deduite": "oui", "statut": "inconnu"}
    assert state_in(2015, **deduced) is None
    assert state_in(2016, **deduced) == "a-confirmer"
    assert state_in(2014, ("2014", "vote"), **deduced) == "confirme"
    assert state_in(2013, **UNDATED, annee_fin=2014) is None
    assert state_in(2014, **UNDATED, annee_fin=2014) == "a-confirmer"


def test_an_earlier_year_is_confirmed_between_the_first_and_the_last_evidence():
    proofs = (("2014-05", "vote"), ("2018", "laureats"))
    found = {year: state_in(year, *proofs, **UNDATED) for year in range(2013, 2021)}
    assert found == {
        2013: None,
        **dict.fromkeys(range(2014, 2019), "confirme"),
        2019: "a-confirmer",
        2020: "a-confirmer",
    }
    fresh = (*proofs, ("2025-03", "vote"))
    assert {state_in(year, *fresh, **UNDATED) for year in range(2014, 2027)} == {"confirme"}
    ended = {**UNDATED, "annee_fin": 2026, "date_fin": "2026-03"}
    assert state_in(2026, ("2024-12", "vote"), **ended) is None
    assert state_in(2025, ("2024-12", "vote"), **ended) == "a-confirmer", "not proven to this day"


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


def test_a_cell_is_confirmed_by_one_proven_scheme_and_lists_them_all(territories):
    rows = [
        scheme("sur-b", annee_debut=2015, annee_fin=2015),
        scheme("sur-a", annee_debut=2012, annee_fin=2020),
        scheme("douteux", annee_debut=2010, annee_debut_deduite="oui", date_source=""),
    ]
    coverage = compute_coverage(edition(rows), Reading(2015), territories)
    cell = coverage.cells.query("code_region == '76' and famille == 'communaute'").iloc[0]
    assert cell["etat"] == "confirme"
    assert cell["dispositifs"] == ("douteux", "sur-a", "sur-b")
    assert cell["confirmes"] == ("sur-a", "sur-b") == coverage.confirming("76", "communaute")
    assert set(coverage.schemes("76", "communaute")["id"]) == set(cell["dispositifs"])
    row = coverage.by_region["76"]
    assert (row["nb_dispositifs"], row["nb_confirmes"]) == (3, 2)
    assert (coverage.nb_documented, coverage.nb_confirmed) == (1, 1)


def test_zero_is_not_undocumented(territories):
    rows = [scheme("douteux", annee_debut=None, date_source="")]
    coverage = compute_coverage(edition(rows), Reading(), territories)
    occitanie, corse = coverage.by_region["76"], coverage.by_region["94"]
    assert (occitanie["familles_confirmees"], occitanie["familles_documentees"]) == (0, 1)
    assert coverage.state("76", "communaute") == "a-confirmer"
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
    assert (row["familles_documentees"], row["min"], row["max"]) == (2, 1, 2)
    twice = [scheme("f1", programme="friches"), scheme("f2", programme="friches")]
    row = compute_coverage(edition(twice), Reading(), territories).by_region["76"]
    assert (row["min"], row["max"]) == (1, 1), "two schemes of a programme are read alike"


def test_min_and_max_count_every_documented_scheme(territories):
    rows = [scheme("f"), scheme("n", programme="no-watt", annee_debut=None, date_source="")]
    row = compute_coverage(edition(rows), Reading(), territories).by_region["76"]
    assert row["familles_documentees"] == 2
    assert (row["familles_confirmees"], row["min"], row["max"]) == (0, 2, 2)


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


def test_a_programme_without_mapping_documents_nothing(territories):
    mapping = [("no-watt", "batiment", "")]
    coverage = compute_coverage(edition([scheme("f")], mapping=mapping), Reading(), territories)
    assert coverage.by_region["76"]["familles_documentees"] == 0
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
    assert (table["familles_documentees"] == table["familles_confirmees"]).all()
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


TOTALS = {"large": (51, 27), "regionale": (38, 20), "stricte": (25, 10), "usage": (7, 4)}


@pytest.mark.parametrize("lecture", list(LECTURES))
def test_edition_2026_under_the_four_readings(published, lecture):
    coverage = published["2026", lecture]
    assert (coverage.nb_documented, coverage.nb_confirmed) == TOTALS[lecture]


def test_edition_2026_keeps_88_schemes_of_255_and_no_region_has_four(published):
    coverage = published["2026", "regionale"]
    assert (len(coverage.retained), len(coverage.edition.dispositifs)) == (88, 255)
    assert int(coverage.table["familles_documentees"].max()) == 3
    whole = coverage.table.query("familles_confirmees == 3")
    assert list(whole["code_region"]) == ["44"]


@pytest.mark.parametrize(("year", "totals"), [(2018, (27, 22)), (2025, (38, 21))])
def test_edition_2026_in_earlier_years(published, territories, year, totals):
    whole = published["2026", "regionale"].edition
    coverage = compute_coverage(whole, Reading(year), territories)
    assert (coverage.nb_documented, coverage.nb_confirmed) == totals
    if year == 2018:
        occitanie = coverage.by_region["76"]
        assert (occitanie["familles_documentees"], occitanie["familles_confirmees"]) == (3, 3)


@pytest.mark.parametrize(("months", "confirmed"), [(12, 16), (24, 20), (36, 25)])
def test_edition_2026_if_a_proof_stayed_fresh_for_longer(published, territories, months, confirmed):
    whole = published["2026", "regionale"].edition
    coverage = compute_coverage(whole, Reading(), territories, months)
    assert (coverage.nb_documented, coverage.nb_confirmed) == (38, confirmed)


def test_every_cell_of_edition_2026_is_traceable(published):
    for coverage in published.values():
        schemes = coverage.edition.dispositifs.set_index("id")
        for cell in coverage.cells.itertuples():
            assert bool(cell.dispositifs) == (cell.etat != "non-documente")
            assert bool(cell.confirmes) == (cell.etat == "confirme")
            assert set(cell.confirmes) <= set(cell.dispositifs)
            for id in cell.dispositifs:
                assert schemes.loc[id, "code_region"] == cell.code_region
                assert schemes.loc[id, "url_source"].startswith("http")


def test_retained_schemes_keep_every_column_and_say_their_state():
    small = edition([scheme("un")])
    retained = retained_schemes(small, Reading())
    assert list(retained.columns) == [*small.dispositifs.columns, "etat"]


def test_dated_statements_say_what_proves_and_what_does_not():
    rows = [scheme("un", annee_debut=2015, date_source="2020-05")]
    proofs = [
        attestation("un", "2024-02", "vote"),
        attestation("un", "2025", "laureats", confiance="C"),
        attestation("un", "2026", "fin"),
        attestation("un", "2026-12", "appel"),
    ]
    told = dated_statements(edition(rows, attestations=proofs))
    assert list(zip(told["date"], told["nature"], told["prouve"], strict=True)) == [
        ("2026-12", "appel", False),
        ("2026", "fin", False),
        ("2025", "laureats", False),
        ("2024-02", "vote", True),
        ("2020-05", "page-source", True),
        ("2015", "debut", True),
    ]

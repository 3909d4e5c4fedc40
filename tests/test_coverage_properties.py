"""What must hold of the measure whatever the edition."""

from __future__ import annotations

from itertools import pairwise

import pandas as pd
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from amu_geo.coverage import compute_coverage
from amu_geo.reading import Reading
from amu_geo.vocabulary import FAMILIES, FIRST_YEAR, LECTURES, STATES
from tests.making import MAPPING, edition, scheme

FAST = settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
STRENGTH = {"non-documente": 0, "probable": 1, "couvert": 2}
YEARS = st.one_of(st.none(), st.integers(2010, 2026))


@st.composite
def schemes(draw, min_size=0, max_size=8):
    rows = draw(
        st.lists(
            st.fixed_dictionaries(
                {
                    "code_region": st.sampled_from(["76", "75", "01", "94"]),
                    "programme": st.sampled_from([name for name, _, _ in MAPPING]),
                    "financeur": st.sampled_from(["region", "mixte", "etat"]),
                    "annee_debut": st.one_of(st.none(), st.integers(2008, 2026)),
                    "length": st.one_of(st.none(), st.integers(0, 6)),
                    "annee_debut_deduite": st.sampled_from(["oui", "non"]),
                    "statut": st.sampled_from(["en-cours", "termine", "historique", "inconnu"]),
                    "implication_usagers": st.sampled_from(["exigee", "non-precisee"]),
                    "strict": st.sampled_from(["oui", "non"]),
                    "confiance": st.sampled_from(["A", "B", "C"]),
                }
            ),
            min_size=min_size,
            max_size=max_size,
        )
    )
    made = []
    for number, row in enumerate(rows):
        length = row.pop("length")
        end = None if length is None else (row["annee_debut"] or 2012) + length
        made.append(scheme(f"s{number}", **row, annee_fin=end))
    return made


readings = st.builds(Reading, YEARS, st.sampled_from(list(LECTURES)))


def compute(rows, reading, territories):
    return compute_coverage(edition(rows), reading, territories)


def strengths(coverage) -> list[int]:
    return [STRENGTH[state] for state in coverage.cells["etat"]]


@FAST
@given(rows=schemes(min_size=1), reading=readings)
def test_adding_a_scheme_never_lowers(territories, rows, reading):
    before = compute(rows[:-1], reading, territories)
    after = compute(rows, reading, territories)
    assert all(a >= b for a, b in zip(strengths(after), strengths(before), strict=True))
    columns = ["familles_confirmees", "familles_documentees", "min", "max", "nb_dispositifs"]
    assert (after.table[columns] >= before.table[columns]).all(axis=None)


@FAST
@given(rows=schemes(), year=YEARS)
def test_each_reading_lies_inside_the_one_before(territories, rows, year):
    wide_to_narrow = [compute(rows, Reading(year, name), territories) for name in LECTURES]
    for wide, narrow in pairwise(wide_to_narrow):
        assert set(narrow.retained["id"]) <= set(wide.retained["id"])
        assert all(w >= n for w, n in zip(strengths(wide), strengths(narrow), strict=True))


@FAST
@given(rows=schemes(), reading=readings)
def test_counts_stay_in_their_bounds(territories, rows, reading):
    coverage = compute(rows, reading, territories)
    table = coverage.table
    assert len(table) == 18
    assert (table["min"] <= table["familles_confirmees"]).all()
    assert (table["familles_confirmees"] <= table["max"]).all()
    assert (table["max"] <= 4).all()
    assert (table["familles_confirmees"] <= table["familles_documentees"]).all()
    columns = [family.column for family in FAMILIES.values()]
    assert table[columns].isin(list(STATES)).all(axis=None)
    assert list((table[columns] == "couvert").sum(axis=1)) == list(table["familles_confirmees"])
    assert table["nb_dispositifs"].sum() == len(coverage.retained)


@FAST
@given(rows=schemes(), reading=readings, seed=st.randoms(use_true_random=False))
def test_the_order_of_rows_never_matters(territories, rows, reading, seed):
    shuffled = rows.copy()
    seed.shuffle(shuffled)
    one, other = compute(rows, reading, territories), compute(shuffled, reading, territories)
    pd.testing.assert_frame_equal(one.table, other.table)
    pd.testing.assert_frame_equal(one.cells, other.cells)


@FAST
@given(rows=schemes(), year=st.integers(2010, 2026))
def test_actuel_is_never_probable(territories, rows, year):
    assert "probable" not in set(compute(rows, Reading(), territories).cells["etat"])
    assert compute(rows, Reading(2026), territories).table.equals(
        compute(rows, Reading(), territories).table
    )


@given(
    year=st.one_of(st.none(), st.integers(FIRST_YEAR, 2025)),
    lecture=st.sampled_from(list(LECTURES)),
)
def test_a_reading_goes_to_the_url_and_back(year, lecture):
    reading = Reading(year, lecture)
    assert Reading.from_query(reading.to_query(), 2026) == (reading, [])


@given(text=st.text(max_size=6))
def test_an_unknown_year_is_ignored_and_named(text):
    reading, ignored = Reading.from_query({"annee": text}, 2026)
    known = text.isascii() and text.isdigit() and len(text) == 4 and 1990 <= int(text) <= 2026
    assert ignored == ([] if known or not text else ["annee"])
    assert reading.annee == (int(text) if known and text != "2026" else None)


@given(text=st.text(max_size=12).filter(lambda text: text not in LECTURES))
def test_an_unknown_reading_is_ignored_and_named(text):
    reading, ignored = Reading.from_query({"lecture": text}, 2026)
    assert reading == Reading()
    assert ignored == (["lecture"] if text else [])

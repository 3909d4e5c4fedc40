"""What must hold of the measure whatever the edition."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pandas as pd
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from amu_geo.measure.coverage import compute_coverage
from amu_geo.measure.evidence import Evidence
from amu_geo.measure.reading import Reading
from amu_geo.vocabulary import FAMILIES, FIRST_YEAR, LECTURES, STATES
from tests.making import edition
from tests.schemes_strategy import attestations, schemes

FAST = settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
STRENGTH = {"non-documente": 0, "a-confirmer": 1, "confirme": 2}
YEARS = st.one_of(st.none(), st.integers(2010, 2026))


readings = st.builds(Reading, YEARS, st.sampled_from(list(LECTURES)))


def compute(rows, reading, territories, proofs=(), **told):
    known = {row["id"] for row in rows}
    kept = [proof for proof in proofs if proof["id_dispositif"] in known]
    return compute_coverage(edition(rows, attestations=kept, **told), reading, territories)


def strengths(coverage) -> list[int]:
    return [STRENGTH[state] for state in coverage.cells["etat"]]


@FAST
@given(rows=schemes(min_size=1), reading=readings)
def test_adding_a_scheme_never_lowers(territories, rows, reading):
    before = compute(rows[:-1], reading, territories)
    after = compute(rows, reading, territories)
    assert all(a >= b for a, b in zip(strengths(after), strengths(before), strict=True))
    columns = [
        "familles_confirmees",
        "familles_documentees",
        "min",
        "max",
        "nb_dispositifs",
        "nb_confirmes",
    ]
    assert (after.table[columns] >= before.table[columns]).all(axis=None)


@FAST
@given(rows=schemes(min_size=1), proofs=attestations(), added=attestations(3), year=YEARS)
def test_adding_a_proof_never_lowers_a_state(territories, rows, proofs, added, year):
    added = [proof for proof in added if proof["nature"] != "fin"]
    before = compute(rows, Reading(year), territories, proofs)
    after = compute(rows, Reading(year), territories, _distinct([*proofs, *added]))
    assert all(a >= b for a, b in zip(strengths(after), strengths(before), strict=True))


def _distinct(proofs):
    keys = ("id_dispositif", "date", "nature")
    return list({tuple(proof[key] for key in keys): proof for proof in reversed(proofs)}.values())


@FAST
@given(rows=schemes(min_size=1, max_size=4), proofs=attestations())
def test_the_confirmed_years_of_a_scheme_follow_one_another(rows, proofs):
    known = {row["id"] for row in rows}
    made = edition(rows, attestations=[p for p in proofs if p["id_dispositif"] in known])
    evidence = Evidence.of(made)
    states = pd.DataFrame({year: evidence.states(year) for year in range(2000, 2027)})
    states = states.fillna("")
    for _, scheme in states.iterrows():
        confirmed = [year for year, state in scheme.items() if state == "confirme"]
        if confirmed:
            assert confirmed == list(range(confirmed[0], confirmed[-1] + 1))


@FAST
@given(
    rows=schemes(min_size=1),
    proofs=attestations(),
    days=st.tuples(st.integers(0, 2000), st.integers(0, 2000)).map(sorted),
)
def test_a_later_date_never_confirms_what_an_earlier_did_not(rows, proofs, days):
    earlier, later = (date(2028, 1, 1) + timedelta(days=number) for number in days)
    known = {row["id"] for row in rows}
    proofs = [p for p in proofs if p["id_dispositif"] in known]
    # Every date of these schemes but their announced ends precedes 2028.
    rows = [row for row in rows if (row["annee_fin"] or 0) < 2028]
    proofs = [p for p in proofs if p["id_dispositif"] in {row["id"] for row in rows}]
    before, after = (
        Evidence.of(edition(rows, day.isoformat(), attestations=proofs)).states(None)
        for day in (earlier, later)
    )
    assert not ((after == "confirme") & (before != "confirme")).any()


@FAST
@given(rows=schemes(), proofs=attestations(), year=YEARS)
def test_each_reading_lies_inside_the_one_before(territories, rows, proofs, year):
    wide_to_narrow = [compute(rows, Reading(year, name), territories, proofs) for name in LECTURES]
    for wide, narrow in pairwise(wide_to_narrow):
        assert set(narrow.retained["id"]) <= set(wide.retained["id"])
        assert all(w >= n for w, n in zip(strengths(wide), strengths(narrow), strict=True))
        for count in ("familles_documentees", "familles_confirmees"):
            assert (narrow.table[count] <= wide.table[count]).all()


@FAST
@given(rows=schemes(), proofs=attestations(), reading=readings)
def test_counts_stay_in_their_bounds(territories, rows, proofs, reading):
    coverage = compute(rows, reading, territories, proofs)
    table = coverage.table
    assert len(table) == 18
    assert (table["familles_confirmees"] >= 0).all()
    assert (table["familles_confirmees"] <= table["familles_documentees"]).all()
    assert (table["min"] <= table["familles_documentees"]).all()
    assert (table["familles_documentees"] <= table["max"]).all()
    assert (table["max"] <= 4).all()
    columns = [family.column for family in FAMILIES.values()]
    states = table[columns]
    assert states.isin(list(STATES)).all(axis=None)
    assert list((states == "confirme").sum(axis=1)) == list(table["familles_confirmees"])
    assert list((states != "non-documente").sum(axis=1)) == list(table["familles_documentees"])
    assert table["nb_dispositifs"].sum() == len(coverage.retained)
    assert (table["nb_confirmes"] <= table["nb_dispositifs"]).all()
    assert ((table["nb_confirmes"] > 0) | (table["familles_confirmees"] == 0)).all()


@FAST
@given(rows=schemes(), reading=readings, seed=st.randoms(use_true_random=False))
def test_the_order_of_rows_never_matters(territories, rows, reading, seed):
    shuffled = rows.copy()
    seed.shuffle(shuffled)
    one, other = compute(rows, reading, territories), compute(shuffled, reading, territories)
    pd.testing.assert_frame_equal(one.table, other.table)
    pd.testing.assert_frame_equal(one.cells, other.cells)


@FAST
@given(rows=schemes(), proofs=attestations())
def test_the_edition_s_own_year_is_what_is_read_without_a_year(territories, rows, proofs):
    named = compute(rows, Reading(2026), territories, proofs)
    pd.testing.assert_frame_equal(named.table, compute(rows, Reading(), territories, proofs).table)


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

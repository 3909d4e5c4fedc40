"""At the edges of the schemes in words: order of a search, a quarter, an end in its year."""

from __future__ import annotations

import pytest

from amu_geo.measure.coverage import compute_coverage
from amu_geo.measure.reading import Reading
from amu_geo.schemes import Filters, SchemeList
from amu_geo.schemes.search import ForgivingIndex
from amu_geo.schemes.selection import select
from amu_geo.schemes.standing import ended
from amu_geo.sentences.schemes import finding
from amu_geo.vocabulary import TO_CONFIRM, UNDOCUMENTED
from tests.making import edition, scheme


@pytest.mark.parametrize(
    ("texts", "order"),
    [
        # The more telling field, then the whole word, its beginning, its inside; then as they came.
        ([("", "halle"), ("halle", "")], [1, 0]),
        ([("halles", ""), ("halle", "")], [1, 0]),
        ([("remhalle", ""), ("halles", "")], [1, 0]),
        ([("une halle", ""), ("halle", ""), ("la halle", "")], [0, 1, 2]),
        ([("halle", "halle"), ("halle", "")], [0, 1]),
    ],
)
def test_what_is_found_comes_in_the_order_of_what_it_says(texts, order):
    assert ForgivingIndex(texts).search("halle") == order


@pytest.mark.parametrize(("others", "few"), [(2, False), (3, False), (4, True)])
def test_only_is_said_below_a_quarter(territories, others, few):
    rows = [
        scheme("a"),
        *(scheme(f"b{rank}", implication_usagers="non-precisee") for rank in range(others)),
    ]
    made = edition(rows)
    coverage = compute_coverage(made, Reading(), territories)
    said = finding(select(SchemeList.of(made, territories), coverage, Filters()))
    assert ("seulement" in said) is few, said


def test_a_scheme_counts_in_the_year_it_ends_and_is_over_in_the_next(territories):
    made = edition([scheme("a", annee_fin=2020)])
    then, after = (compute_coverage(made, Reading(year), territories) for year in (2020, 2021))
    assert then.state("76", "communaute") != UNDOCUMENTED
    assert ended(then, "76", "communaute") is None
    assert after.state("76", "communaute") == UNDOCUMENTED
    assert ended(after, "76", "communaute").end == "fini en 2020"


def test_a_cell_to_confirm_is_not_said_to_have_ended(territories):
    made = edition([scheme("a", annee_fin=2020), scheme("b")])
    coverage = compute_coverage(made, Reading(), territories)
    assert coverage.state("76", "communaute") == TO_CONFIRM
    assert ended(coverage, "76", "communaute") is None

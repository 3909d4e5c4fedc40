"""At the edges of the checks: the last row that is named, the first that is counted."""

from __future__ import annotations

import pytest

from amu_geo.edition.checking.checks import check_table
from amu_geo.edition.checking.problems import ROWS_NAMED, total
from tests.making import actor, raw_rows


@pytest.mark.parametrize(("rows", "named", "rest"), [(200, 200, 0), (201, 200, 1), (203, 200, 3)])
@pytest.mark.parametrize("same", [True, False])
def test_two_hundred_rows_are_named_and_the_others_counted(territories, rows, named, rest, same):
    actors = [
        actor(f"a-{rank}", nom=f"Acteur {rank}", confiance="Z" if same else f"Z{rank}")
        for rank in range(rows)
    ]
    found = [
        p for p in check_table(raw_rows("acteurs", actors), territories) if p.colonne == "confiance"
    ]
    assert ROWS_NAMED == 200
    assert total(found) == rows
    assert sum(not problem.suite for problem in found) == named
    assert sum(len(problem.suite) for problem in found) == rest
    assert [problem.ligne for problem in found[:2]] == [2, 3]

"""Years of two digits: the century is guessed as spreadsheets do, and said to be."""

from __future__ import annotations

import pytest

from amu_geo.importing.cells.french_dates import has_short_year, iso_date


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("01/02/29", "2029-02-01"),
        ("01/02/30", "1930-02-01"),
        ("31/12/99", "1999-12-31"),
        ("01/01/00", "2000-01-01"),
        ("1.2.1930", "1930-02-01"),
    ],
)
def test_the_century_turns_between_29_and_30(text, read):
    assert iso_date(text) == read
    assert has_short_year(text) == (len(text.replace(".", "/").split("/")[-1]) == 2)

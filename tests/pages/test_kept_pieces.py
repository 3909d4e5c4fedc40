"""What a page keeps for its next readers carries nothing of the choices of the last one."""

from __future__ import annotations

import pytest

from amu_geo import memory
from tests.pages.opening import html, open_page

# Of each page: the address of a reader, then that of the next, whose coverage is the same.
READERS = (
    ("compare.py", {"regions": "76,84", "commune": "31555"}, {"regions": "76,84"}),
    ("families.py", {"famille": "territoriale", "region": "76"}, {"famille": "territoriale"}),
    ("region.py", {"region": "76", "famille": "batiment", "commune": "31555"}, {"region": "76"}),
    (
        "evolution.py",
        {"annee": "2020", "commune": "31555", "depuis": "2012"},
        {"annee": "2020", "depuis": "2012"},
    ),
)


def forget_all() -> None:
    """As in a process that nobody has asked anything yet."""
    for owner, _ in memory._order.values():
        if owner() is not None:
            vars(owner())[memory._PIECES].clear()
    memory._order.clear()
    memory._weights[0] = 0


@pytest.mark.parametrize(("file", "before", "asked"), READERS, ids=lambda one: str(one)[:12])
def test_the_next_reader_sees_what_a_first_one_would(file, before, asked):
    forget_all()
    alone = html(open_page(file, **asked))
    forget_all()
    other = html(open_page(file, **before))
    assert other != alone
    assert html(open_page(file, **asked)) == alone

"""What pages keep: drawn once, bounded, and gone with a private edition."""

from __future__ import annotations

import gc
import weakref

import pytest

from amu_geo import memory, store
from amu_geo.measure.reading import Reading
from amu_geo.memory import remembered
from tests.making import edition, scheme


def test_a_piece_is_drawn_once():
    owner, drawn = edition([scheme("a")]), []
    for _ in range(3):
        assert remembered(owner, "titre", lambda: drawn.append(1) or "Titre") == "Titre"
    assert drawn == [1]


def test_two_owners_never_share_a_piece():
    one, other = edition([scheme("a")]), edition([scheme("a")])
    assert remembered(one, "titre", lambda: "un") == "un"
    assert remembered(other, "titre", lambda: "deux") == "deux"


def test_the_oldest_pieces_go_first(monkeypatch):
    monkeypatch.setattr(memory, "_order", type(memory._order)())
    monkeypatch.setattr(memory, "PIECES_KEPT", 2)
    owner, drawn = edition([scheme("a")]), []

    def piece(key: str) -> str:
        return remembered(owner, key, lambda: drawn.append(key) or key)

    for key in ("a", "b", "a", "c", "a", "b"):
        assert piece(key) == key
    assert drawn == ["a", "b", "c", "b"]


def test_heavy_pieces_leave_before_light_ones_are_many(monkeypatch):
    monkeypatch.setattr(memory, "_order", type(memory._order)())
    monkeypatch.setattr(memory, "_weights", [0])
    monkeypatch.setattr(memory, "BYTES_KEPT", 10_000)
    owner, drawn = edition([scheme("a")]), []

    def piece(key: str, size: int) -> None:
        remembered(owner, key, lambda: drawn.append(key) or "x" * size)

    for key, size in (("a", 4000), ("b", 4000), ("c", 1), ("a", 4000), ("d", 4000), ("b", 4000)):
        piece(key, size)
    assert drawn == ["a", "b", "c", "d", "b"], "« b » was asked for longest ago, and went"
    assert sum(weight for _, weight in memory._order.values()) == memory._weights[0] <= 10_000


def look_at(with_pieces: bool) -> list[weakref.ref]:
    """Show a private edition as a page does; traces of what it left in memory."""
    private = edition([scheme("a")])
    coverage = store.coverage(private, Reading())
    assert store.coverage(private, Reading()) is coverage
    if with_pieces:
        remembered(coverage, "carte", lambda: ("une figure", coverage))
        remembered(private, "liste", lambda: ("une liste", private))
    return [weakref.ref(private), weakref.ref(coverage)]


@pytest.mark.parametrize("with_pieces", [False, True])
def test_a_private_edition_leaves_nothing_behind(with_pieces):
    traces = look_at(with_pieces)
    gc.collect()
    assert [trace() for trace in traces] == [None, None]


def test_published_coverages_are_shared():
    published = store.shelf().default
    assert store.coverage(published, Reading()) is store.coverage(None, Reading())
    assert "_couvertures" not in vars(published)

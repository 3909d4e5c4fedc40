"""Pieces of a page that depend on the coverage alone, drawn once for all readers.

The pieces of a coverage go when it does: a private edition leaves nothing behind.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import TypeVar
from weakref import WeakKeyDictionary

from amu_geo.coverage import Coverage

Piece = TypeVar("Piece")
_PIECES: WeakKeyDictionary[Coverage, dict[Hashable, object]] = WeakKeyDictionary()


def remembered(coverage: Coverage, key: Hashable, draw: Callable[[], Piece]) -> Piece:
    """The piece of that key, drawn by `draw` the first time; nobody may change it.

    `key` must say all that the piece depends on besides the coverage.
    """
    pieces = _PIECES.setdefault(coverage, {})
    if key not in pieces:
        pieces[key] = draw()
    return pieces[key]

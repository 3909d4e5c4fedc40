"""Pieces of a page that depend on an edition or a coverage alone, drawn once for all readers.

They are kept by what they are drawn from and go with it: a private edition leaves nothing
behind.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import TypeVar

from amu_geo.coverage import Coverage
from amu_geo.edition import Edition

Piece = TypeVar("Piece")
_PIECES = "_morceaux"


def remembered(owner: Coverage | Edition, key: Hashable, draw: Callable[[], Piece]) -> Piece:
    """The piece of that key, drawn by `draw` the first time; nobody may change it.

    `key` must say all that the piece depends on besides its owner.
    """
    # In the owner itself: a piece may well refer to it.
    pieces = vars(owner).setdefault(_PIECES, {})
    if key not in pieces:
        pieces[key] = draw()
    return pieces[key]

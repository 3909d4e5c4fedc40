"""Pieces of a page that depend on an edition or a coverage alone, drawn once for all readers.

They are kept in what they are drawn from and go with it: a private edition leaves nothing
behind.
"""

from __future__ import annotations

import threading
import weakref
from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import TypeVar

from amu_geo.edition import Edition
from amu_geo.measure.coverage import Coverage

Piece = TypeVar("Piece")
# Searches are endless: of all pieces, those asked for last are kept. The largest, a table of
# schemes, weighs some 450 kB; most weigh ten times less.
PIECES_KEPT = 500
_PIECES = "_morceaux"
_order: OrderedDict[tuple[int, Hashable], weakref.ref] = OrderedDict()
_memory = threading.Lock()


def remembered(owner: Coverage | Edition, key: Hashable, draw: Callable[[], Piece]) -> Piece:
    """The piece of that key, drawn by `draw` the first time; nobody may change it.

    `key` must say all that the piece depends on besides its owner, and must not refer to the
    owner; the piece itself may.
    """
    pieces: dict[Hashable, Piece] = vars(owner).setdefault(_PIECES, {})
    piece = pieces.get(key)
    if piece is None:
        # Outside the lock: two threads may draw the same piece, the others never wait.
        piece = pieces.setdefault(key, draw())
    with _memory:
        _order[id(owner), key] = weakref.ref(owner)
        _order.move_to_end((id(owner), key))
        while len(_order) > PIECES_KEPT:
            (_, oldest), kept_by = _order.popitem(last=False)
            owner_of_oldest = kept_by()
            if owner_of_oldest is not None:
                vars(owner_of_oldest)[_PIECES].pop(oldest, None)
    return piece

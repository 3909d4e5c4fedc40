"""What is kept in memory between two readers: one policy, and always a bound.

- what is read from the project's own files is `kept`, once for the life of the process;
- what is made again and again of a few arguments is `kept_last`, the latest so many;
- what is drawn of an edition or a coverage is `remembered` by it, and goes with it: a private
  edition leaves nothing behind.

Answers of the server have a bound in bytes of their own (`server/http/answers.py`), coverages
one in number (`store.py`). No other module keeps anything.
"""

from __future__ import annotations

import sys
import threading
import weakref
from collections import OrderedDict
from collections.abc import Callable, Hashable
from functools import lru_cache
from typing import Any, TypeVar, cast

Function = TypeVar("Function", bound=Callable[..., Any])
Piece = TypeVar("Piece")

# Files of the project that one function may be asked for; far more than there are.
FILES_KEPT = 64
# Searches are endless: of all pieces, those asked for last are kept, up to a number and a weight.
# The largest, a table of schemes, weighs some 450 kB; most weigh ten to a hundred times less.
PIECES_KEPT, BYTES_KEPT = 4000, 48 * 2**20
# What is counted for a piece that is no text: a small table, a figure.
_OTHER = 20_000
_PIECES = "_morceaux"
_order: OrderedDict[tuple[int, Hashable], tuple[weakref.ref[Any], int]] = OrderedDict()
_weights: list[int] = [0]
_memory = threading.Lock()


def kept(function: Function) -> Function:
    """Keep what a function reads of the project's own files; nobody may change it."""
    return kept_last(FILES_KEPT)(function)


def kept_last(number: int) -> Callable[[Function], Function]:
    """Keep the results of the latest `number` calls; nobody may change them."""
    # What is kept is called as it was: nobody needs to know that it is.
    return cast("Callable[[Function], Function]", lru_cache(maxsize=number))


def remembered(owner: object, key: Hashable, draw: Callable[[], Piece]) -> Piece:
    """The piece of that key, drawn by `draw` the first time; nobody may change it.

    Parameters
    ----------
    owner
        The edition or the coverage that the piece is drawn of, and is forgotten with.
    key
        All that the piece depends on besides its owner. It must not refer to the owner; the
        piece itself may.
    """
    pieces: dict[Hashable, Piece] = vars(owner).setdefault(_PIECES, {})
    piece = pieces.get(key)
    if piece is None:
        # Outside the lock: two threads may draw the same piece, the others never wait.
        piece = pieces.setdefault(key, draw())
    with _memory:
        named = id(owner), key
        weight = sys.getsizeof(piece) if isinstance(piece, str) else _OTHER
        _weights[0] += weight - _order.get(named, (None, 0))[1]
        _order[named] = weakref.ref(owner), weight
        _order.move_to_end(named)
        while len(_order) > PIECES_KEPT or (_weights[0] > BYTES_KEPT and len(_order) > 1):
            (_, oldest), (kept_by, lighter) = _order.popitem(last=False)
            _weights[0] -= lighter
            owner_of_oldest = kept_by()
            if owner_of_oldest is not None:
                vars(owner_of_oldest)[_PIECES].pop(oldest, None)
    return piece

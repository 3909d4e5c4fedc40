"""Answers found again by the very bytes of their address: nothing is parsed, no thread waits.

What a robot asks again and again is nearly always the same address, with the ETag that it was
given. Reading its parameters and looking five times whether an edition is new cost more than all
the rest; here one look is enough.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable

from starlette.types import Scope

from amu_geo.server.http.answers import Answer

# Addresses, of a few hundred bytes each at most; the answers themselves stay where they are kept.
ADDRESSES_KEPT, LONGEST = 2000, 400

Kept = tuple[Callable[[], Answer | None], Callable[[], bool]]


class QuickAnswers:
    """The addresses that were answered last, each with its answer and whether it still holds."""

    def __init__(self, most: int = ADDRESSES_KEPT) -> None:
        self._most = most
        self._known: OrderedDict[tuple[str, bytes], Kept] = OrderedDict()
        self._lock = threading.Lock()

    def keep(
        self, scope: Scope, answer: Callable[[], Answer | None], holds: Callable[[], bool]
    ) -> None:
        """Remember what answers an address.

        Parameters
        ----------
        answer
            Gives the answer, or None when it is no longer in memory.
        holds
            Whether it is still right. Asked in the loop of the server: it must be quick.
        """
        query = scope["query_string"]
        if len(scope["path"]) + len(query) > LONGEST:
            return
        with self._lock:
            self._known[scope["path"], query] = answer, holds
            if len(self._known) > self._most:
                self._known.popitem(last=False)

    def find(self, scope: Scope) -> Answer | None:
        """The answer of an address; None when it must be made again."""
        named = scope["path"], scope["query_string"]
        with self._lock:
            kept = self._known.get(named)
            if kept is None:
                return None
            self._known.move_to_end(named)
        answer, holds = kept
        if holds():
            return answer()
        with self._lock:
            self._known.pop(named, None)
        return None


quick_answers = QuickAnswers()

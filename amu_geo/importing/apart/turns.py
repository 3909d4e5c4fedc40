"""Turns: so many readings at once, the others in the order in which they came."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

# How often one who waits is told, and may give up.
TOLD_EVERY = 0.5


class Turns:
    """Lets `at_once` in, and tells the others how many are before them."""

    def __init__(self, at_once: int):
        self.at_once = at_once
        self._waiting: list[object] = []
        self._inside = 0
        self._changed = threading.Condition()

    @contextmanager
    def turn(self, tell: Callable[[int], None]) -> Iterator[None]:
        """Wait for a turn, and hold it.

        Parameters
        ----------
        tell
            Called every half second of waiting with the number of those who wait before; what
            it raises gives the place up.
        """
        ticket = object()
        with self._changed:
            self._waiting.append(ticket)
        try:
            self._wait(ticket, tell)
        except BaseException:
            with self._changed:
                self._waiting.remove(ticket)
                self._changed.notify_all()
            raise
        try:
            yield
        finally:
            with self._changed:
                self._inside -= 1
                self._changed.notify_all()

    def _wait(self, ticket: object, tell: Callable[[int], None]) -> None:
        patience = 0.0
        while True:
            with self._changed:
                if self._changed.wait_for(lambda: self._is_next(ticket), patience):
                    self._waiting.remove(ticket)
                    self._inside += 1
                    # There may be room for the next one too.
                    self._changed.notify_all()
                    return
                before = self._waiting.index(ticket)
            # Outside the lock: telling may take its time, and may raise.
            tell(before)
            patience = TOLD_EVERY

    def _is_next(self, ticket: object) -> bool:
        return self._inside < self.at_once and self._waiting[0] is ticket

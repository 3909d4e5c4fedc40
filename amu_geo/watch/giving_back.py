"""Memory is given back once readers have left.

What is left of a session that has ended refers to itself: only a collection of the whole memory
lets go of it, and what was frozen while it lived (`server/lifespan.py`) never. The system's
allocator keeps what it has in any case.
"""

from __future__ import annotations

import asyncio
import contextlib
import ctypes
import gc
import time
from collections.abc import Callable

from amu_geo.watch.memory import resident_bytes

EVERY = 20
# So many bytes more than there ever were before something is looked for.
GROWN = 48 * 1024 * 1024
# What is still in use is not looked through more often than that.
LONGEST = 120


async def give_back(ready: Callable[[], bool]) -> None:
    """Look from time to time, once the process is ready and for as long as it lives."""
    keeper = Keeper()
    while True:
        await asyncio.sleep(EVERY)
        if ready():
            await asyncio.to_thread(keeper.look)


class Keeper:
    """Collects when memory has grown; less and less often where nothing comes of it.

    `memory` gives the bytes that the process takes, 0 where that is not known; `collect` gives
    back what nobody uses.
    """

    def __init__(
        self,
        memory: Callable[[], int] | None = None,
        collect: Callable[[], None] | None = None,
        now: Callable[[], float] = time.monotonic,
    ) -> None:
        self._memory, self._collect = memory or resident_bytes, collect or collect_all
        self._now = now
        self._least = 0
        self._pause, self._last = float(EVERY), now()

    def look(self) -> bool:
        """Collect if it is time to; whether it did."""
        before = self._memory()
        self._least = min(self._least or before, before)
        if before - self._least < GROWN or self._now() - self._last < self._pause:
            return False
        self._collect()
        after = self._memory()
        self._least, self._last = min(self._least, after), self._now()
        fruitful = before - after > GROWN / 4
        self._pause = float(EVERY) if fruitful else min(2 * self._pause, LONGEST)
        return True


def collect_all() -> None:
    """Let go of what nobody uses, what was frozen included, and give its room to the system."""
    gc.unfreeze()
    gc.collect()
    gc.freeze()
    # Of the C library of GNU alone.
    with contextlib.suppress(AttributeError, OSError, TypeError):
        ctypes.CDLL(None).malloc_trim(0)

"""Memory is given back once readers have left, whoever comes or does not come after them.

Streamlit keeps a session for two minutes in case its reader comes back, and forgets it when
another one leaves, which may be hours later. What is left of it refers to itself: only a
collection of the whole memory lets go of it, and what was frozen meanwhile (`lifespan.py`) never.
The system's allocator keeps what it has in any case.
"""

from __future__ import annotations

import asyncio
import contextlib
import ctypes
import gc
import logging
import os
import time
from collections.abc import Callable

from amu_geo.server.http.loading import loaded

EVERY = 20
# So many bytes more than there ever were before something is looked for.
GROWN = 48 * 1024 * 1024
# What is still in use is not looked through more often than that.
LONGEST = 120
_log = logging.getLogger(__name__)


async def give_back() -> None:
    """Look from time to time, as long as the process lives."""
    keeper = Keeper()
    while True:
        await asyncio.sleep(EVERY)
        if loaded.is_set():
            forget_sessions()
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
        self._memory, self._collect = memory or resident, collect or collect_all
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


def resident() -> int:
    """Bytes of memory that this process takes; 0 where the system does not say it so."""
    try:
        with open("/proc/self/statm", encoding="ascii") as numbers:
            return int(numbers.read().split()[1]) * os.sysconf("SC_PAGE_SIZE")
    except (OSError, ValueError, IndexError):
        return 0


def collect_all() -> None:
    """Let go of what nobody uses, what was frozen included, and give its room to the system."""
    gc.unfreeze()
    gc.collect()
    gc.freeze()
    # Of the C library of GNU alone.
    with contextlib.suppress(AttributeError, OSError, TypeError):
        ctypes.CDLL(None).malloc_trim(0)


def forget_sessions() -> bool:
    """Forget the sessions whose time is over; whether Streamlit still lets us."""
    try:
        from streamlit import runtime

        runtime.get_instance()._session_mgr._session_storage._cache.expire()
    except Exception as error:
        # Private names: without them a session goes when the next reader leaves.
        _log.debug("sessions are forgotten by Streamlit alone: %s", error)
        return False
    return True

"""Runs of pages take turns: more of them at once only make each other slower.

One interpreter runs one thread at a time; handing it from one to another and back costs a run of
12 ms some 5 ms more when many are begun at once (`benchmarks/README.md`, « Many visitors »). A run
that takes long, such as an import, holds nobody up: the others wait for a moment, then go on.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager

AT_ONCE = 2
# Seconds after which a run goes on without its turn.
PATIENCE = 0.5
_turns = threading.BoundedSemaphore(AT_ONCE)


@contextmanager
def turn() -> Iterator[None]:
    """Begin when few enough others run, or have not ended for a moment."""
    given = _turns.acquire(timeout=PATIENCE)
    try:
        yield
    finally:
        if given:
            _turns.release()

"""One writer at a time in a folder, by what the system has for it.

Linux and macOS lock the folder itself, so that no file is left. Windows cannot: there a file of
the folder is locked. Both let go of what a killed process had locked.
"""

from __future__ import annotations

import importlib
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

# Locked on Windows; no edition can bear such a name.
LOCK_FILE = ".verrou"
NO_LOCK = (
    "ce système n’offre aucun verrou de fichiers, et deux écritures pourraient se mêler : rien n’a "
    "été changé. Attendu : Linux, macOS ou Windows (« fcntl » ou « msvcrt » de Python)."
)
_PAUSE = 0.05  # seconds between two tries, where the system does not wait by itself


class NoLockError(ValueError):
    """The system has no lock of files: nothing is written; the message says so in French."""


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Hold the lock of a folder that exists, once whoever holds it has let it go.

    Raises
    ------
    NoLockError
        Where the system has no lock.
    """
    descriptor = _held(folder)
    try:
        yield
    finally:
        os.close(descriptor)  # which lets go of the lock


def _held(folder: Path) -> int:
    """A descriptor that holds the lock until it is closed."""
    try:
        import fcntl
    except ImportError:
        return _held_on_windows(folder / LOCK_FILE)
    descriptor = os.open(folder, os.O_RDONLY)
    fcntl.flock(descriptor, fcntl.LOCK_EX)
    return descriptor


def _held_on_windows(path: Path) -> int:
    try:
        # By its name: types elsewhere do not know what it has.
        windows: Any = importlib.import_module("msvcrt")
    except ImportError:
        raise NoLockError(NO_LOCK) from None
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT)
    while True:
        with suppress(OSError):
            windows.locking(descriptor, windows.LK_NBLCK, 1)
            return descriptor
        time.sleep(_PAUSE)

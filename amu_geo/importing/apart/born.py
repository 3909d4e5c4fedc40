"""The server's end: a channel to a child that reads one file, and what it may take."""

from __future__ import annotations

import contextlib
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from dataclasses import dataclass
from multiprocessing.connection import Connection

from amu_geo import paths
from amu_geo.importing.apart.limits import (
    BIRTH_SECONDS,
    CPU_SECONDS,
    MEMORY,
    NICENESS,
    QUICK_SECONDS,
    WALL_SECONDS,
)

# Elsewhere files are read in the server's own process: Windows knows no fork, and the libraries
# of macOS do not always bear one.
CAN = hasattr(os, "fork") and hasattr(socket, "send_fds") and sys.platform != "darwin"
_TRIES = 2
TIME, SPACE = "time", "space"


class Nursery:
    """The process that children are born of; started when first asked for, and again if it ends."""

    def __init__(self) -> None:
        self._control: socket.socket | None = None
        self._process: subprocess.Popen | None = None
        self._starting = threading.Lock()

    def prepare(self) -> None:
        """Start it, without waiting, where it is not there: it loads meanwhile."""
        with self._starting:
            self._ensure()

    def child(self) -> tuple[Connection, Watch]:
        """A new child: the channel to it, and what watches over it.

        Raises
        ------
        OSError
            No process can be started.
        EOFError
            It ended before it was there.
        """
        for _ in range(_TRIES - 1):
            # The nursery may end in this very moment.
            with contextlib.suppress(OSError, EOFError):
                return self._child()
        return self._child()

    def _child(self) -> tuple[Connection, Watch]:
        ours, theirs = socket.socketpair()
        channel, control = Connection(ours.detach()), None
        try:
            with theirs, self._starting:
                control = self._ensure()
                socket.send_fds(control, [b"1"], [theirs.fileno()])
            if not channel.poll(BIRTH_SECONDS):
                raise TimeoutError("no child was born")
            return channel, Watch.of(channel.recv())
        except BaseException:
            channel.close()
            # Whatever befell it, the next one is born elsewhere.
            with self._starting:
                if control is self._control:
                    self._close()
            raise

    def _ensure(self) -> socket.socket:
        if self._control is not None and self._process and self._process.poll() is None:
            return self._control
        self._close()
        ours, theirs = socket.socketpair()
        with theirs:
            words = [sys.executable, "-m", "amu_geo.importing.apart.nursery", str(theirs.fileno())]
            self._process = subprocess.Popen(
                words, cwd=paths.ROOT, pass_fds=[theirs.fileno()], stdin=subprocess.DEVNULL
            )
        self._control = ours
        return ours

    def _close(self) -> None:
        if self._control is not None:
            self._control.close()
        self._control = None


@dataclass
class Watch:
    """What a child takes, seen from outside; nothing is known where there is no `/proc`."""

    pid: int
    started: float
    before: int
    # What names this very process, even once another one has its number.
    handle: int | None = None
    is_long: bool = False

    @classmethod
    def of(cls, pid: int) -> Watch:
        """Begin to watch a child that has done nothing yet."""
        handle = None
        with contextlib.suppress(OSError, AttributeError):
            handle = os.pidfd_open(pid)
        return cls(pid, time.monotonic(), _own_memory(pid), handle)

    def passed(self) -> str:
        """The limit that it has passed, TIME or SPACE; "" when none."""
        if _own_memory(self.pid) - self.before > MEMORY:
            return SPACE
        computed, waited = _computed(self.pid), time.monotonic() - self.started
        if computed > QUICK_SECONDS and not self.is_long:
            self.is_long = True
            with contextlib.suppress(OSError):
                os.setpriority(os.PRIO_PROCESS, self.pid, NICENESS)
        return TIME if computed > CPU_SECONDS or waited > WALL_SECONDS else ""

    def end(self) -> None:
        """End it, whatever it does."""
        with contextlib.suppress(OSError):
            if self.handle is None:
                os.kill(self.pid, signal.SIGKILL)
            else:
                signal.pidfd_send_signal(self.handle, signal.SIGKILL)
        if self.handle is not None:
            os.close(self.handle)
            self.handle = None


def _own_memory(pid: int) -> int:
    """Bytes of memory that a process shares with none."""
    try:
        with open(f"/proc/{pid}/statm", encoding="ascii") as numbers:
            _, resident, shared, *_ = map(int, numbers.read().split())
    except (OSError, ValueError):
        return 0
    return (resident - shared) * os.sysconf("SC_PAGE_SIZE")


def _computed(pid: int) -> float:
    """Seconds of processor that it has taken."""
    try:
        with open(f"/proc/{pid}/stat", encoding="ascii", errors="replace") as numbers:
            fields = numbers.read().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
    except (OSError, ValueError, IndexError):
        return 0.0

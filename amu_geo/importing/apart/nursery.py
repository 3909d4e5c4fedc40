"""The process that readings are born of: it has loaded all they need, and does nothing else.

    python -m amu_geo.importing.apart.nursery DESCRIPTOR

Through the socket of that number the server hands it one end of a channel for each file; a child
is born, reads the request from it, tells how far it is, gives what it understood, and is gone
with all its memory. The nursery ends with the server, or when nobody has asked for a while.
"""

from __future__ import annotations

import contextlib
import gc
import os
import select
import signal
import socket
import sys
import tempfile
import traceback
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from amu_geo import paths
from amu_geo.edition.raw import METADATA_FILE
from amu_geo.importing.apart.limits import (
    ADDRESSES_MORE,
    CPU_SECONDS,
    DONE,
    FAILED,
    IDLE_SECONDS,
    TOLD,
)
from amu_geo.importing.importer import import_path
from amu_geo.importing.tables import builder_for
from amu_geo.territories import Territories


def serve(control: socket.socket) -> None:
    """Let children be born until the server closes its end, or is silent for long."""
    territories = Territories.read()
    _rehearse(territories)
    gc.collect()
    gc.freeze()
    # Nobody asks how a child ended but by its channel.
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    while select.select([control], [], [], IDLE_SECONDS)[0]:
        message, descriptors, _, _ = socket.recv_fds(control, 16, 1)
        if not message:
            return
        for descriptor in descriptors:
            if os.fork() == 0:
                control.close()
                _live(Connection(descriptor), territories)
            os.close(descriptor)


def _rehearse(territories: Territories) -> None:
    """Read an edition of ours: all that a first reading prepares is then ready for each child."""
    builder_for(territories)
    with contextlib.suppress(Exception):
        smallest = min(paths.SCHEMES.glob(f"*/{METADATA_FILE}"), key=_weight).parent
        import_path(smallest, smallest.name, territories)


def _weight(metadata: Path) -> int:
    return sum(path.stat().st_size for path in metadata.parent.iterdir())


def _live(channel: Connection, territories: Territories) -> None:
    """The whole life of a child."""
    try:
        _restrain()
        channel.send(os.getpid())
        request: dict[str, Any] = channel.recv()
        tempfile.tempdir = request.pop("folder")

        def tell(share: float, what: str) -> None:
            channel.send((TOLD, (share, what)))

        imported = import_path(territories=territories, progress=tell, **request)
        channel.send((DONE, imported))
    except BaseException:
        with contextlib.suppress(Exception):
            channel.send((FAILED, traceback.format_exc()))
    finally:
        os._exit(0)


def _restrain() -> None:
    """End by itself where the server would not see to it, if the system has such limits."""
    try:
        import resource
    except ImportError:
        return
    with contextlib.suppress(OSError, ValueError):
        resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS + 10, CPU_SECONDS + 15))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    with contextlib.suppress(OSError, ValueError):
        with open("/proc/self/statm", encoding="ascii") as numbers:
            own = int(numbers.read().split()[0]) * resource.getpagesize()
        resource.setrlimit(resource.RLIMIT_AS, (own + ADDRESSES_MORE, own + ADDRESSES_MORE))


if __name__ == "__main__":
    serve(socket.socket(fileno=int(sys.argv[1])))

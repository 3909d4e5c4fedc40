"""No waiting between two packets of an answer.

Python asks this of sockets that name their protocol; Streamlit's does not. A body then waits
for the browser to acknowledge the head: 40 ms for each of a hundred files, and again for the
messages of a click.
"""

from __future__ import annotations

import contextlib
import os
import socket
import stat

# The open files of this process, where the system shows them (Linux, macOS).
OPEN_FILES = "/dev/fd"


def send_at_once() -> int:
    """Have every connection to this process's listening sockets send without delay.

    A connection inherits it from the socket that accepts it. Gives the number of sockets found,
    0 on a system that does not show its open files: it then answers as before.
    """
    found = 0
    with contextlib.suppress(OSError):
        for name in os.listdir(OPEN_FILES):
            with contextlib.suppress(OSError):
                found += _set_on(int(name))
    return found


def _set_on(descriptor: int) -> bool:
    if not stat.S_ISSOCK(os.fstat(descriptor).st_mode):
        return False
    # Of a copy: what is closed here is not the server's own.
    with socket.socket(fileno=os.dup(descriptor)) as copy:
        tcp = copy.family in (socket.AF_INET, socket.AF_INET6) and copy.type == socket.SOCK_STREAM
        if not tcp or not copy.getsockopt(socket.SOL_SOCKET, socket.SO_ACCEPTCONN):
            return False
        copy.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        return True

"""Wait until a replica says that its data are read: `attendre.py PORT [SECONDS]`.

Exit code 1, and a French sentence, when it does not within that time (60 seconds). Needs nothing
but Python.
"""

from __future__ import annotations

import sys
import time
import urllib.request
from http.client import HTTPException

USUAL = 60.0


def is_ready(port: int) -> bool:
    """Whether the replica on that port of this machine is ready."""
    # Under a path of `STREAMLIT_SERVER_BASE_URL_PATH` too, this address is at the root.
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/readyz", timeout=2) as reply:
            return reply.status == 200
    except (OSError, HTTPException):
        return False


def main(arguments: list[str]) -> int:
    """Wait, and say whether it came."""
    port = int(arguments[0])
    seconds = float(arguments[1]) if len(arguments) > 1 else USUAL
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if is_ready(port):
            return 0
        time.sleep(0.2)
    print(f"La réplique du port {port} n’est pas prête après {seconds:.0f} s.", file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

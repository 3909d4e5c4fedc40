"""What a server that was killed left in the folder of temporary files."""

from __future__ import annotations

import contextlib
import os
import shutil
import tempfile
from pathlib import Path

_NAME = "observatoire-import-"
# Whose it is stands in the name.
PREFIX = f"{_NAME}{os.getpid()}-"


def sweep() -> int:
    """Take away the folders of imports whose server is no more; gives their number."""
    swept = 0
    with contextlib.suppress(OSError):
        for folder in Path(tempfile.gettempdir()).glob(f"{_NAME}*"):
            owner = folder.name.removeprefix(_NAME).partition("-")[0]
            if owner.isdigit() and not _lives(int(owner)):
                shutil.rmtree(folder, ignore_errors=True)
                swept += not folder.exists()
    return swept


def _lives(pid: int) -> bool:
    if os.name == "nt":
        # To ask would be to interrupt it; nothing is read apart there, and nothing left.
        return True
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True

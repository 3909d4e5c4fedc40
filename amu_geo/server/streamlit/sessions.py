"""What a session leaves behind is taken away by the clock, not by the visits of others.

Streamlit forgets a closed session when another one closes, and the files made for it, a reader's
own bundle among them, two runs of anybody's later: on a quiet day they stay for ever, on a busy
one a file is gone before its reader's browser has asked for it.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import AsyncIterator, Callable
from typing import Any

# Seconds between two sweeps. A file that nothing refers to goes at the second that finds it so:
# it lasts from one to two of them.
PAUSE = 30.0
_log = logging.getLogger(__name__)


@contextlib.asynccontextmanager
async def swept_sessions(pause: float | None = None) -> AsyncIterator[None]:
    """Sweep for as long as the process serves."""
    sweep_files, undo = _sweep_of_files()
    task = asyncio.get_running_loop().create_task(_sweep(pause or PAUSE, sweep_files))
    try:
        yield
    finally:
        task.cancel()
        undo()


def open_sessions() -> int:
    """Number of the sessions that a browser is connected to; 0 when nobody can tell."""
    with contextlib.suppress(Exception):  # Private names may change in any way: nothing is told.
        return len(_runtime()._session_mgr.list_active_sessions())
    return 0


def _runtime() -> Any:
    from streamlit import runtime

    return runtime.get_instance()


async def _sweep(pause: float, sweep_files: Callable[[Any], None]) -> None:
    while True:
        await asyncio.sleep(pause)
        try:
            _end_closed_sessions()
            sweep_files(_runtime().media_file_mgr)
        except Exception as error:  # As above: Streamlit then does it in its own time.
            _log.warning("sessions are not swept: %s", type(error).__name__)


def _end_closed_sessions() -> None:
    """Those that no browser has come back to within two minutes, however they were forgotten."""
    runtime = _runtime()
    for _, closed in runtime._session_mgr._session_storage._cache.expire():
        closed.session.shutdown()
    known = {info.session.id for info in runtime._session_mgr.list_sessions()}
    made, sent = runtime.media_file_mgr, runtime.uploaded_file_mgr
    for gone in set(made._files_by_session_and_coord) - known:
        made.clear_session_refs(gone)
    for gone in set(sent.file_storage) - known:
        sent.remove_session_files(gone)


def _sweep_of_files() -> tuple[Callable[[Any], None], Callable[[], None]]:
    """Streamlit's own sweep of files, which no run makes any longer; what gives it back to runs."""
    from streamlit.runtime.media_file_manager import MediaFileManager

    sweep = getattr(MediaFileManager, "remove_orphaned_files", None)
    if sweep is None:
        _log.warning("Streamlit sweeps its files in another way than before")
        return lambda _: None, lambda: None

    def undo() -> None:
        MediaFileManager.remove_orphaned_files = sweep

    MediaFileManager.remove_orphaned_files = lambda self: None
    return sweep, undo

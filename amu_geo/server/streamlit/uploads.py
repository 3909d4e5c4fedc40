"""What readers send stays with Streamlit as long as their session: never more than so much.

The page has read a file as soon as it is sent, and keeps the last one for itself.
"""

from __future__ import annotations

import logging
from typing import Any

from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from amu_geo.server.streamlit.endpoints import CORE

UPLOADS = f"{CORE}upload_file/"
# Twice the largest file, and more than a deposit of several may weigh: what is let go of a deposit
# that is not read yet was too heavy to be read, and its page says so.
OF_A_SESSION = 110 * 1024 * 1024
OF_ALL = 600 * 1024 * 1024
FULL = "Trop de fichiers attendent d’être lus en ce moment : réessayez dans une minute."
_log = logging.getLogger(__name__)


class UploadMiddleware:
    """Makes room for a file before it comes; where there is none, says so and takes nothing."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on all but a file that is too much."""
        answer = self._app
        if scope["type"] == "http" and scope["method"] == "PUT":
            path = scope["path"]
            announced = Headers(scope=scope).get("content-length", "")
            if path.startswith(UPLOADS) and announced.isdigit():
                session = path.removeprefix(UPLOADS).partition("/")[0]
                if not make_room(session, int(announced)):
                    headers = {"Retry-After": "60", "Cache-Control": "no-store"}
                    answer = PlainTextResponse(FULL, 503, headers)
        await answer(scope, receive, send)


def make_room(session: str, size: int) -> bool:
    """Let go of a session's oldest files for one of that many bytes; whether there is room."""
    try:
        manager = _manager()
        held = {name: list(files.values()) for name, files in list(manager.file_storage.items())}
        weights = {name: sum(len(file.data) for file in files) for name, files in held.items()}
        for file in held.get(session, ()):
            if weights[session] + size <= OF_A_SESSION:
                break
            manager.remove_file(session_id=session, file_id=file.file_id)
            weights[session] -= len(file.data)
    except Exception as error:
        # Private names: without them Streamlit keeps all that a session sends.
        _log.debug("files are kept by Streamlit alone: %s", error)
        return True
    return sum(weights.values()) + size <= OF_ALL


def _manager() -> Any:
    from streamlit import runtime

    return runtime.get_instance()._uploaded_file_mgr

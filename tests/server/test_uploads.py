"""What readers send is kept within bounds, by session and in all."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from starlette.applications import Starlette
from starlette.responses import PlainTextResponse
from starlette.routing import Mount
from starlette.testclient import TestClient
from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager
from streamlit.runtime.runtime import Runtime
from streamlit.runtime.uploaded_file_manager import UploadedFileRec

from amu_geo.server.middleware import middleware
from amu_geo.server.streamlit import uploads


@pytest.fixture
def manager(monkeypatch) -> MemoryUploadedFileManager:
    """Streamlit's own store of files, in a process of small limits."""
    from streamlit import runtime

    assert "_uploaded_file_mgr" in Runtime.__init__.__code__.co_names
    store = MemoryUploadedFileManager("/_stcore/upload_file")
    living = SimpleNamespace(_uploaded_file_mgr=store)
    monkeypatch.setattr(runtime, "get_instance", lambda: living)
    monkeypatch.setattr(uploads, "OF_A_SESSION", 110)
    monkeypatch.setattr(uploads, "OF_ALL", 300)
    return store


def put(manager: MemoryUploadedFileManager, session: str, name: str, size: int) -> int:
    """Send a file as a browser does; what the server answers."""

    async def theirs(scope, receive, send):
        _, _, _, of, file_id = scope["path"].split("/")
        manager.add_file(of, UploadedFileRec(file_id, name, "text/csv", b"x" * size))
        await PlainTextResponse("", 204)(scope, receive, send)

    app = Starlette(routes=[Mount("/", theirs)], middleware=middleware())
    client = TestClient(app, base_url="http://essai")
    reply = client.put(f"/_stcore/upload_file/{session}/{name}", content=b"x" * size)
    if reply.status_code == 503:
        assert reply.text == uploads.FULL
        assert reply.headers["retry-after"] == "60"
    return reply.status_code


def kept(manager: MemoryUploadedFileManager, session: str) -> list[str]:
    return list(manager.file_storage.get(session, {}))


def test_a_session_keeps_no_more_than_its_share_and_its_latest_files(manager):
    for rank in range(12):
        assert put(manager, "a", f"f{rank}", 50) == 204
        put(manager, "b", f"g{rank}", 1)
    assert kept(manager, "a") == ["f10", "f11"]
    assert len(kept(manager, "b")) == 12


def test_what_all_sessions_hold_has_a_bound_which_is_said(manager):
    answers = [put(manager, f"s{rank}", "f", 50) for rank in range(8)]
    assert answers == [204] * 6 + [503] * 2
    manager.remove_session_files("s0")
    assert put(manager, "s7", "f", 50) == 204


def test_of_a_deposit_that_is_too_heavy_what_is_left_is_too_heavy_as_well():
    from amu_geo.edition.raw import BYTES_LIMIT

    assert uploads.OF_A_SESSION - BYTES_LIMIT > BYTES_LIMIT

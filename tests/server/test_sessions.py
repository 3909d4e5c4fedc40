"""A file that was made for a session is there while it is fetched, and gone after the session."""

from __future__ import annotations

import asyncio
import sys
import time
from types import SimpleNamespace

import pytest
from streamlit import runtime
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.runtime.media_file_manager import MediaFileManager
from websockets.sync.client import ClientConnection, connect

from amu_geo.server.streamlit import sessions
from tests.serving import ROOT, Client, awaited, running

# Seconds, read by Python before anything of ours: minutes would be long for a test.
PAUSE, KEPT = 2, 3
HASTE = f"""\
import sys

sys.path.insert(0, {str(ROOT)!r})
if "streamlit" in sys.orig_argv:
    from amu_geo.server.streamlit import sessions

    sessions.PAUSE = {PAUSE}
"""


class Visit:
    """A live page, over its websocket."""

    def __init__(self, address: str) -> None:
        path = f"{address.replace('http', 'ws', 1)}/_stcore/stream"
        self._connecting = connect(path, subprotocols=["streamlit"], max_size=None, proxy=None)
        self.live: ClientConnection
        self.session = ""
        self.files: list[str] = []

    def __enter__(self) -> Visit:
        """Open it."""
        self.live = self._connecting.__enter__()
        return self

    def __exit__(self, *failure: object) -> None:
        """Close it."""
        self._connecting.__exit__(*failure)

    def run(self, page: str) -> None:
        """Show a page; keep what files it offers."""
        asked = BackMsg()
        asked.rerun_script.page_name = page
        self.live.send(asked.SerializeToString())
        said = ForwardMsg()
        while said.WhichOneof("type") != "script_finished":
            said.ParseFromString(self.live.recv(timeout=60))
            if said.WhichOneof("type") == "new_session":
                self.session = said.new_session.initialize.session_id
            button = said.delta.new_element.download_button
            self.files += [button.deferred_file_id] if button.deferred_file_id else []

    def made(self, file: str) -> str:
        """Have a file made; its address."""
        asked = BackMsg()
        asked.backend_operation_request.session_id = self.session
        asked.backend_operation_request.deferred_file.file_id = file
        self.live.send(asked.SerializeToString())
        said = ForwardMsg()
        while said.WhichOneof("type") != "backend_operation_response":
            said.ParseFromString(self.live.recv(timeout=60))
        return said.backend_operation_response.deferred_file.url


@pytest.mark.slow
def test_what_a_session_made_is_there_for_it_and_gone_after_it(tmp_path):
    (tmp_path / "sitecustomize.py").write_text(HASTE, encoding="utf-8")
    environment = {"PYTHONPATH": str(tmp_path), "OBSERVATOIRE_METRIQUES": "oui"}
    environment["STREAMLIT_SERVER_DISCONNECTED_SESSION_TTL"] = str(KEPT)
    with (
        running(tmp_path / "log.txt", **environment) as address,
        Visit(address) as mine,
        Visit(address) as other,
        Visit(address) as again,
    ):
        client = Client(address)
        mine.run("donnees")
        other.run("mentions")
        assert "\nobservatoire_sessions 3\n" in client.get("/metriques").text
        path = mine.made(mine.files[1])
        for _ in range(3):
            # A run of anybody's took it away at its second.
            other.run("mentions")
        reply = client.get(path)
        assert reply.status == 200 and len(reply.body) > 1000
        assert reply.headers["cache-control"] == "no-store"
        mine.made(mine.files[1])
        mine.live.close()
        start = time.monotonic()
        while client.get(path).status == 200:
            assert time.monotonic() - start < KEPT + 4 * PAUSE, "the file outlives its session"
            time.sleep(0.2)
        ended = time.monotonic() - start
        print(f"\na session's file: gone {ended:.1f} s after it, swept every {PAUSE} s")
        again.run("mentions")
        while again.made(mine.files[1]):
            assert time.monotonic() - start < KEPT + 4 * PAUSE, "another session has it made again"
            time.sleep(0.2)
        text = client.get("/metriques").text
        assert "\nobservatoire_sessions 2\n" in text and "executions_total 6\n" in text


def test_closed_sessions_are_ended_and_runs_sweep_no_files(monkeypatch):
    ended, swept, cleared = [], [], []
    closed = SimpleNamespace(session=SimpleNamespace(shutdown=lambda: ended.append("a")))
    cache = SimpleNamespace(expire=lambda: [("a", closed)])
    storage = SimpleNamespace(_cache=cache)
    here = SimpleNamespace(session=SimpleNamespace(id="here"))
    files = SimpleNamespace(
        _files_by_session_and_coord={"here": {}, "gone": {}}, clear_session_refs=cleared.append
    )
    sent = SimpleNamespace(
        file_storage={"here": {}, "away": {}}, remove_session_files=cleared.append
    )
    manager = SimpleNamespace(_session_storage=storage, list_sessions=lambda: [here])
    now = SimpleNamespace(_session_mgr=manager, media_file_mgr=files, uploaded_file_mgr=sent)
    monkeypatch.setattr(MediaFileManager, "remove_orphaned_files", swept.append)
    monkeypatch.setattr(runtime, "get_instance", lambda: now)

    async def serve() -> None:
        async with sessions.swept_sessions(pause=0.02):
            MediaFileManager.remove_orphaned_files(object())
            assert swept == []
            await asyncio.sleep(0.1)

    awaited(serve())
    # Of one that was forgotten in another way, too.
    assert set(cleared) == {"gone", "away"}
    assert set(ended) == {"a"} and swept and all(one is files for one in swept)
    assert MediaFileManager.remove_orphaned_files == swept.append


def test_another_streamlit_sweeps_by_itself(monkeypatch, caplog):
    monkeypatch.delattr(MediaFileManager, "remove_orphaned_files")
    monkeypatch.setattr(runtime, "get_instance", lambda: SimpleNamespace())

    async def serve() -> None:
        async with sessions.swept_sessions(pause=0.02):
            await asyncio.sleep(0.05)

    awaited(serve())
    assert sessions.open_sessions() == 0
    assert not hasattr(MediaFileManager, "remove_orphaned_files")
    assert "Streamlit sweeps its files in another way than before" in caplog.text
    assert "sessions are not swept: AttributeError" in caplog.text
    assert "Traceback" not in caplog.text and sys.exc_info()[0] is None

"""Connections send at once."""

from __future__ import annotations

import os
import socket

from amu_geo.server.http.listening import send_at_once


def test_a_connection_accepted_afterwards_does_not_wait():
    with socket.socket() as server, socket.socket() as client:
        server.bind(("127.0.0.1", 0))
        server.listen()
        assert send_at_once() >= 1
        client.connect(server.getsockname())
        accepted, _ = server.accept()
        with accepted:
            assert accepted.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)


def test_other_open_files_are_left_as_they_are(tmp_path):
    before = len(os.listdir("/dev/fd"))
    with (tmp_path / "kept.txt").open("w") as kept, socket.socket() as idle:
        send_at_once()
        kept.write("still open")
        assert not idle.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)
    assert (tmp_path / "kept.txt").read_text() == "still open"
    assert len(os.listdir("/dev/fd")) == before

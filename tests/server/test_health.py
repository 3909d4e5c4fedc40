"""Alive, and ready: what a watchman asks, whoever he is."""

from __future__ import annotations

import subprocess
import sys
import threading
from datetime import date

import pytest

from amu_geo import store
from amu_geo.server.http import health, loading
from amu_geo.server.page.middleware import OURS, is_lost
from tests.server.spoiling import ask, once_loaded


@pytest.mark.parametrize("path", ["/healthz", "/readyz"])
def test_a_watchman_is_answered(client, path):
    once_loaded(client)
    reply = client.get(path)
    assert reply.status == 200
    assert reply.headers["cache-control"] == "no-store"
    head = client.get(path, method="HEAD")
    assert head.status == 200
    assert head.body == b""
    assert head.headers["cache-control"] == "no-store"
    assert client.get(path, method="POST").status == 405
    assert path in OURS
    assert not is_lost(path)


def test_the_process_says_ok(client):
    reply = client.get("/healthz")
    assert (reply.text, reply.headers["content-type"]) == ("ok", "text/plain; charset=utf-8")


def test_the_data_say_of_when_they_are(client):
    told = once_loaded(client).json
    default = store.shelf().default
    age = (date.today() - default.date).days
    assert told == {
        "pret": True,
        "edition": default.id,
        "date": default.date.isoformat(),
        "age_jours": age,
    }


def test_a_process_that_still_reads_is_not_ready(monkeypatch):
    waiting = threading.Event()
    monkeypatch.setattr(health, "loaded", waiting)
    reply = ask("/readyz")
    assert reply.status == 503
    assert reply.json == {"pret": False, "raisons": [health.LOADING]}
    assert reply.headers["cache-control"] == "no-store"
    assert ask("/healthz").status == 200
    assert isinstance(loading.loaded, threading.Event)


def test_the_files_are_read_again_when_one_has_changed_only(monkeypatch):
    looks: list[int] = []
    look = health.LastLook()
    monkeypatch.setattr(health, "faults", lambda: looks.append(1) or iter(("une faute",)))
    signatures = iter([(("a", 1, 1),), (("a", 1, 1),), (("a", 2, 1),)])
    monkeypatch.setattr(health, "_signature", lambda folders: next(signatures))
    assert [look.reasons() for _ in range(3)] == [("une faute",)] * 3
    assert len(looks) == 2


def test_the_committed_files_are_whole():
    assert tuple(health.faults()) == ()


def test_a_server_answers_before_the_libraries_of_the_data_have_come():
    """They take a third of a second to load: what comes before the first answer needs none."""
    modules = "amu_geo.server.routes, amu_geo.server.middleware, amu_geo.server.lifespan"
    asked = f"import sys, {modules}; print('pandas' in sys.modules, 'geopandas' in sys.modules)"
    answer = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True)
    assert answer.stdout.split() == ["False", "False"], answer.stderr

"""The edition in one file, by its address: named, kept by the browser, refused in words."""

from __future__ import annotations

import json
from urllib.parse import urlsplit

import pytest
from starlette.requests import Request
from starlette.responses import Response

from amu_geo.server.http.problems import read_only
from amu_geo.server.page.outputs import offline
from amu_geo.settings import PUBLIC_ADDRESS
from amu_geo.site import OFFLINE, stand_under


def asked(address: str, **headers: str) -> Response:
    """The answer of the server, without one."""
    parts = urlsplit(address)
    scope = {
        "type": "http",
        "method": "GET",
        "scheme": "http",
        "path": parts.path,
        "query_string": parts.query.encode(),
        "headers": [(name.encode(), value.encode()) for name, value in headers.items()],
        "server": ("localhost", 8501),
    }
    return read_only(offline.edition_file)(Request(scope))


@pytest.fixture
def quick(monkeypatch):
    monkeypatch.setattr(offline, "offline_html", lambda edition, *_: f"<p>{edition.id}</p>")
    monkeypatch.setattr(offline, "_answers", offline.AnswerCache())


def test_it_comes_under_its_name_and_is_not_sent_twice(quick):
    answer = asked(f"{OFFLINE}?edition=2018")
    assert answer.status_code == 200
    assert answer.body == b"<p>2018</p>"
    named = 'attachment; filename="observatoire-amu-2018-hors-ligne.html"'
    assert answer.headers["content-disposition"] == named
    assert answer.headers["content-type"].startswith("text/html")
    etag = answer.headers["etag"]
    again = asked(f"{OFFLINE}?edition=2018", **{"if-none-match": etag})
    assert again.status_code == 304


@pytest.mark.parametrize(
    ("query", "status", "word"),
    [("?edition=1999", 404, "1999"), ("?lecture=large", 400, "lecture"), ("?x=1", 400, "x")],
)
def test_what_it_does_not_know_is_refused_in_words(quick, query, status, word):
    answer = asked(OFFLINE + query)
    assert answer.status_code == status
    assert word in json.loads(answer.body)["detail"]


def test_its_links_follow_the_declared_address_and_its_path(quick, monkeypatch):
    monkeypatch.setattr(offline, "offline_html", lambda edition, _, site, notice: f"[{site}]")
    assert asked(OFFLINE).body == b"[]"
    monkeypatch.setenv(PUBLIC_ADDRESS, "https://exemple.fr/amu/")
    stand_under("amu")
    try:
        assert asked(OFFLINE).body == b"[https://exemple.fr/amu]"
    finally:
        stand_under("")

"""What is not ours has one answer, that tells nothing of the disk; all answers have our headers."""

from __future__ import annotations

import http.client
import json
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from amu_geo import paths
from amu_geo.server.http.places import file_in, is_sound
from amu_geo.server.streamlit import bundles, light_plotly
from amu_geo.watch import events
from tests.server.spoiling import ask
from tests.serving import Reply

LONG = "a" * 300
LOST = [
    "/nulle-part",
    "/etc/passwd",
    "/../../etc/passwd",
    "/../../etc/rien",
    "/%2e%2e/%2e%2e/etc/passwd",
    "/..%2f..%2fetc/passwd",
    "/..%5c..%5cwindows",
    "/%5c%5cserveur%5cpartage",
    "//serveur/partage",
    "/./nulle-part",
    f"/{LONG}",
    f"/{LONG}/{LONG}",
    "/%00",
    "/nulle%0apart",
    "/C:/autoexec.bat",
    "/index.html",
    "/static/%00",
    "/static/js/rien.js",
    f"/static/js/{LONG}.js",
    "/static/..%2findex.html",
    "/static/../../../etc/passwd",
    "/static/",
    "/statique/%00",
    "/statique/rien.json",
    "/statique/",
    "/statique/..%2f..%2fdashboard.py",
    "/statique/%2e%2e/pyproject.toml",
    "/statique/fonts",
    "/statique/fonts/README.md",
    f"/statique/{LONG}",
    "/app/static/rien.txt",
    "/app/rien",
    "/_stcore/rien",
    "/_stcore/stream",
    "/_stcore/upload_file/a/b",
    "/auth/rien",
    "/component/rien",
    "/component/rien/index.html",
    "/media/rien.png",
    "/api/../x",
]
ENGLISH = ("Not Found", "Bad Request", "Method Not Allowed", "Internal Server Error", "streamlit")


def raw(base: str, path: str, method: str = "GET", **headers: str) -> Reply:
    """An answer to an address that is sent as it is written, redirections left alone."""
    connection = http.client.HTTPConnection(urlsplit(base).netloc, timeout=30)
    connection.putrequest(method, path)
    for name, value in headers.items():
        connection.putheader(name.replace("_", "-"), value)
    connection.putheader("Content-Length", "0")
    connection.endheaders()
    reply = connection.getresponse()
    named = {name.lower(): value for name, value in reply.getheaders()}
    body = reply.read()
    connection.close()
    return Reply(reply.status, named, body)


@pytest.mark.parametrize("path", LOST)
def test_what_is_not_ours_has_one_answer(base_url, path):
    reply = raw(base_url, path)
    assert reply.status == 404
    assert reply.headers["content-type"] == "text/html; charset=utf-8"
    assert '<html lang="fr">' in reply.text
    assert "Cette page n’existe pas" in reply.text
    assert not any(word in reply.text for word in ENGLISH)
    assert raw(base_url, path, "HEAD").body == b""


def test_what_exists_elsewhere_is_told_like_what_does_not(base_url):
    """A reader learns nothing of the disk by comparing."""
    there, not_there = "/../../etc/passwd", "/../../etc/qwertz"
    one, other = raw(base_url, there), raw(base_url, not_there)
    assert (one.status, one.body) == (other.status, other.body)
    volatile = ("date",)
    assert {k: v for k, v in one.headers.items() if k not in volatile} == {
        k: v for k, v in other.headers.items() if k not in volatile
    }


ANSWERS = [
    ("GET", "/"),
    ("GET", "/comparer"),
    ("GET", "/nulle-part"),
    ("GET", "/../x"),
    ("POST", "/"),
    ("PUT", "/nulle-part"),
    ("DELETE", "/statique/fonts/icones.woff2"),
    ("GET", "/comparer/"),
    ("GET", "/statique/carte-0123456789ab.json"),
    ("GET", "/statique/fonts/icones.woff2"),
    ("GET", "/favicon.ico"),
    ("GET", "/robots.txt"),
    ("GET", "/sitemap.xml"),
    ("GET", "/healthz"),
    ("GET", "/readyz"),
    ("GET", "/carte.svg"),
    ("GET", "/carte.png"),
    ("GET", "/carte.png?regions=99"),
    ("GET", "/fiches.json"),
    ("GET", "/api/v1/regions.csv"),
    ("GET", "/api/v1/rien"),
    ("POST", "/api/v1/regions.csv"),
    ("OPTIONS", "/api/v1/regions.csv"),
    ("GET", "/_stcore/health"),
    ("GET", "/_stcore/host-config"),
    ("GET", "/_stcore/rien"),
    ("GET", "/manifest.json"),
    ("GET", "/auth/login"),
    ("POST", "/_stcore/health"),
]


@pytest.mark.parametrize(("method", "path"), ANSWERS)
def test_every_answer_has_our_headers(base_url, method, path):
    reply = raw(base_url, path, method)
    assert reply.status != 500
    policy = reply.headers["content-security-policy"]
    assert "default-src" in policy
    assert "frame-ancestors *" in policy
    assert reply.headers["x-content-type-options"] == "nosniff"
    assert reply.headers["referrer-policy"] == "strict-origin-when-cross-origin"
    assert "camera=()" in reply.headers["permissions-policy"]
    if "html" in reply.headers.get("content-type", ""):
        assert "'unsafe-inline'" not in policy.partition("script-src")[2].partition(";")[0]


@pytest.mark.parametrize("name", ["js/index", "css/index"])
def test_the_bundle_has_them_too(base_url, name):
    file = next(name_ for name_ in bundles.first_files() if name_.startswith(name))
    reply = raw(base_url, f"/static/{file}")
    assert reply.status == 200
    assert "script-src 'self' blob:" in reply.headers["content-security-policy"] or "css" in name


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH"])
@pytest.mark.parametrize("path", ["/", "/comparer", "/nulle-part", "/robots.txt", "/healthz"])
def test_what_is_only_read_says_so(base_url, path, method):
    reply = raw(base_url, path, method)
    assert reply.status == 405
    assert "GET" in reply.headers["allow"]
    assert "Cette adresse se lit seulement" in reply.text
    assert not any(word in reply.text for word in ENGLISH)


def test_a_mistake_of_ours_is_a_page_in_french(monkeypatch, capsys):
    """Two of them: in a page, in a file."""
    from amu_geo.server.http import files
    from amu_geo.server.page import middleware

    def fail(*_):
        raise RuntimeError("une faute")

    monkeypatch.setattr(events, "_serving", [True])
    monkeypatch.setattr(middleware, "_made_page", fail)
    monkeypatch.setattr(files, "static_answer", fail)
    monkeypatch.setattr(middleware, "_starting_page", lambda *_: None)
    for path in ("/comparer", "/statique/x.txt", "/favicon.ico"):
        reply = ask(path)
        assert reply.status == 500
        assert "Cette page n’a pas pu s’afficher" in reply.text
        assert "faute" not in reply.text
        assert reply.headers["x-content-type-options"] == "nosniff"
    said = capsys.readouterr().err
    assert "faute" not in said
    told = [json.loads(line) for line in said.splitlines()]
    assert [one["famille"] for one in told] == ["page", "statique", "statique"]
    assert all(one["erreur"] == "RuntimeError" and one["lieu"] for one in told)


# Pieces


@pytest.mark.parametrize(
    ("path", "sound"),
    [
        ("/", True),
        ("/comparer", True),
        ("/comparer/", True),
        ("/static/js/a.b-c_d.js", True),
        ("/é", True),
        ("/a..b", True),
        ("/...", True),
        ("", False),
        ("comparer", False),
        ("//", False),
        ("/a//b", False),
        ("/..", False),
        ("/a/../b", False),
        ("/a/.", False),
        ("/a\\b", False),
        ("/a\0", False),
        ("/a\x7f", False),
        (f"/{'é' * 128}", False),
        (f"/{'é' * 127}", True),
        ("/a" * 1001, False),
    ],
)
def test_an_address_is_looked_at_as_text(path, sound):
    assert is_sound(path) is sound


@pytest.mark.unix
def test_a_file_never_leads_out_of_its_folder(tmp_path: Path):
    inside, outside = tmp_path / "inside", tmp_path / "outside.txt"
    inside.mkdir()
    outside.write_text("secret")
    (inside / "own.txt").write_text("ours")
    (inside / "way-out.txt").symlink_to(outside)
    (inside / "circle.txt").symlink_to(inside / "circle.txt")
    (inside / "deep").mkdir()
    assert file_in(inside, "own.txt") == inside.resolve() / "own.txt"
    for name in ("way-out.txt", "circle.txt", "deep", "", "../outside.txt", "own.txt/", "a\0b"):
        assert file_in(inside, name) is None, name
    linked = tmp_path / "linked"
    linked.symlink_to(inside)
    assert file_in(linked, "own.txt") is not None
    assert file_in(paths.STATIC, "favicon.svg") is not None


def test_nobody_fills_the_memory_with_names():
    before = len(bundles._answers)
    for rank in range(5):
        assert bundles.bundle(f"js/{light_plotly.LIBRARY}{rank}.js") is not None
        assert bundles.bundle(f"js/rien-{rank}.js") is None
    assert len(bundles._answers) <= before + 1

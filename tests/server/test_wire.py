"""Who is believed on what was asked, and what a stranger's `Host` can do: nothing to others."""

from __future__ import annotations

import http.client
import subprocess
import sys
from urllib.parse import urlsplit

import pytest
from hypothesis import given
from hypothesis import settings as settings_of_hypothesis
from hypothesis import strategies as st
from uvicorn.middleware.proxy_headers import ProxyHeadersMiddleware

from amu_geo import settings
from amu_geo.server.streamlit.connections import believe_nobody
from amu_geo.server.wire.proxies import as_asked
from amu_geo.settings import SettingError
from amu_geo.site import (
    CATALOGUE,
    COMPARISON_PDF,
    MARKDOWN,
    NEWS,
    OFFLINE,
    PAGES,
    PLAIN,
    PORTRAIT_PDF,
    SLIDES,
    STAGE,
    origin,
)
from tests.serving import ROOT, awaited, running

STRANGER = "mechant.example"
FORGED = {
    "Host": STRANGER,
    "X-Forwarded-Host": f"un.{STRANGER}",
    "X-Forwarded-Proto": "https",
    "Forwarded": f"host=deux.{STRANGER};proto=https",
}
LIGHT = [
    *(
        "/",
        "/mentions",
        "/verifier",
        "/robots.txt",
        "/sitemap.xml",
        CATALOGUE,
        NEWS,
        "/region.md?region=76",
    ),
    *("/figure/couverture", "/figure/couverture.svg", "/api/v1/couverture.json"),
    *("/perdu", "/media/perdu", "/statique/perdu", "/../perdu", "/_stcore/metrics", STAGE),
]
HEAVY = [
    *PAGES,
    *PLAIN,
    MARKDOWN["/"],
    f"{PORTRAIT_PDF}?region=76",
    f"{COMPARISON_PDF}?regions=76,84",
    SLIDES,
    OFFLINE,
]


def asked(scope_scheme: str, client: str, trusted: str, **headers: str) -> tuple[str, str]:
    """Scheme and `Host` of a request of that client, once the proxies named are believed."""
    pairs = [(name.replace("_", "-").encode(), text.encode()) for name, text in headers.items()]
    scope = {"type": "http", "scheme": scope_scheme, "client": (client, 1), "headers": pairs}
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(settings.PROXIES, trusted)
        seen = as_asked(scope, settings.proxies())
    return seen["scheme"], dict(seen["headers"]).get(b"host", b"").decode()


@pytest.mark.parametrize(
    ("client", "trusted", "believed"),
    [
        ("10.1.2.3", "", False),
        ("10.1.2.3", "10.0.0.0/8", True),
        ("10.1.2.3", "192.168.0.1, 10.1.2.3", True),
        ("::ffff:10.1.2.3", "10.1.2.3", True),
        ("::1", "127.0.0.1", False),
        ("fd00::7", "fd00::/8", True),
        ("11.1.2.3", "10.0.0.0/8", False),
        ("unix:", "10.0.0.0/8", False),
    ],
)
@pytest.mark.parametrize("scheme", ["http", "ws"])
def test_only_the_proxies_that_are_named_are_believed(scheme, client, trusted, believed):
    said = {"host": "app:8501", "x_forwarded_host": "Exemple.fr", "x_forwarded_proto": "https"}
    secure = {"http": "https", "ws": "wss"}[scheme]
    wanted = (secure, "exemple.fr") if believed else (scheme, "app:8501")
    assert asked(scheme, client, trusted, **said) == wanted


def test_of_what_a_proxy_passes_on_only_its_own_word_counts():
    """A reader can write the header too: what the proxy adds stands last."""
    forged = {"x_forwarded_host": f"{STRANGER}, exemple.fr", "x_forwarded_proto": "http, https"}
    assert asked("http", "10.0.0.1", "10.0.0.1", host="app", **forged) == ("https", "exemple.fr")
    odd = {"x_forwarded_host": "<b>.fr", "x_forwarded_proto": "javascript"}
    assert asked("http", "10.0.0.1", "10.0.0.1", host="app", **odd) == ("http", "app")


@settings_of_hypothesis(max_examples=40)
@given(
    st.dictionaries(
        st.sampled_from(["x-forwarded-host", "x-forwarded-proto", "x-forwarded-for", "forwarded"])
        | st.from_regex(r"x-forwarded-[a-z]{1,8}", fullmatch=True),
        st.text(st.characters(min_codepoint=32, max_codepoint=126), max_size=30),
    )
)
def test_nothing_that_a_stranger_says_is_left(said):
    pairs = [(name.encode(), text.encode()) for name, text in said.items()]
    scope = {"scheme": "http", "client": ("8.8.8.8", 1), "headers": [(b"host", b"a.fr"), *pairs]}
    seen = as_asked(scope, (settings.ipaddress.ip_network("10.0.0.0/8"),))
    assert seen["headers"] == [(b"host", b"a.fr")]
    assert seen["scheme"] == "http"


def test_uvicorn_believes_nobody_by_itself(monkeypatch):
    # So that it is put back.
    monkeypatch.setattr(ProxyHeadersMiddleware, "__call__", ProxyHeadersMiddleware.__call__)
    seen = []

    async def application(scope, receive, send) -> None:
        seen.append((scope["scheme"], scope["client"][0]))

    forged = [(b"x-forwarded-proto", b"https"), (b"x-forwarded-for", b"10.0.0.1")]
    inside = ProxyHeadersMiddleware(application)
    for _ in range(2):
        scope = {"type": "http", "scheme": "http", "client": ("127.0.0.1", 5), "headers": forged}
        awaited(inside(scope, None, None))
        assert believe_nobody()
    # The first time as it comes: the day it no longer does this, ours has no use.
    assert seen == [("https", "10.0.0.1"), ("http", "127.0.0.1")]


def _answer(base_url: str, path: str, headers: dict[str, str]) -> tuple[str, str, bytes]:
    """How long it may be kept, its headers, its body."""
    connection = http.client.HTTPConnection(urlsplit(base_url).netloc, timeout=60)
    connection.request("GET", path, headers=headers)
    reply = connection.getresponse()
    found = reply.headers.get("cache-control", ""), str(reply.headers), reply.read()
    connection.close()
    return found


@pytest.mark.parametrize("paths", [LIGHT, pytest.param(HEAVY, marks=pytest.mark.slow)])
def test_what_a_stranger_calls_the_site_reaches_nobody_else(base_url, paths):
    """A `Host` names the site to whoever sent it, and no cache gives that to another reader."""
    named = 0
    for path in paths:
        kept, _, body = _answer(base_url, path, FORGED)
        assert f"un.{STRANGER}".encode() not in body and f"deux.{STRANGER}".encode() not in body, (
            path
        )
        assert f"https://{STRANGER}".encode() not in body, path
        if STRANGER.encode() in body:
            named += 1
            assert "no-cache" in kept or "no-store" in kept, (path, kept)
        _, headers, body = _answer(base_url, path, {"Host": "exemple.fr"})
        assert STRANGER not in headers and STRANGER.encode() not in body, path
    assert named > 8


@pytest.mark.parametrize(
    ("name", "value", "told"),
    [
        (settings.PUBLIC_ADDRESS, "exemple.fr", "ni par https:// ni par http://"),
        (settings.PUBLIC_ADDRESS, "ftp://exemple.fr", "ni par https:// ni par http://"),
        (settings.PUBLIC_ADDRESS, "https://", "ne nomme pas d’hôte"),
        (settings.PUBLIC_ADDRESS, "https://exemple.fr:0", "ne nomme pas d’hôte"),
        (settings.PUBLIC_ADDRESS, "https://exemple.fr:99999", "mal formée"),
        (settings.PUBLIC_ADDRESS, "https://éxemple.fr", "ne nomme pas d’hôte"),
        (settings.PUBLIC_ADDRESS, "https://moi@exemple.fr", "nom d’utilisateur"),
        (settings.PUBLIC_ADDRESS, "https://exemple.fr/?a=1", "paramètres ou une ancre"),
        (settings.PUBLIC_ADDRESS, "https://exemple.fr#a", "paramètres ou une ancre"),
        (settings.PUBLIC_ADDRESS, 'https://exemple.fr/"<b>', "chemin de l’adresse"),
        (settings.PUBLIC_ADDRESS, "https://[::1", "mal formée"),
        (settings.PROXIES, "nginx", "ni une adresse ni un réseau"),
        (settings.PROXIES, "127.0.0.1,10.0.0.5/8", "10.0.0.0/8 pour ce réseau"),
        (settings.METRICS, "true", "Attendu : oui ou non"),
    ],
)
def test_a_setting_that_cannot_be_meant_is_refused_in_french(monkeypatch, name, value, told):
    monkeypatch.setenv(name, value)
    [said] = settings.faults()
    assert said.startswith(f"{name} = « {value} » : ") and told in said


@pytest.mark.parametrize(
    ("told", "read"),
    [
        ("https://exemple.fr/", "https://exemple.fr"),
        (" HTTPS://Exemple.FR:443/amu/ ", "https://exemple.fr/amu"),
        ("http://[::1]:8501", "http://[::1]:8501"),
        ("", ""),
    ],
)
def test_the_declared_address_is_written_in_one_way(monkeypatch, told, read):
    monkeypatch.setenv(settings.PUBLIC_ADDRESS, told)
    assert settings.public_address() == read == origin("http", {})


def test_a_wrong_address_stops_the_commands_that_write_it(monkeypatch):
    monkeypatch.setenv(settings.PUBLIC_ADDRESS, "exemple.fr")
    with pytest.raises(SettingError):
        origin("https", {"host": "exemple.fr"})


@pytest.mark.slow
@pytest.mark.parametrize(("trusted", "site"), [("127.0.0.1", "https://exemple.fr"), ("", "")])
def test_behind_a_proxy_the_site_has_the_address_of_its_readers(tmp_path, trusted, site):
    said = {"Host": "app:8501", "X-Forwarded-Host": "exemple.fr:443", "X-Forwarded-Proto": "https"}
    with running(tmp_path / "log.txt", OBSERVATOIRE_MANDATAIRES=trusted) as address:
        body = _answer(address, "/robots.txt", said)[2].decode()
    assert f"Sitemap: {site or 'http://app:8501'}/sitemap.xml" in body


@pytest.mark.slow
def test_a_server_with_a_wrong_setting_says_so_and_stops(monkeypatch):
    monkeypatch.setenv(settings.PUBLIC_ADDRESS, "exemple.fr")
    monkeypatch.setenv(settings.PROXIES, "nginx")
    command = [sys.executable, "-m", "streamlit", "run", "dashboard.py", "--server.port", "0"]
    ended = subprocess.run(command, cwd=ROOT, capture_output=True, timeout=60, check=False)
    told = ended.stderr.decode()
    assert ended.returncode == 1
    assert "Traceback" not in told
    assert settings.PUBLIC_ADDRESS in told and settings.PROXIES in told

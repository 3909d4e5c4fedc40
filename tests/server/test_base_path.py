"""Behind a proxy, under a path: every address that we write leads somewhere."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from html import unescape
from urllib.parse import urljoin, urlsplit

import pytest

from amu_geo import site
from amu_geo.charts.map.shapes import shapes_url
from amu_geo.server.page.middleware import OURS
from amu_geo.site import PAGES
from tests.serving import Client, running

BASE = "/amu"
LINK = re.compile(r"""(?:href|src)=["']([^"'#]+)|url\(["']?(/[^)"']+)""")


@pytest.fixture(scope="module")
def under(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Client]:
    """The application under « /amu », as Streamlit's option says."""
    log = tmp_path_factory.mktemp("base") / "log.txt"
    with running(log, STREAMLIT_SERVER_BASE_URL_PATH="amu") as address:
        yield Client(address)


def links(html: str) -> set[str]:
    """The addresses of a page on this site, styles and `data-page` included."""
    found = {unescape(first or second) for first, second in LINK.findall(html)}
    outside = ("mailto:", "data:", "https://")
    other = re.compile(r"http://(?!127\.0\.0\.1)")
    return {url for url in found if not url.startswith(outside) and not other.match(url)}


def test_every_link_of_every_page_answers(under):
    seen: dict[str, int] = {}
    for path in PAGES:
        reply = under.get(BASE + ("/" if path == "/" else path))
        assert reply.status == 200, path
        found = links(reply.text)
        assert len(found) > 15
        for url in found:
            whole = urljoin(f"{under.base}{BASE}{path}", url)
            parts = urlsplit(whole)
            assert parts.netloc == urlsplit(under.base).netloc, url
            assert parts.path.startswith(f"{BASE}/"), f"{path}: {url}"
            # Of a kind of address, one is asked; a region is like another.
            kind = re.sub(r"=[^&]*", "=", f"{parts.path}?{parts.query}")
            if kind not in seen:
                seen[kind] = under.get(whole.removeprefix(under.base)).status
    assert len(seen) > 40
    assert {url for url, status in seen.items() if status != 200} == set()


def test_canonical_and_shared_addresses_carry_the_path(under):
    html = under.get(f"{BASE}/comparer?regions=76,84").text
    canonical = re.search(r'rel="canonical" href="([^"]+)"', html)[1]
    assert canonical == f"{under.base}{BASE}/comparer?regions=76,84"
    image = re.search(r'property="og:image" content="([^"]+)"', html)[1]
    assert under.get(image.removeprefix(under.base)).status == 200
    assert f'location.origin+"{BASE}"' in html


def test_what_is_not_a_page_answers_too(under):
    for path in ("/carte.svg", "/carte.png", "/fiches.json", "/api/v1/couverture.json"):
        assert under.get(BASE + path).status == 200, path
    assert under.get(f"{BASE}/_stcore/health").status == 200
    assert under.get(f"{BASE}/_stcore/rien").status == 404
    assert under.get(BASE + shapes_url()).status == 200
    older = under.get(f"{BASE}/statique/carte-0123456789ab.json")
    assert len(older.json["features"]) == 18
    described = under.get(f"{BASE}/api/v1/openapi.json").json
    assert described["servers"] == [{"url": BASE}]
    link = under.get(f"{BASE}/api/v1/couverture.csv").headers["link"]
    assert f"<{BASE}/api/v1/openapi.json>" in link
    for path in re.findall("<loc>([^<]+)</loc>", under.get(f"{BASE}/sitemap.xml").text):
        assert path.startswith(f"{under.base}{BASE}/")
    sheets = json.loads(under.get(f"{BASE}/fiches.json").body)
    assert all(url.startswith(f"{BASE}/") for url in links(sheets["76"]) if url.startswith("/"))


def test_the_page_asks_for_its_fonts_and_its_style_there(under):
    page = under.get(f"{BASE}/").text
    style = re.search(r'<link rel="stylesheet"[^>]* href="([^"]+/style-[^"]+)"', page)[1]
    fonts = re.findall(r"src:url\(([^)]+)\)", page + under.get(style).text)
    assert len(fonts) == 6
    for path in (*fonts, style):
        assert path.startswith(f"{BASE}/statique/")
        assert under.get(path).status == 200, path
    older = under.get(f"{BASE}/statique/style-0123456789ab.css")
    assert older.headers["content-type"] == "text/css; charset=utf-8"


def test_outside_the_path_there_is_nothing_but_what_watches(under):
    for path in ("/healthz", "/robots.txt", "/favicon.ico"):
        assert under.get(path).status == 200
    # urllib follows.
    assert "<h1>" in under.get("/comparer?regions=76,84").text
    for path in ("/nulle-part", "/static/x.js", "/_stcore/health", "/amusement"):
        reply = under.get(path)
        assert reply.status == 404, path
        assert "Cette page n’existe pas" in reply.text
    assert under.get(f"{BASE}/nulle-part").status == 404
    assert under.get(f"{BASE}/../etc/passwd").status == 404
    assert "/healthz" in OURS


@pytest.mark.parametrize("given", ["amu", "/amu", "amu/", "/amu/"])
def test_an_address_is_written_once_under_the_path(given):
    try:
        site.stand_under(given)
        assert site.address("/", {}) == "/amu/"
        assert site.address("/comparer", {"regions": "76,84"}) == "/amu/comparer?regions=76,84"
        whole = "https://exemple.fr/amu/comparer"
        assert site.address(whole, {"x": "1"}) == f"{whole}?x=1"
    finally:
        site.stand_under("")
    assert site.address("/comparer") == "/comparer"

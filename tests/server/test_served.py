"""What the process serves besides its data: pages without script, images, files, bundles."""

from __future__ import annotations

import io
import json
import re
import xml.etree.ElementTree as ET
from html import unescape
from html.parser import HTMLParser

import brotli
import numpy as np
import pytest
from fontTools.ttLib import TTFont
from PIL import Image
from starlette.datastructures import QueryParams

from amu_geo import paths, store
from amu_geo.charts.base.style import shortened
from amu_geo.charts.map.paths import conic, drawn_map
from amu_geo.charts.map.shapes import shapes_url
from amu_geo.figures.known import KINDS
from amu_geo.figures.seen import Seen
from amu_geo.french.typography import typeset
from amu_geo.server.http.answers import Answer, AnswerCache, best_encoding, matches
from amu_geo.server.http.query import read_view
from amu_geo.server.page import kept as kept_pages
from amu_geo.server.page.middleware import is_lost
from amu_geo.server.streamlit import light_plotly as plotly
from amu_geo.server.streamlit.bundles import chunks_of, first_files, static_folder
from amu_geo.site import PAGES
from amu_geo.vocabulary import SCALE_LIGHT

NAMED_ICON = re.compile(r":material/([a-z0-9_]+):")
SVG = "{http://www.w3.org/2000/svg}"


class Head(HTMLParser):
    """The metadata of a page."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.lang, self.title, self._in_title = "", "", False
        self.meta: dict[str, str] = {}
        self.links: dict[str, str] = {}
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        if tag == "html":
            self.lang = given.get("lang", "")
        elif tag == "title" and not self.title:
            self._in_title = True
        elif tag == "meta" and "content" in given:
            self.meta[given.get("property") or given.get("name") or ""] = given["content"]
        elif tag == "link":
            self.links.setdefault(given["rel"], given["href"])

    def handle_data(self, data):
        if self._in_title:
            self.title, self._in_title = data, False


def first_picture(html: str) -> str:
    """Text of the first picture, as read without a script."""
    body = html[html.index('<div id="premiere"') : html.index('<div id="root">')]
    body = re.sub(r"<(script|style|svg)\b.*?</\1>", " ", body, flags=re.S)
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", body)).replace("\u00a0", " ").split())


# Pages


@pytest.mark.parametrize("path", PAGES)
def test_every_page_has_a_french_head_and_a_text(client, path):
    reply = client.get(path)
    head = Head(reply.text)
    assert reply.status == 200
    assert head.lang == "fr"
    assert head.title.endswith(f"{PAGES[path].title} · Observatoire AMU")
    assert len(head.meta["description"]) > 40
    assert head.links["canonical"] == client.base + path
    assert head.meta["og:url"] == head.links["canonical"]
    assert head.meta["og:image"].startswith(f"{client.base}/carte.png")
    assert head.meta["twitter:card"] == "summary_large_image"
    assert "JavaScript to run this app" not in reply.text
    title = re.search(r"<h1>(.+?)</h1>", reply.text)[1]
    assert len(re.sub(r"<[^>]+>", "", title)) > 8
    assert len(first_picture(reply.text)) > 300


def test_the_overview_is_readable_without_script(client):
    html = client.get("/").text
    text = first_picture(html)
    assert "confirmées toutes les trois dans une seule : le Grand Est" in text
    assert "une preuve de moins de 24 mois" in text
    assert html.count('class="niveau-') >= 16
    assert 'href="/region?region=76&amp;famille=communaute"' in html or "region=76" in html
    for name in ("Occitanie", "Mayotte", "Auvergne-Rhône-Alpes"):
        assert name in text


def test_a_shared_comparison_shows_its_own_title_and_map(client):
    head = Head(client.get("/comparer?regions=76,84").text)
    assert "Occitanie" in head.meta["og:title"]
    assert "Auvergne-Rhône-Alpes" in head.meta["og:title"]
    assert head.meta["og:image"].endswith("/carte.png?regions=76,84")
    image = client.get(head.meta["og:image"].removeprefix(client.base))
    assert image.status == 200
    drawing = client.get("/carte.svg?regions=76,84").text
    assert ET.fromstring(drawing).findtext(f"{SVG}title") == head.meta["og:title"]


@pytest.mark.parametrize("path", ["/comparer?regions=76,84", "/region?region=76", "/evolution"])
def test_without_scripts_a_page_asks_for_all_its_figures(client, path):
    """The document leads there by itself; each figure of the page is then in it, readable."""
    short = client.get(path).text
    there = unescape(re.search(r"<noscript><meta [^>]*url=([^\"]+)\"", short)[1])
    assert there.startswith(path) and "entier=oui" in there
    whole = client.get(there).text
    assert "http-equiv" not in whole
    view = read_view(QueryParams(path.partition("?")[2]))
    seen = Seen(view.coverage, store.territories(), store.shelf(), view.to_query())
    own = [kind for kind in KINDS.values() if kind.path == path.partition("?")[0]]
    drawn = {kind.heading: kind.draw(seen) for kind in own}
    headings = [heading for heading, one in drawn.items() if one]
    assert len(headings) >= 4
    told = first_picture(whole)
    for heading in headings:
        assert " ".join(typeset(heading).split()) in told
    assert len(told) > 1.5 * len(first_picture(short))
    # Another answer for who asks again: one is not kept in place of the other.
    assert client.get(path).text == short


def test_the_address_that_is_kept_leaves_defaults_and_nonsense_out(client):
    html = client.get("/?edition=2026&annee=2026&lecture=regionale&region=76&x=1&annee=").text
    assert Head(html).links["canonical"] == f"{client.base}/?region=76"


def test_a_view_of_the_past_is_its_own_page(client):
    now, then = (Head(client.get(path).text) for path in ("/", "/?annee=2015&lecture=large"))
    assert then.meta["og:title"].startswith("En 2015")
    assert then.meta["og:title"] != now.meta["og:title"]
    assert then.links["canonical"].endswith("/?annee=2015&lecture=large")


def test_every_page_has_its_file_and_every_file_its_page():
    files = {path.name for path in (paths.ROOT / "pages").glob("*.py")}
    assert {page.file for page in PAGES.values()} == files


def test_unknown_values_never_break_a_page(client):
    reply = client.get(
        "/?edition=zzz&annee=12&lecture=%3Cscript%3E&regions=99&region=%00&famille=x"
    )
    assert reply.status == 200
    assert "<script>" not in first_picture(reply.text)
    assert Head(reply.text).links["canonical"] == f"{client.base}/"


def test_an_unknown_page_says_so(client):
    reply = client.get("/nulle-part")
    assert reply.status == 404
    assert "<h1>Cette page n’existe pas</h1>" in reply.text


@pytest.mark.parametrize(
    ("path", "lost"),
    [
        ("/nulle-part", True),
        ("/a/b", True),
        ("/_stcore/health", False),
        ("/media/x", False),
        ("/api/v1/x", False),
        ("/carte.svg", False),
        ("/manifest.json", False),
        ("/comparer/", False),
        ("/favicon.ico", False),
        ("/robots.txt", False),
        ("/wp-login.php", True),
        ("/index.html", True),
    ],
)
def test_what_looks_like_a_lost_page(path, lost):
    assert is_lost(path) is lost


def test_a_page_allows_its_own_scripts_only(client):
    reply = client.get("/")
    policy = reply.headers["content-security-policy"]
    scripts = re.search(r"script-src ([^;]+)", policy)[1]
    assert "'unsafe-inline'" not in scripts
    assert "http" not in scripts
    assert len(re.findall("'sha256-", scripts)) == len(re.findall("<script>", reply.text))
    assert reply.headers["x-content-type-options"] == "nosniff"


def test_a_page_is_compressed_and_revalidated(client):
    plain = client.get("/")
    packed = client.get("/", Accept_Encoding="br")
    assert brotli.decompress(packed.body) == plain.body
    assert len(packed.body) < 45_000
    again = client.get("/", Accept_Encoding="br", If_None_Match=packed.headers["etag"])
    assert again.status == 304


def test_pages_name_no_other_host(client):
    html = client.get("/").text
    loaded_from = re.findall(r'<(?:script|link|img|iframe)[^>]+(?:src|href)="([^"]+)"', html)
    assert loaded_from
    assert all(url.startswith(("/", client.base)) for url in loaded_from)


def test_robots_know_every_page(client):
    assert f"Sitemap: {client.base}/sitemap.xml" in client.get("/robots.txt").text
    found = re.findall("<loc>([^<]+)</loc>", client.get("/sitemap.xml").text)
    assert len(found) == len(PAGES) - 1 + 18 + 2
    assert {f"{client.base}/accessibilite", f"{client.base}/verifier"} <= {*found}
    assert f"{client.base}/region?region=01" in found


# Images


@pytest.mark.parametrize(
    "query",
    [
        "",
        "?edition=2018",
        "?regions=76,84",
        "?region=06",
        "?famille=communaute&annee=2019",
        "?lecture=usage",
        "?annee=2007",
        "?edition=2018&lecture=usage",
    ],
)
def test_the_card_of_a_view(client, query):
    drawing = ET.fromstring(client.get(f"/carte.svg{query}").body)
    assert drawing.findtext(f"{SVG}title")
    assert len(drawing.findtext(f"{SVG}desc")) > 80
    texts = " ".join("".join(text.itertext()) for text in drawing.iter(f"{SVG}text"))
    assert "dispositif" in texts
    assert "icence" in texts
    shapes = [path for path in drawing.iter(f"{SVG}path") if path.find(f"{SVG}title") is not None]
    assert len(shapes) == 18
    image = Image.open(io.BytesIO(client.get(f"/carte.png{query}").body))
    assert (image.format, image.size) == ("PNG", (1200, 630))


def test_the_undocumented_are_hatched_and_never_coloured(client):
    drawing = ET.fromstring(client.get("/carte.svg?edition=2018").body)
    hatched = [p for p in drawing.iter(f"{SVG}path") if p.get("fill") == "url(#hachures)"]
    assert len(hatched) == 14
    assert all("aucun dispositif régional documenté" in p.findtext(f"{SVG}title") for p in hatched)


def test_the_picture_has_the_colours_of_the_scale(client):
    image = Image.open(io.BytesIO(client.get("/carte.png").body)).convert("RGB")
    found = {color for _, color in image.getcolors(1 << 20)}
    for step in SCALE_LIGHT[1:]:
        assert tuple(int(step[i : i + 2], 16) for i in (1, 3, 5)) in found


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ("?regions=99", 400),
        ("?x=1", 400),
        ("?edition=1999", 404),
        (f"?famille={'a' * 200}", 400),
        ("?regions=76,84,93,94,11,24,27", 400),
    ],
)
def test_images_refuse_what_they_do_not_understand(client, query, status):
    reply = client.get(f"/carte.png{query}")
    assert (reply.status, reply.headers["content-type"]) == (status, "application/problem+json")


def test_an_image_has_an_etag(client):
    etag = client.get("/carte.png").headers["etag"]
    assert client.get("/carte.png", If_None_Match=etag).status == 304


def test_the_projection_keeps_its_known_points():
    # On the central meridian x is 0, and the scale is true on both parallels.
    points = np.array([[3.0, 44.0], [3.0, 49.0], [4.0, 44.0], [4.0, 49.0]])
    plane = conic(points, (44, 49), 3)
    assert plane[0][0] == plane[1][0] == 0
    assert plane[1][1] < plane[0][1]
    for rank, parallel in ((0, 44), (1, 49)):
        along = np.hypot(*(plane[rank + 2] - plane[rank]))
        assert along == pytest.approx(np.radians(1) * np.cos(np.radians(parallel)), rel=1e-4)


def test_the_drawn_map_has_every_region_inside_its_box():
    drawn = drawn_map()
    assert len(drawn.regions) == len(drawn.labels) == 18
    assert len(drawn.frames) == 5
    left, top, right, bottom = drawn.tight
    assert 0 <= left < right <= drawn.width
    assert 0 <= top < bottom <= drawn.height
    for x, y in drawn.labels.values():
        assert left < x < right
        assert top < y < bottom


# Files


def test_the_shapes_are_kept_for_ever_under_their_own_name(client):
    reply = client.get(shapes_url())
    assert "immutable" in reply.headers["cache-control"]
    assert len(json.loads(reply.body)["features"]) == 18
    older = client.get("/statique/carte-0123456789ab.json")
    assert older.json == reply.json


def test_our_own_files(client):
    font = client.get("/statique/fonts/figtree-latin-wght-normal.woff2")
    assert font.headers["content-type"] == "font/woff2"
    assert client.get("/statique/topojson/world_110m.json").json["type"] == "Topology"
    assert client.get("/favicon.svg").headers["content-type"] == "image/svg+xml"
    assert client.get("/favicon.ico").headers["content-type"] == "image/png"


@pytest.mark.parametrize(
    "path",
    [
        "/statique/rien.json",
        "/statique/",
        "/statique/%2e%2e/pyproject.toml",
        "/statique/..%2f..%2fdashboard.py",
        "/statique/fonts/README.md",
    ],
)
def test_nothing_else_is_served_as_a_file(client, path):
    assert client.get(path).status in {400, 404}


def test_the_bundle_is_compressed_and_immutable(client):
    name = next(file for file in first_files() if "protobuf" in file)
    reply = client.get(f"/static/{name}", Accept_Encoding="gzip, br")
    assert reply.headers["content-encoding"] == "br"
    assert "immutable" in reply.headers["cache-control"]
    original = (static_folder() / "static" / name).read_bytes()
    assert brotli.decompress(reply.body) == original
    assert len(reply.body) < len(original) / 3
    assert client.get("/static/js/rien.js").status == 404
    assert client.get("/static/..%2findex.html").status in {400, 404}


def test_the_icon_font_has_every_icon_that_is_named():
    font = TTFont(paths.STATIC / "fonts" / "icones.woff2")
    drawn = {
        "".join([first, *rest.Component]).replace("underscore", "_")
        for lookup in font["GSUB"].table.LookupList.Lookup
        for table in lookup.SubTable
        for first, ligatures in getattr(table, "ExtSubTable", table).ligatures.items()
        for rest in ligatures
    }
    sources = [*(paths.ROOT / "amu_geo").rglob("*.py"), *(paths.ROOT / "pages").glob("*.py")]
    ours = {icon for path in sources for icon in NAMED_ICON.findall(path.read_text("utf-8"))}
    assert ours | {"keyboard_arrow_right", "close", "check", "error", "visibility"} <= drawn


def test_heavy_fonts_are_replaced_by_ours(client):
    folder = static_folder() / "static" / "media"
    for beginning in ("MaterialSymbols-Rounded", "SourceSansVF-Upright"):
        (path,) = folder.glob(f"{beginning}.*.woff2")
        reply = client.get(f"/static/media/{path.name}")
        assert reply.headers["content-type"] == "font/woff2"
        assert len(reply.body) < 25_000 < path.stat().st_size


def test_the_page_asks_early_for_what_it_needs(client):
    html, without_map = client.get("/").text, client.get("/donnees").text
    for name in chunks_of(["PlotlyChart"]):
        assert f'<link rel="modulepreload" crossorigin href="/static/js/{name}">' in html
    assert shapes_url() in html
    assert "/static/js/PlotlyChart" not in without_map
    assert shapes_url() not in without_map
    # The picture waits for no style sheet and no script.
    waiting = html.index('<template id="demarrage">')
    assert html.index('id="premiere"') < html.index('rel="stylesheet"') < waiting
    assert html.index('type="module"') > waiting


def test_the_map_comes_with_the_traces_that_we_draw_only(client):
    (chunk,) = (static_folder() / "static" / "js").glob("PlotlyChart.*.js")
    script = client.get(f"/static/js/{chunk.name}")
    assert len(script.body) < 50_000 < chunk.stat().st_size
    assert f'from"./{plotly.library_name()}"' in script.text
    library = client.get(f"/static/js/{plotly.library_name()}")
    assert library.body == (paths.STATIC / "plotly.js").read_bytes()
    assert library.headers["content-type"].startswith("text/javascript")
    # A browser may have kept a script that names an older one.
    assert client.get(f"/static/js/{plotly.LIBRARY}0123.js").body == library.body


def test_the_scripts_of_another_streamlit_are_served_as_they_are():
    for other in ("export{Chart as default};", "return window.Plotly=e,e})}))"):
        assert plotly.lightened(other) == other


def test_every_figure_is_drawn_with_the_traces_that_are_served():
    sources = (paths.ROOT / "amu_geo" / "charts").rglob("*.py")
    drawn = {
        name for path in sources for name in re.findall(r"go\.([A-Z]\w+)", path.read_text("utf-8"))
    }
    registered = (paths.ROOT / "scripts" / "plotly" / "entry.js").read_text("utf-8")
    assert {name.lower() for name in drawn} - {"figure", "frame"} <= set(plotly.TRACES)
    assert all(f"plotly.js/lib/{name}" in registered for name in set(plotly.TRACES) - {"scatter"})


# Pieces


@pytest.mark.parametrize(
    ("accepted", "expected"),
    [
        ("br, gzip", "br"),
        ("gzip", "gzip"),
        ("gzip;q=1, br;q=0", "gzip"),
        ("*", "br"),
        ("", ""),
        ("identity", ""),
        ("br;q=oops", ""),
    ],
)
def test_the_client_chooses_the_encoding(accepted, expected):
    assert best_encoding(accepted, {"br": b"", "gzip": b""}) == expected


def test_the_memory_of_answers_is_bounded():
    cache = AnswerCache(max_bytes=1000)
    for rank in range(50):
        cache.get(rank, lambda: Answer(b"x" * 100, "text/plain"))
    assert cache.known(49) is not None
    assert cache.known(0) is None


def test_etags_match_as_http_says():
    assert matches('"a", W/"b"', '"b"')
    assert matches("*", '"b"')
    assert not matches("", '"b"')


def test_a_shortened_style_sheet_says_the_same():
    assert shortened("a { b: c; } /* d */\n e  f { g: h }") == "a{b:c}e f{g:h}"
    # As Plotly writes its colours: a rule that looks for another text finds nothing.
    assert shortened('a[fill="rgb(1, 2, 3)"] { b: c }') == 'a[fill="rgb(1, 2, 3)"]{b:c}'
    assert shortened("a :is(b) > c { d: 0.5em; } @media (min-width: 10.05em) { e { f: g } }") == (
        "a :is(b)>c{d:.5em}@media (min-width:10.05em){e{f:g}}"
    )


def test_a_kept_page_is_forgotten_when_a_file_changes(tmp_path, monkeypatch):
    monkeypatch.setattr(kept_pages, "FOLDER", tmp_path / "pages")
    monkeypatch.setattr(kept_pages, "_READ_FROM", (tmp_path / "data",))
    (tmp_path / "data").mkdir()
    kept_pages.keep_page("/", "une page")
    assert kept_pages.kept_page("/") == "une page"
    (tmp_path / "data" / "neuf.csv").write_text("a")
    assert kept_pages.kept_page("/") is None


# Sheets


def test_the_sheets_of_all_regions_come_in_one_file(client):
    reply = client.get("/fiches.json?edition=2018")
    drawn = json.loads(reply.body)
    assert len(drawn) == 18
    assert "<h2>Occitanie</h2>" in drawn["76"]
    assert "edition=2018" in drawn["76"]
    assert "aucun dispositif régional documenté" in drawn["06"].lower().replace("\u00a0", " ")
    again = client.get("/fiches.json?edition=2018", If_None_Match=reply.headers["etag"])
    assert again.status == 304
    assert client.get("/fiches.json").body != reply.body
    assert client.get("/fiches.json?edition=1789").status == 404

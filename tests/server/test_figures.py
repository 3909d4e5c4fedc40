"""Every figure at its own address: what its page says of it, or a plain word of what is wrong."""

from __future__ import annotations

import csv
import html
import io
import re
from datetime import datetime
from urllib.parse import urlsplit

import openpyxl
import pytest
from starlette.requests import Request
from starlette.responses import Response

from amu_geo import store
from amu_geo.charts.map.levels import label
from amu_geo.figures.figure import ANCHOR, FOLDER, Figure
from amu_geo.figures.known import KINDS
from amu_geo.figures.words import bibtex
from amu_geo.french.typography import typeset
from amu_geo.measure.reading import Reading
from amu_geo.server.figure.answer import figure
from amu_geo.settings import PUBLIC_ADDRESS
from amu_geo.site import PAGES, origin, public_origin, stand_under
from tests.pages.opening import html as html_of
from tests.pages.opening import open_page
from tests.server import drawn

# Of each page, views by its own choices, by another edition, year or reading; the first shows all
# of its figures.
SEEN = {
    "/": ({}, {"edition": "2018", "region": "76"}, {"annee": "2019", "lecture": "large"}),
    "/comparer": ({"regions": "27,11,76"}, {"edition": "2018", "lecture": "large"}),
    "/familles": ({"famille": "communaute"}, {"annee": "2021"}),
    "/dispositifs": (
        {"region": "76", "statut": "en-cours"},
        {"region": "76", "recherche": "tiers"},
        {"lecture": "usage", "confiance": "A", "programme": "tiers-lieux,friches"},
    ),
    "/acteurs": (
        {"famille": "communaute", "niveau": "departement", "region": "84"},
        {"edition": "2018"},
    ),
    "/evolution": (
        {"annee": "2015", "lecture": "large"},
        {"ecart": "editions", "lecture": "stricte"},
        {"depuis": "2010", "jusqua": "2020"},
    ),
    "/region": ({"region": "76", "famille": "communaute"}, {"region": "02", "lecture": "large"}),
    "/mon-territoire": ({"commune": "34142", "rayon": "100"}, {"commune": "35238"}),
    "/donnees": ({}, {"edition": "2018", "lecture": "large"}),
}


def ask(address: str, method: str = "GET", **headers: str) -> Response:
    """The answer of the server, without one."""
    parts = urlsplit(address)
    sent = {"host": "localhost:8501", **headers}
    scope = {
        "type": "http",
        "method": method,
        "scheme": "http",
        "path": parts.path,
        "query_string": parts.query.encode(),
        "headers": [(k.replace("_", "-").encode(), v.encode()) for k, v in sent.items()],
        "server": ("localhost", 8501),
        "path_params": {"name": parts.path.removeprefix(FOLDER)},
    }
    return figure(Request(scope))


def text(markup: str) -> str:
    """The words of HTML."""
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", markup)).split())


def said(page: str, tag: str) -> str:
    """The words of the first element of that name."""
    return text(re.search(rf"<{tag}\b[^>]*>(.*?)</{tag}>", page, re.S)[1])


@pytest.mark.parametrize("path", SEEN)
def test_each_figure_of_a_page_says_at_its_own_address_what_its_page_says(path):
    met = met_on(path, SEEN[path][0])
    assert met == {key for key, kind in KINDS.items() if kind.path == path}


@pytest.mark.slow
@pytest.mark.parametrize("path", SEEN)
def test_it_does_in_other_views_too(path):
    for query in SEEN[path][1:]:
        assert met_on(path, query, cards=True)


def test_no_figure_stands_in_a_page_that_is_not_looked_at():
    assert {kind.path for kind in KINDS.values()} == set(SEEN)


def test_what_tex_reads_as_a_command_is_text_in_a_bibliography():
    """Every sign of TeX, and braces that would end the entry."""
    told = Figure("couverture", "50 % d’A&B #1 {x_y} ~ ^ $ \\fin", data=lambda: None)
    entry = bibtex(store.coverage("2018", Reading()), told, "https://exemple.fr/?a=1&b=2#figure-x")
    title = re.search(r"  title = \{\{(.*)\}\},\n", entry)[1]
    assert re.sub(r"\\(?:text\w+\{\}|.)", "", title).count("{") == 0
    for sign in ("\\%", "\\&", "\\#", "\\{x\\_y\\}", "\\$", "\\textbackslash{}fin"):
        assert sign in title, sign
    assert entry.count("{") - entry.count("\\{") == entry.count("}") - entry.count("\\}")
    assert "  url = {https://exemple.fr/?a=1&b=2#figure-x}," in entry


def opened_workbook(content: bytes, lines: list[list[str]], alone: str) -> None:
    """The same lines, typed; who says so, and the pages behind."""
    book = openpyxl.load_workbook(io.BytesIO(content))
    assert book.sheetnames == ["données", "lire", "sources"]
    data, guide, sources = (book[name] for name in book.sheetnames)
    assert data.freeze_panes == "A2"
    assert [cell.value for cell in data[1]] == lines[0]
    assert data.max_row == len(lines)
    for row, line in zip(data.iter_rows(min_row=2, values_only=True), lines[1:], strict=True):
        for value, text in zip(row, line, strict=True):
            if isinstance(value, int | float):
                assert float(text.replace(",", ".")) == pytest.approx(value)
            elif isinstance(value, datetime):
                assert value.date().isoformat() == text
            else:
                assert (value or "") == text
    assert typeset(guide["A1"].value).split() == said(alone, "h1").split()
    told = {row[0]: row[1] for row in guide.iter_rows(min_row=3, values_only=True)}
    assert told["Source"].startswith("Source") and "#figure-" in told["Citer"]
    assert {"Édition", "Lecture", "documentée, à confirmer"} <= set(told)
    addresses = [row[4] for row in sources.iter_rows(min_row=2, values_only=True)]
    assert addresses and all(one.startswith("http") for one in addresses)


def met_on(path: str, query: dict[str, str], cards: bool = False) -> set[str]:
    """Keys of the figures that a page shows, each compared with its own address.

    `cards` looks at the images of shared links too.
    """
    shown = html_of(open_page(PAGES[path].file, **query))
    anchors = set(re.findall(rf'id="{ANCHOR}([\w-]+)"', shown))
    sources = re.findall(r'<p class="source">((?:(?!</p>).)*)</p><div class="figure-ligne', shown)
    lines = re.findall(r'<div class="figure-ligne[^>]*>', shown)
    assert len(lines) == len(sources) > 0
    keys = set()
    for line, source in zip(lines, sources, strict=True):
        told = dict(re.findall(r'data-(\w+)="(.*?)"', html.unescape(line)))
        key = urlsplit(told["seule"]).path.removeprefix(FOLDER)
        keys.add(key)
        assert key in anchors
        assert told["adresse"].endswith(f"#{ANCHOR}{key}")
        reply = ask(told["seule"])
        assert reply.status_code == 200, told["seule"]
        alone = reply.body.decode()
        assert said(alone, "h1") == " ".join(told["titre"].split())
        # The same source, with the same count of schemes or of what the figure counts.
        foot = alone[alone.index('<div class="f-pied"') :]
        assert text(source).split("Source :")[1].strip() in text(foot), key
        back = html.unescape(re.search(r'<a href="([^"]+)"', foot)[1])
        assert urlsplit(back).path == path and back.endswith(f"#{ANCHOR}{key}")
        table = ask(told["seule"].replace(key, f"{key}.csv", 1))
        rows = io.StringIO(table.body.decode("utf-8-sig"), newline="")
        lines = list(csv.reader(rows, delimiter=";"))
        assert len(lines) > 1, key
        entry = ask(told["seule"].replace(key, f"{key}.bib", 1)).body.decode()
        assert entry.startswith("@misc{") and f"#{ANCHOR}{key}}}" in entry
        opened_workbook(ask(told["seule"].replace(key, f"{key}.xlsx", 1)).body, lines, alone)
        looked_at(key, shown, told["titre"], cards or path == "/")
    return keys


def looked_at(key: str, shown: str, title: str, cards: bool) -> None:
    """Its images, where the page's line leads: the finding, the source, no text on another."""
    led = re.findall(rf'<a href="([^"]*/figure/{key}\.(?:png|svg)[^"]*)"', html.unescape(shown))
    if KINDS[key].no_image:
        assert not led
        return
    png, svg, card = dict.fromkeys(led)
    assert "format=carte" in card and png.replace(".png", ".svg") == svg
    sizes = {svg: ("1600", None), card.replace(".png", ".svg"): ("1200", "630")}
    for address, size in list(sizes.items())[: 1 + cards]:
        reply = ask(address)
        assert reply.status_code == 200, address
        drawing = drawn.read(reply.body)
        assert drawing.get("width") == size[0]
        assert size[1] in (None, drawing.get("height"))
        assert drawing.findtext(f"{drawn.SVG}title").split() == title.split()
        assert drawn.outside(drawing) == [], address
        assert drawn.overlapping(drawing) == [], address
        assert drawn.smallest(drawing) >= (13.4 if size[0] == "1600" else 12.5), address
        told = " ".join(" ".join(drawn.words_in(drawing)).split())
        if key == "acteurs" or title.startswith("Acteurs par"):
            assert "hors de la carte :" in told or "Hors du tableau" in told, address
        for words in ("Observatoire AMU", "Source :", "icence", "documentée", f"/figure/{key}?"):
            assert words in told, (address, words)
        # No reader has our fonts, and another's would be wider.
        assert reply.body.count(b"src:url(data:font/woff2;base64,") == 2
        identifiers = re.findall(r'\bid="([^"]+)"', reply.body.decode())
        assert len(identifiers) == len(set(identifiers))


@pytest.mark.parametrize("query", [{}, {"edition": "2018"}, {"annee": "2020", "lecture": "large"}])
def test_the_map_alone_writes_in_each_region_what_the_coverage_says(query):
    reading = Reading(
        int(query["annee"]) if "annee" in query else None, query.get("lecture", "regionale")
    )
    coverage = store.coverage(query.get("edition"), reading)
    asked = "&".join(f"{name}={value}" for name, value in query.items())
    page = ask(f"/figure/couverture?{asked}").body.decode()
    numbers = re.search(r'<g class="nombres".*?</g>', page, re.S)[0]
    drawn = [text(one).replace(" ", "") for one in re.findall(r"<text.*?</text>", numbers, re.S)]
    assert drawn == [label(coverage, code).replace(" ", "") for code in coverage.by_region]


def test_the_map_alone_says_what_amu_is_and_what_each_sign_stands_for(client):
    """Who meets it in an article has no other page around it."""
    text = client.get("/figure/couverture").text.replace("\xa0", " ")
    assert "L’assistance à maîtrise d’usage (AMU)</strong> associe" in text
    assert "dans l’ordre : Bâtiment, Collectif habitant, Communauté, Territoriale." in text
    for word in ("Documentée", "Confirmée", "Non documentée"):
        assert f"</span>{word}</dt>" in text
    assert text.count("<text class=") >= 18
    for name in ("Bretagne", "Centre-Val", "Île-de-France", "Bourgogne-"):
        assert f">{name}</tspan>" in text


def test_the_years_alone_have_the_bars_of_their_table():
    page = ask("/figure/cases?edition=2026").body.decode()
    rows = ask("/figure/cases.csv?edition=2026").body.decode("utf-8-sig").splitlines()[1:]
    bars = re.findall(r"<li title=\"(\d{4})\s: (\d+) confirmées sur (\d+) documentées", page)
    assert [
        (year, sure, known) for year, known, sure, *_ in (row.split(";") for row in rows)
    ] == bars
    heights = re.findall(r'class="f-confirmees" style="height:([\d.]+)%', page)
    ratio = {
        round(float(height) / int(bar[1]), 2) for height, bar in zip(heights, bars, strict=True)
    }
    assert len(ratio) == 1, "the bars are of one scale"


@pytest.mark.parametrize(
    ("address", "status", "words"),
    [
        ("/figure/inconnue", 404, "« inconnue » n’est le nom d’aucune figure"),
        ("/figure/couverture?edition=1999", 404, "Édition inconnue"),
        ("/figure/couverture?annee=1950", 400, "Attendu : une année de 1990"),
        ("/figure/couverture?couleur=rouge", 400, "Paramètre inconnu : « couleur »"),
        ("/figure/portrait-familles", 400, "il lui faut « region »"),
        ("/figure/comptes?niveau=canton", 400, "« canton » est inconnu pour « niveau »"),
        ("/figure/comparaison-chiffres?edition=2018", 404, "il n’y a rien à montrer"),
        ("/figure/comparaison-familles?regions=01,02,03,04,06,11,24", 400, "6 régions au plus"),
    ],
)
def test_what_leads_to_no_figure_says_why_in_a_page_that_fits_a_frame(address, status, words):
    reply = ask(address)
    page = reply.body.decode()
    assert reply.status_code == status
    assert words in text(page)
    assert '<html lang="fr">' in page and "application/json" not in reply.headers["content-type"]
    # Which figures there are, and what tells the frame how tall this is.
    assert all(kind.key in page for kind in KINDS.values()) and "postMessage" in page
    assert "frame-ancestors *" in reply.headers["content-security-policy"]


def test_a_figure_asks_nothing_of_any_host_and_may_stand_in_any_frame(client):
    reply = client.get("/figure/couverture?edition=2026", Accept_Encoding="br")
    policy = dict(
        part.split(" ", 1) for part in reply.headers["content-security-policy"].split("; ")
    )
    assert policy["frame-ancestors"] == "*" and policy["default-src"] == "'none'"
    assert "x-frame-options" not in reply.headers
    assert len(reply.body) < 60_000
    page = client.get("/figure/couverture?edition=2026").text
    assert not re.findall(r'(?:src|href)="https?://(?!127)', page)
    assert ' target="_self"' not in page
    assert client.get("/figure/couverture", method="POST").status == 405
    # Trackers that sharing adds change nothing.
    assert client.get("/figure/couverture?edition=2026&utm_source=lettre").text == page


@pytest.mark.parametrize(
    ("declared", "headers", "found"),
    [
        ("", {"host": "localhost:8501"}, "http://localhost:8501"),
        ("", {"host": "exemple.fr"}, "http://exemple.fr"),
        ("https://amu.fr", {"host": "localhost:8501"}, "https://amu.fr"),
        # A port that the scheme has by itself says nothing, nor do capitals.
        ("", {"host": "Exemple.FR:80"}, "http://exemple.fr"),
        ("", {"host": "exemple.fr:443"}, "http://exemple.fr:443"),
        ("https://AMU.fr:443/", {"host": "localhost:8501"}, "https://amu.fr"),
        ("", {"host": "exemple.fr/<i>"}, ""),
        # What anybody may say is not read: server/wire/proxies.py puts in place what is believed.
        ("", {"host": "exemple.fr", "x-forwarded-host": "autre.fr"}, "http://exemple.fr"),
        ("", {"host": "localhost:8501", "x-forwarded-host": "<i>.fr"}, "http://localhost:8501"),
    ],
)
def test_links_name_the_site_as_readers_reach_it(monkeypatch, declared, headers, found):
    monkeypatch.setenv(PUBLIC_ADDRESS, declared)
    assert origin("http", headers) == found


def test_what_a_page_shares_names_the_declared_address(monkeypatch):
    monkeypatch.setenv(PUBLIC_ADDRESS, "https://exemple.fr/amu/")
    assert public_origin("http://localhost:8501/amu/comparer?x=1") == "https://exemple.fr/amu"
    stand_under("amu")
    try:
        assert public_origin("http://localhost:8501/amu/comparer?x=1") == "https://exemple.fr"
        shown = html_of(open_page("compare.py", regions="76,84"))
    finally:
        stand_under("")
    shared = re.findall(r'data-(?:adresse|seule)="([^"]+)"', shown)
    assert shared and all(one.startswith("https://exemple.fr/amu/") for one in shared)
    assert "localhost" not in shown
    back = ask("/figure/matrice", host="localhost:8501").body.decode()
    assert "localhost" not in back


def test_parameters_of_another_page_make_no_other_figure():
    """Whatever a reader's address carries along, one figure has one picture."""
    plain = ask("/figure/couverture?edition=2026")
    more = ask("/figure/couverture?edition=2026&region=76&famille=communaute")
    assert plain.body == more.body

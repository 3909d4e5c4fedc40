"""What machines that cite us read: the data set, the catalogue, the site map, pages as text."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from xml.etree import ElementTree

import pytest
from markdown_it import MarkdownIt

from amu_geo import store
from amu_geo.export.catalogue import catalogue_jsonld, dataset_jsonld
from amu_geo.french.typography import typeset
from amu_geo.measure.reading import Reading
from amu_geo.report.markdown import markdown_of
from amu_geo.report.overview import overview_document
from amu_geo.report.spans import bullets, linked, paragraph, said, strong, table
from amu_geo.server.http.query import Asked
from amu_geo.server.page.document import described as written
from amu_geo.site import PAGES
from amu_geo.vocabulary import CONFIRMED, FAMILIES
from tests.making import edition, scheme

DESCRIBED = re.compile(r'<script type="application/ld\+json">(.*?)</script>', re.S)
ELSEWHERE = "https://a.fr/"
HOSTILE = "</script><b>*x*</b> | [a](javascript:x) `c` # <!-- $y$ ~~z~~ &amp; 1. - _"


def plain(text: str) -> str:
    return text.replace("\u00a0", " ").replace("\u202f", " ")


def described(html: str) -> dict:
    (found,) = DESCRIBED.findall(html)
    return json.loads(found)


def tokens(text: str) -> list:
    return MarkdownIt("commonmark", {"html": True}).enable("table").parse(text)


def cells(text: str) -> list[list[str]]:
    """The words of the rows of every table, as a reader of Markdown sees them."""
    rows: list[list[str]] = []
    inside = False
    for token in tokens(text):
        if token.type in ("tr_open", "tr_close"):
            inside = token.type == "tr_open"
            rows += [[]] * inside
        elif token.type == "inline" and inside:
            words = (one.content for one in token.children if one.type in ("text", "text_special"))
            rows[-1] = [*rows[-1], plain("".join(words))]
    return rows


@pytest.mark.parametrize(
    ("path", "expected"), [("/", "2026"), ("/donnees", "2026"), ("/donnees?edition=2018", "2018")]
)
def test_a_page_describes_the_data_set_of_its_edition(client, path, expected):
    found = described(client.get(path).text)
    assert (found["@type"], found["version"]) == ("Dataset", expected)
    assert found["license"].startswith(
        "https://www.etalab.gouv.fr/" if expected == "2026" else "non précisée"
    )
    whole = described(client.get(found["@id"].removeprefix(client.base)).text)
    assert len(whole["description"]) > 100 and len(found.pop("description")) > 50
    assert {name: whole[name] for name in found if name != "description"} == found
    # The contact of the published editions is an example: nobody can be written to.
    assert "email" not in whole["creator"]
    types = {file["contentUrl"]: file["encodingFormat"] for file in whole["distribution"]}
    assert types[f"{client.base}/api/v1/couverture.csv?edition={expected}"] == "text/csv"
    for url in types:
        if "hors-ligne" not in url:
            assert client.get(url.removeprefix(client.base)).status == 200


def test_pages_that_are_no_data_set_describe_none(client):
    for path in ("/comparer", "/region?region=76", "/mentions"):
        assert not DESCRIBED.findall(client.get(path).text)


def test_no_text_of_an_edition_ends_the_description():
    made = replace(edition([scheme("a")]), description=HOSTILE, auteur=HOSTILE)
    element = written(PAGES["/donnees"], Asked(made, Reading()))
    assert element.count("<") == 2
    assert described(element)["creator"]["name"] == HOSTILE


def test_the_catalogue_lists_the_editions_with_their_files(client):
    reply = client.get("/catalogue.jsonld")
    assert reply.headers["content-type"].startswith("application/ld+json")
    catalogue = reply.json
    assert catalogue["@type"] == "dcat:Catalog"
    sets = catalogue["dcat:dataset"]
    assert [one["dct:identifier"][-4:] for one in sets] == ["2026", "2018"]
    for one in sets:
        assert one["dct:title"]["@language"] == "fr" and one["dct:description"]["@value"]
        forms = {file["dct:format"] for file in one["dcat:distribution"]}
        assert {"CSV", "JSON", "GeoJSON", "GeoPackage", "GeoParquet", "HTML"} <= forms
        assert all(
            file["dcat:downloadURL"]["@id"].startswith(f"{client.base}/")
            for file in one["dcat:distribution"]
        )
    # The licence of the article that the first edition repeats is not said: no address is made up.
    assert sets[0]["dcat:distribution"][0]["dct:license"]["@id"].startswith("https://www.etalab")
    assert "précisée" in sets[1]["dcat:distribution"][0]["dct:license"]["@value"]
    etag = reply.headers["etag"]
    assert client.get("/catalogue.jsonld", if_none_match=etag).status == 304
    refused = client.get("/catalogue.jsonld?format=xml")
    assert refused.status == 400 and "format" in refused.text


def test_a_contact_that_is_read_is_in_both(client):
    made = replace(edition([scheme("a")]), contact="ecrire@observatoire.fr")
    assert dataset_jsonld(made, "")["creator"]["email"] == "ecrire@observatoire.fr"
    (one,) = catalogue_jsonld([made], "")["dcat:dataset"]
    mail = one["dcat:contactPoint"]["vcard:hasEmail"]["@id"]
    assert mail == "mailto:ecrire@observatoire.fr"


def test_the_site_map_dates_its_pages_by_the_edition(client):
    root = ElementTree.fromstring(client.get("/sitemap.xml").text)
    dates = {node.text for node in root.iter() if node.tag.endswith("lastmod")}
    assert dates == {store.shelf().default.date.isoformat()}
    undated = ["".join(node.itertext()) for node in root if len(node) == 1]
    assert [url.removeprefix(client.base) for url in undated] == ["/accessibilite", "/verifier"]


@pytest.mark.parametrize("query", ["", "?edition=2018", "?lecture=large&annee=2019"])
def test_the_overview_as_text_says_what_the_coverage_says(client, query):
    reply = client.get(f"/index.md{query}")
    assert reply.headers["content-type"] == "text/markdown; charset=utf-8"
    chosen = dict(part.split("=") for part in query[1:].split("&")) if query else {}
    reading = Reading(
        int(chosen["annee"]) if "annee" in chosen else None, chosen.get("lecture", "regionale")
    )
    coverage = store.coverage(store.shelf().get(chosen.get("edition")), reading)
    rows = {row[0]: row[1:] for row in cells(reply.text) if len(row) == 6}
    for row in coverage.table.to_dict("records"):
        *states, number = rows[plain(typeset(row["nom"]))]
        confirmed = [
            code for code, said in zip(FAMILIES, states, strict=True) if said == "confirmée"
        ]
        expected = [code for code, one in FAMILIES.items() if row[one.column] == CONFIRMED]
        assert confirmed == expected
        known, sure = row["familles_documentees"], row["familles_confirmees"]
        assert number == (f"{sure} sur {known}" if known else "n.d.")
    assert coverage.reading.describe() in plain(reply.text)
    assert "Licence Ouverte" in plain(reply.text) and "Citer : " in plain(reply.text)


def test_a_portrait_has_a_text_that_its_page_names(client):
    html = client.get("/region?region=76&edition=2018").text
    there = re.search(r'<link rel="alternate" type="text/markdown" href="([^"]+)"', html)[1]
    assert there.replace("&amp;", "&") == "/region.md?edition=2018&region=76"
    told = plain(client.get(there.replace("&amp;", "&")).text)
    assert "trois familles d’AMU sur quatre sont documentées, toutes confirmées" in told
    assert '/markdown" href="/index.md"' in client.get("/").text
    assert "text/markdown" not in client.get("/region").text
    refused = client.get("/region.md")
    assert refused.status == 400 and "/region.md?region=76" in refused.text


def test_no_text_of_the_data_is_a_sign_of_markdown():
    document = {
        "title": HOSTILE, "name": "n", "site": "s", "dated": "d", "warning": HOSTILE,
        "foot": [HOSTILE],
        "blocks": [
            paragraph([said(HOSTILE)]),
            *bullets([[strong(HOSTILE), linked("x", "https://a.fr/(b)|<c> d")]]),
            table(["a", "b"], [[[said(HOSTILE)], [linked(HOSTILE, f"{ELSEWHERE}?x=1|2")]]], (1, 1)),
        ],
    }  # fmt: skip
    text = markdown_of(document, HOSTILE)
    found = tokens(text)
    inner = [child for token in found if token.children for child in token.children]
    assert not [one for one in (*found, *inner) if "html" in one.type or one.type == "code_inline"]
    assert {one.attrs["href"] for one in inner if one.type == "link_open"} == {
        "https://a.fr/(b)%7C%3Cc%3E%20d",
        "https://a.fr/?x=1%7C2",
    }
    words = "".join(one.content for one in inner if one.type in ("text", "text_special"))
    assert words.count("`c` # <!-- $y$ ~~z~~ &amp; 1. - _") == 8
    assert [len(row) for row in cells(text)] == [2, 2]


def test_the_text_of_the_overview_names_a_page_for_every_documented_cell():
    coverage = store.coverage(store.shelf().get(None), Reading())
    text = markdown_of(overview_document(coverage, "https://amu.fr"), "Citer")
    listed = [
        line for line in text.splitlines() if re.match(r"- \*\*[^*]+, [^*]+ :\*\*", plain(line))
    ]
    assert len(listed) == coverage.nb_documented
    assert all("](<http" in line for line in listed)

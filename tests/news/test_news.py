"""What an edition brought: region by region, in words, as a feed that readers can follow."""

from __future__ import annotations

import re
from xml.etree import ElementTree as Xml

import pytest
from starlette.requests import Request

from amu_geo import store
from amu_geo.charts.evolution.news import news_table
from amu_geo.edition import read_edition
from amu_geo.french.typography import typeset
from amu_geo.measure.coverage import Coverage, compute_coverage
from amu_geo.measure.reading import Reading
from amu_geo.news.changes import CellNews, edition_before, latest_news, region_news
from amu_geo.news.words import news_lines, news_title
from amu_geo.server.http.problems import RefusedError
from amu_geo.server.page.news import atom
from tests.conftest import SCHEME

ATOM = {"a": "http://www.w3.org/2005/Atom"}
LATER = {
    **SCHEME, "id": "53-lieux", "code_region": "53", "programme": "tiers-lieux",
    "nom": "Appel « Lieux » breton", "annee_debut": "2024", "annee_fin": "2026",
}  # fmt: skip


@pytest.fixture
def coverages(draft, tiny_edition, territories) -> tuple[Coverage, Coverage]:
    """An edition, and the next one, that found one more scheme and has lost another."""
    schemes = [row for row in draft.tables["dispositifs"] if row["id"] != "76-lieux"]
    draft.tables |= {"dispositifs": [*schemes, LATER], "observations": []}
    draft.metadata = draft.metadata.replace("2024-06-01", "2025-06-01").replace(
        '"essai"', '"suite"'
    )
    draft.folder = draft.folder.with_name("suite")
    later = read_edition(draft.write(), territories)
    older, newer = (compute_coverage(e, Reading(), territories) for e in (tiny_edition, later))
    return older, newer


def plain(text: str) -> str:
    """Words with plain spaces."""
    return re.sub(r"[\s\u00a0\u202f]+", " ", re.sub(r"<[^>]+>", " ", text))


def test_each_region_says_which_families_and_schemes_are_new(coverages):
    brittany, occitanie = region_news(*coverages)
    assert (brittany.nom, occitanie.nom) == ("Bretagne", "Occitanie")
    assert CellNews("communaute", "non-documente", "confirme") in brittany.cells
    assert (brittany.gagnes, brittany.perdus) == (("53-lieux",), ())
    assert (occitanie.gagnes, occitanie.perdus) == ((), ("76-lieux",))
    assert [cell.apres for cell in occitanie.cells] == ["non-documente"]


def test_the_words_say_what_the_difference_says(coverages):
    brittany, occitanie = region_news(*coverages)
    lines = [plain(line) for line in news_lines(brittany)]
    assert "Communauté : confirmée ; non documentée dans l’édition essai." in lines
    assert lines[-1] == ("L’édition suite seule retient 1 dispositif (« Appel “Lieux” breton »).")
    assert plain(news_lines(occitanie)[-1]).startswith("L’édition essai seule retenait 1 disp")
    assert plain(news_title(brittany)).endswith("(édition suite)")


def test_an_edition_like_the_one_before_it_brings_nothing(coverages):
    older, _ = coverages
    assert region_news(older, older) == []


def test_the_section_names_every_region_once(coverages):
    news = region_news(*coverages)
    told = plain(news_table(news, lambda code: f"/region?region={code}"))
    for row in coverages[1].by_region.values():
        assert told.count(f" {typeset(row['nom'])}") == 1, row["nom"]


def test_the_news_are_those_of_successive_editions_the_newest_first(coverages):
    cover = {made.edition: made for made in coverages}
    news = latest_news(cover, cover.get)
    assert {entry.newer for entry in news} == {coverages[1]}
    assert [entry.code for entry in latest_news(cover, cover.get, "76")] == ["76"]
    assert edition_before(coverages[1].edition, cover) is coverages[0].edition
    assert edition_before(coverages[0].edition, cover) is None


def asked(query: str = "", host: str = "exemple.fr") -> Xml.Element:
    """The feed at an address."""
    scope = {
        "type": "http", "method": "GET", "path": "/nouveautes.atom", "scheme": "https",
        "query_string": query.encode(), "headers": [(b"host", host.encode())],
        "server": ("127.0.0.1", 80),
    }  # fmt: skip
    answer = atom(Request(scope))
    assert answer.headers["content-type"].startswith("application/atom+xml")
    return Xml.fromstring(answer.body)


def entries(feed: Xml.Element, name: str) -> list[str]:
    """One element of each entry."""
    return [found.text or "" for found in feed.findall(f"a:entry/a:{name}", ATOM)]


def test_the_feed_has_what_its_standard_wants():
    feed = asked()
    for name in ("id", "title", "updated", "author/a:name"):
        assert feed.findtext(f"a:{name}", namespaces=ATOM)
    ids = entries(feed, "id")
    assert ids and len(set(ids)) == len(ids)
    assert all(re.fullmatch(r"\d{4}-\d\d-\d\dT00:00:00Z", day) for day in entries(feed, "updated"))
    links = [link.get("href") for link in feed.findall("a:entry/a:link", ATOM)]
    assert all(href.startswith("https://exemple.fr/region?region=") for href in links)
    assert all("ce qui a été cherché" in words for words in entries(feed, "summary"))


def test_a_reader_knows_an_entry_again_wherever_the_site_stands():
    assert entries(asked(), "id") == entries(asked(host="ailleurs.fr"), "id")


def test_one_region_is_followed_alone():
    feed = asked("region=76")
    assert "Occitanie" in feed.findtext("a:title", namespaces=ATOM)
    assert [c.get("term") for c in feed.findall("a:entry/a:category", ATOM)] == ["76"]
    assert set(entries(feed, "id")) < set(entries(asked(), "id"))


def test_the_feed_says_what_the_pages_say():
    """The title of an entry is what the comparison says of the region."""
    coverage = store.coverage("2026", Reading())
    row = coverage.by_region["76"]
    (title,) = entries(asked("region=76"), "title")
    numbers = {2: "deux", 3: "trois"}
    assert f"{numbers[row['familles_confirmees']]} familles" in plain(title)
    assert f"sur {numbers[row['familles_documentees']]} documentées" in plain(title)


@pytest.mark.parametrize("query", ["region=zz", "edition=2018", "autre=1"])
def test_what_is_not_understood_is_refused(query):
    with pytest.raises(RefusedError):
        asked(query)

"""Across the pages: one number has one origin, and every source can be reached."""

from __future__ import annotations

import html
import re

import pytest
from streamlit.testing.v1 import AppTest

from amu_geo import sentences, store
from amu_geo.charts.base.markup import STATE_CLASSES
from amu_geo.charts.overview.sheet import sheet
from amu_geo.french.typography import typeset
from amu_geo.measure.reading import Reading
from amu_geo.paths import ROOT

WITH_SOURCES = ("dispositifs", "observations", "acteurs", "projets", "indicateurs")
# Where a reader finds the sources of an edition.
SOURCE_PAGES = ("schemes.py", "actors.py", "data.py")


# Details that the data page makes only when a reader opens them.
FOLDED = tuple(f"pli-sources-{table}" for table in WITH_SOURCES)


def shown(file: str, **query: str) -> str:
    """All that a page shows as HTML or text, at an address."""
    page = AppTest.from_file(ROOT / "pages" / file, default_timeout=60)
    for name, value in query.items():
        page.query_params[name] = value
    for key in FOLDED:
        page.session_state[key] = True
    page.run()
    assert not page.exception, file
    parts = [*page.get("html"), *page.markdown, *page.caption]
    return html.unescape("\n".join(str(part.value) for part in parts))


def text_of(markup: str) -> str:
    """The text alone: signs stand between some words of a title."""
    return re.sub(r"<[^>]+>", "", markup)


@pytest.mark.parametrize("edition_id", ["2018", "2026"])
def test_every_source_of_an_edition_is_a_link_of_some_page(edition_id):
    edition = store.shelf().get(edition_id)
    links: set[str] = set()
    for file in SOURCE_PAGES:
        links |= set(re.findall(r'href="(https?://[^"]+)"', shown(file, edition=edition_id)))
    for name in WITH_SOURCES:
        urls = {url for url in edition.tables[name]["url_source"] if url}
        missing = urls - links
        assert not missing, f"{name}: {len(missing)} of {len(urls)}, such as {min(missing)}"


@pytest.mark.parametrize("lecture", ["large", "regionale", "stricte", "usage"])
def test_the_number_of_retained_schemes_is_the_same_on_every_page(lecture):
    coverage = store.coverage("2026", Reading(None, lecture))
    phrase = typeset(sentences.retained_phrase(coverage))
    for file, query in (
        ("overview.py", {}),
        ("compare.py", {"regions": "76,84"}),
        ("families.py", {"famille": "communaute"}),
        ("evolution.py", {}),
        ("region.py", {"region": "76"}),
        ("data.py", {}),
    ):
        assert phrase in shown(file, lecture=lecture, **query), file


def test_a_region_has_the_same_number_wherever_it_is_shown():
    coverage = store.coverage("2026", Reading())
    row = coverage.by_region["76"]
    confirmed, documented = row["familles_confirmees"], row["familles_documentees"]
    between = typeset(sentences.region_range(coverage, "76"))
    overview = shown("overview.py", region="76")
    assert f"{confirmed} familles confirmées sur {documented} documentées" in overview
    assert between[1:] in overview
    # In the ranking and in the table of proofs.
    row_of_ranking = re.search('data-region="76">(.*?)</li>', overview)[1]
    row_of_proofs = re.search('<th scope="row"[^>]*>Occitanie</th>(.*?)</tr>', overview)[1]
    for drawn in (row_of_ranking, row_of_proofs):
        assert f"<b>{confirmed}</b> sur {documented}" in drawn
    assert sentences.region_headline(coverage, "76") in text_of(shown("region.py", region="76"))


def test_the_finding_of_a_view_is_the_same_on_the_page_and_in_its_image():
    from amu_geo.sentences.views import words_of_view

    coverage = store.coverage("2018", Reading())
    words = words_of_view(coverage)
    assert words.title in text_of(shown("overview.py", edition="2018"))


def test_each_scheme_of_a_sheet_carries_the_sign_of_its_own_state():
    coverage = store.coverage("2026", Reading())
    wider = store.coverage("2026", Reading(lecture="large"))
    drawn = sheet(coverage, "76", wider, lambda path, **query: path)
    pattern = r'class="dispositif"><span class="signe ([\w-]+)" aria-hidden="true"></span> ([^<]+)'
    told = {name: style for style, name in re.findall(pattern, drawn)}
    assert len(told) == drawn.count('class="dispositif"') > 1
    states = {typeset(row.nom): row.etat for row in coverage.retained.itertuples()}
    for name, style in told.items():
        assert style == STATE_CLASSES[states[html.unescape(name)]], name
    assert set(told.values()) == {"confirmee", "a-confirmer"}

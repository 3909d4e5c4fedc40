"""The file of an edition says what the coverage says, for every reading and year; it is safe."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from amu_geo import store
from amu_geo.charts.base.alone import in_script
from amu_geo.charts.map.alone import STATE_RANKS
from amu_geo.cli.main import main
from amu_geo.edition import Edition, read_edition
from amu_geo.measure.coverage import compute_coverage
from amu_geo.measure.every_reading import every_coverage, readable_years
from amu_geo.measure.reading import Reading
from amu_geo.offline.document import LIMIT, offline_html, written
from amu_geo.offline.pool import SIGNS, YEAR
from amu_geo.offline.schemes import web
from amu_geo.offline.views import CASE, CELL, VIEW, Content, content
from amu_geo.sentences import leading_sentence, overview_headline
from amu_geo.sentences.compare import comparison_second
from amu_geo.server.api.tables import couverture, dispositifs
from amu_geo.server.http.query import Asked
from amu_geo.vocabulary import FAMILIES, LECTURES

STATES = {rank: state for state, rank in STATE_RANKS.items()}
HOSTILE = "</script><!--<script>\u2028\u2029<img src=x onerror=alert(1)> & \ue000 \ue001"


def held(document: str) -> dict:
    """The data that a file carries, found as a browser finds them."""
    found = re.search(r'<script type="application/json" id="donnees">(.*?)</script', document, re.S)
    return json.loads(found.group(1))


def readings(edition: Edition) -> list[Reading]:
    return [
        Reading(None if year == edition.year else year, lecture)
        for lecture in LECTURES
        for year in readable_years(edition)
    ]


def check_view(data: dict, place: int, edition: Edition, reading: Reading) -> None:
    """Every number, state and scheme of a view, against what the API answers."""
    asked = Asked(edition, reading)
    view = dict(zip(VIEW, data["vues"][place], strict=True))
    rows = {row["code_region"]: row for row in couverture(asked, {}).rows}
    for rank, (code, name, *_) in enumerate(data["regions"]):
        case = dict(zip(CASE, data["cas"][rank][view["cas"][rank]], strict=True))
        row = rows[code]
        assert name.replace("’", "'") == row["nom"].replace("’", "'")
        told = [case[n] for n in ("confirmees", "documentees", "min", "max")]
        known = ("familles_confirmees", "familles_documentees", "min", "max")
        assert told == [row[n] for n in known], (code, reading)
        assert case["dispositifs"] == row["nb_dispositifs"]
        assert case["confirmes"] == row["nb_confirmes"]
        for family, cell in zip(FAMILIES.values(), case["cases"], strict=True):
            state = STATES[dict(zip(CELL, cell, strict=True))["etat"]]
            assert state == asked.coverage.state(code, family.code), (code, family, reading)
    texts = data["textes"]
    finding = texts[view["constat"]].translate(dict.fromkeys(map(ord, SIGNS.values())))
    year = str(reading.annee or edition.year)
    assert finding.replace(YEAR, year) == overview_headline(asked.coverage)
    # Whoever reads that one region leads reads under which reading it does.
    if leads := leading_sentence(asked.coverage):
        assert texts[view["reserve"]].replace(YEAR, year).startswith(leads)
    names = [texts[scheme[2]] for scheme in data["dispositifs"]]
    states = dict(enumerate(texts[view["etats"]]))
    kept = dispositifs(asked, {}).frame
    assert sum(state != "0" for state in states.values()) == len(kept)
    assert len(names) == len(states)


@pytest.mark.slow
@pytest.mark.parametrize("edition_id", ["2018", "2026"])
def test_every_reading_of_the_file_is_that_of_the_api(edition_id):
    edition = store.shelf().get(edition_id)
    document = offline_html(edition, store.territories())
    assert len(document.encode()) < LIMIT
    assert document == offline_html(edition, store.territories()), "not the same bytes"
    assert "@font-face" in document
    data = held(document)
    asked = readings(edition)
    assert len(data["vues"]) == len(asked)
    for place, reading in enumerate(asked):
        check_view(data, place, edition, reading)


def test_every_coverage_is_the_coverage(territories):
    edition = store.shelf().get("2026")
    shared = {coverage.reading: coverage for coverage in every_coverage(edition, territories)}
    assert len(shared) == len(readings(edition))
    for reading in (Reading(), Reading(2012, "large"), Reading(1993, "usage"), Reading(2021)):
        alone = compute_coverage(edition, reading, territories)
        assert shared[reading].table.equals(alone.table)
        assert shared[reading].cells.equals(alone.cells)


@pytest.fixture(scope="module")
def small(tmp_path_factory, territories) -> Edition:
    """The smallest edition, with hostile texts."""
    from tests.conftest import EditionDraft

    draft = EditionDraft(tmp_path_factory.mktemp("offline") / "essai")
    draft.change("dispositifs", 0, nom=HOSTILE.replace("\u2028\u2029", ""))
    return read_edition(draft.write(), territories)


@pytest.fixture(scope="module")
def small_content(small, territories) -> Content:
    return content(small, territories)


@pytest.fixture(scope="module")
def small_file(small, small_content) -> str:
    return written(small_content, small)


def test_a_sample_of_readings_is_that_of_the_api(small, small_file):
    data, asked = held(small_file), readings(small)
    for place in range(0, len(asked), 17):
        check_view(data, place, small, asked[place])
    check_view(data, len(asked) // 2 - 1, small, asked[len(asked) // 2 - 1])


def test_no_text_breaks_out_of_its_place(small_file):
    assert small_file.count("</script") == 3
    assert "<img" not in small_file
    names = [scheme[2] for scheme in held(small_file)["dispositifs"]]
    texts = held(small_file)["textes"]
    assert any("</script><!--<script>" in texts[name] for name in names)
    assert all(YEAR not in texts[name] for name in names)
    assert json.loads(in_script(HOSTILE)) == HOSTILE
    assert not set("<>&\u2028\u2029") & set(in_script(HOSTILE))


@pytest.mark.parametrize("url", ["javascript:alert(1)", "data:text/html,x", "http://[", "", "//x"])
def test_no_link_leads_elsewhere_than_to_the_web(url):
    assert web(url) == ""


def test_it_asks_nothing_of_any_server(small_file):
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', small_file).group(1)
    assert "default-src &#39;none&#39;" in policy and "unsafe" not in policy
    assert not re.search(r'\ssrc="|<link|style="|@import|url\((?!data:|#)', small_file)


def test_links_to_the_site_need_its_address(small, small_file, small_content):
    assert "/comparer?" not in small_file
    known = written(small_content, small, "https://exemple.fr")
    assert 'href="https://exemple.fr/comparer?edition=essai"' in known


def test_the_sentence_on_what_differs_is_that_of_the_page(territories, small_file):
    coverage = compute_coverage(store.shelf().get("2026"), Reading(), territories)
    said = held(small_file)["differe"]
    for codes in (("76", "44"), ("53", "11"), ("02", "06"), ("76", "44", "53")):
        bits = sum(
            1 << place
            for place, family in enumerate(FAMILIES)
            if len({coverage.state(code, family) for code in codes}) > 1
        )
        assert said[bits] == comparison_second(coverage, codes)


def test_a_folder_is_refused_in_words(tmp_path: Path, capsys):
    assert main(["offline", "--edition", "2018", "--out", str(tmp_path)]) == 1
    assert "un dossier porte ce nom" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []

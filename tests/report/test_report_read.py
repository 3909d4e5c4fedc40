"""Every portrait, opened by the readers of PDF that everyone has."""

from __future__ import annotations

import re
import shutil
import subprocess
from itertools import combinations
from pathlib import Path

import page
import pytest

from amu_geo import store
from amu_geo.cli.main import main
from amu_geo.french.typography import number, plural, typeset
from amu_geo.measure.reading import Reading
from amu_geo.report.comparison import comparison_document
from amu_geo.report.compiling import pdf_of

pytestmark = pytest.mark.slow

EDITIONS = ("2018", "2026")


def poppler(program: str, file: Path, *options: str) -> str:
    found = shutil.which(program)
    assert found, f"no {program}: run `make slow`, which installs it or says what to install"
    done = subprocess.run([found, *options, str(file), *(["-"] if program == "pdftotext" else [])],
                          check=True, capture_output=True, text=True, timeout=60)  # fmt: skip
    return done.stdout


def words(file: Path) -> str:
    """The text of a file, on one line."""
    return " ".join(poppler("pdftotext", file).split())


def flat(text: str) -> str:
    return " ".join(typeset(text).split())


@pytest.fixture(scope="module", params=EDITIONS)
def printed(request, tmp_path_factory) -> tuple[str, dict[str, Path]]:
    """The 18 portraits of an edition, as the command writes them."""
    folder = tmp_path_factory.mktemp(f"portraits-{request.param}")
    assert main(["report", "--all", "--edition", request.param, "--out", str(folder)]) == 0
    files = {path.name.split("-")[1]: path for path in folder.iterdir()}
    assert len(files) == 18
    return request.param, files


def test_each_is_tagged_titled_and_short(printed):
    edition, files = printed
    for file in files.values():
        said = poppler("pdfinfo", file)
        facts = dict(line.split(":", 1) for line in said.splitlines() if ":" in line)
        assert facts["Tagged"].strip() == "yes"
        assert 1 <= int(facts["Pages"]) <= 4, file.name
        assert "(A4)" in facts["Page size"]
        assert facts["Title"].strip()
        assert edition in facts["CreationDate"]
        verdict = page.validate_pdf(file, profile=page.ValidationProfile.PDF_UA_1)
        assert verdict.is_compliant, (file.name, [one.message for one in verdict.failures])


def test_each_carries_its_fonts_and_no_others(printed):
    for file in printed[1].values():
        _, _, *lines = poppler("pdffonts", file).splitlines()
        assert lines
        for line in lines:
            assert re.match(r"[A-Z]{6}\+(Figtree|Newsreader)", line), line
            assert re.search(r"\s(yes\s+){3}\d+\s+0$", line), line


def test_each_says_the_figures_of_the_coverage(printed):
    edition, files = printed
    coverage = store.coverage(store.shelf().get(edition), Reading())
    for code, file in files.items():
        row, text = coverage.by_region[code], words(file)
        known, sure = int(row["familles_documentees"]), int(row["familles_confirmees"])
        told = f"{plural(sure, 'famille')} sur {plural(known, 'documentée')}" if known else "n.d."
        assert flat(told) in text, code
        assert flat(f"{coverage.nb_documented} documentées") in text
        places = store.territories().regions.set_index("code_region")
        assert flat(number(places.at[code, "population"])) in text
    if edition == "2018":
        assert flat("3 familles sur 3 documentées") in words(files["76"])


def test_links_of_a_portrait_are_those_of_its_sources(printed):
    edition, files = printed
    urls = poppler("pdfinfo", files["76"], "-url")
    if edition == "2018":
        assert "www.actu-environnement.com/ae/news/" in urls
    addresses = re.findall(r"Annotation\s+(\S+)", urls)
    assert len(addresses) >= 5
    assert all(address.startswith("http") for address in addresses)


READINGS = (("2018", Reading()), ("2026", Reading()), ("2026", Reading(2015, "large")),
            ("2026", Reading(None, "usage")))  # fmt: skip


@pytest.mark.parametrize(("edition", "reading"), READINGS)
def test_any_two_or_three_regions_have_one_page(territories, edition, reading):
    coverage = store.coverage(store.shelf().get(edition), reading)
    codes = territories.codes
    pairs = list(combinations(codes, 2))[::11]
    threes = list(combinations(codes, 3))[::31]
    for chosen in [*pairs, *threes, ("27", "84", "93")]:
        pdf = pdf_of(comparison_document(coverage, territories, chosen))
        verdict = page.validate_pdf_bytes(pdf, profile=page.ValidationProfile.PDF_UA_1)
        assert verdict.is_compliant
        assert verdict.document.page_count == 1, chosen


@pytest.mark.parametrize("lecture", ["large", "usage"])
def test_portraits_of_other_readings_are_short_too(tmp_path, lecture):
    words = ["--lecture", lecture, "--annee", "2021", "--out", str(tmp_path)]
    assert main(["report", "--all", *words]) == 0
    for file in tmp_path.iterdir():
        verdict = page.validate_pdf(file, profile=page.ValidationProfile.PDF_UA_1)
        assert verdict.is_compliant
        assert verdict.document.page_count <= 4, file.name

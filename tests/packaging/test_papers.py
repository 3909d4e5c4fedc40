"""The papers for those who take over are true: their examples run, what they name is there."""

from __future__ import annotations

import doctest
import re
from pathlib import Path

import pytest

from amu_geo.cli.main import COMMANDS

ROOT = Path(__file__).resolve().parents[2]
AMU_GEO = ROOT / "amu_geo"
PAPERS = ["README.md", "CONTRIBUTING.md", "CHANGELOG.md", "docs/mesure.md"]
# What CONTRIBUTING.md tells how to add is not there.
INVENTED = re.compile(r"budgets|schemes/2027")


def read(name: str) -> str:
    return (ROOT / name).read_text("utf-8")


def test_the_examples_of_the_measure_are_true():
    """Told as a reader would type them, in the order of the page."""
    failed, tried = doctest.testfile(
        str(ROOT / "docs" / "mesure.md"), module_relative=False, encoding="utf-8"
    )
    assert tried > 40
    assert failed == 0


@pytest.mark.parametrize("paper", PAPERS)
def test_what_the_papers_name_is_there(paper):
    text = read(paper)
    files = set(re.findall(r"`((?:[\w.-]+/)+[\w-]+\.(?:py|md|css|csv|sh|yml))`", text))
    files |= {f"docs/{name}" for name in re.findall(r"\]\(docs/([\w.-]+)\)", text)}
    written_later = {"data/liens.csv"}
    missing = [
        name
        for name in sorted(files - written_later)
        if not INVENTED.search(name) and not any((at / name).is_file() for at in (ROOT, AMU_GEO))
    ]
    assert missing == []
    named = {word for words in re.findall(r"`make ([a-z -]+)`", text) for word in words.split()}
    targets = set(re.findall(r"^([a-z][a-z-]*):", read("Makefile"), re.MULTILINE))
    assert named <= targets


def test_the_readme_has_a_row_for_each_command():
    rows = re.findall(r"^\| (`.*?`) \|", read("README.md"), re.MULTILINE)
    told = {word for row in rows for word in re.findall(r"`([a-z]+)\b", row)}
    assert set(COMMANDS) <= told


def test_every_target_of_make_is_told_of():
    targets = set(re.findall(r"^([a-z][a-z-]*):", read("Makefile"), re.MULTILINE))
    told = "".join(read(paper) for paper in [*PAPERS, "benchmarks/README.md"])
    assert {name for name in targets if f"make {name}" not in told} == set()


def test_the_workflow_calls_what_a_change_must_pass():
    workflow = read(".github/workflows/ci.yml")
    assert "bash .ci/run" in workflow
    assert (ROOT / ".ci" / "run").is_file()
    oldest = re.search(r'requires-python = ">=([\d.]+)"', read("pyproject.toml"))
    assert f'python: ["{oldest[1]}", ' in workflow
    assert "not run" in workflow

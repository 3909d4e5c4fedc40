"""What a workbook hides is asked before it is published, never taken for granted."""

from __future__ import annotations

import io

import openpyxl
import pytest

from amu_geo.cli import publish
from amu_geo.cli.main import main
from amu_geo.export.workbook import edition_workbook


@pytest.fixture
def bundle(tmp_path, territories, tiny_edition):
    """A whole edition whose sheet of actors is hidden."""
    book = openpyxl.load_workbook(io.BytesIO(edition_workbook(tiny_edition, territories)))
    book["acteurs"].sheet_state = "hidden"
    book.save(tmp_path / "edition.xlsx")
    return tmp_path / "edition.xlsx"


def published(bundle, tmp_path, *options: str) -> tuple[int, list[str]]:
    root = tmp_path / "racine"
    code = main(["publish", str(bundle), "--root", str(root), *options])
    return code, [path.name for path in root.glob("[!.]*")] if root.exists() else []


def test_without_a_yes_nothing_is_published_and_the_option_is_named(bundle, tmp_path, capsys):
    assert published(bundle, tmp_path) == (1, [])
    told = capsys.readouterr()
    assert "feuille acteurs : cette feuille est masquée" in told.out
    assert "--accept" in told.err


def test_the_option_says_yes(bundle, tmp_path, tiny_edition):
    assert published(bundle, tmp_path, "--accept") == (0, [tiny_edition.id])


@pytest.mark.parametrize(("answer", "code"), [("oui", 0), ("non", 1), ("", 1)])
def test_a_terminal_is_asked(bundle, tmp_path, monkeypatch, capsys, answer, code):
    monkeypatch.setattr(publish.sys.stdin, "isatty", lambda: True)
    monkeypatch.setattr("builtins.input", lambda question: answer)
    assert published(bundle, tmp_path)[0] == code
    assert "cette feuille est masquée" in capsys.readouterr().out


def test_an_edition_that_hides_nothing_is_not_asked_about(tmp_path, territories, tiny_edition):
    bundle = tmp_path / "edition.xlsx"
    bundle.write_bytes(edition_workbook(tiny_edition, territories))
    assert published(bundle, tmp_path) == (0, [tiny_edition.id])

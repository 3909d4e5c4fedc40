"""`publish`, `default` and `withdraw` as the lead of an observatory runs them."""

from __future__ import annotations

import builtins
import io
import sys

import openpyxl
import pytest

from amu_geo.cli.main import main
from amu_geo.edition.state import State, read_state
from amu_geo.export.workbook import edition_workbook
from amu_geo.territories import Territories
from tests.conftest import TABLES


@pytest.fixture(autouse=True)
def _territories_read_once(territories, monkeypatch):
    monkeypatch.setattr(Territories, "read", lambda: territories)


@pytest.fixture
def root(draft, tmp_path):
    """An observatory with one edition, of June 2024."""
    folder = tmp_path / "racine"
    assert main(["publish", str(draft.write()), "--root", str(folder)]) == 0
    return folder


@pytest.fixture
def second(draft):
    """The bundle of a second edition, a year later, without a journal."""
    draft.metadata = (
        draft.metadata.replace('"essai"', '"suite"')
        .replace("Édition d’essai", "Édition suivante")
        .replace("2024-06-01", "2025-06-01")
    )
    draft.tables["journal"].clear()
    draft.folder = draft.folder.with_name("suite")
    return str(draft.write())


@pytest.fixture
def person(monkeypatch):
    """Somebody at the terminal, with the answers given; returns the questions asked."""
    asked: list[str] = []

    def answer(*answers: str) -> list[str]:
        left = list(answers)
        monkeypatch.setattr(sys.stdin, "isatty", lambda: True, raising=False)
        monkeypatch.setattr(builtins, "input", lambda text: asked.append(text) or left.pop(0))
        return asked

    return answer


def test_without_a_terminal_it_stops_and_names_every_option(root, second, capsys):
    assert main(["publish", second, "--root", str(root)]) == 1
    said = capsys.readouterr().err
    assert "--journal" in said
    assert "--default yes ou --default no" in said
    assert "Rien n’a été publié." in said
    assert [path.name for path in root.iterdir()] == ["essai"]


@pytest.mark.parametrize(("answer", "shown"), [("yes", "suivante"), ("no", "d’essai")])
def test_with_options_it_publishes_and_says_what_visitors_see(
    root, second, capsys, answer, shown, draft
):
    options = ["--root", str(root), "--default", answer, "--journal", "Un relevé de plus."]
    assert main(["publish", second, *options]) == 0
    said = capsys.readouterr().out
    assert f"Les visiteurs voient maintenant « Édition {shown} »" in said
    assert "depuis « Édition d’essai »" in said
    kept = {path.name for path in (root / "suite").iterdir()}
    assert {"changements.csv", "journal.csv"} <= kept
    journal = (root / "suite" / "journal.csv").read_text("utf-8").splitlines()
    assert journal[1] == "2025-06-01,edition,,nouvelle édition,Un relevé de plus."
    assert read_state(root) == State("suite" if answer == "yes" else "essai")
    assert {path.name for path in root.iterdir()} == {"essai", "suite", "etat.toml"}


def test_a_person_is_asked(root, second, person, capsys):
    asked = person("", "Un relevé de plus.", "peut-être", "oui")
    assert main(["publish", second, "--root", str(root)]) == 0
    assert "Que change cette édition depuis « Édition d’essai »" in asked[0]
    assert "Les visiteurs voient « Édition d’essai »" in asked[-1]
    assert read_state(root).default == "suite"


def test_a_journal_of_its_own_is_kept_and_not_asked(root, second, draft, capsys):
    draft.tables["journal"] = [
        {"date": "2025-06-01", "table": "acteurs", "changement": "ajout", "raison": "relevé"}
    ]
    draft.write()
    assert main(["publish", second, "--root", str(root), "--default", "no"]) == 0
    assert "acteurs,,ajout,relevé" in (root / "suite" / "journal.csv").read_text("utf-8")


def test_a_journal_that_only_repeats_the_other_s_is_asked_and_completed(
    root, second, draft, capsys
):
    draft.tables["journal"] = [dict(row) for row in TABLES["journal"]]
    draft.write()
    options = ["--root", str(root), "--default", "no"]
    assert main(["publish", second, *options]) == 1
    assert "--journal" in capsys.readouterr().err
    assert main(["publish", second, *options, "--journal", "Corrigée."]) == 0
    entries = (root / "suite" / "journal.csv").read_text("utf-8").splitlines()[1:]
    assert len(entries) == len(TABLES["journal"]) + 1
    assert entries[-1].endswith("nouvelle édition,Corrigée.")


def test_what_a_person_may_not_have_seen_is_asked(
    tiny_edition, territories, tmp_path, person, capsys
):
    book = openpyxl.load_workbook(io.BytesIO(edition_workbook(tiny_edition, territories)))
    book["acteurs"].sheet_state = "hidden"
    path, options = tmp_path / "a.xlsx", ["--root", str(tmp_path / "racine")]
    book.save(path)
    assert main(["publish", str(path), *options]) == 1
    said = capsys.readouterr()
    assert "feuille acteurs" in said.out
    assert "--accept" in said.err
    asked = person("non")
    assert main(["publish", str(path), *options]) == 1
    assert len(asked) == 1
    assert not (tmp_path / "racine" / "essai").exists()
    assert main(["publish", str(path), *options, "--accept"]) == 0


def test_an_older_edition_changes_no_visitor_and_is_the_first(root, second, draft, capsys):
    draft.metadata = draft.metadata.replace("2025-06-01", "2020-06-01")
    draft.tables["attestations"] = []
    draft.write()
    assert main(["publish", second, "--root", str(root)]) == 0
    assert "Les visiteurs voient maintenant « Édition d’essai »" in capsys.readouterr().out
    assert "première édition" in (root / "suite" / "journal.csv").read_text("utf-8")
    assert not (root / "etat.toml").exists()


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("Édition suivante", "ÉDITION D’ESSAI", "porte déjà ce titre"),
        ("2025-06-01", "2099-06-01", "à venir"),
        ('"suite"', '"essai"', "ne change jamais"),
    ],
)
def test_what_cannot_be_published_is_refused_before_any_question(
    root, second, draft, capsys, old, new, message
):
    draft.metadata = draft.metadata.replace(old, new)
    draft.write()
    assert main(["publish", second, "--root", str(root)]) == 1
    said = capsys.readouterr().err
    assert message in said
    assert "--default" not in said


def test_withdrawing_asks_before_it_changes_every_visitor(root, second, person, capsys):
    options = ["--root", str(root)]
    assert main(["publish", second, *options, "--default", "yes", "--journal", "x"]) == 0
    assert main(["withdraw", "suite", *options]) == 1
    assert "--default yes" in capsys.readouterr().err
    assert main(["withdraw", "suite", *options, "--default", "no"]) == 1
    assert read_state(root) == State("suite")
    person("oui")
    assert main(["withdraw", "suite", *options]) == 0
    said = capsys.readouterr().out
    assert "Les visiteurs voient maintenant « Édition d’essai »" in said
    assert "withdraw suite --undo" in said
    assert list(read_state(root).withdrawn) == ["suite"]
    assert main(["withdraw", "suite", *options, "--undo", "--default", "yes"]) == 0
    assert read_state(root) == State("suite")
    assert main(["withdraw", "essai", *options]) == 0, "nobody sees another edition: no question"
    assert main(["withdraw", "essai", "--undo", *options]) == 0
    assert read_state(root) == State("suite")


def test_the_default_is_chosen_again(root, second, capsys):
    options = ["--root", str(root)]
    assert main(["publish", second, *options, "--default", "no", "--journal", "x"]) == 0
    assert main(["default", "suite", *options]) == 0
    assert "« Édition suivante »" in capsys.readouterr().out
    assert main(["default", "rien", *options]) == 1
    assert "essai, suite" in capsys.readouterr().err

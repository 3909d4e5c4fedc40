"""Files that commands write: whole or not at all, and said in French."""

from __future__ import annotations

from pathlib import Path

import pytest

from amu_geo import disk
from amu_geo.cli.main import main


@pytest.mark.parametrize(
    ("error", "told"),
    [
        (PermissionError(13, "Permission denied"), "refuse l’écriture"),
        (OSError(28, "No space left on device"), "le disque est plein"),
    ],
)
def test_a_refused_file_leaves_what_was_there(tmp_path: Path, monkeypatch, capsys, error, told):
    target = tmp_path / "couverture.csv"
    target.write_text("avant")

    def refuse(*_: object) -> None:
        raise error

    monkeypatch.setattr(disk.os, "replace", refuse)
    asked = ["coverage", "--edition", "2018", "--format", "csv", "--out", str(target)]
    for _twice in range(2):
        assert main(asked) == 1
        assert told in capsys.readouterr().err
    assert [path.name for path in tmp_path.iterdir()] == ["couverture.csv"]
    assert target.read_text() == "avant"


@pytest.mark.parametrize("command", ["coverage", "offline", "slides"])
def test_a_folder_that_is_not_there_is_named(tmp_path: Path, capsys, command: str):
    target = tmp_path / "absent" / "f.pptx"
    assert main([command, "--edition", "2018", "--out", str(target)]) == 1
    assert f"le dossier « {target.parent} » n’existe pas" in capsys.readouterr().err
    assert not target.parent.exists()

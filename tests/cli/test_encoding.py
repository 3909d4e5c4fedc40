"""Output is UTF-8 wherever it goes: a file, a pipe, the C locale, an old code page."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from amu_geo.cli.main import main

ROOT = Path(__file__).parents[2]
OLD = {"PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
PLACES = {
    "C locale": {"LC_ALL": "C", **OLD},
    "POSIX locale, as it comes": {"LC_ALL": "POSIX"},
    "ASCII": {"PYTHONIOENCODING": "ascii", **OLD},
    "ASCII, strict": {"PYTHONIOENCODING": "ascii:strict"},
    "cp1252": {"PYTHONIOENCODING": "cp1252", **OLD},
    "cp437": {"PYTHONIOENCODING": "cp437", "LC_ALL": "C", **OLD},
}


def run(place: str, *words: str | bytes) -> subprocess.CompletedProcess[bytes]:
    environment = {name: value for name, value in os.environ.items() if name[:3] != "LC_"}
    environment = {**environment, "PYTHONPATH": str(ROOT), **PLACES[place]}
    command = [sys.executable, "-m", "amu_geo", *words]
    return subprocess.run(command, capture_output=True, env=environment, cwd=ROOT, check=False)


@pytest.mark.parametrize("place", PLACES)
def test_help_and_errors_are_utf8(place):
    done = run(place, "œuvre d’été".encode())
    assert done.returncode == 1
    assert "n’est pas parmi" in done.stderr.decode("utf-8")
    assert "vérifier" in run(place, "--help").stdout.decode("utf-8")


@pytest.mark.parametrize("place", ["C locale", "cp1252"])
def test_counts_and_reports_are_utf8(place, tmp_path):
    path = tmp_path / "été.csv"
    path.write_text("nom,lon,lat\nà Nîmes,4.36,43.83\nen mer,-30,20\n", "utf-8")
    done = run(place, "count", os.fsencode(path))
    assert done.returncode == 0
    assert "93,Provence-Alpes-Côte d'Azur,0" in done.stdout.decode("utf-8")
    assert "76,Occitanie,1" in done.stdout.decode("utf-8")
    assert "Placées par point" in done.stderr.decode("utf-8")


def test_the_name_of_a_file_is_shown_as_it_is(tmp_path):
    done = run("C locale", "check", os.fsencode(tmp_path / "œuvre — été.csv"))
    assert done.returncode == 1
    assert "œuvre — été.csv » n’existe pas." in done.stderr.decode("utf-8")


def test_a_name_that_is_no_utf8_is_shown_and_breaks_nothing(tmp_path):
    done = run("C locale", "check", os.fsencode(tmp_path) + b"/\xe9t\xe9.csv")
    assert done.returncode == 1
    assert "\\udce9t\\udce9.csv" in done.stderr.decode("utf-8")


def test_a_stream_that_is_none_or_of_another_kind_is_left_alone(monkeypatch, capsys):
    monkeypatch.setattr(sys, "stderr", None)
    assert main([]) == 0
    assert "commandes" in capsys.readouterr().out

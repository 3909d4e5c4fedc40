"""What is installed has the command, the data and all that the application is made of."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
import tomllib
import zipfile
from email import message_from_string
from pathlib import Path
from urllib.request import urlopen

import pytest

from amu_geo import paths
from amu_geo.cli.main import main
from tests.serving import free_port

ROOT = Path(__file__).resolve().parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]


def test_the_version_is_that_of_the_project_alone(capsys):
    assert paths.version() == PROJECT["version"]
    with pytest.raises(SystemExit) as leaving:
        main(["--version"])
    assert leaving.value.code == 0
    assert capsys.readouterr().out == f"amu-geo {PROJECT['version']}\n"
    written = [p for p in (ROOT / "amu_geo").glob("*.py") if "__version__" in p.read_text("utf-8")]
    assert written == []


def test_a_project_file_without_a_version_is_said(tmp_path, monkeypatch):
    monkeypatch.setattr(paths, "ROOT", tmp_path)
    (tmp_path / "pyproject.toml").write_text("[project]\n", encoding="utf-8")
    with pytest.raises(paths.DamagedFileError, match=r"pyproject\.toml : la version"):
        paths.version()


@pytest.fixture(scope="module")
def installed(tmp_path_factory):
    """The folder of an installed package, alone: nothing of the repository is beside it."""
    folder = tmp_path_factory.mktemp("roue")
    build = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--no-build-isolation"]
    subprocess.run([*build, "--wheel-dir", str(folder), str(ROOT)], check=True, cwd=folder)
    [wheel] = folder.glob("amu_geo-*.whl")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(folder / "installed")
    return folder / "installed"


def environment(installed: Path) -> dict[str, str]:
    others = {name: value for name, value in os.environ.items() if name != paths.DATA_ELSEWHERE}
    return others | {"PYTHONPATH": str(installed)}


@pytest.mark.slow
def test_the_installed_command_answers_as_that_of_the_repository(installed, tmp_path, capsys):
    words = ["coverage", "--edition", "2018", "--format", "csv"]
    done = subprocess.run(
        [sys.executable, "-m", "amu_geo", *words],
        cwd=tmp_path,
        env=environment(installed),
        capture_output=True,
        encoding="utf-8",
    )
    assert main(words) == 0
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == capsys.readouterr().out


@pytest.mark.slow
def test_the_package_says_what_it_needs_and_names_its_command(installed):
    [information] = installed.glob("amu_geo-*.dist-info")
    metadata = message_from_string((information / "METADATA").read_text("utf-8"))
    needs = [need for need in metadata.get_all("Requires-Dist") if "extra ==" not in need]
    needs = [need.replace("'", '"') for need in needs]
    pins = re.findall(r"^[\w-]+==[^\s;]+.*$", (ROOT / "requirements.txt").read_text("utf-8"), re.M)
    assert sorted(needs) == sorted(re.sub(r"_(?=.*==)", "-", pin) for pin in pins)
    assert set(metadata.get_all("Provides-Extra")) == {"mcp", "grappe"}
    assert metadata["Requires-Python"] == ">=3.11"
    assert "amu-geo = amu_geo.cli.main:main" in (information / "entry_points.txt").read_text()


@pytest.mark.slow
def test_the_installed_package_serves_the_application_and_stops_when_told(installed, tmp_path):
    port = free_port()
    command = [sys.executable, "-m", "amu_geo", "serve", "--port", str(port)]
    with (tmp_path / "log").open("wb") as log:
        server = subprocess.Popen(
            command, cwd=tmp_path, env=environment(installed), stdout=log, stderr=log
        )
    try:
        page = answer(f"http://localhost:{port}/figure/couverture")
        assert "Occitanie" in page
        assert answer(f"http://localhost:{port}/statique/favicon.svg").startswith("<svg")
    finally:
        server.send_signal(signal.SIGTERM)
        server.wait(20)
    with pytest.raises(OSError):
        urlopen(f"http://localhost:{port}/healthz", timeout=2)


def answer(address: str) -> str:
    """What an address answers, once it does."""
    for _ in range(300):
        try:
            with urlopen(address, timeout=10) as reply:
                return reply.read().decode("utf-8")
        except OSError:
            time.sleep(0.2)
    raise AssertionError(address)

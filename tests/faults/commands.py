"""Runs the commands that write in a folder whose disk is refused, and says what became of each.

Started by `test_real_disks.py` in a space of its own, where it may mount what it likes:
`python -m tests.faults.commands full|read-only FOLDER BUNDLE POINTS`.
"""

from __future__ import annotations

import contextlib
import hashlib
import io
import json
import shutil
import subprocess
import sys
from pathlib import Path

from amu_geo import paths
from amu_geo.cli.main import main


def digest(folder: Path) -> str:
    """One fingerprint for every name and every byte below a folder."""
    whole = hashlib.sha256()
    for path in sorted(folder.rglob("*")):
        whole.update(f"{path.relative_to(folder)}\0".encode())
        whole.update(path.read_bytes() if path.is_file() else b"")
    return whole.hexdigest()


def commands(folder: Path, bundle: str, points: str) -> dict[str, list[str]]:
    """Every command that writes, by its name."""
    root = str(folder / "editions")
    publish = ["publish", bundle, "--root", root, "--accept", "--journal", "essai", "--default"]
    of_2018 = ["--edition", "2018", "--out"]
    return {
        "publish": [*publish, "no"],
        "publish --default yes": [*publish, "yes"],
        "default": ["default", "2018", "--root", root],
        "withdraw": ["withdraw", "2018", "--root", root, "--default", "yes"],
        "export": ["export", *of_2018, str(folder / "paquet")],
        "coverage": ["coverage", "--format", "gpkg", *of_2018, str(folder / "c.gpkg")],
        "template": ["template", str(folder / "t.xlsx")],
        "count": ["count", points, "--nowhere", str(folder / "n.csv")],
        "report": ["report", "--region", "76", *of_2018, str(folder / "r.pdf")],
        "slides": ["slides", *of_2018, str(folder / "s.pptx")],
        "offline": ["offline", *of_2018, str(folder / "o.html")],
    }


def fill(folder: Path) -> None:
    """Leave no room."""
    with (folder / "plein").open("wb", buffering=0) as file, contextlib.suppress(OSError):
        while True:
            file.write(b"\0" * 4096)


def run(fault: str, folder: Path, bundle: str, points: str) -> dict[str, list]:
    """Exit code, words and whether all is as before, by command."""
    mount = ["mount", "-t", "tmpfs", "-o", "size=8m", "none", str(folder)]
    subprocess.run(mount, check=True)
    shutil.copytree(paths.SCHEMES, folder / "editions")
    if fault == "full":
        fill(folder)
    else:
        subprocess.run(["mount", "-o", "remount,ro", str(folder)], check=True)
    before, found = digest(folder), {}
    for name, words in commands(folder, bundle, points).items():
        said = io.StringIO()
        with contextlib.redirect_stderr(said), contextlib.redirect_stdout(io.StringIO()):
            code = main(words)
        found[name] = [code, said.getvalue(), digest(folder) == before]
    return found


if __name__ == "__main__":
    fault, folder, bundle, points = sys.argv[1:]
    json.dump(run(fault, Path(folder), bundle, points), sys.stdout)

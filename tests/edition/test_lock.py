"""One writer at a time on any system; where none can be told from another, nothing is written."""

from __future__ import annotations

import ast
import importlib.util
import os
import re
import subprocess
import sys
import threading
import time
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import pytest

from amu_geo.cli.main import main
from amu_geo.edition import lock
from amu_geo.edition.publishing import publish_edition
from amu_geo.edition.shelf import read_shelf
from amu_geo.edition.state import alone

ROOT = Path(__file__).resolve().parents[2]
UNIX_ALONE = {
    *("fcntl", "grp", "posix", "pty", "pwd", "readline", "resource", "syslog", "termios", "tty"),
}
NAMED = re.compile(rf"\b(?:import|from) (?:{'|'.join(UNIX_ALONE)})\b")


@pytest.fixture
def as_on_windows(monkeypatch):
    """No `fcntl`, and `msvcrt`: its own where there is one, else made of what there is."""
    if importlib.util.find_spec("msvcrt") is None:
        import fcntl

        def locking(descriptor: int, mode: str, size: int) -> None:
            assert (mode, size) == ("at once", 1)
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)

        windows = SimpleNamespace(locking=locking, LK_NBLCK="at once")
        monkeypatch.setitem(sys.modules, "msvcrt", windows)
    monkeypatch.setitem(sys.modules, "fcntl", None)


def test_on_windows_the_second_writer_waits_for_the_first(as_on_windows, tmp_path):
    said, held = [], threading.Event()

    def first() -> None:
        with alone(tmp_path):
            held.set()
            time.sleep(0.15)
            said.append("first")

    def second() -> None:
        held.wait()
        with alone(tmp_path):
            said.append("second")

    writers = [threading.Thread(target=write) for write in (first, second)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join(timeout=5)
    assert said == ["first", "second"]


def test_on_windows_an_edition_is_published_and_only_a_file_of_the_lock_stays(
    as_on_windows, tiny_edition, territories, tmp_path
):
    root = tmp_path / "racine"
    publish_edition(tiny_edition, territories, root)
    assert sorted(os.listdir(root)) == [lock.LOCK_FILE, tiny_edition.id]
    assert list(read_shelf(territories, root).editions) == [tiny_edition.id]


def test_without_any_lock_nothing_changes_and_the_reason_is_said(
    tiny_edition, territories, tmp_path, monkeypatch, capsys
):
    root = tmp_path / "racine"
    publish_edition(tiny_edition, territories, root)
    for name in ("fcntl", "msvcrt"):
        monkeypatch.setitem(sys.modules, name, None)
    with pytest.raises(lock.NoLockError, match="aucun verrou"):
        publish_edition(replace(tiny_edition, id="autre", titre="Autre"), territories, root)
    assert main(["default", "essai", "--root", str(root)]) == 1
    said = capsys.readouterr().err
    assert said.startswith("Erreur : ce système n’offre aucun verrou")
    assert "Traceback" not in said
    assert os.listdir(root) == ["essai"]


def loaded_at_once(tree: ast.AST) -> set[str]:
    """Names of the modules that loading a file loads: not those that a function asks for."""
    names: set[str] = set()
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, ast.Import):
            names |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            names.add((node.module or "").partition(".")[0])
        elif not isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
            names |= loaded_at_once(node)
    return names


def test_no_file_needs_unix_to_be_loaded():
    for folder in ("amu_geo", "tests", "pages", "benchmarks"):
        for path in (ROOT / folder).rglob("*.py"):
            text = path.read_text(encoding="utf-8")
            if NAMED.search(text):
                assert not loaded_at_once(ast.parse(text)) & UNIX_ALONE, path


HIDING = f"""
import builtins, sys
real = builtins.__import__
def guarded(name, globals=None, *rest, **more):
    ours = str((globals or {{}}).get("__file__", "")).startswith({str(ROOT)!r} + "/")
    if ours and "/.venv/" not in globals["__file__"] and name in {UNIX_ALONE!r}:
        raise ImportError(name)
    return real(name, globals, *rest, **more)
builtins.__import__ = guarded
import pytest
sys.exit(pytest.main(["--collect-only", "-q", "-p", "no:cacheprovider"]))
"""


@pytest.mark.slow
def test_all_is_collected_where_unix_modules_are_hidden():
    done = subprocess.run(
        [sys.executable, "-c", HIDING], cwd=ROOT, capture_output=True, encoding="utf-8"
    )
    assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-2000:]

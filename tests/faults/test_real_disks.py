"""Every command that writes, on a disk that really is full, and on one that really is read-only.

They are mounted in a space of the test's own (`unshare`, of util-linux): nobody else sees them,
and they go with it.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.conftest import EditionDraft

ROOT = Path(__file__).resolve().parents[2]
WORDS = {"full": "le disque est plein", "read-only": "le disque est en lecture seule"}


@pytest.mark.slow
@pytest.mark.parametrize("fault", WORDS)
def test_every_command_that_writes_says_it_and_leaves_all_as_it_was(fault, tmp_path):
    bundle = EditionDraft(tmp_path / "essai").write()
    points = tmp_path / "points.csv"
    points.write_text("nom,lon,lat\nici,2.35,48.85\nailleurs,-40,10\n", encoding="utf-8")
    folder = tmp_path / "disque"
    folder.mkdir()
    command = ["unshare", "--user", "--map-root-user", "--mount", sys.executable, "-m"]
    command += ["tests.faults.commands", fault, str(folder), str(bundle), str(points)]
    start = time.monotonic()
    ended = subprocess.run(command, cwd=ROOT, capture_output=True, check=False)
    assert ended.returncode == 0, ended.stderr.decode()
    found = json.loads(ended.stdout)
    assert len(found) == 11
    for name, (code, said, is_as_before) in found.items():
        assert code == 1, f"{name}: {said}"
        assert WORDS[fault] in said and "ne peut pas s’écrire" in said, f"{name}: {said}"
        assert str(folder) in said, f"{name}: {said}"
        assert not re.search(r"Errno|Traceback|No space|Read-only", said), f"{name}: {said}"
        assert is_as_before, f"{name} left something: {said}"
    told = f"{len(found)} commands refused in French, nothing left behind"
    print(f"\n{fault} disk: {told} ({time.monotonic() - start:.0f} s)")

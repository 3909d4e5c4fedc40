"""kill -9 at random instants of a writing: what was there or what is new, and nothing else."""

from __future__ import annotations

import os
import random
import signal
import time
from pathlib import Path

import pytest

from amu_geo.disk import sweep, write_all, write_whole

FILES = {f"{folder}{n}.csv": bytes(200_000) for folder in ("", "schemas/") for n in range(4)}


def _killed(work, delay: float) -> bool:
    """Whether a process of its own was killed before it had done its work."""
    child = os.fork()
    if child == 0:
        work()
        os._exit(0)
    time.sleep(delay)
    os.kill(child, signal.SIGKILL)
    return os.WIFSIGNALED(os.waitpid(child, 0)[1])


def _lasting(work) -> float:
    start = time.perf_counter()
    child = os.fork()
    if child == 0:
        work()
        os._exit(0)
    os.waitpid(child, 0)
    return time.perf_counter() - start


@pytest.mark.parametrize("kills", [15, pytest.param(200, marks=pytest.mark.slow)])
def test_a_killed_writing_leaves_the_old_or_the_new_and_the_next_one_sweeps(tmp_path, kills):
    rng = random.Random(20_261_127)
    path, root = tmp_path / "a.csv", tmp_path / "paquets"
    contents = {bytes(300_000), b"avant"}
    path.write_bytes(b"avant")
    root.mkdir()

    def work(folder: Path) -> None:
        write_whole(path, bytes(300_000))
        write_all(folder, FILES)

    lasting = _lasting(lambda: work(root / "essai"))
    interrupted = 0
    for number in range(kills):
        folder = root / f"n{number}"
        interrupted += _killed(lambda folder=folder: work(folder), rng.uniform(0, 1.2 * lasting))
        assert path.read_bytes() in contents, "a torn file"
        if folder.exists():
            assert {name: (folder / name).read_bytes() for name in FILES} == FILES, "a torn folder"
    assert interrupted
    write_whole(path, b"apres")
    for number in range(kills):
        sweep(root, f"n{number}")
    assert {one.name for one in tmp_path.iterdir()} == {"a.csv", "paquets"}
    assert not [one for one in root.iterdir() if one.name.startswith(".")]
    print(f"\n{kills} kills of a writing, {interrupted} before its end: 0 torn, all swept")

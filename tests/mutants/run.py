"""`make mutants`: faults in the rooms that compute, one at a time, and the tests that see them.

A fixed sample (`--seed`) of all the faults that `faults` knows. Each is put into a copy of the
project, and the tests of its room run there until one fails. Prints those that none saw.
"""

from __future__ import annotations

import argparse
import os
import queue
import random
import shutil
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from tests.mutants.faults import Fault, faults

ROOT = Path(__file__).resolve().parents[2]
ROOMS = (
    *("measure", "comparison", "schemes", "profiles", "claims", "news"),
    *("edition", "french", "territories", "links", "sentences"),
)
COPIED = ("amu_geo", "tests", "data", "static", "pages", ".streamlit")
FILES = ("pyproject.toml", "dashboard.py", "README.md", "ARCHITECTURE.md")
# A fault that makes a loop without end is seen too.
SECONDS = 240
# Without the tests that take long for what they see of a small fault.
PYTEST = ("-m", "pytest", "-q", "-x", "-p", "no:cacheprovider", "-m", "not slow and not browser")


def sample(rooms: tuple[str, ...], number: int, seed: int) -> list[tuple[str, Fault]]:
    """Module and fault, as many as asked for, the same for the same seed and code."""
    every = [
        (path.relative_to(ROOT).as_posix(), fault)
        for room in rooms
        for path in sorted((ROOT / "amu_geo" / room).rglob("*.py"))
        for fault in faults(path.read_bytes())
    ]
    chosen = random.Random(seed).sample(every, min(number, len(every)))
    return sorted(chosen)


def copied(folder: Path) -> Path:
    """A copy of what the tests need."""
    for name in COPIED:
        ignore = shutil.ignore_patterns("__pycache__", ".hypothesis")
        shutil.copytree(ROOT / name, folder / name, ignore=ignore)
    for name in FILES:
        shutil.copy(ROOT / name, folder / name)
    return folder


def is_seen(copy: Path, module: str, fault: Fault, tests: list[str]) -> bool:
    """Whether a test fails once the fault is there; the copy is then as it was."""
    path = copy / module
    source = path.read_bytes()
    path.write_bytes(fault.put(source))
    try:
        return not pass_all(copy, tests)
    finally:
        path.write_bytes(source)


def pass_all(copy: Path, tests: list[str]) -> bool:
    """Whether all these tests pass in a copy."""
    environment = os.environ | {"PYTHONPATH": str(copy)}
    command = [sys.executable, *PYTEST, *tests]
    try:
        done = subprocess.run(
            command, cwd=copy, env=environment, capture_output=True, timeout=SECONDS
        )
    except subprocess.TimeoutExpired:
        return False
    return done.returncode == 0


def main() -> int:
    """Print the faults that no test saw, and how many there are."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--number", type=int, default=300)
    parser.add_argument("--seed", type=int, default=17)
    parser.add_argument("--rooms", nargs="+", choices=ROOMS, default=ROOMS)
    parser.add_argument("--jobs", type=int, default=2)
    asked = parser.parse_args()
    chosen = sample(tuple(asked.rooms), asked.number, asked.seed)
    start, copies, unseen = time.monotonic(), queue.SimpleQueue(), []
    with tempfile.TemporaryDirectory() as folder, ThreadPoolExecutor(asked.jobs) as pool:
        for job in range(asked.jobs):
            copies.put(copied(Path(folder, str(job))))

        def tried(choice: tuple[str, Fault]) -> bool:
            module, fault = choice
            copy = copies.get()
            try:
                return is_seen(copy, module, fault, [f"tests/{module.split('/')[1]}"])
            finally:
                copies.put(copy)

        for (module, fault), seen in zip(chosen, pool.map(tried, chosen), strict=True):
            if not seen:
                unseen.append(fault)
                print(f"{module}, {fault.told()}", flush=True)
    share = len(unseen) / max(1, len(chosen))
    minutes = (time.monotonic() - start) / 60
    print(f"{len(unseen)} of {len(chosen)} faults unseen ({share:.0%}), {minutes:.0f} min.")
    return 0


if __name__ == "__main__":
    sys.exit(main())

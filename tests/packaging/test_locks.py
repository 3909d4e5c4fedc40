"""What is installed is locked: every direct pin, all that they need, each file by its hash."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
LOCKS = {"requirements.txt": "requirements.lock", "requirements-dev.txt": "requirements-dev.lock"}


def normal(name: str) -> str:
    """A package's name as indexes write it."""
    return re.sub(r"[-_.]+", "-", name).lower()


def pins(file: str) -> dict[str, str]:
    """Version by package, of a file of requirements and of those that it includes."""
    found = {}
    for line in (ROOT / file).read_text("utf-8").splitlines():
        if line.startswith("-r "):
            found |= pins(line.removeprefix("-r ").strip())
        elif line and not line.startswith("#"):
            # « uvloop==0.23.0; sys_platform != "win32" »: where, behind the version.
            name, version = line.partition(";")[0].strip().split("==")
            found[normal(name)] = version
    return found


def locked(file: str) -> dict[str, tuple[str, set[str]]]:
    """Version and hashes by package."""
    blocks = re.findall(
        r"^(\S+)==(\S+)(.*?)(?=^\S|\Z)", (ROOT / file).read_text("utf-8"), re.M | re.S
    )
    assert len({name for name, *_ in blocks}) == len(blocks)
    return {
        normal(name): (version, set(re.findall(r"--hash=sha256:([0-9a-f]{64})\b", rest)))
        for name, version, rest in blocks
    }


@pytest.mark.parametrize(("direct", "lock"), LOCKS.items())
def test_a_lock_has_every_direct_pin_and_the_hashes_of_all_that_they_need(direct, lock):
    whole = locked(lock)
    versions = {name: version for name, (version, _) in whole.items()}
    # `make lock` after a change of a pin.
    assert {name: versions.get(name) for name in pins(direct)} == pins(direct)
    assert len(whole) > len(pins(direct))
    assert [name for name, (_, hashes) in whole.items() if not hashes] == []


def test_what_runs_is_the_same_where_it_is_tested():
    run, tested = (locked(lock) for lock in LOCKS.values())
    assert run.items() <= tested.items()


@pytest.mark.parametrize("lock", LOCKS.values())
def test_a_lock_names_no_index_nor_place(lock):
    """Whoever installs chooses where from; the hashes say whether it is the same."""
    text = (ROOT / lock).read_text("utf-8")
    assert not re.search(r"://|--(?:extra-)?index|--find-links|--trusted|^/|@ ", text, re.M)


def test_what_installs_does_it_from_the_locks():
    make = (ROOT / "Makefile").read_text("utf-8")
    assert re.findall(r"^\t\$\(INSTALL\) (\S+)$", make, re.M) == list(LOCKS.values())
    [installing] = [line for line in make.splitlines() if "pip install" in line]
    assert installing.startswith("INSTALL := ")
    assert installing.endswith(" --require-hashes -r")

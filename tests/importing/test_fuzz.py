"""Spoilt editions end in a clean report, never in a traceback, and touch nothing published."""

from __future__ import annotations

import hashlib

import pytest

from amu_geo import paths
from tests.fuzz.edition_mutations import Seed, run_cases

CASES, BATCH = 2_000, 125


@pytest.fixture(scope="module")
def seed(territories, tmp_path_factory) -> Seed:
    return Seed.in_folder(tmp_path_factory.mktemp("graine") / "essai", territories)


def published_bytes() -> str:
    whole = hashlib.sha256()
    for path in sorted(paths.SCHEMES.rglob("*")):
        if path.is_file():
            whole.update(path.name.encode() + path.read_bytes())
    return whole.hexdigest()


@pytest.mark.parametrize(
    "first",
    # The first ones for every change; the others are slow for what they add.
    [pytest.param(n, marks=[pytest.mark.slow] if n else []) for n in range(0, CASES, BATCH)],
)
def test_every_spoilt_edition_ends_in_a_clean_report(seed, territories, tmp_path, first):
    before = published_bytes()
    outcomes = run_cases(seed, territories, range(first, first + BATCH), tmp_path)
    assert outcomes.total() == BATCH
    # Both ends are met: the cases are neither all harmless nor all hopeless.
    assert min(outcomes["valide"], outcomes["refusée"]) > BATCH / 20
    assert published_bytes() == before

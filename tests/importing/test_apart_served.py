"""Large files on the served page: by turns, beside other readers, and their memory given back."""

from __future__ import annotations

import asyncio
import os
import statistics
import time

import pytest

from benchmarks.hostile import GIVEN_BACK, MEGABYTE, actors, children, resident
from tests.dropping import Dropped, visitor
from tests.serving import awaited, running

pytestmark = pytest.mark.slow


async def drop(base: str, content: bytes) -> Dropped:
    async with visitor(base) as reader:
        return await reader.drop("acteurs.csv", content)


def test_at_most_two_are_read_at_once_and_nobody_else_waits(base_url):
    content = actors(4_000_000)

    async def meet() -> tuple[list[Dropped], list[float]]:
        async with visitor(base_url) as other:
            for year in range(2012, 2026):
                await other.again(year)
            dropping = [asyncio.create_task(drop(base_url, content)) for _ in range(4)]
            runs = []
            while not all(task.done() for task in dropping):
                runs += [await other.again(year) for year in range(2012, 2026)]
            return [await task for task in dropping], runs

    dropped, runs = awaited(meet())
    told = [" ".join(one.told).replace("\xa0", " ") for one in dropped]
    waited = [text for text in told if "en attente, car deux lectures sont déjà en cours" in text]
    assert len(waited) == 2
    assert any("la vôtre suivra, après une autre" in text for text in waited)
    for one in dropped:
        assert "aucune erreur" in one.page
    assert len(runs) >= 10
    assert statistics.median(runs) < 1


def test_once_large_files_are_left_their_memory_is_given_back(tmp_path):
    content = actors(11_000_000)
    mine = set(children(os.getpid()))

    async def meet(base: str) -> list[Dropped]:
        return await asyncio.gather(*(drop(base, content) for _ in range(4)))

    with running(tmp_path / "log.txt") as base:
        (pid,) = set(children(os.getpid())) - mine
        awaited(drop(base, actors(50_000)))
        time.sleep(30)
        before = resident(pid)
        for _ in range(2):
            for one in awaited(meet(base)):
                assert "aucune erreur" in one.page
        assert resident(pid) - before > GIVEN_BACK * MEGABYTE, "nothing to give back"
        until = time.monotonic() + 240
        while resident(pid) - before > GIVEN_BACK * MEGABYTE and time.monotonic() < until:
            time.sleep(5)
        assert resident(pid) - before < GIVEN_BACK * MEGABYTE

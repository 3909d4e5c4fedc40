"""Runs take turns, and one that never ends holds nobody up."""

from __future__ import annotations

import threading
import time

import pytest

from amu_geo.ui.frame import turns


@pytest.fixture(autouse=True)
def own_turns(monkeypatch):
    monkeypatch.setattr(turns, "_turns", threading.BoundedSemaphore(turns.AT_ONCE))


def test_no_more_run_at_once_than_there_are_turns_and_all_run(monkeypatch):
    monkeypatch.setattr(turns, "PATIENCE", 30)
    running, seen, guard = 0, [], threading.Lock()

    def run() -> None:
        nonlocal running
        with turns.turn():
            with guard:
                running += 1
                seen.append(running)
            time.sleep(0.01)
            with guard:
                running -= 1

    threads = [threading.Thread(target=run) for _ in range(12)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert len(seen) == 12 and max(seen) == turns.AT_ONCE


def test_a_run_that_does_not_end_holds_the_others_for_a_moment_only(monkeypatch):
    monkeypatch.setattr(turns, "PATIENCE", 0.05)
    for _ in range(turns.AT_ONCE):
        turns.turn().__enter__()
    for _ in range(3):
        with turns.turn():
            pass


def test_a_run_that_is_stopped_gives_its_turn_back(monkeypatch):
    monkeypatch.setattr(turns, "PATIENCE", 0)
    for _ in range(5):
        with pytest.raises(KeyError), turns.turn():
            raise KeyError
    held = [turns._turns.acquire(blocking=False) for _ in range(turns.AT_ONCE)]
    assert all(held)

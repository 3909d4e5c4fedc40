"""What readers took of memory goes back to the system once they have left."""

from __future__ import annotations

import gc
import weakref

import pytest

from amu_geo.watch import giving_back
from amu_geo.watch.giving_back import EVERY, GROWN, LONGEST, Keeper

MEGABYTE = 1024 * 1024


class Machine:
    """A process that takes as much memory as is said, of which some can be given back."""

    def __init__(self) -> None:
        self.time = 0.0
        self.taken, self.free = 400 * MEGABYTE, 0
        self.collected: list[float] = []
        self.keeper = Keeper(lambda: self.taken, self.collect, lambda: self.time)

    def collect(self) -> None:
        self.collected.append(self.time)
        self.taken, self.free = self.taken - self.free, 0

    def wait(self, seconds: float) -> None:
        until = self.time + seconds
        while self.time < until:
            self.time += EVERY
            self.keeper.look()


@pytest.fixture
def machine() -> Machine:
    started = Machine()
    started.wait(60)
    return started


def test_a_process_that_has_not_grown_is_left_alone(machine):
    machine.taken += GROWN // 2
    machine.wait(3600)
    assert machine.collected == []


def test_where_memory_is_not_known_nothing_is_done():
    machine = Machine()
    machine.taken = 0
    machine.wait(3600)
    assert machine.collected == []


def test_what_nobody_uses_is_given_back_within_half_a_minute(machine):
    machine.taken += 300 * MEGABYTE
    machine.free = 300 * MEGABYTE
    machine.wait(2 * EVERY)
    assert machine.taken == 400 * MEGABYTE
    machine.wait(3600)
    assert len(machine.collected) == 1


def test_what_is_in_use_is_looked_through_ever_less_and_given_back_when_its_reader_leaves(machine):
    machine.taken += 300 * MEGABYTE
    machine.wait(3600)
    assert 3600 / LONGEST - 2 <= len(machine.collected) <= 3600 / LONGEST + 4
    machine.free = 300 * MEGABYTE
    machine.wait(LONGEST + EVERY)
    assert machine.taken == 400 * MEGABYTE


def test_what_was_frozen_and_refers_to_itself_goes_too():
    class Session:
        pass

    session = Session()
    session.self = session
    seen = weakref.ref(session)
    gc.collect()
    gc.freeze()
    del session
    gc.collect()
    assert seen() is not None, "a frozen circle is never collected: nothing to give back"
    giving_back.collect_all()
    assert seen() is None
    assert gc.get_freeze_count() > 0

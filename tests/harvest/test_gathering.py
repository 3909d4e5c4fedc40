"""Bad days: an empty list, a fall, a service that fails; what is kept, and what is resumed."""

from __future__ import annotations

import json
from dataclasses import dataclass

import pytest

from amu_geo.harvest.copies import Copies, Copy
from amu_geo.harvest.fetching import HarvestError
from amu_geo.harvest.gathering import Harvest, Resume, gather
from amu_geo.harvest.record import record_of
from tests.harvest.making import record

DAY, NEXT = "2026-11-27", "2026-12-04"


@dataclass
class Service:
    """One that gives so many records, or fails."""

    count: int
    day: str = DAY
    key: str = "essai"
    name: str = "Service d’essai"
    licence: str = "Licence Ouverte 2.0"
    asked: int = 0

    def records(self, desk) -> list:
        self.asked += 1
        if self.count < 0:
            raise HarvestError("le site ne répond pas.")
        return [record(f"Aide {number}", id=str(number)) for number in range(self.count)]


@pytest.fixture
def run(tmp_path):
    """A run over some services, in one folder."""
    copies = Copies(tmp_path / "copies")

    def gathered(*services: Service, accept: bool = False) -> Harvest:
        named = [(f"essai-{place}", one) for place, one in enumerate(services)]
        resume = Resume(tmp_path / "reprise", services[0].day)
        return gather(named, None, copies, resume, accept_falls=accept)

    gathered.copies, gathered.resume = copies, tmp_path / "reprise"
    return gathered


def test_an_empty_answer_keeps_the_last_good_copy_and_says_so(run):
    run(Service(3))
    harvest = run(Service(0, NEXT))
    assert len(harvest.records) == 3
    (said,) = harvest.notes
    assert "la liste est vide. La copie du 27 novembre 2026" in said and "est gardée" in said
    assert len(run.copies.read("essai-0").records) == 3


@pytest.mark.parametrize(("left", "believed"), [(9, True), (6, True), (5, False), (1, False)])
def test_a_fall_of_over_a_third_is_not_believed_unless_it_is_accepted(run, left, believed):
    run(Service(9))
    harvest = run(Service(left, NEXT))
    assert ("est gardée" in harvest.notes[0]) != believed
    assert sum(not one.is_gone for one in harvest.records) == (left if believed else 9)
    again = run(Service(left, "2026-12-11"), accept=True)
    assert "est gardée" not in again.notes[0]
    assert len(run.copies.read("essai-0").records) == left


def test_what_left_a_list_is_marked_as_gone(run):
    run(Service(3))
    harvest = run(Service(2, NEXT))
    gone = [one for one in harvest.records if one.is_gone]
    assert [(one.id, one.asked_on) for one in gone] == [("2", NEXT)]
    assert "1 disparue" in harvest.notes[0].replace("\u00a0", " ")


def test_a_service_that_fails_says_so_and_the_others_go_on(run):
    harvest = run(Service(-1), Service(2))
    assert len(harvest.records) == 2
    (failure,) = harvest.failed
    assert "le site ne répond pas. Aucune copie" in failure


def test_a_run_cut_short_asks_only_what_it_had_not_asked(run):
    first, killed = Service(2), Service(2)
    killed.records = _killed
    with pytest.raises(KeyboardInterrupt):
        run(first, killed)
    again, other = Service(2), Service(3)
    harvest = run(again, other)
    assert (again.asked, other.asked, len(harvest.records)) == (0, 1, 5)
    # What failed, or was asked on another day, is asked again.
    later = Service(2, NEXT)
    run(later)
    assert later.asked == 1


def _killed(desk):
    raise KeyboardInterrupt


def test_what_failed_is_not_taken_for_done(run):
    run(Service(2))
    Resume(run.resume, NEXT).close()
    failing, mended = Service(-1, NEXT), Service(4, NEXT)
    run(failing)
    run(mended)
    assert mended.asked == 1


@pytest.mark.parametrize("text", ["", "{", "[]", '{"jour": 1}', '["2026-11-27"', "\0"])
def test_a_damaged_file_of_ours_is_as_if_there_was_none(run, text):
    run(Service(2))
    (path,) = run.copies.folder.iterdir()
    path.write_text(text)
    run.resume.write_text(text)
    assert run.copies.read("essai-0") is None
    assert len(run(Service(3)).records) == 3


def test_a_copy_is_read_back_as_it_was_kept(run):
    one = record("Aide", end="2026-12-31", start="2026-01-01")
    run.copies.keep("essai", Copy(DAY, (one,)))
    assert run.copies.read("essai") == Copy(DAY, (one,))
    row = json.loads(json.dumps(one.as_row())) | {"inconnu": 1}
    assert record_of(row) == one

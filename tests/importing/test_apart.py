"""A visitor's file is read in a process of its own: the same reading, within limits, by turns."""

from __future__ import annotations

import os
import signal
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pandas as pd
import pytest

from amu_geo import store
from amu_geo.importing import CountMapping, Imported, Source, import_path
from amu_geo.importing.apart import born, reading, sweeping
from amu_geo.importing.apart.born import Watch
from amu_geo.importing.apart.turns import Turns
from tests.hostile_files import archive

ACTORS = (
    "id,nom,type,code_region,commune,perimetre,url_source,confiance\n"
    "a,=1+1,association,76,Lodève,pratique-voisine,https://exemple.fr/a,A\n"
    "b,B,association,Occitanie,Lodève,pratique-voisine,https://exemple.fr/b,A\n"
    "c,C,chose,76,Nulle Part,pratique-voisine,,Z\n"
).encode()
PLACES = b"NOM_TL;INSEECOM\nLe Quai;35238\nLa Halle;34142\nNulle part;\n"


def read(content: bytes = ACTORS, name: str = "acteurs.csv", **options) -> Imported:
    return reading.import_apart(content, name, store.territories(), **options)


def long_file(rows: int = 40_000) -> bytes:
    row = "{0},Acteur {0},association,76,Lodève,pratique-voisine,https://exemple.fr/{0},A\n"
    return ACTORS[: ACTORS.index(b"\n") + 1] + "".join(map(row.format, range(rows))).encode()


def said(imported: Imported) -> str:
    assert not imported.is_valid
    assert len(imported.problems) == 1
    return str(imported.problems[0])


@pytest.fixture
def watched(monkeypatch) -> list[int]:
    """The numbers of the processes that were born."""
    born_of: list[int] = []
    of = Watch.of

    def noted(pid: int) -> Watch:
        born_of.append(pid)
        return of(pid)

    monkeypatch.setattr(Watch, "of", noted)
    return born_of


def gone(pid: int) -> bool:
    until = time.monotonic() + 1
    while time.monotonic() < until:
        try:
            os.kill(pid, 0)
        except ProcessLookupError:
            return True
        time.sleep(0.02)
    return False


@pytest.mark.parametrize(
    ("name", "content", "options"),
    [
        ("acteurs.csv", ACTORS, {}),
        ("lieux.csv", PLACES, {}),
        ("lieux.csv", PLACES, {
            "mapping": CountMapping(
                "INSEECOM", "lieux", "Lieux", "nombre", "2024", "Licence Ouverte 2.0"
            ),
            "origin": Source("https://exemple.fr", "Une page", "2024"),
        }),
        pytest.param(
            "deux.zip",
            archive([("acteurs.csv", ACTORS), ("x/acteurs.csv", ACTORS)]),
            {},
            marks=pytest.mark.slow,
        ),
        pytest.param("vide.csv", b"", {}, marks=pytest.mark.slow),
    ],
)  # fmt: skip
def test_it_is_read_as_in_the_server_itself(name, content, options, watched):
    onto = store.shelf().default
    apart = read(content, name, onto=onto, **options)
    here = import_path(content, name, store.territories(), onto=onto, **options)
    assert len(watched) == 1
    assert apart.raw.tables.keys() == here.raw.tables.keys()
    for table, known in here.raw.tables.items():
        pd.testing.assert_frame_equal(apart.raw.tables[table].cells, known.cells)
    plain = {"raw": None, "counts": None, "unknown": None}
    assert replace(apart, **plain) == replace(here, **plain)
    assert (apart.counts is None, apart.unknown is None) == (
        here.counts is None, here.unknown is None,
    )  # fmt: skip


def test_how_far_it_is_is_told(watched):
    told: list[tuple[float, str]] = []
    read(progress=lambda share, what: told.append((share, what)))
    assert [share for share, _ in told] == sorted(share for share, _ in told)
    assert "Vérification" in [what for _, what in told]
    assert told[-1] == (1.0, "Terminé")


@pytest.mark.parametrize(
    ("limit", "value", "words"),
    [
        pytest.param("CPU_SECONDS", 0.1, "prend trop de temps", marks=pytest.mark.slow),
        pytest.param("WALL_SECONDS", 0.1, "prend trop de temps", marks=pytest.mark.slow),
        ("MEMORY", 2_000_000, "prend trop de mémoire : la lecture a été arrêtée."),
    ],
)
def test_a_file_that_takes_too_much_is_stopped_in_words(limit, value, words, monkeypatch, watched):
    monkeypatch.setattr(born, limit, value)
    begun = time.monotonic()
    told = said(read(long_file()))
    assert words in told
    assert "acteurs.csv" in told and "au plus" in told
    assert time.monotonic() - begun < 3
    assert gone(watched[0])
    monkeypatch.undo()
    assert read().rows_read == 3


def test_a_long_reading_lets_the_pages_go_first(monkeypatch, watched):
    monkeypatch.setattr(born, "QUICK_SECONDS", 0.05)
    found: list[int] = []

    def look(share: float, what: str) -> None:
        found.append(os.getpriority(os.PRIO_PROCESS, watched[-1]))

    assert read(long_file(3_000), progress=look).rows_read == 3_000
    own = os.getpriority(os.PRIO_PROCESS, 0)
    assert found[0] == own
    assert found[-1] > own


def test_a_reading_that_dies_is_said_without_a_word_of_its_inside(watched):
    def kill(share: float, what: str) -> None:
        os.kill(watched[-1], signal.SIGKILL)

    told = said(read(long_file(), progress=kill))
    assert "la lecture de ce fichier s’est interrompue." in told
    assert "Error" not in told and "Traceback" not in told
    assert read().rows_read == 3


@pytest.mark.slow
def test_a_nursery_that_dies_is_started_again(watched):
    read()
    os.kill(reading._NURSERY._process.pid, signal.SIGKILL)
    assert read().rows_read == 3


def test_who_leaves_stops_the_reading_and_frees_the_place(watched):
    class LeftError(Exception):
        pass

    def leave(share: float, what: str) -> None:
        # From then on the child says nothing for a while: nothing but its end stops it.
        if what == "Compréhension des cellules":
            raise LeftError

    for _ in range(reading.AT_ONCE + 1):
        with pytest.raises(LeftError):
            read(long_file(), progress=leave)
    assert all(map(gone, watched))
    assert read().rows_read == 3


def test_where_no_process_can_be_born_it_is_read_here(monkeypatch, watched):
    monkeypatch.setattr(reading, "CAN", False)
    told: list[str] = []
    assert read(progress=lambda share, what: told.append(what)).rows_read == 3
    assert watched == []
    assert told[-1] == "Terminé"


def test_a_mistake_of_ours_is_no_refusal_of_the_file(watched):
    with pytest.raises(reading.FailedReadingError, match="Traceback"):
        read(name=None)


# Turns


def until(reached: Callable[[], bool]) -> None:
    end = time.monotonic() + 5
    while not reached():
        assert time.monotonic() < end
        time.sleep(0.005)


def test_two_are_in_at_once_and_the_others_follow_in_their_order(monkeypatch):
    monkeypatch.setattr("amu_geo.importing.apart.turns.TOLD_EVERY", 0.01)
    turns, gates = Turns(2), [threading.Event() for _ in range(5)]
    inside: list[int] = []
    entered: list[int] = []
    before: dict[int, list[int]] = {rank: [] for rank in range(5)}

    def come(rank: int) -> None:
        with turns.turn(before[rank].append):
            inside.append(rank)
            entered.append(rank)
            assert len(inside) <= 2
            assert gates[rank].wait(5)
            inside.remove(rank)

    with ThreadPoolExecutor(5) as pool:
        coming = []
        for rank in range(5):
            coming.append(pool.submit(come, rank))
            until(lambda rank=rank: rank in entered or before[rank])
        assert entered == [0, 1]
        assert [before[rank][-1] for rank in (2, 3, 4)] == [0, 1, 2]
        for rank in range(5):
            gates[rank].set()
            until(lambda rank=rank: len(entered) == min(5, rank + 3))
        for one in coming:
            one.result()
    assert entered == [0, 1, 2, 3, 4]
    assert before[0] == before[1] == []


def test_who_gives_up_waiting_lets_the_next_one_in(monkeypatch):
    monkeypatch.setattr("amu_geo.importing.apart.turns.TOLD_EVERY", 0.01)
    turns = Turns(1)

    def give_up(others: int) -> None:
        raise KeyboardInterrupt

    with turns.turn(lambda others: None), pytest.raises(KeyboardInterrupt), turns.turn(give_up):
        raise AssertionError("nobody may be in beside the first")
    with turns.turn(give_up):
        pass


def test_waiting_is_said_in_french():
    words = "En attente, car deux lectures sont déjà en cours ; la vôtre suivra"
    assert reading.waiting(0) == words
    assert reading.waiting(1).endswith("la vôtre suivra, après une autre")
    assert reading.waiting(2).endswith("la vôtre suivra, après 2 autres")


# What is left behind


def test_folders_of_servers_that_are_no_more_are_swept(tmp_path, monkeypatch):
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    dead = next(pid for pid in range(400_000, 4_000_000) if gone_already(pid))
    for owner in (str(dead), str(os.getpid()), "quelqu-un"):
        (tmp_path / f"observatoire-import-{owner}-abc" / "x").mkdir(parents=True)
    (tmp_path / "autre").mkdir()
    assert sweeping.sweep() == 1
    left = {path.name for path in tmp_path.iterdir()}
    assert f"observatoire-import-{os.getpid()}-abc" in left
    assert len(left) == 3


def gone_already(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return True
    except OSError:
        return False
    return False


@pytest.mark.slow
def test_a_reading_leaves_no_file(tmp_path, monkeypatch):
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    read()
    assert list(tmp_path.iterdir()) == []

"""What everybody shares is read once, follows what is published, and stays bounded."""

from __future__ import annotations

import os
import shutil
import threading
import time
from datetime import date

import pytest

from amu_geo import paths, store
from amu_geo.edition.state import State, write_state
from amu_geo.measure.reading import Reading
from amu_geo.store import MAX_COVERAGES, Store


@pytest.fixture
def folder(tmp_path):
    shutil.copytree(paths.SCHEMES / "2018", tmp_path / "2018")
    return tmp_path


def test_the_same_objects_are_shared(folder):
    shared = Store(folder)
    assert shared.shelf() is shared.shelf()
    assert shared.territories() is shared.territories()
    assert shared.coverage("2018", Reading()) is shared.coverage(None, Reading())


def test_a_published_edition_is_seen_without_a_restart(folder):
    shared = Store(folder)
    assert shared.shelf().default.id == "2018"
    shutil.copytree(paths.SCHEMES / "2026", folder / "2026")
    assert shared.shelf().default.id == "2026"
    assert len(shared.coverage(None, Reading()).table) == 18


def test_a_default_and_a_withdrawal_are_seen_without_a_restart(folder):
    shared = Store(folder)
    shutil.copytree(paths.SCHEMES / "2026", folder / "2026")
    assert shared.shelf().default.id == "2026"
    write_state(folder, State("2018"))
    assert shared.shelf().default.id == "2018"
    known = shared.coverage(None, Reading())
    write_state(folder, State("", {"2018": date(2026, 11, 21)}))
    assert list(shared.shelf().editions) == ["2026"]
    assert shared.coverage("2018", Reading()).edition.id == known.edition.id
    assert shared.coverage("2018", Reading()) is shared.coverage("2018", Reading())


def test_a_corrected_edition_replaces_its_coverages(folder):
    shared = Store(folder)
    before = shared.coverage("2018", Reading())
    file = folder / "2018" / "edition.toml"
    file.write_text(file.read_text("utf-8").replace("2018-07-09", "2018-07-10"), "utf-8")
    os.utime(file, (time.time() + 5, time.time() + 5))
    after = shared.coverage("2018", Reading())
    assert after.edition.date.day == 10
    assert after is not before


def test_a_damaged_edition_is_set_aside_while_the_others_serve(folder):
    shared = Store(folder)
    shutil.copytree(folder / "2018", folder / "abimee")
    assert list(shared.shelf().editions) == ["2018"]
    assert list(shared.shelf().damaged) == ["abimee"]


def test_an_unknown_edition_is_refused_in_french(folder):
    with pytest.raises(KeyError, match="Édition inconnue"):
        Store(folder).coverage("1999", Reading())


def test_the_memory_of_coverages_is_bounded(folder, monkeypatch):
    monkeypatch.setattr(store, "MAX_COVERAGES", 3)
    shared = Store(folder)
    first = shared.coverage("2018", Reading(2000))
    for year in range(2001, 2005):
        shared.coverage("2018", Reading(year))
    assert len(shared._coverages) == 3
    assert shared.coverage("2018", Reading(2000)) is not first
    assert MAX_COVERAGES > 2 * 4 * 30


def test_many_threads_get_one_coverage(folder):
    shared = Store(folder)
    found = []
    threads = [
        threading.Thread(target=lambda: found.append(shared.coverage("2018", Reading())))
        for _ in range(8)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(found) == 8
    assert len({id(coverage) for coverage in found}) == 1

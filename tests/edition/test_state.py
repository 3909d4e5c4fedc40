"""Which edition visitors see, which are withdrawn: what is written, read and refused."""

from __future__ import annotations

import os
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from amu_geo.edition import EditionError
from amu_geo.edition.publishing import (
    CHANGES_FILE,
    publish_edition,
    restore_edition,
    set_default,
    withdraw_edition,
)
from amu_geo.edition.shelf import UnknownEditionError, read_shelf
from amu_geo.edition.state import STAGING, State, alone, read_state, write_state
from amu_geo.paths import DamagedFileError

IDS = st.from_regex(r"[a-z0-9-]{1,40}", fullmatch=True)


@pytest.fixture
def root(tiny_edition, territories, tmp_path):
    """Two published editions: « a » of 2020, then « b » of 2024, the default."""
    folder = tmp_path / "racine"
    for name, year in (("a", 2020), ("b", 2024)):
        edition = replace(tiny_edition, id=name, titre=name.upper(), date=date(year, 6, 1))
        publish_edition(edition, territories, folder)
    return folder


@settings(max_examples=40)
@given(default=st.one_of(st.just(""), IDS), withdrawn=st.dictionaries(IDS, st.dates(), max_size=4))
def test_a_state_reads_back_as_it_was_written(tmp_path_factory, default, withdrawn):
    folder = tmp_path_factory.mktemp("etat")
    write_state(folder, State(default, withdrawn))
    assert read_state(folder) == State(default, withdrawn)
    assert [path.name for path in folder.iterdir()] == ["etat.toml"]


def test_without_a_file_the_latest_is_the_default(root, territories):
    assert not (root / "etat.toml").exists()
    assert read_state(root) == State()
    assert read_shelf(territories, root).default.id == "b"


@pytest.mark.parametrize(
    "text",
    [
        'defaut = "a',
        "defaut = 3",
        'retirees = ["a"]',
        '[retirees]\na = "hier"',
        b"\xff\xfe",
    ],
)
def test_a_state_that_cannot_be_understood_is_told_and_left_aside(root, territories, text):
    content = text if isinstance(text, bytes) else text.encode()
    (root / "etat.toml").write_bytes(content)
    with pytest.raises(DamagedFileError, match=r"etat\.toml"):
        read_state(root)
    shelf = read_shelf(territories, root)
    assert shelf.default.id == "b"
    assert "etat.toml" in shelf.state_fault
    # Nobody writes over what was not understood.
    with pytest.raises(DamagedFileError):
        withdraw_edition("a", territories, root)
    assert (root / "etat.toml").read_bytes() == content


def test_a_default_that_is_not_there_any_more_falls_back_on_the_latest(root, territories):
    write_state(root, State("parti"))
    assert read_shelf(territories, root).default.id == "b"


def test_a_chosen_default_that_is_damaged_is_told(root, territories):
    write_state(root, State("a"))
    assert read_shelf(territories, root).default.id == "a"
    assert read_shelf(territories, root).warning == ""
    (root / "a" / "dispositifs.csv").write_text("rien", encoding="utf-8")
    shelf = read_shelf(territories, root)
    assert shelf.default.id == "b"
    assert "choisie par défaut" in shelf.warning


def test_the_default_is_chosen_among_what_visitors_see(root, territories):
    assert set_default("a", territories, root).default.id == "a"
    with pytest.raises(UnknownEditionError, match="a, b"):
        set_default("zzz", territories, root)
    withdraw_edition("b", territories, root)
    with pytest.raises(UnknownEditionError):
        set_default("b", territories, root)


def test_a_withdrawn_edition_is_out_of_every_list_and_answers_by_its_id(root, territories):
    shelf = withdraw_edition("b", territories, root, date(2025, 1, 2))
    assert list(shelf.editions) == ["a"]
    assert shelf.default.id == "a"
    asked = shelf.get("b")
    assert asked.id == "b"
    assert "retirée le 2 janvier 2025" in shelf.notice(asked).replace("\xa0", " ")
    assert shelf.notice(shelf.default) == ""
    assert read_state(root) == State("", {"b": date(2025, 1, 2)})


def test_a_withdrawn_default_leaves_its_place_and_comes_back_beside_it(root, territories):
    set_default("b", territories, root)
    assert withdraw_edition("b", territories, root).default.id == "a"
    assert restore_edition("b", territories, root).default.id == "a"
    withdraw_edition("b", territories, root)
    shelf = restore_edition("b", territories, root, default=True)
    assert shelf.default.id == "b"
    assert list(shelf.editions) == ["a", "b"]


def test_the_last_edition_is_not_withdrawn(root, territories):
    withdraw_edition("a", territories, root)
    with pytest.raises(ValueError, match="seule édition"):
        withdraw_edition("b", territories, root)
    with pytest.raises(UnknownEditionError):
        withdraw_edition("a", territories, root)
    with pytest.raises(UnknownEditionError, match="retirées : a"):
        restore_edition("b", territories, root)


@pytest.mark.parametrize(("default", "shown"), [(None, "c"), (True, "c"), (False, "b")])
def test_publishing_makes_it_the_default_only_when_told(
    root, territories, tiny_edition, default, shown
):
    newer = replace(tiny_edition, id="c", titre="C", date=date(2025, 1, 1))
    publish_edition(newer, territories, root, default=default)
    assert read_shelf(territories, root).default.id == shown
    assert (root / "etat.toml").exists() is (default is not None)


def test_a_default_that_was_chosen_before_stays_without_an_answer(root, territories, tiny_edition):
    set_default("a", territories, root)
    newer = replace(tiny_edition, id="c", titre="C", date=date(2025, 1, 1))
    publish_edition(newer, territories, root)
    assert read_shelf(territories, root).default.id == "a"


@pytest.mark.parametrize("title", ["B", " b ", "b"])
def test_a_title_already_used_is_refused(root, territories, tiny_edition, title):
    other = replace(tiny_edition, id="c", titre=title)
    with pytest.raises(EditionError, match="porte déjà ce titre"):
        publish_edition(other, territories, root)
    withdraw_edition("b", territories, root)
    with pytest.raises(EditionError, match="« b »"):
        publish_edition(other, territories, root)


def test_a_date_to_come_is_refused_and_today_is_not(territories, tiny_edition, tmp_path):
    today = tiny_edition.date - timedelta(days=1)
    with pytest.raises(EditionError, match="à venir"):
        publish_edition(tiny_edition, territories, tmp_path / "r", today=today)
    assert list((tmp_path / "r").iterdir()) == []
    publish_edition(tiny_edition, territories, tmp_path / "r", today=tiny_edition.date)


def test_the_changes_are_kept_with_the_edition(root, territories, tiny_edition):
    before = read_shelf(territories, root).get("b")
    newer = replace(tiny_edition, id="c", titre="C", date=date(2025, 1, 1))
    folder = publish_edition(newer, territories, root, follows=before)
    lines = (folder / CHANGES_FILE).read_text("utf-8").splitlines()
    assert lines[0] == "table,id,changement,colonne,avant,apres"
    assert "edition,,modification,titre,B,C" in lines
    assert read_shelf(territories, root).get("c").fingerprint == newer.fingerprint


def test_what_killed_writers_left_is_swept(root, territories):
    (root / f"{STAGING}etat.toml").write_text("à moitié", encoding="utf-8")
    (root / ".publication").touch()
    with alone(root):
        assert sorted(path.name for path in root.iterdir()) == ["a", "b"]


@pytest.mark.parametrize("default", [True, False])
@pytest.mark.unix
def test_dead_at_any_step_visitors_see_the_old_default_or_the_new_one(
    tiny_edition, territories, tmp_path, default
):
    """The process ends just before each change of a name: what is there is whole each time."""
    first = replace(tiny_edition, id="a", titre="A", date=date(2020, 1, 1))
    seen = []
    for step in range(3):
        root = tmp_path / str(step)
        publish_edition(first, territories, root)
        child = os.fork()
        if child == 0:
            _die_before_change(step)
            publish_edition(tiny_edition, territories, root, default=default)
            os._exit(0)
        os.waitpid(child, 0)
        shelf = read_shelf(territories, root)
        assert not shelf.damaged
        assert not shelf.state_fault
        seen.append(("essai" in shelf.editions, shelf.default.id))
    there = [(False, "a"), (True, "essai"), (True, "essai")]
    hidden = [(False, "a"), (False, "a"), (True, "a")]
    assert seen == (there if default else hidden)


def _die_before_change(step: int) -> None:
    """End this process without any cleaning just before its renaming number `step`."""
    done = [0]

    def dying(change):
        def wrapped(*paths):
            if done[0] == step:
                os._exit(9)
            done[0] += 1
            return change(*paths)

        return wrapped

    os.rename, os.replace = dying(os.rename), dying(os.replace)

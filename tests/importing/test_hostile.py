"""Small files that would take minutes or gigabytes are refused before they are read."""

from __future__ import annotations

import time

import pytest

from amu_geo.edition.raw import METADATA_FILE
from amu_geo.importing import Limits, import_path
from amu_geo.importing.files.limits import Grid
from tests.hostile_files import FILES, Hostile, archive

READ_AT_MOST = 1_000
# To make them takes longer than to refuse them.
LONG = {"elements.xlsx", "cles.json", "colonnes.parquet"}


@pytest.fixture
def read(monkeypatch) -> list[int]:
    """The lines that were read into a table, in all."""
    lines: list[int] = []
    add = Grid.add

    def counted(grid: Grid, line: int, *arguments, **options) -> None:
        lines.append(line)
        add(grid, line, *arguments, **options)

    monkeypatch.setattr(Grid, "add", counted)
    return lines


@pytest.mark.parametrize(
    "hostile",
    [pytest.param(one, marks=pytest.mark.slow if one.name in LONG else ()) for one in FILES],
    ids=lambda hostile: hostile.name,
)
def test_it_is_refused_in_words_before_it_is_read(hostile: Hostile, territories, read):
    imported = import_path(hostile.make(), hostile.name, territories)
    assert not imported.is_valid
    first = imported.problems[0]
    assert first.message.startswith(hostile.said)
    assert first.fichier in (hostile.name, METADATA_FILE)
    assert len(read) <= READ_AT_MOST


def test_tables_of_one_file_share_its_limit_and_the_rest_is_not_looked_at(territories, read):
    table = "id,nom\n" + "".join(f"a{rank},A\n" for rank in range(400))
    sent = archive((f"{rank}/acteurs.csv", table) for rank in range(100))
    imported = import_path(sent, "cent.zip", territories, limits=Limits(rows=1_000))
    told = [problem.message for problem in imported.problems]
    assert sum("toutes tables comprises" in message for message in told) == 1
    assert len(read) < 3_000


def test_limits_begin_anew_with_each_file(territories):
    limits = Limits(rows=2_000)
    table = ("id,nom\n" + "".join(f"a{rank},A\n" for rank in range(1_500))).encode()
    for _ in range(3):
        imported = import_path(table, "acteurs.csv", territories, limits=limits)
        assert imported.rows_read == 1_500


def test_a_table_of_the_same_name_is_said_without_being_understood(territories):
    sent = archive([("acteurs.csv", "id,nom\na,A\n"), ("x/acteurs.csv", "id,nom\nb,B\n")])
    imported = import_path(sent, "deux.zip", territories)
    assert "la table acteurs est déjà lue dans acteurs.csv." in {
        problem.message for problem in imported.problems
    }
    assert imported.raw.tables["acteurs"].cells["id"].tolist() == ["a"]
    assert imported.rows_read == 1


def test_wrong_names_by_the_thousand_are_read_as_quickly_as_right_ones(territories):
    def seconds(name: str) -> float:
        rows = "".join(f"a{i};Tiers;{name.format(i)}\n" for i in range(200))
        begun = time.process_time()
        import_path(f"id;nom;commune\n{rows}".encode(), "lieux.csv", territories)
        return time.process_time() - begun

    seconds("Lodève")
    assert seconds("Saint-Jean-de-la-{}-sur-Mer") < seconds("Lodève") + 1.5

"""A disk that is full, read-only or closed: said in French, nothing half-written, all swept."""

from __future__ import annotations

import errno
import io
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from amu_geo import disk
from amu_geo.cli.count_told import write_nowhere
from amu_geo.cli.main import main
from amu_geo.disk import UnwritableError, scratch, sweep_scratch, write_all, write_whole
from amu_geo.edition import Edition, read_edition
from amu_geo.edition.publishing import publish_edition, set_default, withdraw_edition
from amu_geo.edition.state import read_state
from amu_geo.export.bundle import write_bundle
from amu_geo.importing.counting.points import PointCounts
from amu_geo.importing.files import layers
from amu_geo.importing.files.limits import Limits, RefusedFileError
from tests.conftest import EditionDraft

ROOT = Path(__file__).resolve().parents[1]
Fault = Callable[[pytest.MonkeyPatch, Path], None]
WORDS = {
    errno.ENOSPC: "le disque est plein",
    errno.EROFS: "le disque est en lecture seule",
    errno.EACCES: "refuse l’écriture",
}


def snapshot(folder: Path) -> dict[str, bytes | None]:
    """Everything below a folder."""
    return {
        str(path.relative_to(folder)): path.read_bytes() if path.is_file() else None
        for path in sorted(folder.rglob("*"))
    }


def _closed(code: int) -> Fault:
    """No file can be made below a folder, nor any folder."""

    def inject(patch: pytest.MonkeyPatch, folder: Path) -> None:
        opened, made = io.open, os.mkdir

        def refuse(path: object) -> None:
            if str(path).startswith(str(folder)):
                raise OSError(code, os.strerror(code), str(path))

        def opens(path, mode="r", *rest, **more):
            if set("wax+") & set(mode):
                refuse(path)
            return opened(path, mode, *rest, **more)

        def makes(path, *rest, **more) -> None:
            if not os.path.isdir(path):
                refuse(path)
            made(path, *rest, **more)

        patch.setattr(io, "open", opens)
        patch.setattr(os, "mkdir", makes)

    return inject


def _full(patch: pytest.MonkeyPatch, folder: Path) -> None:
    """There is room for a few hundred bytes, then for none."""
    real, room = io.open, [700]

    class Filling:
        def __init__(self, file) -> None:
            self._file = file

        def __enter__(self):
            return self

        def __exit__(self, *_: object) -> None:
            self._file.close()

        def __getattr__(self, name: str):
            return getattr(self._file, name)

        def write(self, content) -> int:
            room[0] -= len(content)
            if room[0] < 0:
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
            return self._file.write(content)

    def opened(path, mode="r", *rest, **more):
        file = real(path, mode, *rest, **more)
        fills = set("wax+") & set(mode) and str(path).startswith(str(folder))
        return Filling(file) if fills else file

    patch.setattr(io, "open", opened)


def _no_rename(
    patch: pytest.MonkeyPatch, folder: Path, names: tuple[str, ...] = ("replace", "rename")
) -> None:
    """The files find room, their names in the folder do not."""

    def refuse(source, target) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(source), None, str(target))

    for name in names:
        patch.setattr(os, name, refuse)


FAULTS: dict[str, tuple[Fault, int]] = {
    "read-only": (_closed(errno.EROFS), errno.EROFS),
    "closed": (_closed(errno.EACCES), errno.EACCES),
    "full": (_full, errno.ENOSPC),
    "no room for a name": (_no_rename, errno.ENOSPC),
}
# A folder finds no room for its name where a file, whose place is taken, has one.
FOLDER_FAULTS = {
    **FAULTS,
    "no room for a folder": (lambda *at: _no_rename(*at, ("rename",)), errno.ENOSPC),
}


@pytest.fixture(scope="module")
def published(tmp_path_factory, territories) -> tuple[Path, Edition]:
    """A folder with two published editions, the second chosen as the default; a third one."""
    tiny = read_edition(EditionDraft(tmp_path_factory.mktemp("essai")).write(), territories)
    root = tmp_path_factory.mktemp("editions")
    publish_edition(replace(tiny, id="une", titre="Une"), territories, root)
    publish_edition(replace(tiny, id="deux", titre="Deux"), territories, root, default=True)
    return root, tiny


@pytest.fixture
def shelf(published, tmp_path) -> Path:
    """A copy of it."""
    return shutil.copytree(published[0], tmp_path / "editions")


@pytest.mark.parametrize(
    ("fault", "default"),
    [
        *((fault, None) for fault in FOLDER_FAULTS),
        *((fault, True) for fault in ("full", "no room for a name")),
        *((fault, False) for fault in ("full", "no room for a folder")),
    ],
)
def test_a_publication_that_finds_no_room_changes_nothing(
    monkeypatch, published, shelf, territories, fault, default
):
    _, edition = published
    before = snapshot(shelf)
    inject, code = FOLDER_FAULTS[fault]
    with monkeypatch.context() as patch:
        inject(patch, shelf)
        with pytest.raises(UnwritableError, match=WORDS[code]) as refused:
            publish_edition(edition, territories, shelf, default=default)
    assert f"« {shelf} » ne peut pas s’écrire" in str(refused.value)
    assert snapshot(shelf) == before


def test_once_there_is_room_the_same_publication_goes_through(published, shelf, territories):
    _, edition = published
    with pytest.MonkeyPatch.context() as patch:
        _full(patch, shelf)
        with pytest.raises(UnwritableError):
            publish_edition(edition, territories, shelf, default=True)
    publish_edition(edition, territories, shelf, default=True)
    assert read_state(shelf).default == "essai"


@pytest.mark.parametrize("fault", FAULTS)
def test_a_choice_that_finds_no_room_changes_nothing(monkeypatch, shelf, territories, fault):
    before = snapshot(shelf)
    inject, code = FAULTS[fault]
    for change in (set_default, withdraw_edition):
        with monkeypatch.context() as patch:
            inject(patch, shelf)
            if fault == "full":
                patch.setattr(disk.os, "fsync", _refuse_to_flush)
            with pytest.raises(UnwritableError, match=WORDS[code]):
                change("une", territories, shelf)
        assert snapshot(shelf) == before


def _refuse_to_flush(descriptor: int) -> None:
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


FILES = {"LISEZMOI.md": b"a" * 500, "schemas/acteurs.json": b"{}", "acteurs.csv": b"b" * 500}


@pytest.mark.parametrize("fault", FAULTS)
@pytest.mark.parametrize("there", [True, False])
def test_files_that_find_no_room_change_nothing(monkeypatch, tmp_path, fault, there):
    folder = tmp_path / "paquets" / "tout neuf"
    if there:
        write_all(folder, FILES | {"LISEZMOI.md": b"ancien"})
    before = snapshot(tmp_path)
    inject, code = FAULTS[fault]
    with monkeypatch.context() as patch:
        inject(patch, tmp_path / "paquets")
        with pytest.raises(UnwritableError, match=WORDS[code]):
            write_all(folder, FILES)
    assert snapshot(tmp_path) == before
    written = write_all(folder, FILES)
    assert {path for path in folder.rglob("*") if path.is_file()} == set(written)


def test_an_export_that_finds_no_room_writes_nothing(monkeypatch, tmp_path, tiny_edition):
    folder = tmp_path / "paquets" / "tout neuf"
    with monkeypatch.context() as patch:
        # Where a file only finds its place when it is flushed.
        patch.setattr(os, "fsync", _refuse_to_flush)
        with pytest.raises(UnwritableError, match=WORDS[errno.ENOSPC]):
            write_bundle(tiny_edition, folder)
    assert not folder.parent.exists()


@pytest.mark.parametrize("fault", FAULTS)
def test_a_file_that_finds_no_room_leaves_the_one_before(monkeypatch, tmp_path, fault):
    path = tmp_path / "a.csv"
    path.write_text("avant")
    inject, code = FAULTS[fault]
    lost = PointCounts.__new__(PointCounts)
    lost.__dict__.update(lost=(), nowhere=0)
    with monkeypatch.context() as patch:
        inject(patch, tmp_path)
        with pytest.raises(UnwritableError, match=WORDS[code]) as refused:
            write_whole(path, b"a" * 1000)
        if fault != "full":
            with pytest.raises(UnwritableError, match=WORDS[code]):
                write_nowhere(path, lost)
    assert str(path) in str(refused.value) or str(tmp_path) in str(refused.value)
    assert snapshot(tmp_path) == {"a.csv": b"avant"}


@pytest.mark.parametrize("fault", ["read-only", "closed", "full"])
def test_a_layer_that_finds_no_room_to_be_unfolded_is_refused_in_words(
    monkeypatch, tmp_path, fault
):
    monkeypatch.setattr(disk.tempfile, "tempdir", str(tmp_path))
    inject, code = FAULTS[fault]
    with monkeypatch.context() as patch:
        inject(patch, tmp_path)
        with pytest.raises(RefusedFileError) as refused:
            layers.read_geopackage(b"a" * 2000, "couche.gpkg", Limits())
    said = str(refused.value.problem)
    assert "ce fichier n’a pas pu être ouvert" in said and disk.why(OSError(code, "")) in said
    assert str(tmp_path) not in said
    assert snapshot(tmp_path) == {}


def test_what_killed_processes_left_is_swept_and_what_lives_is_kept(tmp_path, monkeypatch):
    monkeypatch.setattr(disk.tempfile, "tempdir", str(tmp_path))
    killed = subprocess.run(["sh", "-c", "echo $$"], capture_output=True, text=True, check=True)
    dead, alive = killed.stdout.strip(), str(os.getppid())
    others = (f".b.csv.{dead}-0.partiel", f".a.csv.{alive}-0.partiel", "a.csv.1-0.partiel", ".a")
    for name in (*others, f".a.csv.{dead}-0.partiel", f".a.csv.{os.getpid()}-0.partiel"):
        (tmp_path / name).write_text("reste")
    for owner in (dead, alive):
        (tmp_path / f"observatoire-amu-{owner}-x" / "dedans").mkdir(parents=True)
    write_whole(tmp_path / "a.csv", b"a")
    left = {path.name for path in tmp_path.iterdir() if path.is_file()}
    assert left == {"a.csv", *others}
    with scratch() as mine:
        assert mine.is_dir() and sweep_scratch() == 0
        (mine / "a.gpkg").write_bytes(b"a")
    folders = [path.name for path in tmp_path.iterdir() if path.is_dir()]
    assert folders == [f"observatoire-amu-{alive}-x"]


def test_files_go_in_place_together(tmp_path):
    files = {"a.csv": b"a", "b/c.csv": b"c"}
    for folder in (tmp_path / "x" / "y", tmp_path):
        assert write_all(folder, files) == [folder / name for name in files]
        assert {name: (folder / name).read_bytes() for name in files} == files
    assert not list(tmp_path.rglob(".*"))


def test_what_is_no_file_is_written_through(tmp_path):
    pipe = tmp_path / "tuyau"
    os.mkfifo(pipe)
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    write_whole(pipe, b"passe")
    assert os.read(reader, 10) == b"passe"
    os.close(reader)
    assert pipe.is_fifo()


@pytest.mark.parametrize("code", WORDS)
def test_a_raw_refusal_of_the_system_is_said_in_french(monkeypatch, capsys, code):
    """Whatever reads or writes beside the one module is still caught by the commands' entry."""

    def refuse(*_: object) -> None:
        raise OSError(code, os.strerror(code), "/un/chemin")

    monkeypatch.setattr("amu_geo.cli.outputs.coverage.run", refuse)
    assert main(["coverage"]) == 1
    said = capsys.readouterr().err
    assert said.startswith("Erreur : « /un/chemin » : ") and "Errno" not in said
    assert os.strerror(code) not in said


@pytest.mark.slow
def test_an_output_that_is_full_is_said_in_french():
    command = [sys.executable, "-m", "amu_geo", "coverage", "--format", "csv"]
    with open("/dev/full", "w") as full:
        ended = subprocess.run(command, cwd=ROOT, stdout=full, stderr=subprocess.PIPE, check=False)
    assert ended.returncode == 1
    assert ended.stderr.decode() == "Erreur : La sortie : le disque est plein.\n"

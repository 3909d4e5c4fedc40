"""Writing: whole or not at all, and said in French when the disk will not have it.

What is being written bears the name of its process until it is put in place. A killed process
leaves it behind; the next one that writes there sweeps it.
"""

from __future__ import annotations

import contextlib
import errno
import os
import shutil
import tempfile
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from itertools import count
from pathlib import Path

_SUFFIX = ".partiel"
_SCRATCH = "observatoire-amu-"
_DAY = 86_400
_number = count()
# What this very process is writing now.
_mine: set[str] = set()
_lock = threading.Lock()
_WHY = {
    errno.ENOSPC: "le disque est plein",
    errno.EDQUOT: "la place accordée sur ce disque est épuisée",
    errno.EROFS: "le disque est en lecture seule",
    errno.EIO: "le disque est en panne",
    errno.EFBIG: "le fichier est trop grand pour ce disque",
    errno.ENAMETOOLONG: "le nom est trop long",
    errno.EMFILE: "trop de fichiers sont ouverts",
    errno.ENOENT: "le dossier n’existe pas",
    errno.ENOTDIR: "une partie du chemin est un fichier",
    errno.EISDIR: "un dossier porte ce nom",
    errno.EEXIST: "ce nom est déjà pris",
    errno.EACCES: "l’écriture y est refusée",
    errno.EPERM: "l’écriture y est refusée",
}


class UnwritableError(ValueError):
    """What could not be written, where and why, in a French sentence."""


def why(error: OSError) -> str:
    """Why a disk will not have something: « le disque est plein »."""
    return _WHY.get(error.errno or 0, f"le système le refuse (erreur {error.errno})")


@contextmanager
def told(path: Path) -> Iterator[None]:
    """Whatever the disk refuses meanwhile is said of `path`.

    Raises
    ------
    UnwritableError
        When it refuses something.
    """
    try:
        yield
    except OSError as error:
        said = why(error)
        if error.errno in (errno.EACCES, errno.EPERM):
            where = Path(os.fsdecode(error.filename)).parent if error.filename else path.parent
            said = f"le dossier « {where} » refuse l’écriture"
        raise UnwritableError(f"« {path} » ne peut pas s’écrire : {said}.") from None


def write_whole(path: Path, content: bytes) -> None:
    """Put a file in place in one step; a failure leaves what was there, and nothing else.

    Raises
    ------
    UnwritableError
        When the disk will not have it.
    """
    with told(path):
        if path.exists() and not path.is_file():
            # « /dev/stdout »: nothing takes its place.
            path.write_bytes(content)
            return
        sweep(path.parent, path.name)
        with _staged(path) as staging:
            _write(staging, content)
            os.replace(staging, path)


def write_all(folder: Path, files: Mapping[str, bytes]) -> list[Path]:
    """Put files in place below a folder, made if need be; none unless there is room for all.

    A new folder appears whole, in one step; in one that is there already, file after file.

    Raises
    ------
    UnwritableError
        When the disk will not have them.
    """
    with told(folder), _parents_of(folder):
        there = folder.is_dir()
        sweep(*((folder, "") if there else (folder.parent, folder.name)))
        with _staged(folder / "x" if there else folder) as staging:
            for name, content in files.items():
                (staging / name).parent.mkdir(parents=True, exist_ok=True)
                _write(staging / name, content)
            if not there:
                os.rename(staging, folder)
            for name in files if there else ():
                (folder / name).parent.mkdir(parents=True, exist_ok=True)
                os.replace(staging / name, folder / name)
    return [folder / name for name in files]


@contextmanager
def scratch() -> Iterator[Path]:
    """A folder for the time of a reading, among the temporary files of the system."""
    sweep_scratch()
    folder = Path(tempfile.mkdtemp(prefix=f"{_SCRATCH}{os.getpid()}-"))
    with _kept(folder):
        yield folder


def sweep(folder: Path, name: str = "") -> int:
    """Take away what killed processes began to write there, under that name or any; how much."""
    start = f".{name}." if name else "."
    with contextlib.suppress(OSError):
        left = [p for p in folder.iterdir() if p.name.startswith(start) and _owner(p) is not None]
        return sum(_remove(path) for path in left if _is_abandoned(path, _owner(path)))
    return 0


def sweep_scratch() -> int:
    """Take away the folders that killed processes left among the temporary files; how many."""
    with contextlib.suppress(OSError):
        left = Path(tempfile.gettempdir()).glob(f"{_SCRATCH}[0-9]*-*")
        owned = [(path, int(path.name.removeprefix(_SCRATCH).split("-")[0])) for path in left]
        return sum(_remove(path) for path, owner in owned if _is_abandoned(path, owner))
    return 0


@contextmanager
def _staged(path: Path) -> Iterator[Path]:
    """Where it is written first: beside it, so that it only has to be renamed."""
    staging = path.with_name(f".{path.name}.{os.getpid()}-{next(_number)}{_SUFFIX}")
    with _kept(staging):
        yield staging


@contextmanager
def _kept(path: Path) -> Iterator[None]:
    with _lock:
        _mine.add(str(path))
    try:
        yield
    finally:
        _remove(path)
        with _lock:
            _mine.discard(str(path))


def _write(path: Path, content: bytes) -> None:
    with path.open("xb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


@contextmanager
def _parents_of(folder: Path) -> Iterator[None]:
    """The folders above it, made if need be; those made for nothing are taken away."""
    missing = [one for one in folder.parents if not os.path.lexists(one)]
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        yield
    except BaseException:
        for one in missing:
            with contextlib.suppress(OSError):
                one.rmdir()
        raise


def _remove(path: Path) -> bool:
    with contextlib.suppress(OSError):
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path, ignore_errors=True)
        else:
            path.unlink(missing_ok=True)
    return not os.path.lexists(path)


def _owner(path: Path) -> int | None:
    """The process that a half-written file names; None when it is no such file."""
    if not path.name.endswith(_SUFFIX):
        return None
    owner = path.name.removesuffix(_SUFFIX).rpartition(".")[2].partition("-")[0]
    return int(owner) if owner.isdecimal() else None


def _is_abandoned(path: Path, owner: int | None) -> bool:
    if owner is None or str(path) in _mine:
        return False
    if owner == os.getpid():
        # In a container every process has the number of the one before it.
        return True
    if os.name == "nt":
        # There a process is not asked whether it lives without ending it.
        return time.time() - path.lstat().st_mtime > _DAY
    try:
        os.kill(owner, 0)
    except OSError as error:
        return error.errno == errno.ESRCH
    return False

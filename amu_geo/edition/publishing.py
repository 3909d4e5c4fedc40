"""Putting an edition in place: whole or not at all, whatever happens meanwhile.

The files are written in a folder whose name no edition can bear, flushed to the disk, read
back as any reader would, then renamed: one step, that either happened or did not. What a
killed publication left behind is never read, and is swept by the next one.
"""

from __future__ import annotations

import fcntl
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from amu_geo import paths
from amu_geo.edition import Edition, read_edition
from amu_geo.edition.checking.problems import EditionError, Problem
from amu_geo.edition.raw import METADATA_FILE
from amu_geo.edition.writing import edition_files
from amu_geo.territories import Territories

STAGING = ".preparation-"
LOCK = ".publication"


def publish_edition(edition: Edition, territories: Territories, root: Path = paths.SCHEMES) -> Path:
    """Put a checked edition in place under `root`; return its folder.

    Raises
    ------
    EditionError
        When an edition of that id is already there.
    """
    root.mkdir(parents=True, exist_ok=True)
    with _alone(root):
        target = root / edition.id
        if os.path.lexists(target):
            raise EditionError([_taken(edition)])
        _sweep(root)
        staging = Path(tempfile.mkdtemp(prefix=STAGING, dir=root))
        try:
            _write(edition, staging)
            if read_edition(staging, territories).fingerprint != edition.fingerprint:
                message = "l’édition écrite ne se relit pas comme elle a été donnée."
                raise EditionError([Problem(message, edition.id)])
            os.rename(staging, target)
        finally:
            shutil.rmtree(staging, ignore_errors=True)
        _flush(root)
    return target


def _taken(edition: Edition) -> Problem:
    return Problem(
        "une édition de ce nom est déjà publiée, et une édition publiée ne change jamais.",
        METADATA_FILE,
        colonne="id",
        valeur=edition.id,
        attendu="un nouvel identifiant",
    )


@contextmanager
def _alone(root: Path) -> Iterator[None]:
    """One publication at a time; the system lets go of the lock of a killed process."""
    with (root / LOCK).open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _sweep(root: Path) -> None:
    """Remove what killed publications left: the lock is ours, so none is at work."""
    for left in root.glob(f"{STAGING}*"):
        shutil.rmtree(left, ignore_errors=True)


def _write(edition: Edition, folder: Path) -> None:
    # Private while it is prepared; as readable as any other edition once in place.
    folder.chmod(0o755)
    for name, text in edition_files(edition).items():
        with (folder / name).open("w", encoding="utf-8", newline="") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
    _flush(folder)


def _flush(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)

"""`import_path` for a server: apart, within limits, two at once."""

from __future__ import annotations

import contextlib
import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from multiprocessing.connection import Connection
from typing import Any

from amu_geo.edition.checking.problems import Problem
from amu_geo.edition.model import Edition
from amu_geo.edition.raw import RawEdition
from amu_geo.importing.apart.born import CAN, SPACE, Nursery, Watch
from amu_geo.importing.apart.limits import (
    AT_ONCE,
    CPU_SECONDS,
    DONE,
    FAILED,
    MEGABYTE,
    MEMORY,
    TOLD,
)
from amu_geo.importing.apart.sweeping import PREFIX
from amu_geo.importing.apart.turns import Turns
from amu_geo.importing.imported import Imported
from amu_geo.importing.importer import Progress, import_path
from amu_geo.importing.mapping import ColumnMapping, CountMapping, Source
from amu_geo.territories import Territories

_AT_ONCE_SAID = {2: "deux", 3: "trois", 4: "quatre"}.get(AT_ONCE, str(AT_ONCE))
WATCHED_EVERY = 0.05
# While a child says nothing the reader is told the same again: who has left is then noticed.
TOLD_AGAIN = 20
_TURNS = Turns(AT_ONCE)
_NURSERY = Nursery()


class FailedReadingError(RuntimeError):
    """A mistake of ours in a child: its traceback, for the log."""


def prepare() -> None:
    """Have all ready for a first file, without waiting."""
    if CAN:
        with contextlib.suppress(OSError):
            _NURSERY.prepare()


def import_apart(
    content: bytes,
    filename: str,
    territories: Territories,
    mapping: ColumnMapping | CountMapping | None = None,
    origin: Source | None = None,
    progress: Progress | None = None,
    sheet: str = "",
    onto: Edition | None = None,
) -> Imported:
    """As `import_path`, in a process that ends with it; what it raises ends the reading.

    A file that takes more time or memory than a reading may is refused in words.
    """
    tell = progress or (lambda share, what: None)
    with _TURNS.turn(lambda before: tell(0.0, waiting(before))):
        if not CAN:
            return import_path(
                content, filename, territories, mapping, origin, None, tell, sheet, onto
            )
        request = {
            "source": content,
            "filename": filename,
            "mapping": mapping,
            "origin": origin,
            "sheet": sheet,
            # A copy, without the pieces that pages remember by it.
            "onto": onto and replace(onto),
        }
        return _read(request, tell)


def waiting(before: int) -> str:
    """What one is told who waits for a turn."""
    others = "une autre" if before == 1 else f"{before} autres"
    after = f", après {others}" if before else ""
    return f"En attente, car {_AT_ONCE_SAID} lectures sont déjà en cours ; la vôtre suivra{after}"


def _read(request: dict[str, Any], tell: Progress) -> Imported:
    try:
        with _folder() as folder, _child() as (channel, watch):
            channel.send({**request, "folder": folder})
            return _followed(channel, watch, tell, request["filename"])
    except (EOFError, OSError):
        return _refused(request["filename"], *_BROKEN)


@contextlib.contextmanager
def _child() -> Iterator[tuple[Connection, Watch]]:
    """A child, that ends with the block whatever it does then."""
    channel, watch = _NURSERY.child()
    with channel:
        try:
            yield channel, watch
        finally:
            watch.end()


def _followed(channel: Connection, watch: Watch, tell: Progress, filename: str) -> Imported:
    last, silent = (0.0, "Lecture du fichier"), 0
    while True:
        if channel.poll(WATCHED_EVERY):
            kind, said = channel.recv()
            if kind == DONE:
                return said
            if kind == FAILED:
                raise FailedReadingError(said)
            if kind == TOLD:
                last, silent = said, 0
                tell(*last)
            continue
        if passed := watch.passed():
            return _refused(filename, *(_SPACE if passed == SPACE else _TIME))
        silent += 1
        if silent % TOLD_AGAIN == 0:
            tell(*last)


@contextlib.contextmanager
def _folder() -> Iterator[str | None]:
    """A folder for what a child writes meanwhile, swept whatever becomes of it; None without."""
    folder = None
    with contextlib.suppress(OSError):
        folder = tempfile.mkdtemp(prefix=PREFIX)
    try:
        yield folder
    finally:
        if folder is not None:
            shutil.rmtree(folder, ignore_errors=True)


_TIME = (
    "lire ce fichier prend trop de temps : la lecture a été arrêtée.",
    f"{CPU_SECONDS} secondes de calcul au plus ; des tables plus courtes, ou une à la fois",
)
_SPACE = (
    "lire ce fichier prend trop de mémoire : la lecture a été arrêtée.",
    f"{MEMORY // MEGABYTE} Mo de mémoire au plus ; des tables plus courtes, ou une à la fois",
)
_BROKEN = (
    "la lecture de ce fichier s’est interrompue.",
    "le même, déposé de nouveau ; si cela dure, enregistré sous un autre format",
)


def _refused(filename: str, message: str, expected: str) -> Imported:
    problem = Problem(message, filename, attendu=expected)
    return Imported(RawEdition(problems=[problem]), problems=[problem])

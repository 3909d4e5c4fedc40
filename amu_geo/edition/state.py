"""`etat.toml`: which edition those who ask for none see, and which editions are withdrawn.

It stands beside the folders of the editions. Without it the default edition is the latest, and
none is withdrawn. Whatever changes it, or puts an edition beside it, does so alone: one writer
at a time, by files that appear whole or not at all.
"""

from __future__ import annotations

import os
import shutil
import tomllib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path

from amu_geo.disk import told
from amu_geo.edition.lock import locked
from amu_geo.paths import DamagedFileError

STATE_FILE = "etat.toml"
# No edition can bear such a name: what it names is never read.
STAGING = ".preparation-"
PREPARED = f"{STAGING}{STATE_FILE}"
# What earlier publications locked, and left behind.
FORMER_LOCK = ".publication"
_DEFAULT, _WITHDRAWN = "defaut", "retirees"
_HEAD = "# Écrit par « publish », « default » et « withdraw ».\n"


@dataclass(frozen=True)
class State:
    """What was decided about the published editions.

    `default` is the id of the edition shown to those who ask for none, "" for the latest;
    `withdrawn` gives the day on which each withdrawn edition was.
    """

    default: str = ""
    withdrawn: Mapping[str, date] = field(default_factory=dict)

    def as_toml(self) -> str:
        """The content of the file."""
        lines = [_HEAD]
        if self.default:
            lines.append(f'{_DEFAULT} = "{self.default}"\n')
        if self.withdrawn:
            lines.append(f"\n[{_WITHDRAWN}]\n")
            lines += [f"{name} = {day.isoformat()}\n" for name, day in self.withdrawn.items()]
        return "".join(lines)


def read_state(root: Path) -> State:
    """What was decided about the editions of a folder; nothing when the file is not there.

    Raises
    ------
    DamagedFileError
        When the file is there and cannot be understood.
    """
    path = root / STATE_FILE
    if not os.path.lexists(path):
        return State()
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except (OSError, ValueError, RecursionError) as error:
        raise DamagedFileError(path, f"le fichier TOML ne se lit pas ({error})") from None
    default, withdrawn = content.get(_DEFAULT, ""), content.get(_WITHDRAWN, {})
    if not isinstance(default, str) or not isinstance(withdrawn, dict):
        raise DamagedFileError(path, 'attendu : defaut = "id", et [retirees] avec id = date')
    return State(default, {name: _day(path, day) for name, day in withdrawn.items()})


def _day(path: Path, value: object) -> date:
    if isinstance(value, date) and not isinstance(value, datetime):
        return value
    try:
        return date.fromisoformat(str(value)[:10])
    except ValueError:
        raise DamagedFileError(path, f"« {value} » n’est pas une date AAAA-MM-JJ") from None


def write_state(root: Path, state: State) -> None:
    """Put a state in place in one step; call it `alone`."""
    prepare_state(root, state)
    put_prepared_state(root)


def prepare_state(root: Path, state: State) -> None:
    """Write a state beside the one that holds: a full disk is met before anything changes."""
    staging = root / PREPARED
    try:
        with staging.open("w", encoding="utf-8", newline="") as file:
            file.write(state.as_toml())
            file.flush()
            os.fsync(file.fileno())
    except OSError:
        staging.unlink(missing_ok=True)
        raise


def put_prepared_state(root: Path) -> None:
    """Have the prepared state hold; a failure leaves the one that did."""
    try:
        os.replace(root / PREPARED, root / STATE_FILE)
    finally:
        (root / PREPARED).unlink(missing_ok=True)
    flush(root)


@contextmanager
def alone(root: Path) -> Iterator[None]:
    """One writer at a time in a folder; what a killed one left is swept first.

    Raises
    ------
    NoLockError
        Where the system has no lock: nothing is changed.
    UnwritableError
        When the disk refuses what is written meanwhile.
    """
    with told(root):
        root.mkdir(parents=True, exist_ok=True)
    with told(root), locked(root):
        for left in root.glob(f"{STAGING}*"):
            shutil.rmtree(left, ignore_errors=True) if left.is_dir() else left.unlink()
        (root / FORMER_LOCK).unlink(missing_ok=True)
        yield


def flush(folder: Path) -> None:
    """Make what was just renamed inside a folder last through a loss of power."""
    if os.name == "nt":
        return  # where a folder cannot be opened, nor needs to be
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)

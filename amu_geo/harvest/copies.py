"""The last good answer of each service, kept in a folder: what a bad day does not take away."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from amu_geo.disk import told as told_of
from amu_geo.disk import write_whole
from amu_geo.harvest.record import Record, record_of
from amu_geo.territories import normalise

# Of one file, more than any service lists.
_LONGEST_NAME = 80


@dataclass(frozen=True)
class Copy:
    """What a service gave on a day.

    Parameters
    ----------
    day
        AAAA-MM-JJ.
    records
        All that it listed.
    gone
        What it had listed the time before, and no longer did.
    """

    day: str
    records: tuple[Record, ...]
    gone: tuple[Record, ...] = ()


class Copies:
    """The folder of the copies.

    Parameters
    ----------
    folder
        Made when the first copy is kept.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def read(self, source: str) -> Copy | None:
        """The last good copy of a service; None when there is none that can be read."""
        try:
            told = json.loads(self._path(source).read_text(encoding="utf-8"))
            records, gone = (
                tuple(record_of(row) for row in told[name]) for name in ("fiches", "disparues")
            )
            return Copy(str(told["jour"]), records, gone)
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            return None

    def keep(self, source: str, copy: Copy) -> None:
        """Put a copy in the place of the one before, whole or not at all.

        Raises
        ------
        UnwritableError
            When the disk refuses it.
        """
        told = {
            "source": source,
            "jour": copy.day,
            "fiches": [record.as_row() for record in copy.records],
            "disparues": [record.as_row() for record in copy.gone],
        }
        content = json.dumps(told, ensure_ascii=False, indent=0).encode("utf-8")
        with told_of(self.folder):
            self.folder.mkdir(parents=True, exist_ok=True)
        write_whole(self._path(source), content)

    def _path(self, source: str) -> Path:
        name = normalise(source.removesuffix(".toml")).replace(" ", "-")[:_LONGEST_NAME]
        return self.folder / f"{name or 'source'}.json"


def missing(before: Sequence[Record], now: Sequence[Record], day: str) -> tuple[Record, ...]:
    """What was listed and no longer is, marked as gone on a day."""
    known = {record.key for record in now}
    return tuple(
        replace(record, is_gone=True, asked_on=day) for record in before if record.key not in known
    )

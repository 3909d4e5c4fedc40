"""What is known of an address now: the file of links, read again when it changes."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from amu_geo import paths
from amu_geo.links.record import LinkRecord, read_records
from amu_geo.memory import kept_last
from amu_geo.paths import DamagedFileError, tell_once


def link_record(url: str) -> LinkRecord | None:
    """The row of an address; None when it was never looked at.

    A file that cannot be trusted says nothing: the pages do without, and the log tells why.
    """
    told = signature()
    return _records(paths.LINKS, *told).get(url) if told else None


def signature() -> tuple[int, int] | tuple[()]:
    """Time and size of the file, which tell two states of it apart; empty when there is none."""
    try:
        status = paths.LINKS.stat()
    except OSError:
        return ()
    return status.st_mtime_ns, status.st_size


@kept_last(2)
def _records(path: Path, _time: int, _size: int) -> Mapping[str, LinkRecord]:
    try:
        return read_records(path)
    except DamagedFileError as error:
        tell_once(error)
        return {}

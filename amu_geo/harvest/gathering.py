"""One run: each service asked in its turn, what it gave weighed against its last good copy."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from amu_geo.french.typography import date_fr, plural
from amu_geo.harvest.copies import Copies, Copy, missing
from amu_geo.harvest.fetching import Desk, HarvestError
from amu_geo.harvest.record import Record
from amu_geo.harvest.sources.columns import Source


@dataclass
class Harvest:
    """What a run ends with.

    Parameters
    ----------
    records
        Of all the services, those that are gone from their list after the others.
    notes
        What has to be said of each service, in French.
    failed
        The same, of those that gave nothing and of which nothing is kept.
    """

    records: list[Record] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)


class Resume:
    """Which services a run cut short has asked already: its copies then stand for them.

    Parameters
    ----------
    path
        Of the list, beside the file that the run is to write.
    day
        The run's; what was asked on another day is asked again.
    """

    def __init__(self, path: Path, day: str) -> None:
        self.path, self._day = path, day
        self._done: set[str] = set()
        try:
            lines = path.read_text(encoding="utf-8").split("\n")[:-1]
        except (OSError, UnicodeDecodeError):
            lines = []
        for line in lines:
            try:
                told_day, source = json.loads(line)
            except (ValueError, TypeError):
                continue
            if told_day == day:
                self._done.add(source)

    def __contains__(self, source: str) -> bool:
        return source in self._done

    def done(self, source: str) -> None:
        """Write down that a service was asked and its copy kept."""
        with self.path.open("a", encoding="utf-8") as file:
            file.write(json.dumps([self._day, source], ensure_ascii=False) + "\n")
            file.flush()
            os.fsync(file.fileno())

    def close(self) -> None:
        """The run has ended."""
        self.path.unlink(missing_ok=True)


def gather(
    sources: Sequence[tuple[str, Source]],
    desk: Desk,
    copies: Copies,
    resume: Resume,
    tell: Callable[[str], None] = lambda _: None,
    accept_falls: bool = False,
) -> Harvest:
    """Ask each service; where it fails, is empty or falls by over a third, keep its last copy.

    Parameters
    ----------
    sources
        Each with what the command line called it.
    tell
        Hears which service is asked.
    accept_falls
        Whether a fall is believed.
    """
    harvest = Harvest()
    for text, source in sources:
        last = copies.read(text)
        if text in resume and last is not None:
            harvest.notes.append(f"{source.name} : déjà interrogé aujourd’hui, copie reprise.")
        else:
            tell(source.name)
            last = _asked(text, source, desk, last, harvest, copies, accept_falls)
            if last is not None and last.day == source.day:
                resume.done(text)
        if last is not None:
            harvest.records += [*last.records, *last.gone]
    return harvest


def _asked(
    text: str,
    source: Source,
    desk: Desk,
    last: Copy | None,
    harvest: Harvest,
    copies: Copies,
    accept_falls: bool,
) -> Copy | None:
    try:
        found = tuple(source.records(desk))
        _weigh(found, last, accept_falls)
    except HarvestError as error:
        return _kept(source, last, harvest, str(error))
    gone = missing(last.records, found, source.day) if last is not None else ()
    copy = Copy(source.day, found, gone)
    copies.keep(text, copy)
    told = f"{source.name} : {plural(len(found), 'fiche')} ({source.licence or found[0].licence})"
    harvest.notes.append(f"{told}, {plural(len(gone), 'disparue')} depuis." if gone else f"{told}.")
    return copy


def _weigh(found: Sequence[Record], last: Copy | None, accept_falls: bool) -> None:
    if not found:
        raise HarvestError("la liste est vide.")
    if last is None or accept_falls:
        return
    # A list that loses more than a third of its rows has rather broken down.
    if 3 * len(found) < 2 * len(last.records):
        raise HarvestError(
            f"la liste tombe de {plural(len(last.records), 'fiche')} à {len(found)}, plus d’un "
            "tiers en moins (--accept la prend quand même)."
        )


def _kept(source: Source, last: Copy | None, harvest: Harvest, why: str) -> Copy | None:
    if last is None:
        harvest.failed.append(f"{source.name} : {why} Aucune copie d’avant à garder.")
        return None
    count = plural(len(last.records), "fiche")
    harvest.notes.append(
        f"{source.name} : {why} La copie du {date_fr(last.day)} ({count}) est gardée."
    )
    return last

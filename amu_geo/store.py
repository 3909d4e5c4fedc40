"""What every visitor shares: territories, published editions, coverages. Read once, never changed.

The API and the pages live in one process and take their data from here, so that a number is
the same wherever it is read. Everything returned is shared: nobody may change it.
"""

from __future__ import annotations

import logging
import os
import threading
from collections import OrderedDict
from pathlib import Path

from amu_geo import paths
from amu_geo.edition import Edition
from amu_geo.edition.shelf import Shelf, read_shelf
from amu_geo.edition.state import STATE_FILE
from amu_geo.links.known import signature as link_signature
from amu_geo.measure.coverage import Coverage, compute_coverage
from amu_geo.measure.reading import Reading
from amu_geo.territories import Territories
from amu_geo.territories.finder import CommuneFinder
from amu_geo.watch.events import tell

# Two editions, four readings and some thirty years fit; a coverage weighs some 100 kB.
MAX_COVERAGES = 320

Coverages = OrderedDict[tuple[Edition, Reading], Coverage]
Signature = tuple[tuple[str, int, int], ...]
_log = logging.getLogger(__name__)


class Store:
    """Thread-safe memory of one data folder.

    Parameters
    ----------
    root
        Folder of the published editions, one folder each; that of the project when None.
    """

    def __init__(self, root: Path | None = None) -> None:
        self._root = root or paths.SCHEMES
        self._territories: Territories | None = None
        self._finder: CommuneFinder | None = None
        self._shelf: Shelf | None = None
        self._signature: Signature = ()
        self._coverages: Coverages = OrderedDict()
        self._reading = threading.Lock()
        self._memory = threading.Lock()

    def territories(self) -> Territories:
        """Regions, départements, communes; read by the first who asks."""
        if self._territories is None:
            with self._reading:
                if self._territories is None:
                    self._territories = Territories.read()
        return self._territories

    def commune_finder(self) -> CommuneFinder:
        """The search among all communes; made by the first who asks (about half a second)."""
        territories = self.territories()
        if self._finder is None:
            with self._reading:
                if self._finder is None:
                    self._finder = CommuneFinder(territories)
        return self._finder

    def shelf(self) -> Shelf:
        """The published editions, read again when their files have changed.

        While one thread reads again, the others keep the shelf they know.
        """
        signature = _signature(self._root)
        if self._shelf is not None and signature == self._signature:
            return self._shelf
        territories = self.territories()
        known = self._shelf
        if not self._reading.acquire(blocking=known is None) and known is not None:
            return known
        try:
            if self._shelf is None or signature != self._signature:
                self._shelf = read_shelf(territories, self._root)
                self._signature = signature
                _tell_taken_up(known, self._shelf)
                _tell_damaged(self._shelf)
                self._forget_replaced_editions(self._shelf)
            return self._shelf
        finally:
            self._reading.release()

    def is_current(self, shelf: Shelf) -> bool:
        """Whether a shelf is the one in memory and no file has changed; reads nothing again."""
        return shelf is self._shelf and _signature(self._root) == self._signature

    def coverage(self, edition: Edition | str | None, reading: Reading) -> Coverage:
        """The coverage of an edition under a reading, from memory when it was computed before.

        Parameters
        ----------
        edition
            An edition (published or a session's own), an id, or None for the default one.

        Raises
        ------
        UnknownEditionError
            In French, when no published edition has that id.
        """
        if isinstance(edition, Edition) and self._shelf is not None:
            # Whoever holds an edition has looked for new ones: looking costs as much as the rest.
            shelf = self._shelf
        else:
            shelf = self.shelf()
            edition = edition if isinstance(edition, Edition) else shelf.get(edition)
        key = (edition, reading)
        coverages = self._coverages_of(edition, shelf)
        with self._memory:
            if key in coverages:
                coverages.move_to_end(key)
                return coverages[key]
        # Outside the lock: two threads may compute the same one, the others never wait.
        computed = compute_coverage(edition, reading, self.territories())
        with self._memory:
            kept = coverages.setdefault(key, computed)
            while len(coverages) > MAX_COVERAGES:
                coverages.popitem(last=False)
        return kept

    def widest(self, coverage: Coverage) -> Coverage:
        """The coverage of the same edition and year under the least demanding reading."""
        return self.coverage(coverage.edition, Reading(coverage.reading.annee, "large"))

    def _coverages_of(self, edition: Edition, shelf: Shelf) -> Coverages:
        """The memory for an edition: the shared one, or its own when it is a session's.

        A private edition keeps its coverages itself, so that nothing of it outlives it.
        """
        if any(edition is known for known in shelf.reachable.values()):
            return self._coverages
        own: Coverages = vars(edition).setdefault("_couvertures", OrderedDict())
        return own

    def _forget_replaced_editions(self, shelf: Shelf) -> None:
        current = set(shelf.reachable.values())
        with self._memory:
            for key in [key for key in self._coverages if key[0] not in current]:
                del self._coverages[key]


def _tell_taken_up(known: Shelf | None, shelf: Shelf) -> None:
    """An event for each edition that is there, or is another, since the last look."""
    before = known.reachable if known is not None else {}
    for name, edition in shelf.reachable.items():
        if name not in before or before[name].fingerprint != edition.fingerprint:
            tell("edition-reprise", edition=name)


def _tell_damaged(shelf: Shelf) -> None:
    """One line of the log, and an event, for each edition that is set aside."""
    if shelf.state_fault:
        _log.error("damaged state of the editions, ignored: %s", shelf.state_fault)
    for name, problems in shelf.damaged.items():
        others = f" (and {len(problems) - 1} more)" if len(problems) > 1 else ""
        tell("edition-ecartee", edition=name, problemes=len(problems))
        _log.error("damaged edition %s, set aside: %s%s", name, problems[0], others)


def _signature(root: Path) -> Signature:
    """Path, time and size of every file of the editions: changes when one is published.

    Of what was decided about them too, which makes one the default or withdraws it.
    """
    found = []
    try:
        with os.scandir(root) as folders:
            entries = list(folders)
        names = sorted(entry.path for entry in entries if entry.is_dir())
        for state in (entry for entry in entries if entry.name == STATE_FILE):
            status = _status(state)
            found.append((state.path, status.st_mtime_ns, status.st_size))
        for name in names:
            with os.scandir(name) as files:
                for file in files:
                    status = _status(file)
                    found.append((file.path, status.st_mtime_ns, status.st_size))
        if links := link_signature():
            # What is drawn of an edition says what is known of its links.
            found.append((str(paths.LINKS), *links))
    except OSError:
        # A folder that vanishes under our eyes: the next call sees the final state.
        found.append(("", 0, 0))
    return tuple(sorted(found))


def _status(file: os.DirEntry[str]) -> os.stat_result:
    """Of the file that a link leads to, or of the link when it leads nowhere."""
    try:
        return file.stat()
    except OSError:
        return file.stat(follow_symlinks=False)


_STORE = Store()
territories = _STORE.territories
commune_finder = _STORE.commune_finder
shelf = _STORE.shelf
is_current = _STORE.is_current
coverage = _STORE.coverage
widest = _STORE.widest

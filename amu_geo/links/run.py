"""One run: every address of an edition looked at once, or what a run cut short has left."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from amu_geo.links import archives
from amu_geo.links.asking.schedule import PAUSE, Lanes, Schedule
from amu_geo.links.journal import DAYS_KEPT, Journal
from amu_geo.links.record import LinkRecord, settled
from amu_geo.links.verdict import Address, Finding, Probes, inspect

AGENT = "ObservatoireAMU-liens"
# Requests for an address, as a rule: HEAD, then GET.
_REQUESTS = 2
# Before so many addresses are done, nobody can say how long the rest takes.
_FEW = 12
# Questions that the archive may leave without an answer, one after the other.
_SILENCES = 3


@dataclass(frozen=True)
class Progress:
    """How far a run is: addresses done, of how many, seconds that the rest takes (0: unknown)."""

    done: int
    total: int
    left: float


Tell = Callable[[Progress], None]


@dataclass
class Outcome:
    """What a run ends with.

    Parameters
    ----------
    records
        Every row known by now, by address, those of other editions included.
    findings
        What was found of each address of the edition.
    was_resumed
        Whether a run cut short was taken up.
    archive_is_silent
        Whether the archive stopped answering before all was asked.
    """

    records: dict[str, LinkRecord]
    findings: list[Finding] = field(default_factory=list)
    was_resumed: bool = False
    archive_is_silent: bool = False


def user_agent(contact: str) -> str:
    """What requests say we are: a name, what it does, whom to write to; ASCII alone."""
    told = f"{AGENT}/1 (checks the sources it cites, four times a year; {contact})"
    return told.encode("ascii", "ignore").decode()


def _remaining(passed: float, done: int, rest: int, longest_queue: int) -> float:
    """Seconds that the rest takes at the pace so far, or the pauses of the busiest host."""
    if not rest or done < _FEW:
        return 0
    return max(passed / done * rest, longest_queue * _REQUESTS * PAUSE)


class Run:
    """Looks at addresses and, when asked, for their archived copies.

    Parameters
    ----------
    lanes
        Carries the requests.
    journal
        Where findings are written down as they come.
    tell
        Hears how far the run is.
    """

    def __init__(self, lanes: Lanes, journal: Journal, tell: Tell = lambda _: None) -> None:
        self._lanes, self._journal, self._tell = lanes, journal, tell

    def check(self, addresses: Sequence[Address], before: Mapping[str, LinkRecord]) -> Outcome:
        """Look at every address that the journal does not have yet.

        Parameters
        ----------
        addresses
            Of the edition, each once.
        before
            The rows known until now.
        """
        was_resumed = self._journal.read(self._day(-DAYS_KEPT))
        left = [address for address in addresses if address.url not in self._journal.findings]
        # A run that was cut short may have asked the same hosts a moment ago.
        schedule = Schedule(self._lanes, AGENT, first=PAUSE if was_resumed else 0)
        probes, start = Probes(), self._lanes.now()
        for done, finding in enumerate(schedule.run(inspect(a, probes) for a in left), start=1):
            self._journal.found(self._day(), finding)
            passed, rest = self._lanes.now() - start, len(left) - done
            remaining = _remaining(passed, done, rest, schedule.longest_queue)
            self._tell(Progress(len(addresses) - rest, len(addresses), remaining))
        outcome = Outcome(dict(before), was_resumed=was_resumed)
        for address in addresses:
            day, finding = self._journal.findings[address.url]
            outcome.findings.append(finding)
            known = before.get(address.url)
            outcome.records[address.url] = settled(finding, known, day)
        return outcome

    def archive(self, outcome: Outcome, urls: Sequence[str], near: str) -> None:
        """Ask for the archived copies that are not known yet, nearest to a day; fills `outcome`."""
        known = self._journal.archives
        left = [url for url in urls if url not in known and not outcome.records[url].archive]
        schedule = Schedule(self._lanes, AGENT, {archives.HOST: archives.PAUSE})
        errands = (archives.nearest_copy(url, near) for url in left)
        silences = 0
        for done, copy in enumerate(schedule.run(errands), start=1):
            silences = 0 if copy.is_known else silences + 1
            if copy.is_known:
                self._journal.archived(self._day(), copy.url, copy.archive, copy.archive_le)
            if silences == _SILENCES:
                outcome.archive_is_silent = True
                break
            remaining = (len(left) - done) * archives.PAUSE
            self._tell(Progress(len(urls) - len(left) + done, len(urls), remaining))
        for url in urls:
            archive, day = known.get(url, ("", ""))
            if archive:
                row = outcome.records[url]
                outcome.records[url] = replace(row, archive=archive, archive_le=day)

    def _day(self, later: int = 0) -> str:
        day = date.fromtimestamp(self._lanes.today()) + timedelta(days=later)
        return day.isoformat()

"""Who may be asked, and when: one request at a time and a pause for each host, four at once.

Errands say what they want to know; this sends their requests when the rules let it, and hands
them the replies. It keeps no clock of its own, so that a test can play hours in a moment.
"""

from __future__ import annotations

import heapq
import itertools
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from email.utils import parsedate_to_datetime
from typing import Any, Protocol

from amu_geo.links.asking.exchange import (
    ROBOTS,
    WAITS,
    Answer,
    Ask,
    Errand,
    Failure,
    Reply,
    host_of,
    origin_of,
)
from amu_geo.links.asking.robots import Rules, read_robots

LANES = 4
# Seconds between the end of a request to a host and the next one.
PAUSE = 2.0
# A host that wants to be left alone for longer is left alone for the rest of the run.
LONGEST_WAIT = 600.0
_WAIT_UNSAID = 30.0
_BUSY = (429, 503)


class Lanes(Protocol):
    """What carries requests: a network in earnest, or a play of one."""

    def now(self) -> float:
        """Seconds, of any beginning."""
        ...

    def today(self) -> float:
        """Seconds since 1970, for hosts that name a date."""
        ...

    def send(self, ticket: int, ask: Ask) -> None:
        """Begin a request."""
        ...

    def finished(self, until: float) -> Iterable[tuple[int, Reply]]:
        """Wait for a reply, or until a moment; the tickets that are done, with their replies."""
        ...


@dataclass
class _Host:
    pause: float
    free_at: float = 0.0
    is_busy: bool = False
    is_closed: bool = False
    queue: deque[tuple[Errand[Any], Ask]] = field(default_factory=deque)


class Schedule:
    """Carries errands to their end.

    Parameters
    ----------
    lanes
        Carries the requests.
    agent
        The name by which robots.txt may mean us.
    pauses
        Seconds between two requests, of hosts that want more than `PAUSE`.
    first
        Seconds to leave every host alone at the beginning: a run before may just have asked.
    """

    def __init__(
        self,
        lanes: Lanes,
        agent: str,
        pauses: dict[str, float] | None = None,
        first: float = 0.0,
    ) -> None:
        self._lanes, self._agent, self._pauses = lanes, agent, pauses or {}
        self._start = lanes.now() + first
        self._hosts: dict[str, _Host] = {}
        self._rules: dict[str, Rules | None] = {}
        self._awaiting: dict[str, list[tuple[Errand[Any], Ask]]] = {}
        self._later: list[tuple[float, int, Errand[Any], Ask]] = []
        self._flying: dict[int, tuple[_Host, Errand[Any], Ask]] = {}
        self._done: dict[int, Callable[[Any], None]] = {}
        self._outcomes: deque[Any] = deque()
        self._tickets = itertools.count()

    def run(self, errands: Iterable[Errand[Any]]) -> Iterator[Any]:
        """What each errand found, as they end."""
        for errand in errands:
            self._begin(errand, self._outcomes.append)
        while True:
            yield from self._drained()
            self._wake()
            self._send_what_may_go()
            # Refusals that cost no request may have ended errands already.
            yield from self._drained()
            until = self._next_moment()
            if until is None:
                return
            for ticket, reply in self._lanes.finished(until):
                self._land(ticket, reply)

    @property
    def longest_queue(self) -> int:
        """How many errands wait for the host for which most wait."""
        return max((len(host.queue) for host in self._hosts.values()), default=0)

    def _drained(self) -> Iterator[Any]:
        while self._outcomes:
            yield self._outcomes.popleft()

    def _begin(self, errand: Errand[Any], done: Callable[[Any], None], first: bool = False) -> None:
        self._done[id(errand)] = done
        self._go_on(errand, lambda: next(errand), first)

    def _step(self, errand: Errand[Any], reply: Reply) -> None:
        self._go_on(errand, lambda: errand.send(reply), first=True)

    def _go_on(self, errand: Errand[Any], step: Callable[[], Ask], first: bool) -> None:
        try:
            ask = step()
        except StopIteration as end:
            self._done.pop(id(errand))(end.value)
            return
        if ask.wait > 0:
            due = self._lanes.now() + ask.wait
            heapq.heappush(self._later, (due, next(self._tickets), errand, ask))
        else:
            self._queue(errand, ask, first)

    def _queue(self, errand: Errand[Any], ask: Ask, first: bool) -> None:
        """What goes on comes before what begins: an address is finished, then another begins."""
        queue = self._host(ask.url).queue
        (queue.appendleft if first else queue.append)((errand, ask))

    def _host(self, url: str) -> _Host:
        name = host_of(url)
        if name not in self._hosts:
            pause = max(PAUSE, self._pauses.get(name, 0))
            self._hosts[name] = _Host(pause, free_at=self._start)
        return self._hosts[name]

    def _wake(self) -> None:
        now = self._lanes.now()
        while self._later and self._later[0][0] <= now:
            _, _, errand, ask = heapq.heappop(self._later)
            self._queue(errand, ask, first=True)

    def _send_what_may_go(self) -> None:
        while len(self._flying) < LANES:
            now = self._lanes.now()
            ready = [
                host
                for host in self._hosts.values()
                if host.queue and not host.is_busy and (host.free_at <= now or host.is_closed)
            ]
            if not ready:
                return
            # Who has most to answer sets how long all of it takes.
            self._serve(max(ready, key=lambda host: len(host.queue)))

    def _serve(self, host: _Host) -> None:
        errand, ask = host.queue.popleft()
        if host.is_closed:
            self._step(errand, Failure(WAITS, "host asked to be left alone", is_final=True))
        elif not ask.minds_robots:
            self._send(host, errand, ask)
        else:
            self._serve_by_the_rules(host, errand, ask)

    def _serve_by_the_rules(self, host: _Host, errand: Errand[Any], ask: Ask) -> None:
        origin = origin_of(ask.url)
        if origin not in self._rules:
            self._rules[origin] = None
            self._awaiting[origin] = [(errand, ask)]
            robots = read_robots(origin, self._agent)
            self._begin(robots, lambda rules: self._know(host, origin, rules), first=True)
            return
        rules = self._rules[origin]
        if rules is None:
            self._awaiting[origin].append((errand, ask))
        elif rules.failure is not None:
            self._step(errand, rules.failure)
        elif not rules.allow(ask.url):
            self._step(errand, Failure(ROBOTS, "robots.txt", is_final=True))
        else:
            self._send(host, errand, ask)

    def _know(self, host: _Host, origin: str, rules: Rules) -> None:
        self._rules[origin] = rules
        host.pause = max(host.pause, rules.pause)
        host.free_at = max(host.free_at, self._lanes.now() + rules.pause if rules.pause else 0)
        host.queue.extendleft(reversed(self._awaiting.pop(origin)))

    def _send(self, host: _Host, errand: Errand[Any], ask: Ask) -> None:
        host.is_busy = True
        ticket = next(self._tickets)
        self._flying[ticket] = (host, errand, ask)
        self._lanes.send(ticket, ask)

    def _land(self, ticket: int, reply: Reply) -> None:
        host, errand, _ = self._flying.pop(ticket)
        host.is_busy = False
        host.free_at = self._lanes.now() + host.pause
        if isinstance(reply, Answer) and reply.status in _BUSY:
            wait = self._asked_wait(reply)
            host.is_closed = wait > LONGEST_WAIT
            host.free_at = max(host.free_at, self._lanes.now() + wait)
        self._step(errand, reply)

    def _asked_wait(self, answer: Answer) -> float:
        """Seconds that a busy host asks for (`Retry-After`, a number or a date)."""
        said = answer.headers.get("retry-after", "").strip()
        if said.isdigit():
            return float(said[:9])
        try:
            return max(0.0, parsedate_to_datetime(said).timestamp() - self._lanes.today())
        except (ValueError, TypeError, OverflowError):
            return _WAIT_UNSAID

    def _next_moment(self) -> float | None:
        """When something may be done without any reply; None when all is done."""
        moments = [due for due, *_ in self._later[:1]]
        if len(self._flying) < LANES:
            waiting = (h for h in self._hosts.values() if h.queue and not h.is_busy)
            moments += [host.free_at for host in waiting]
        if moments:
            return min(moments)
        return float("inf") if self._flying else None

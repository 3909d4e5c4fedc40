"""Figures counted since the start of the process: how many, how long; never by whom."""

from __future__ import annotations

import threading
from bisect import bisect_left
from collections.abc import Mapping

from amu_geo.watch.events import FAMILIES

# Upper bounds in seconds; what takes longer is counted above the last.
BOUNDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)


class Counter:
    """How often something happened, by a word of a fixed list; safe between threads."""

    def __init__(self, *words: str) -> None:
        self._counts = dict.fromkeys(words, 0)
        self._lock = threading.Lock()

    def add(self, word: str) -> None:
        """Once more."""
        with self._lock:
            self._counts[word] += 1

    def counts(self) -> Mapping[str, int]:
        """So far."""
        with self._lock:
            return dict(self._counts)


class Histogram:
    """How long answers took, by family; written by one thread, that of the event loop."""

    def __init__(self, families: tuple[str, ...] = FAMILIES) -> None:
        self._counts = {family: [0] * (len(BOUNDS) + 1) for family in families}
        self._sums = dict.fromkeys(families, 0.0)

    def add(self, family: str, seconds: float) -> None:
        """One answer."""
        self._counts[family][bisect_left(BOUNDS, seconds)] += 1
        self._sums[family] += seconds

    def of(self, family: str) -> tuple[list[int], float]:
        """The answers within each bound, those above the last one too, and their seconds."""
        total, within = 0, []
        for count in list(self._counts[family]):
            total += count
            within.append(total)
        return within, self._sums[family]


ACCEPTED, REFUSED = "accepte", "refuse"
RUN = "page"
answers = Histogram()
imports = Counter(ACCEPTED, REFUSED)
runs = Counter(RUN)

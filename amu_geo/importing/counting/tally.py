"""Rows counted block by block, by two threads, in an order that never changes."""

from __future__ import annotations

import sys
from collections import Counter, deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field

from amu_geo.importing.counting.doubts import doubts_counted
from amu_geo.importing.counting.placed import place
from amu_geo.importing.counting.rows import Faults, Rows, add_faults
from amu_geo.importing.counting.ways import Way
from amu_geo.territories import Territories
from amu_geo.territories.shore import SHORE

THREADS = 2
# Blocks read ahead of those that are counted: what bounds the memory.
AHEAD = 4
# Rows without a territory that are kept to be shown.
SHOWN = 1_000


@dataclass(frozen=True)
class Block:
    """Some rows of a file, yet to be read.

    Attributes
    ----------
    read
        Reads them; run by another thread, which may be any.
    share
        How much of the file is read once they are, from 0 to 1.
    """

    read: Callable[[], Rows]
    share: float


# The blocks of a table, once it is known which columns place its rows.
Blocks = Callable[[Sequence[Way]], Iterator[Block]]


@dataclass(frozen=True)
class Plan:
    """What is counted, and how rows are placed."""

    ways: tuple[Way, ...]
    level: str
    shore: float = SHORE


@dataclass(frozen=True)
class Lost:
    """A row that falls nowhere: the cells that should place it, and why they do not.

    `line` is as a person counts, 0 where nobody could; `titles` are those of the cells.
    """

    file: str
    line: int
    titles: tuple[str, ...]
    cells: tuple[str, ...]
    reason: str


@dataclass
class Tally:
    """What was counted so far; two of them add.

    Attributes
    ----------
    counts
        By code of territory, "" being nowhere.
    lost
        The first `SHOWN` rows that fall nowhere.
    """

    total: int = 0
    counts: Counter[str] = field(default_factory=Counter)
    reasons: Counter[str] = field(default_factory=Counter)
    repairs: Counter[str] = field(default_factory=Counter)
    faults: Faults = field(default_factory=dict)
    lost: list[Lost] = field(default_factory=list)

    def add(self, other: Tally) -> None:
        """Add what was counted elsewhere, after this."""
        self.total += other.total
        for name in ("counts", "reasons", "repairs"):
            # Not `+`, which would drop what is zero and make a new one.
            getattr(self, name).update(getattr(other, name))
        add_faults(self.faults, other.faults)
        self.lost += other.lost[: SHOWN - len(self.lost)]


Progress = Callable[[float, int], None]


def tally(
    blocks: Iterator[Block],
    plan: Plan,
    territories: Territories,
    progress: Progress = lambda share, rows: None,
) -> Tally:
    """Count the rows of these blocks.

    Parameters
    ----------
    progress
        Told after each block the share of the file that is counted, and how many rows.
    """
    counted = Tally()
    waiting: deque[tuple[Future[Tally], float]] = deque()

    def take() -> None:
        future, share = waiting.popleft()
        counted.add(future.result())
        progress(share, counted.total)

    with ThreadPoolExecutor(THREADS) as pool:
        try:
            for block in blocks:
                room = SHOWN - len(counted.lost)
                future = pool.submit(_count, block, plan, territories, room)
                waiting.append((future, block.share))
                if len(waiting) > AHEAD:
                    take()
            while waiting:
                take()
        finally:
            pool.shutdown(cancel_futures=True)
    return counted


def _count(block: Block, plan: Plan, territories: Territories, shown: int) -> Tally:
    """Count a block, and keep so many of its rows that fall nowhere."""
    rows = block.read()
    placed = place(rows, plan.ways, plan.level, territories, plan.shore)
    nowhere = placed.nowhere[:shown].tolist()
    ranks = list(dict.fromkeys(rank for way in plan.ways for rank in way.columns))
    shown = Rows(rows.file, rows.sheet, rows.titles, rows.cells.iloc[nowhere])
    columns = [shown.column(rank).tolist() for rank in ranks]
    reasons = [placed.lacking.words[rank] for rank in placed.lacking.ranks[nowhere].tolist()]
    lines = [rows.lines[row] if len(rows.lines) else 0 for row in nowhere]
    cells = zip(*columns, strict=True) if columns else [()] * len(nowhere)
    lost = zip(lines, cells, map(sys.intern, reasons), strict=True)
    titles = tuple(rows.titles[rank] for rank in ranks)
    return Tally(
        len(rows.cells),
        placed.places.counted(),
        placed.reasons,
        placed.repairs + doubts_counted(rows, plan.ways, territories),
        dict(rows.faults),
        [Lost(rows.file, int(line), titles, tuple(words), why) for line, words, why in lost],
    )

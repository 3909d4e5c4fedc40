"""`python -m benchmarks.load.soak` (`make soak`): few visitors for long; is the memory flat?

So many tabs are always open; each acts, leaves after some minutes and is followed by another. The
first minutes, in which what lasts is read and drawn, do not count.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import statistics
import time
from dataclasses import dataclass, field

from playwright.sync_api import sync_playwright

from benchmarks.load.memory import resident, slope
from benchmarks.load.recording import OPEN, Recording, record
from benchmarks.load.run import say
from benchmarks.load.sessions import Met, StreamlitReader, visit
from benchmarks.peers.run import FLAGS, chromium
from benchmarks.peers.servers import Peer, peers, running, wait_until_quiet

# Megabytes around their mean within which memory is called flat; minutes that do not count.
FLAT, WARM = 20.0, 4.0
STAY, PERIOD = 180.0, 5.0


@dataclass
class Soak:
    """Minutes and megabytes of each sample, and what the visitors met."""

    minutes: list[float] = field(default_factory=list)
    megabytes: list[float] = field(default_factory=list)
    met: Met = field(default_factory=Met)

    @property
    def counted(self) -> tuple[list[float], list[float]]:
        """The samples after the first minutes."""
        pairs = zip(self.minutes, self.megabytes, strict=True)
        kept = [(minute, size) for minute, size in pairs if minute >= WARM]
        return [minute for minute, _ in kept], [size for _, size in kept]

    @property
    def spread(self) -> float:
        """Megabytes between a sample and the mean of all, at most."""
        sizes = self.counted[1]
        mean = statistics.fmean(sizes)
        return max(abs(size - mean) for size in sizes)

    def told(self) -> str:
        """The verdict, in a few lines."""
        minutes, sizes = self.counted
        acts = [wait for kind, wait in self.met.waits if kind != OPEN]
        met = (
            f"{len(acts)} acts, {len(self.met.errors)} errors, "
            f"p95 {statistics.quantiles(acts, n=100)[94]:.0f} ms, load {os.getloadavg()[1]:.1f}"
        )
        if len(sizes) < 2:
            return f"{met}\nToo short: only {len(sizes)} samples after {WARM:g} minutes."
        verdict = "flat" if self.spread <= FLAT else "**not flat**"
        return (
            f"{met}\n{statistics.fmean(sizes):.0f} MB ± {self.spread:.1f} from minute {WARM:g} to "
            f"minute {minutes[-1]:.0f}, slope {slope(minutes, sizes):+.1f} MB an hour: "
            f"{verdict} within ± {FLAT:g} MB"
        )


def main() -> None:
    """Parse the command line, watch, report."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sessions", type=int, default=20, help="tabs always open (20)")
    parser.add_argument("--minutes", type=float, default=60, help="how long (60)")
    parser.add_argument("--port", type=int, default=8700, help="port of the server (8700)")
    asked = parser.parse_args()
    ours = peers(asked.port)[0]
    with running(ours) as (pid, _):
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=chromium(), args=FLAGS)
            say("a browser shows what it sends")
            recording = record(browser, ours)
            browser.close()
        wait_until_quiet(pid)
        say(f"{asked.sessions} sessions, {asked.minutes:g} minutes")
        soak = asyncio.run(_soak(ours, pid, recording, asked.sessions, 60 * asked.minutes))
    print(soak.told())


async def _soak(ours: Peer, pid: int, recording: Recording, sessions: int, seconds: float) -> Soak:
    soak, begun = Soak(), time.perf_counter()
    visitors = asyncio.create_task(_visitors(ours, recording, sessions, seconds, soak.met))
    while (past := time.perf_counter() - begun) < seconds:
        soak.minutes.append(past / 60)
        soak.megabytes.append(resident(pid))
        say(f"{soak.minutes[-1]:5.1f} min  {soak.megabytes[-1]:7.1f} MB")
        await asyncio.sleep(60)
    await visitors
    return soak


async def _visitors(
    ours: Peer, recording: Recording, sessions: int, seconds: float, met: Met
) -> None:
    """Each place is taken by one visitor after the other until the time is over."""
    end = time.perf_counter() + seconds

    async def place(rank: int) -> None:
        await asyncio.sleep(rank * STAY / sessions)
        number = rank
        while (left := end - time.perf_counter()) > PERIOD:
            reader = StreamlitReader(ours, recording, number)
            own = await visit([reader], PERIOD, min(STAY, left), lambda: None)
            await reader.close()
            met.waits += own.waits
            met.errors += own.errors
            number += sessions

    await asyncio.gather(*(place(rank) for rank in range(sessions)))


if __name__ == "__main__":
    main()

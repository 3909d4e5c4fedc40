"""Files that are there to do harm, and memory after large ones: figures of what the server bears.

    python -m benchmarks.hostile            # or make hostile: some six minutes
    python -m benchmarks.hostile --files    # the files alone, one after the other

1. Each small file that would take minutes or gigabytes, made in memory, is read as a visitor's
   file is: in a process of its own (`amu_geo/importing/apart/`), watched every hundredth of a
   second. Seconds go from the bytes to the report; processor and memory are the reader's own.
2. Four sessions drop 11 MB each on the page of data of a server of its own, leave, and again; what
   it takes then.
3. The files are dropped there too, while another session runs the page again and again.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import platform
import statistics
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from amu_geo import store
from amu_geo.french.typography import typeset
from amu_geo.importing.apart import born, reading
from tests.dropping import visitor
from tests.hostile_files import FILES
from tests.serving import running

MEGABYTE = 1e6
SECONDS, MEMORY = 2.0, 300
# Of the memory experiment.
SESSIONS, ROUNDS, SETTLED, LEFT, SIZE = 4, 2, 60, 180, 11_000_000
GIVEN_BACK = 150
YEARS = range(2012, 2026)
_HEAD = "id,nom,type,code_region,commune,perimetre,url_source,confiance,titre_source\n"
_ROW = (
    "a-{0},Atelier d’usage numéro {0},association,76,Lodève,pratique-voisine,"
    "https://exemple.fr/ateliers/{0},A,Une page sur l’atelier numéro {0} et ses habitants\n"
)


@dataclass
class Peak:
    """What one reader took at most: bytes of its own, seconds of processor."""

    memory: int = 0
    processor: float = 0


@contextmanager
def watched() -> Iterator[Peak]:
    """Note what the readers of the block take, each time that they are looked at."""
    peak, passed = Peak(), born.Watch.passed

    def noted(watch: born.Watch) -> str:
        peak.memory = max(peak.memory, born._own_memory(watch.pid) - watch.before)
        peak.processor = max(peak.processor, born._computed(watch.pid))
        return passed(watch)

    born.Watch.passed, reading.WATCHED_EVERY = noted, 0.01
    try:
        yield peak
    finally:
        born.Watch.passed = passed


def actors(size: int) -> bytes:
    """A table of actors of so many bytes, without a fault."""
    count = size // len(_ROW.format(12_345).encode())
    return (_HEAD + "".join(map(_ROW.format, range(count)))).encode()


def each_file() -> list[bool]:
    """Print what each file meets; which of them stay under the goals."""
    territories, edition = store.territories(), store.shelf().default
    reading.import_apart(actors(10_000), "acteurs.csv", territories, onto=edition)
    print("\n| file | sent | verdict | seconds | processor | memory |")
    print("| --- | ---: | --- | ---: | ---: | ---: |")
    kept = []
    for hostile in FILES:
        content = hostile.make()
        with watched() as peak:
            begun = time.perf_counter()
            told = reading.import_apart(content, hostile.name, territories, onto=edition)
            seconds = time.perf_counter() - begun
        memory = peak.memory / MEGABYTE
        kept.append(seconds < SECONDS and memory < MEMORY and not told.is_valid)
        print(
            f"| {hostile.name} | {_size(len(content))} | {_verdict(told.problems[0].message)} | "
            f"{seconds:.2f} s | {peak.processor:.2f} s | {memory:.0f} MB |",
            flush=True,
        )
    return kept


def _size(count: int) -> str:
    return f"{count / MEGABYTE:.1f} MB" if count > 100_000 else f"{count} B"


def _verdict(message: str) -> str:
    return str(typeset(message)).replace("|", "/")[:70]


async def beside(base: str) -> None:
    """Drop them all on the page while another session runs it."""
    async with visitor(base) as other:
        for year in YEARS:
            await other.again(year)
        alone = [await other.again(year) for year in YEARS]
        dropping = asyncio.create_task(_drop_all(base))
        waits = []
        while not dropping.done():
            waits += [await other.again(year) for year in YEARS]
        refused = dropping.result()
    print(
        f"\n{refused} of {len(FILES)} files refused on the page; another session meanwhile, a run:"
    )
    for name, found in (("alone", alone), ("beside them", waits)):
        middle, most = statistics.median(found), max(found)
        last = statistics.quantiles(found, n=20, method="inclusive")[-1]
        print(f"- {name}: median {middle * 1000:.0f} ms, p95 {last * 1000:.0f} ms, "
              f"most {most * 1000:.0f} ms ({len(found)} runs)")  # fmt: skip


async def _drop_all(base: str) -> int:
    refused = 0
    for hostile in FILES:
        content = await asyncio.to_thread(hostile.make)
        async with visitor(base) as reader:
            refused += "erreur" in (await reader.drop(hostile.name, content)).page
    return refused


async def memory(base: str, pid: int) -> bool:
    """Drop large files in several sessions at once; whether the server gives their room back."""
    content = actors(SIZE)
    async with visitor(base) as reader:
        await reader.drop("acteurs.csv", actors(50_000))
    await asyncio.sleep(SETTLED)
    before = resident(pid)
    print(f"\n{SESSIONS} sessions, {len(content) / MEGABYTE:.1f} MB each. Server: {_shown(pid)}")
    most = before
    for rank in range(ROUNDS):
        dropping = [asyncio.create_task(_drop_and_stay(base, content)) for _ in range(SESSIONS)]
        while not all(task.done() for task in dropping):
            most = max(most, resident(pid))
            await asyncio.sleep(0.2)
        found = [task.result() for task in dropping]
        waited = sum(any("en attente" in text for text in one.told) for one in found)
        took = ", ".join(f"{one.seconds:.0f}" for one in found)
        print(f"- round {rank + 1}: read in {took} s; {waited} waited and were told; {_shown(pid)}")
    print(f"- at most {most / MEGABYTE:.0f} MB")
    left = time.monotonic()
    while time.monotonic() - left < LEFT + 60 and resident(pid) - before > GIVEN_BACK * MEGABYTE:
        await asyncio.sleep(5)
    print(
        f"- under {GIVEN_BACK} MB more than before: {time.monotonic() - left:.0f} s after they left"
    )
    await asyncio.sleep(max(0.0, LEFT + 30 - (time.monotonic() - left)))
    more = (resident(pid) - before) / MEGABYTE
    print(f"- {LEFT + 30} s after they left: {_shown(pid)}, {more:+.0f} MB")
    return more < GIVEN_BACK


async def _drop_and_stay(base: str, content: bytes) -> object:
    async with visitor(base) as reader:
        dropped = await reader.drop("acteurs.csv", content)
        await asyncio.sleep(2)
        return dropped


def resident(pid: int) -> int:
    """Bytes of memory that a process takes."""
    numbers = Path(f"/proc/{pid}/statm").read_text("ascii").split()
    return int(numbers[1]) * os.sysconf("SC_PAGE_SIZE")


def children(pid: int) -> list[int]:
    """The processes that another one has started."""
    found = []
    for status in Path("/proc").glob("[0-9]*/stat"):
        try:
            parent = status.read_text(errors="replace").rpartition(")")[2].split()[1]
        except OSError:
            continue
        if int(parent) == pid:
            found.append(int(status.parent.name))
    return found


def _shown(pid: int) -> str:
    own, others = resident(pid), sum(map(resident, children(pid)))
    return f"{own / MEGABYTE:.0f} MB (and {others / MEGABYTE:.0f} MB where readings are born)"


async def _serve(base: str, pid: int) -> bool:
    given_back = await memory(base, pid)
    await beside(base)
    return given_back


def main() -> int:
    """Print the figures; 0 when the goals are met."""
    options = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    options.add_argument("--files", action="store_true", help="the files alone")
    asked = options.parse_args()
    load = os.getloadavg()[0]
    print(f"{time.strftime('%Y-%m-%d')}, {os.cpu_count()} cores, Python "
          f"{platform.python_version()}; load of the machine at the start: {load:.1f}")  # fmt: skip
    kept = each_file()
    goal = f"under {SECONDS:.0f} s and {MEMORY} MB"
    print(f"\n{sum(kept)} of {len(kept)} files refused {goal}.")
    given_back = True
    if not asked.files:
        with tempfile.TemporaryDirectory() as folder:
            mine = set(children(os.getpid()))
            with running(Path(folder) / "log.txt") as base:
                (pid,) = set(children(os.getpid())) - mine
                given_back = asyncio.run(_serve(base, pid))
    return 0 if all(kept) and given_back else 1


if __name__ == "__main__":
    raise SystemExit(main())

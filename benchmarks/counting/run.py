"""Ours, `geopandas.sjoin` and SedonaDB count the same points in turn; then ours counts more.

`python -m benchmarks.counting.run` (`make bench-count`) prints the table, `--write` puts it in
`benchmarks/README.md`. The files are written to a temporary folder, 2.5 GB at most, and deleted.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import geopandas
import pyarrow
import sedonadb

from amu_geo.territories import Territories
from benchmarks.counting.points import write_csv, write_geoparquet, write_parquet

ROOT = Path(__file__).resolve().parents[2]
README = ROOT / "benchmarks" / "README.md"
BEGIN, END = "<!-- counting -->", "<!-- end of counting -->"
MILLION = 1_000_000


@dataclass(frozen=True)
class Measure:
    """Medians of a count."""

    seconds: float
    megabytes: float
    counts: dict[str, int]


def measure(who: str, path: Path) -> Measure:
    """One count, in a process of its own."""
    command = [sys.executable, "-m", "benchmarks.counting.measure", who, str(path)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode:
        sys.exit(f"{who}, {path.name}:\n{done.stderr}")
    return Measure(**json.loads(done.stdout.splitlines()[-1]))


def in_turn(people: Iterable[str], path: Path, rounds: int) -> dict[str, Measure]:
    """Medians of counts that take turns; they must all count the same."""
    seen: dict[str, list[Measure]] = {who: [] for who in people}
    for number in range(rounds):
        for who, measures in seen.items():
            measures.append(measure(who, path))
            said(f"{path.name}, round {number + 1}, {who}: {measures[-1].seconds:.2f} s")
    return {
        who: Measure(
            statistics.median(one.seconds for one in measures),
            max(one.megabytes for one in measures),
            measures[0].counts,
        )
        for who, measures in seen.items()
    }


def said(text: str) -> None:
    """Progress, beside the table."""
    print(text, file=sys.stderr, flush=True)


def same(one: Measure, other: Measure, what: str) -> None:
    """Stop when two counts differ: what is quick and wrong is not measured."""
    if one.counts != other.counts:
        sys.exit(f"{what}: the counts differ\n{one.counts}\n{other.counts}")


def run(folder: Path, millions: int, more: list[int], rounds: int) -> str:
    """Measure, and the result as Markdown."""
    territories = Territories.read()
    rows: list[tuple[str, ...]] = []

    def counted(name: str, write: Callable, number: int, people: Iterable[str], times: int):
        path = folder / name
        write(path, number * MILLION, territories)
        size = path.stat().st_size / 1e6
        try:
            return in_turn(people, path, times), size
        finally:
            path.unlink()

    load = os.getloadavg()[0]
    name = f"{millions}m.parquet"
    people = ("ours", "sedonadb", "geopandas", "with_shore")
    first, size = counted(name, write_parquet, millions, people, rounds)
    base = first["ours"]
    for who in ("sedonadb", "geopandas"):
        same(base, first[who], who)
    what = f"{millions} M, Parquet ({size:.0f} MB)"
    labels = {
        "ours": "`count --shore 0`",
        "with_shore": "`count` (shore of 0.3 km)",
        "cluster": "`count --scheduler`, 2 workers",
        "sedonadb": f"SedonaDB {sedonadb.__version__}",
        "geopandas": f"geopandas.sjoin {geopandas.__version__}",
    }
    rows += [_row(what, labels[who], first[who], base) for who in people]
    for name, write in (("GeoParquet", write_geoparquet), ("CSV", write_csv)):
        found, size = counted(f"{millions}m.{name}".lower(), write, millions, ["ours"], 1)
        rows.append(
            _row(f"{millions} M, {name} ({size:.0f} MB)", labels["ours"], found["ours"], base)
        )
    for number in more:
        people = ("ours", "sedonadb", "cluster")
        found, size = counted(f"{number}m.parquet", write_parquet, number, people, 1)
        for who in people[1:]:
            same(found["ours"], found[who], f"{number} M, {who}")
        what = f"{number} M, Parquet ({size:.0f} MB)"
        rows += [_row(what, labels[who], found[who], base) for who in people]
    heads = ("points", "who", "seconds", "× the first line", "points a second", "peak memory")
    return f"{_circumstances(load, rounds)}\n\n{_table(heads, rows)}\n"


def _row(what: str, who: str, one: Measure, base: Measure) -> tuple[str, ...]:
    rate = float(what.split()[0]) / one.seconds
    ratio = f"{one.seconds / base.seconds:.2f}"
    return what, who, f"{one.seconds:.2f}", ratio, f"{rate:.1f} M", f"{one.megabytes:.0f} MB"


def _table(heads: tuple[str, ...], rows: list[tuple[str, ...]]) -> str:
    lines = [heads, ("---", "---", *["---:"] * (len(heads) - 2)), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _circumstances(load: float, rounds: int) -> str:
    processor = next(
        (
            line.partition(":")[2].strip()
            for line in Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
            if line.startswith("model name")
        ),
        platform.processor(),
    )
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 1024**3
    return (
        f"{date.today().isoformat()}, {os.cpu_count()} cores ({processor}), {memory:.0f} GB, "
        f"Python {platform.python_version()}, pyarrow {pyarrow.__version__}; medians of {rounds} "
        f"counts each, in turn, each in a process of its own. Load of the machine before: "
        f"{load:.1f}{', shared with other work: read the ratios' if load >= 1 else ''}."
    )


def main() -> None:
    """Entry of the command."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--millions", type=int, default=5, help="points of the comparison")
    parser.add_argument("--more", type=int, nargs="*", default=[10, 50], help="then ours, millions")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--write", action="store_true", help="put the table in the README")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="comptage-") as folder:
        text = run(Path(folder), arguments.millions, arguments.more, arguments.rounds)
    print(text)
    if arguments.write:
        before, _, rest = README.read_text(encoding="utf-8").partition(BEGIN)
        after = rest.partition(END)[2]
        README.write_text(f"{before}{BEGIN}\n\n{text}\n{END}{after}", encoding="utf-8")


if __name__ == "__main__":
    main()

"""The tables: medians of every figure, ratios, and the goals beside what was measured."""

from __future__ import annotations

import os
import platform
import statistics
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from benchmarks.peers.load import Load
from benchmarks.peers.reruns import Cost
from benchmarks.peers.servers import ROOT, WORK, Peer
from benchmarks.peers.visits import NETWORKS, Visit

README = ROOT / "benchmarks" / "README.md"
BEGIN, END = "<!-- results -->", "<!-- end of results -->"
PLAIN, SLOW = NETWORKS


@dataclass
class Results:
    """Everything measured in one run; visits by network and peer, the rest by peer."""

    chromium: str
    rounds: int
    sessions: int
    seconds: float
    visits: dict[tuple[str, str], list[Visit]] = field(default_factory=dict)
    answers: dict[tuple[str, str], list[float]] = field(default_factory=dict)
    rerun: Cost | None = None
    loads: dict[str, Load] = field(default_factory=dict)
    starts: dict[str, list[float]] = field(default_factory=dict)
    failures: list[str] = field(default_factory=list)

    def median(self, network: str, peer: str, figure: Callable[[Visit], float]) -> float:
        """Median of a figure over the visits of a peer."""
        return statistics.median(figure(seen) for seen in self.visits[network, peer])

    def answer(self, network: str, peer: str) -> float:
        """Median of the times from the navigation to the first sheet."""
        return statistics.median(self.answers[network, peer])

    def click(self, peer: str) -> float:
        """Median of all the clicks of a peer, in milliseconds."""
        return statistics.median(c for seen in self.visits[PLAIN, peer] for c in seen.clicks)

    def start(self, peer: str) -> float:
        """Median seconds from the start of the process to its first answer."""
        return statistics.median(self.starts[peer])


def report(results: Results, four: list[Peer]) -> str:
    """The whole result as Markdown."""
    parts = [_circumstances(results)]
    if results.visits:
        parts += [_visits_table(results, four, network) for network in NETWORKS]
    if results.rerun:
        parts.append(_rerun_table(results.rerun))
    if results.loads:
        parts.append(_load_table(results, four))
    if results.starts:
        parts.append(_starts_table(results, four))
    goals = list(_goals(results))
    if goals:
        heads = ("figure", "measured", "goal", "")
        parts.append("### Goals\n\n" + table(heads, goals))
    return "\n\n".join(parts) + "\n"


def write(text: str, into_readme: bool) -> None:
    """Keep the result beside the logs; on demand, put it in the README between its marks."""
    WORK.mkdir(parents=True, exist_ok=True)
    (WORK / "result.md").write_text(text, encoding="utf-8")
    if into_readme:
        before, _, rest = README.read_text(encoding="utf-8").partition(BEGIN)
        after = rest.partition(END)[2]
        README.write_text(f"{before}{BEGIN}\n\n{text}\n{END}{after}", encoding="utf-8")


def _circumstances(results: Results) -> str:
    system = platform.freedesktop_os_release().get("PRETTY_NAME", platform.system())
    load = os.getloadavg()[1]
    failed = f" Visits made again, as no map came: {'; '.join(results.failures)}."
    return (
        f"{date.today().isoformat()}, {os.cpu_count()} cores ({processor()}), {system}, "
        f"Python {platform.python_version()}, Chromium {results.chromium}; medians of "
        f"{results.rounds} visits each, in turn. Load of the machine over five minutes: {load:.1f}."
        f"{failed if results.failures else ''}"
    )


def processor() -> str:
    """The processor's name."""
    for line in Path("/proc/cpuinfo").read_text().splitlines():
        if line.startswith("model name"):
            return line.partition(":")[2].strip()
    return platform.machine()


def _visits_table(results: Results, four: list[Peer], network: str) -> str:
    rows = [
        ("first picture of the map", lambda v: v.picture, _milliseconds),
        ("map that answers", lambda v: v.interactive, _milliseconds),
        ("bytes of the first visit", lambda v: v.bytes, _bytes),
        ("requests", lambda v: v.requests, _count),
        ("requests to other hosts", lambda v: v.foreign, _count),
    ]
    lines = [
        (name, *(shown(results.median(network, peer.key, figure)) for peer in four))
        for name, figure, shown in rows
    ]
    answers = (_milliseconds(results.answer(network, peer.key)) for peer in four)
    lines.insert(1, ("first sheet, clicked for as soon as may be", *answers))
    if network == PLAIN:
        lines.insert(3, ("click → sheet", *(_milliseconds(results.click(p.key)) for p in four)))
        per_click = [results.median(network, p.key, lambda v: v.bytes_per_click) for p in four]
        lines.append(("bytes per click, both ways", *map(_bytes, per_click)))
    return f"### First visit, {network}\n\n" + table(("", *(p.name for p in four)), lines)


def _rerun_table(cost: Cost) -> str:
    lines = [
        ("server CPU per run", _milliseconds(cost.cpu_per_run)),
        ("bytes sent per run", _bytes(cost.bytes_per_run)),
        ("wait", _milliseconds(statistics.median(cost.waits))),
    ]
    title = f"### The whole page at a new address, {cost.runs} runs of one reader"
    return f"{title}\n\n" + table(("", "Observatoire AMU"), lines)


def _load_table(results: Results, four: list[Peer]) -> str:
    named = {peer.key: peer.name for peer in four}
    loads = list(results.loads.values())
    lines = [
        ("reruns", *(str(load.runs) for load in loads)),
        ("server CPU per rerun", *(_milliseconds(load.cpu_per_run) for load in loads)),
        ("latency p50", *(_milliseconds(load.percentile(50)) for load in loads)),
        ("latency p95", *(_milliseconds(load.percentile(95)) for load in loads)),
        ("bytes sent per rerun", *(_bytes(load.received / load.runs) for load in loads)),
    ]
    title = f"### {results.sessions} sessions, a click every second, {results.seconds:.0f} s"
    return f"{title}\n\n" + table(("", *(named[key] for key in results.loads)), lines)


def _starts_table(results: Results, four: list[Peer]) -> str:
    named = {peer.key: peer.name for peer in four}
    line = ("first answer", *(f"{results.start(key):.2f} s" for key in results.starts))
    heads = ("", *(named[key] for key in results.starts))
    return "### From the start of the process\n\n" + table(heads, [line])


def _goals(results: Results) -> Iterable[tuple[str, str, str, str]]:
    if results.visits:
        yield from _visit_goals(results)
    if results.rerun:
        yield _goal("server CPU of a whole run", results.rerun.cpu_per_run, 15, " ms")
        yield _goal("bytes of a whole run", results.rerun.bytes_per_run / 1000, 20, " kB")
    if results.loads:
        ours = results.loads["ours"]
        yield _goal("server CPU per rerun", ours.cpu_per_run, 15, " ms")
        yield _goal("latency p95 under load", ours.percentile(95), 150, " ms")
    if results.starts:
        ratio = results.start("ours") / results.start("naive")
        yield _goal("start to first answer", ratio, 1.5, " × naive Streamlit")


def _visit_goals(results: Results) -> Iterable[tuple[str, str, str, str]]:
    def ratio(network: str, other: str, figure: Callable[[Visit], float]) -> float:
        return results.median(network, "ours", figure) / results.median(network, other, figure)

    def drawn(seen: Visit) -> float:
        return seen.interactive

    for network, most in ((PLAIN, 0.35), (SLOW, 0.12)):
        picture = results.median(network, "ours", lambda v: v.picture)
        share = picture / results.median(network, "static", drawn)
        yield _goal(f"first picture, {network}", share, most, " × static map")
        first = results.answer(network, "ours") / results.median(network, "static", drawn)
        yield _goal(f"first sheet, {network}", first, 0.3, " × static map")
    for network, most in ((PLAIN, 1.0), (SLOW, 0.41)):
        share = ratio(network, "static", drawn)
        yield _goal(f"map that answers, {network}", share, most, " × static map")
    weight = results.median(SLOW, "ours", lambda v: v.bytes) / 1e6
    yield _goal("bytes of a first visit", weight, 2.4, " MB")
    yield _goal("click → sheet", results.click("ours") / results.click("naive"), 0.4, " × naive")
    yield _goal("click → sheet", results.click("ours") / results.click("dash"), 1.3, " × Dash")
    per_click = results.median(PLAIN, "ours", lambda v: v.bytes_per_click) / 1000
    yield _goal("bytes per click", per_click, 10, " kB")
    foreign = max(
        seen.foreign for key, s in results.visits.items() if key[1] == "ours" for seen in s
    )
    yield _goal("requests to other hosts", foreign, 0, "")


def _goal(name: str, measured: float, most: float, unit: str) -> tuple[str, str, str, str]:
    met = "met" if measured <= most else "**missed**"
    return name, f"{measured:.3g}{unit}", f"≤ {most:g}{unit}", met


def table(heads: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    """A Markdown table."""
    heads = list(heads)
    lines = [heads, ["---", *["---:"] * (len(heads) - 1)], *map(list, rows)]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _milliseconds(value: float) -> str:
    return f"{value:,.0f} ms".replace(",", " ") if value >= 100 else f"{value:.1f} ms"


def _bytes(value: float) -> str:
    return f"{value / 1e6:.2f} MB" if value >= 1e6 else f"{value / 1e3:.1f} kB"


def _count(value: float) -> str:
    return f"{value:g}"

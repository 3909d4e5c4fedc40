"""What many visitors met, as tables; the goals beside what was measured."""

from __future__ import annotations

import os
import platform
import statistics
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from benchmarks.load.recording import CLICK, OPEN, PAGE, YEAR
from benchmarks.load.sessions import Met
from benchmarks.peers.report import README, processor, table
from benchmarks.peers.servers import WORK

BEGIN, END = "<!-- load -->", "<!-- end of load -->"
NAMES = {
    "ours": "Observatoire AMU",
    "replicas": "two replicas",
    "naive": "naive Streamlit",
    "dash": "Dash",
}


@dataclass
class Figures:
    """Of one contestant: memory in megabytes (all its processes), processor seconds, waits."""

    processes: int
    met: Met = field(default_factory=Met)
    cpu: float = 0
    before: float = 0
    during: float = 0
    after: float = 0
    requests: float = 0
    load: float = 0

    @property
    def acts(self) -> list[float]:
        """Milliseconds of every act, openings left out."""
        return [wait for kind, wait in self.met.waits if kind != OPEN]

    def percentile(self, share: int, kind: str = "") -> float:
        """Milliseconds that `share` % of the acts (of one kind) stay under; nan without any."""
        waits = [wait for own, wait in self.met.waits if own == kind] if kind else self.acts
        if len(waits) < 2:
            return waits[0] if waits else float("nan")
        return statistics.quantiles(waits, n=100, method="inclusive")[share - 1]

    @property
    def opened(self) -> int:
        """How many visitors could open the page."""
        return sum(kind == OPEN for kind, _ in self.met.waits)

    @property
    def cpu_per_act(self) -> float:
        """Milliseconds of processor for an act, all that the servers do for it."""
        return 1000 * self.cpu / max(len(self.acts), 1)

    @property
    def per_session(self) -> float:
        """Megabytes that one more visitor takes."""
        return (self.during - self.before) / max(self.opened, 1)

    def __str__(self) -> str:
        told = f"{self.opened} opened, {len(self.acts)} acts, {len(self.met.errors)} errors"
        if not self.acts:
            return told
        return (
            f"{told}, p50 {self.percentile(50):.0f} ms, p95 {self.percentile(95):.0f} ms, "
            f"{self.cpu_per_act:.1f} ms of processor an act, {self.before:.0f} → "
            f"{self.during:.0f} → {self.after:.0f} MB, {self.requests:.0f} requests/s, "
            f"load {self.load:.1f}"
        )


def report(found: Mapping[str, Figures], sessions: int, period: float, seconds: float) -> str:
    """The whole result as Markdown."""
    told = (
        f"{date.today().isoformat()}, {os.cpu_count()} cores ({processor()}), "
        f"Python {platform.python_version()}: {sessions} sessions, an act every {period:g} s "
        f"each, {seconds:.0f} s."
    )
    heads = ("", *(NAMES[key] for key in found))
    parts = [told, table(heads, _lines(list(found.values())))]
    goals = list(_goals(found))
    if goals:
        parts.append(table(("goal", "measured", "", ""), goals))
    errors = {error[:90] for figures in found.values() for error in figures.met.errors}
    if errors:
        parts.append("Errors: " + " ; ".join(f"`{error}`" for error in sorted(errors)[:4]))
    return "\n\n".join(parts) + "\n"


def write(text: str, into_readme: bool) -> None:
    """Keep the result with the logs; on demand, put it in the README between its marks."""
    WORK.mkdir(parents=True, exist_ok=True)
    (WORK / "load.md").write_text(text, encoding="utf-8")
    if into_readme:
        before, _, rest = README.read_text(encoding="utf-8").partition(BEGIN)
        after = rest.partition(END)[2]
        README.write_text(f"{before}{BEGIN}\n\n{text}\n{END}{after}", encoding="utf-8")


def _lines(several: list[Figures]) -> Iterable[tuple[str, ...]]:
    def line(name: str, shown) -> tuple[str, ...]:
        return name, *map(shown, several)

    yield line("processes", lambda f: str(f.processes))
    yield line("sessions opened", lambda f: str(f.opened))
    yield line("acts", lambda f: str(len(f.acts)))
    yield line("errors", lambda f: str(len(f.met.errors)))
    yield line("p50", lambda f: _milliseconds(f.percentile(50)))
    yield line("p95", lambda f: _milliseconds(f.percentile(95)))
    for kind in (CLICK, YEAR, PAGE):
        yield line(f"p95 of a {kind}", lambda f, kind=kind: _milliseconds(f.percentile(95, kind)))
    yield line("p95 of opening", lambda f: _milliseconds(f.percentile(95, OPEN)))
    yield line("processor an act", lambda f: _milliseconds(f.cpu_per_act))
    yield line("memory before", lambda f: f"{f.before:.0f} MB")
    yield line("memory with the sessions", lambda f: f"{f.during:.0f} MB")
    yield line("memory a session", lambda f: f"{f.per_session:.2f} MB")
    yield line("memory after they left", lambda f: f"{f.after:.0f} MB")
    yield line("load of the machine", lambda f: f"{f.load:.1f}")


def _goals(found: Mapping[str, Figures]) -> Iterable[tuple[str, str, str, str]]:
    for key in ("ours", "replicas"):
        if key not in found or not found[key].acts:
            continue
        figures, name = found[key], NAMES[key]
        yield _goal(f"{name}: errors", len(figures.met.errors), 0, "")
        yield _goal(f"{name}: p95", figures.percentile(95), 400, " ms")
        yield _goal(f"{name}: memory a session", figures.per_session, 1, " MB")
        kept = (figures.after - figures.before) / max(figures.opened, 1)
        yield _goal(f"{name}: memory a session that left", kept, 0.1, " MB")
        if figures.requests:
            met = "met" if figures.requests >= 1500 else "**missed**"
            yield f"{name}: API, 304", f"{figures.requests:.0f} / s", "≥ 1500 / s", met


def _goal(name: str, measured: float, most: float, unit: str) -> tuple[str, str, str, str]:
    met = "met" if measured <= most else "**missed**"
    return name, f"{measured:.3g}{unit}", f"≤ {most:g}{unit}", met


def _milliseconds(value: float) -> str:
    if value != value:
        return "–"
    return f"{value:,.0f} ms".replace(",", " ") if value >= 100 else f"{value:.1f} ms"

"""The four servers: how each is started, and where its map and its sheet are in the page."""

from __future__ import annotations

import os
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
HERE = Path(__file__).resolve().parent
WORK = ROOT / "build" / "bench"
_TICK = os.sysconf("SC_CLK_TCK")
_STREAMLIT = (sys.executable, "-m", "streamlit", "run")


@dataclass(frozen=True)
class Peer:
    """One of the four, with CSS selectors of what is measured.

    `picture` and `live` match the 18 shapes of the first picture and of the live map; `cover`
    is what lies over the live map until it can be used, `early` the sheet of the first picture.
    """

    key: str
    name: str
    port: int
    command: tuple[str, ...]
    folder: Path
    live: str
    sheet: str
    picture: str = ""
    cover: str = ""
    early: str = ""

    @property
    def url(self) -> str:
        """Its address."""
        return f"http://localhost:{self.port}/"

    def selectors(self) -> dict[str, str]:
        """What the probe in the page looks for."""
        return {
            "picture": self.picture or self.live,
            "live": self.live,
            "cover": self.cover,
            "sheet": self.sheet,
            "first": f"{self.sheet}, {self.early}" if self.early else self.sheet,
        }


def peers(port: int) -> list[Peer]:
    """The four, on four ports from `port` on."""
    quiet = ("--server.headless=true", "--browser.gatherUsageStats=false")
    quiet += ("--browser.serverAddress=localhost",)
    shapes = ".choroplethlocation"
    return [
        Peer(
            "ours",
            "Observatoire AMU",
            port,
            (*_STREAMLIT, "dashboard.py", f"--server.port={port}"),
            ROOT,
            live=f".st-key-carte {shapes}",
            sheet=".st-key-fiche",
            picture="#premiere .regions path",
            cover="#premiere",
            early="#premiere .p-fiche",
        ),
        Peer(
            "naive",
            "naive Streamlit",
            port + 1,
            (
                *_STREAMLIT,
                "naive_page.py",
                f"--server.port={port + 1}",
                "--server.enableStaticServing=true",
                *quiet,
            ),
            HERE,
            live=shapes,
            sheet=".st-key-fiche",
        ),
        Peer(
            "dash",
            "Dash",
            port + 2,
            (sys.executable, "-m", "benchmarks.peers.dash_app", str(port + 2)),
            ROOT,
            live=shapes,
            sheet="#fiche",
        ),
        Peer(
            "static",
            "static Plotly",
            port + 3,
            (
                *(sys.executable, "-m", "benchmarks.peers.static_site"),
                *(str(port + 3), str(WORK / "static")),
            ),
            ROOT,
            live=shapes,
            sheet="#fiche",
        ),
    ]


@contextmanager
def running(peer: Peer) -> Iterator[tuple[int, float]]:
    """Start a server; give its process id and the seconds to its first answer; stop it."""
    WORK.mkdir(parents=True, exist_ok=True)
    log = WORK / f"{peer.key}.log"
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    with log.open("wb") as output:
        start = time.perf_counter()
        process = subprocess.Popen(
            peer.command,
            cwd=peer.folder,
            stdout=output,
            stderr=subprocess.STDOUT,
            env=environment,
        )
        try:
            yield process.pid, _first_answer(peer, process, start)
        finally:
            process.terminate()
            with suppress(subprocess.TimeoutExpired):
                process.wait(10)
            process.kill()
            process.wait()


def _first_answer(peer: Peer, process: subprocess.Popen, start: float) -> float:
    while time.perf_counter() - start < 120:
        if process.poll() is not None:
            break
        with suppress(OSError), urllib.request.urlopen(peer.url, timeout=60) as reply:
            reply.read()
            return time.perf_counter() - start
        time.sleep(0.02)
    raise RuntimeError(f"{peer.name} does not answer: see {WORK / peer.key}.log")


def cpu_seconds(pid: int) -> float:
    """Processor time of a process since its start, all threads, user and system."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / _TICK


def wait_until_quiet(pid: int, seconds: float = 180) -> None:
    """Wait until a process has nothing left to prepare (the bundles of a very first start)."""
    end, quiet = time.perf_counter() + seconds, 0
    while quiet < 2 and time.perf_counter() < end:
        before = cpu_seconds(pid)
        time.sleep(1)
        quiet = quiet + 1 if cpu_seconds(pid) - before < 0.1 else 0

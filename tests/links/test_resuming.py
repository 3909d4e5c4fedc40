"""A run that is killed goes on from where it was, and asks nothing twice."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

import pytest

from amu_geo.links.journal import Journal
from amu_geo.links.run import Run
from amu_geo.links.verdict import Address, Finding
from amu_geo.links.words import Doubt, Subject
from tests.links.played import NAME, HastyLanes

ROOT = Path(__file__).resolve().parents[2]
URLS = [f"http://h{number % 6}.example/{number}" for number in range(48)]
ADDRESSES = [Address(url, (Subject("76-friches", NAME),)) for url in URLS]
# The run of another process, in the play of this one.
KILLED = """\
import sys
from pathlib import Path
from amu_geo.links.journal import Journal
from amu_geo.links.run import Run
from tests.links.played import HastyLanes, Web
from tests.links.test_resuming import ADDRESSES
web = Web(ports={80: int(sys.argv[1])})
Run(HastyLanes(web.transport()), Journal(Path(sys.argv[2]))).check(ADDRESSES, {})
"""


@pytest.mark.unix
def test_what_kill_9_cuts_short_is_taken_up_and_nothing_is_asked_twice(web, tmp_path):
    path = tmp_path / ".liens.csv.reprise"
    command = [sys.executable, "-c", KILLED, str(web.ports[80]), str(path)]
    process = subprocess.Popen(command, cwd=ROOT, env={**os.environ, "PYTHONPATH": str(ROOT)})
    deadline = time.monotonic() + 60
    while not path.exists() or len(path.read_text().splitlines()) < 12:
        assert process.poll() is None and time.monotonic() < deadline
        time.sleep(0.005)
    process.send_signal(signal.SIGKILL)
    process.wait()
    written = set(json_urls(path))
    assert 12 <= len(written) < len(URLS)
    asked_before = len(web.calls)

    lanes = HastyLanes(web.transport())
    outcome = Run(lanes, Journal(path)).check(ADDRESSES, {})
    lanes.close()
    assert outcome.was_resumed
    assert {url: row.etat for url, row in outcome.records.items()} == dict.fromkeys(URLS, "vivant")
    again = {f"http://{call.host}{call.path}" for call in web.calls[asked_before:]}
    assert not again & written
    # Of those under way when the process ended, at most one a lane is asked a second time.
    twice = Counter((c.host, c.method, c.path) for c in web.calls if c.path != "/robots.txt")
    assert sum(number > 1 for number in twice.values()) <= 8


def json_urls(path: Path) -> list[str]:
    """The addresses that a journal has whole."""
    journal = Journal(path)
    journal.read("")
    return list(journal.findings)


def test_a_line_cut_in_two_is_asked_for_again_and_spoils_no_other(tmp_path):
    path = tmp_path / "reprise"
    finding = Finding("http://a.example/", "deplace", hops=((301, "http://b.example/"),))
    journal = Journal(path)
    journal.found("2026-11-26", finding)
    journal.found("2026-11-26", Finding("http://c.example/", "mort"))
    path.write_text(path.read_text()[:-30])
    taken = Journal(path)
    assert taken.read("2026-11-25")
    assert taken.findings == {finding.url: ("2026-11-26", finding)}
    doubtful = Finding("http://d.example/", "vivant", doubts=(Doubt("76-a", "Nom", "… clos …"),))
    taken.found("2026-11-26", doubtful)
    last = Journal(path)
    last.read("2026-11-25")
    assert [found for _, found in last.findings.values()] == [finding, doubtful]


def test_a_run_left_for_days_is_begun_anew(tmp_path):
    journal = Journal(tmp_path / "reprise")
    journal.found("2026-11-20", Finding("http://a.example/", "vivant"))
    assert not Journal(journal.path).read("2026-11-24")

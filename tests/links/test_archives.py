"""Archived copies, in the shape that the Wayback Machine's interface answers (invented values)."""

from __future__ import annotations

import json
from itertools import pairwise
from urllib.parse import parse_qs, urlsplit

from amu_geo.links.asking.exchange import Answer, Ask
from amu_geo.links.journal import Journal
from amu_geo.links.record import LinkRecord
from amu_geo.links.run import Outcome, Run
from tests.links.played import PlayedLanes

SNAPSHOT = {
    "status": "200",
    "available": True,
    "url": "http://web.archive.org/web/20260101000000/https://exemple.invalid/aide",
    "timestamp": "20260101000000",
}
KEPT = "https://exemple.invalid/aide"
NONE = "https://exemple.invalid/rien"
MOVED = "https://exemple.invalid/redirection"
STRANGE = "https://exemple.invalid/ailleurs"


def wayback(ask: Ask) -> Answer:
    """What the service answers of each address."""
    asked = parse_qs(urlsplit(ask.url).query)["url"][0]
    closest = {
        KEPT: SNAPSHOT,
        MOVED: SNAPSHOT | {"status": "302"},
        STRANGE: SNAPSHOT | {"url": "https://ailleurs.invalid/web/20260101000000/x"},
    }.get(asked)
    told = {"url": asked, "archived_snapshots": {"closest": closest} if closest else {}}
    return Answer(200, {"content-type": "application/json"}, json.dumps(told).encode())


def archived(answer, urls: list[str], path) -> tuple[Outcome, PlayedLanes]:
    """What a search for copies ends with."""
    outcome = Outcome({url: LinkRecord(url, "mort") for url in urls})
    lanes = PlayedLanes(answer, lambda _: 0.2)
    Run(lanes, Journal(path)).archive(outcome, urls, "2026-11-21")
    return outcome, lanes


def test_only_a_snapshot_of_a_page_that_answered_is_a_copy(tmp_path):
    outcome, lanes = archived(wayback, [KEPT, NONE, MOVED, STRANGE], tmp_path / "reprise")
    copy = outcome.records[KEPT]
    assert copy.archive == "https://web.archive.org/web/20260101000000/https://exemple.invalid/aide"
    assert copy.archive_le == "2026-01-01"
    assert {outcome.records[url].archive for url in (NONE, MOVED, STRANGE)} == {""}
    for (_, end, _), (start, _, _) in pairwise(lanes.log):
        assert start - end >= 3
    for _, _, ask in lanes.log:
        assert (ask.method, urlsplit(ask.url).path) == ("GET", "/wayback/available")
        assert "timestamp=20261121" in ask.url


def test_what_was_found_is_not_asked_for_again(tmp_path):
    archived(wayback, [KEPT, NONE], tmp_path / "reprise")
    journal = Journal(tmp_path / "reprise")
    journal.read("2020-01-01")
    outcome = Outcome({url: LinkRecord(url, "mort") for url in (KEPT, NONE)})
    lanes = PlayedLanes(wayback, lambda _: 0.2)
    Run(lanes, journal).archive(outcome, [KEPT, NONE], "2026-11-21")
    assert lanes.log == []
    assert outcome.records[KEPT].archive_le == "2026-01-01"


def test_a_service_that_is_down_is_left_in_peace(tmp_path):
    urls = [f"https://exemple.invalid/{number}" for number in range(20)]
    outcome, lanes = archived(lambda _: Answer(502), urls, tmp_path / "reprise")
    assert outcome.archive_is_silent
    assert len(lanes.log) <= 4
    assert not any(row.archive for row in outcome.records.values())

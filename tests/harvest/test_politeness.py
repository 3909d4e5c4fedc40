"""Pauses, patience and refusals, by a clock that is played: hours pass in a moment."""

from __future__ import annotations

import json
from itertools import pairwise
from urllib.parse import parse_qs, urlsplit

import pytest

from amu_geo.harvest.fetching import Desk, HarvestError, pages, sender
from amu_geo.links.asking.exchange import Answer, Ask, Failure
from tests.links.played import PlayedLanes

FIRST = "https://liste.example/aides?page=1"


def listed(ask: Ask) -> Answer:
    """Five pages, each naming the next."""
    page = int(parse_qs(urlsplit(ask.url).query)["page"][0])
    following = f"/aides?page={page + 1}" if page < 5 else None
    return Answer(200, {}, json.dumps({"results": [page], "next": following}).encode())


def asking(answer) -> tuple[Desk, PlayedLanes]:
    """Who asks, and the network that is played."""
    lanes = PlayedLanes(answer, lambda ask: 0.5)
    return Desk(sender(lanes)), lanes


def gaps(lanes: PlayedLanes) -> list[float]:
    """Seconds between the end of a request and the beginning of the next one."""
    return [after[0] - before[1] for before, after in pairwise(lanes.log)]


def test_a_host_is_left_alone_for_two_seconds_between_two_requests():
    desk, lanes = asking(listed)
    assert [page["results"] for page in pages(desk, FIRST)] == [[1], [2], [3], [4], [5]]
    assert len(lanes.log) == 5
    assert min(gaps(lanes)) >= 2
    assert lanes.most_at_once == 1


def test_a_busy_host_is_waited_for_as_long_as_it_asks():
    replies = iter([Answer(429, {"retry-after": "120"}), Answer(200, {}, b"[1]")])
    desk, lanes = asking(lambda ask: next(replies))
    assert desk.json(FIRST) == [1]
    assert gaps(lanes)[0] >= 120


def test_a_host_that_wants_a_day_is_not_asked_again():
    desk, lanes = asking(lambda ask: Answer(503, {"retry-after": "86400"}))
    with pytest.raises(HarvestError, match="tranquille"):
        desk.json(FIRST)
    assert len(lanes.log) == 1


def test_what_fails_is_asked_three_times_further_and_further_apart():
    desk, lanes = asking(lambda ask: Failure("panne"))
    with pytest.raises(HarvestError, match="en panne"):
        desk.json(FIRST)
    assert [round(gap) for gap in gaps(lanes)] == [10, 30]


@pytest.mark.parametrize(
    ("following", "said"),
    [
        ("/aides?page=1", "tourne en rond"),
        ("https://ailleurs.example/aides", "un autre site"),
    ],
)
def test_a_list_that_goes_round_or_elsewhere_is_left(following, said):
    told = json.dumps({"results": [], "next": following}).encode()
    desk, lanes = asking(lambda ask: Answer(200, {}, told))
    with pytest.raises(HarvestError, match=said):
        list(pages(desk, FIRST))
    assert len(lanes.log) == 1


def test_redirects_end():
    desk, lanes = asking(lambda ask: Answer(302, {"location": f"{ask.url}0"}))
    with pytest.raises(HarvestError, match="tournent en rond"):
        desk.json(FIRST)
    assert len(lanes.log) == 11

"""The rules between us and the hosts, under a clock that a test drives."""

from __future__ import annotations

from collections import Counter, defaultdict
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from amu_geo.edition import read_edition
from amu_geo.links.addresses import edition_addresses
from amu_geo.links.asking.exchange import Answer, Ask, host_of
from amu_geo.links.asking.schedule import Schedule
from amu_geo.links.asking.spelling import ascii_address
from amu_geo.links.journal import Journal
from amu_geo.links.run import AGENT, Run
from amu_geo.links.verdict import Address, Probes, inspect
from amu_geo.paths import SCHEMES
from tests.links.played import PlayedLanes, page

# The rules, as the observatory promises them.
PAUSE, LANES = 2.0, 4
HTML = {"content-type": "text/html; charset=utf-8"}


def well_behaved(addresses: list[Address]):
    """A web without robots.txt, where every page says what it is about."""
    subjects = {ascii_address(address.url): address.subjects for address in addresses}

    def answer(ask: Ask) -> Answer:
        if ask.url not in subjects or ask.method == "HEAD":
            return Answer(404 if ask.url not in subjects else 200, HTML)
        told = " · ".join(f"{s.name} {s.title}" for s in subjects[ask.url])
        return Answer(200, HTML, page(told))

    return answer


def assert_polite(lanes: PlayedLanes) -> None:
    """No request beyond the rules, by what the lanes carried."""
    by_host = defaultdict(list)
    for start, end, ask in lanes.log:
        by_host[host_of(ask.url)].append((start, end))
    for host, spans in by_host.items():
        for (_, end), (start, _) in pairwise(spans):
            assert start >= end + PAUSE - 1e-6, host
    assert lanes.most_at_once <= LANES


@pytest.fixture(scope="module")
def addresses(territories) -> list[Address]:
    """Those of the edition 2026."""
    return edition_addresses(read_edition(SCHEMES / "2026", territories))


@pytest.mark.parametrize("seconds", [0.05, 0.15, 0.5])
def test_the_edition_2026_takes_little_more_than_the_rules_want(addresses, seconds, tmp_path):
    """Within 1.2 × of what its requests take at best: by the busiest host, or by the lanes."""
    assert len(addresses) > 650
    lanes = PlayedLanes(well_behaved(addresses), lambda _: seconds)
    journal = Journal(tmp_path / "reprise")
    journal._write = lambda _: None
    outcome = Run(lanes, journal).check(addresses, {})
    assert {r.etat for r in outcome.records.values()} == {"vivant"}
    assert_polite(lanes)
    asked = Counter(host_of(ask.url) for *_, ask in lanes.log)
    total = sum(end - start for start, end, _ in lanes.log)
    limit = max(PAUSE * (max(asked.values()) - 1), total / LANES)
    assert lanes.now() <= 1.2 * limit, (lanes.now(), limit)


@settings(max_examples=40, deadline=None)
@given(
    st.lists(st.tuples(st.integers(0, 7), st.integers(0, 30)), min_size=1, max_size=40),
    st.lists(st.sampled_from([200, 301, 404, 429, 500, 403]), min_size=1, max_size=9),
    st.floats(0.01, 3),
)
def test_whatever_hosts_answer_all_addresses_end_and_no_rule_is_broken(wanted, statuses, seconds):
    """Hosts that answer one thing, then another, that send us on to each other, or away."""
    calls = Counter()

    def answer(ask: Ask) -> Answer:
        calls[ask.url] += 1
        status = statuses[(sum(map(ord, ask.url)) + calls[ask.url]) % len(statuses)]
        target = f"http://h{len(ask.url) % 8}.example/{calls[ask.url]}"
        headers = {301: {"location": target}, 429: {"retry-after": "7"}}.get(status, HTML)
        return Answer(status, headers, page() if ask.method == "GET" else b"")

    lanes = PlayedLanes(answer, lambda _: seconds)
    probes = Probes()
    urls = [f"http://h{host}.example/{path}" for host, path in wanted]
    found = Schedule(lanes, AGENT).run(inspect(Address(url), probes) for url in urls)
    assert Counter(finding.url for finding in found) == Counter(urls)
    assert_polite(lanes)


def test_a_site_that_wants_longer_pauses_has_them():
    def answer(ask: Ask) -> Answer:
        if ask.url.endswith("/robots.txt"):
            return Answer(200, {}, b"User-agent: observatoireamu-liens\nCrawl-delay: 9\n")
        return Answer(200, {"content-type": "application/pdf", "content-length": "9"})

    lanes = PlayedLanes(answer, lambda _: 0.1)
    urls = ("http://a.example/1", "http://a.example/2")
    list(Schedule(lanes, AGENT).run(inspect(Address(url), Probes()) for url in urls))
    (_, end, _), (first, after, _), (second, _, _) = lanes.log
    assert (first - end >= 9, second - after >= 9) == (True, True)


def test_a_file_of_rules_that_cannot_be_had_forbids_all():
    lanes = PlayedLanes(lambda _: Answer(503), lambda _: 0.1)
    errand = inspect(Address("http://a.example/1"), Probes())
    (finding,) = Schedule(lanes, AGENT).run([errand])
    assert (finding.etat, finding.code) == ("non-verifie", "robots")
    assert {ask.url for *_, ask in lanes.log} == {"http://a.example/robots.txt"}

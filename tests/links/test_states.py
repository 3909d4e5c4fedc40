"""Every way in which a host may answer, played here: the right state, and no rule broken."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

import pytest

from amu_geo.links.asking.exchange import Ask
from amu_geo.links.journal import Journal
from amu_geo.links.run import Outcome, Run
from amu_geo.links.verdict import Address
from amu_geo.links.words import Subject
from tests.links.played import AGENT, HASTE, NAME, PRIVATE, HastyLanes, Web, played_web

# The rules, as the observatory promises them.
PAUSE, LANES, MOST_BYTES = 2.0, 4, 256 * 1024
STATES = {
    "http://vivant.example/aide": "vivant",
    "http://vivant.example/autre": "vivant",
    "http://vivant.example/encore": "vivant",
    "https://sur.example/aide": "vivant",
    "https://autre-nom.example/aide": "tls",
    "http://demenage.example/aide": "deplace",
    "http://refuse.example/aide": "bloque",
    "http://tete.example/aide": "vivant",
    "http://sans-tete.example/aide": "vivant",
    "http://vide.example/aide": "vivant",
    "http://titre.example/aide": "fausse-page",
    "http://tout.example/aide": "fausse-page",
    "http://mots.example/aide": "fausse-page",
    "http://clos.example/aide": "vivant",
    "http://mort.example/aide": "mort",
    "http://parti.example/aide": "mort",
    "http://revient.example/aide": "vivant",
    "http://boucle.example/aide": "injoignable",
    "http://long.example/aide": "vivant",
    "http://long.example/trop": "injoignable",
    "http://prive.example/aide": "non-verifie",
    "http://metadonnees.example/aide": "non-verifie",
    "http://double.example/aide": "non-verifie",
    "http://127.0.0.1/aide": "non-verifie",
    "http://fichier.example/aide": "injoignable",
    "http://interdit.example/aide": "non-verifie",
    "http://interdit.example/aide-ouverte": "vivant",
    "http://patience.example/aide": "vivant",
    "http://lasse.example/aide": "bloque",
    "http://demain.example/aide": "non-verifie",
    "http://demain.example/autre": "non-verifie",
    "http://panne.example/aide": "vivant",
    "http://lent.example/aide": "injoignable",
    "http://gros.example/aide": "vivant",
    "http://coupe.example/aide": "vivant",
    "http://pdf.example/reglement.pdf": "vivant",
    "http://presse.example/aide": "vivant",
    "http://script.example/aide": "non-verifie",
    "http://inconnu.example/aide": "injoignable",
}


@dataclass(frozen=True)
class Played:
    """The web after a run, and what the run found."""

    web: Web
    outcome: Outcome

    def row(self, host: str):
        """The row of a host's first address."""
        return next(r for url, r in self.outcome.records.items() if f"//{host}/" in url)


@pytest.fixture(scope="module")
def played(certificate, tmp_path_factory) -> Iterator[Played]:
    """One run through all the hosts."""
    out = tmp_path_factory.mktemp("liens") / "liens.csv"
    addresses = [Address(url, (Subject("76-friches", NAME),)) for url in STATES]
    with played_web(certificate) as web:
        lanes = HastyLanes(web.transport())
        outcome = Run(lanes, Journal.beside(out)).check(addresses, {})
        lanes.close()
        yield Played(web, outcome)


@pytest.mark.parametrize("url", STATES)
def test_each_host_has_the_state_that_it_deserves(played, url):
    row = played.outcome.records[url]
    assert row.etat == STATES[url], row


def test_one_request_at_a_time_and_a_pause_for_each_host(played):
    shortest = PAUSE / HASTE * 0.9
    for host, calls in played.web.by_host().items():
        for one, other in pairwise(calls):
            assert other.start - one.start >= shortest, (host, one, other)


def test_no_more_hosts_at_once_than_the_rules_say(played):
    assert 1 < played.web.most_at_once <= LANES


def test_every_host_is_asked_for_its_rules_first_and_only_once(played):
    for host, calls in played.web.by_host().items():
        assert calls[0].path == "/robots.txt", host
        assert sum(call.path == "/robots.txt" for call in calls) == 1, host


def test_what_a_site_forbids_is_never_asked_for(played):
    assert not played.web.of("interdit.example", "/aide")
    assert played.row("interdit.example").code == "robots"


def test_every_request_says_who_asks_and_whom_to_write_to(played):
    assert {call.agent for call in played.web.calls} == {AGENT}


def test_no_private_machine_is_ever_dialled_at_any_hop(played):
    assert not {PRIVATE, "127.0.0.1", "169.254.169.254"} & set(played.web.dialled)
    assert not played.web.of("interne.example")


def test_a_host_that_asks_to_wait_is_left_alone_that_long(played):
    _robots, first, second, *_ = played.web.of("patience.example")
    assert (first.path, second.method) == ("/aide", "GET")
    assert second.start - first.end >= 8 / HASTE * 0.9
    # A day is more than a run lasts: one question, and no other to that host.
    assert len(played.web.of("demain.example")) == 2


def test_of_an_endless_body_little_is_read(played):
    # What the system holds between two ends of a line comes on top of what we read.
    assert MOST_BYTES <= played.web.sent["gros.example"] < MOST_BYTES + 8 * 2**20


def test_what_is_gone_is_asked_for_again_before_it_is_dead(played):
    assert len(played.web.of("mort.example", "/aide")) == 3
    assert played.row("mort.example").premiere_panne


def test_a_document_is_not_downloaded(played):
    assert [c.method for c in played.web.of("pdf.example", "/reglement.pdf")] == ["HEAD"]


def test_a_move_proposes_the_new_address_and_keeps_the_way(played):
    row = played.row("demenage.example")
    assert row.url_finale == "http://demenage.example/nouvelle-adresse"
    finding = next(f for f in played.outcome.findings if "demenage" in f.url)
    assert finding.hops == ((301, row.url_finale),)


def test_words_that_say_a_scheme_ended_are_a_doubt_and_no_state(played):
    doubts = [(f.url, d) for f in played.outcome.findings for d in f.doubts]
    ((url, doubt),) = doubts
    assert "clos.example" in url
    assert (doubt.id, doubt.name) == ("76-friches", NAME)
    assert "ce fonds est clos depuis 2024" in doubt.excerpt
    assert played.row("clos.example").doute == doubt.excerpt


def test_a_site_that_tells_pages_apart_by_their_title_is_not_asked_for_a_random_one(played):
    assert {c.path for c in played.web.of("vivant.example")} == {
        "/robots.txt", "/aide", "/autre", "/encore",
    }  # fmt: skip


@pytest.mark.parametrize(
    "url", ["http://[::1]/", "http://[::ffff:10.0.0.1]/", "http://192.168.1.1/", "http://0.0.0.0/"]
)
def test_the_real_resolver_opens_no_private_machine_either(url):
    from amu_geo.links.asking.transport import Transport

    def never(*_):
        raise AssertionError("dialled")

    assert Transport(AGENT, dial=never).fetch(Ask("GET", url)).why == "adresse-privee"

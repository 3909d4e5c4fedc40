"""`/metriques`: OpenMetrics text that a strict reader understands, where it is asked for."""

from __future__ import annotations

import json
import re
import urllib.request
from collections import defaultdict

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from amu_geo.server.http.files import WELL_KNOWN
from amu_geo.server.wire import timing
from amu_geo.server.wire.metrics import MEDIA_TYPE, metrics_text
from amu_geo.server.wire.timing import TimingMiddleware, family
from amu_geo.site import METRICS, PAGES, PLAIN
from amu_geo.watch import events, meters
from tests.serving import Client, awaited, running

_SAMPLE = re.compile(r'([a-z_:]+)(?:\{((?:[a-z]+="[^"\\\n]*",?)+)\})? ([0-9.e+-]+|\+Inf)')
_SUFFIXES = {"gauge": ("",), "counter": ("_total",), "histogram": ("_bucket", "_count", "_sum")}
Samples = dict[tuple[str, tuple[tuple[str, str], ...]], float]


def read(text: str) -> Samples:
    """The samples of an OpenMetrics text, by name and labels; an error where it is not one."""
    lines = text.split("\n")
    assert lines[-2:] == ["# EOF", ""], "a text ends with « # EOF » and a line feed"
    kinds: dict[str, str] = {}
    units: dict[str, str] = {}
    samples: Samples = {}
    current = ""
    for line in lines[:-2]:
        if line.startswith("# "):
            _, word, name, told = line.split(" ", 3)
            if word == "TYPE":
                assert name not in kinds, f"{name} is told twice"
                kinds[name] = told
            elif word == "UNIT":
                units[name] = told
            else:
                assert word == "HELP" and told
            current = name
            continue
        found = _SAMPLE.fullmatch(line)
        assert found, f"no sample: {line!r}"
        name, labels, value = found.groups()
        assert name in {current + suffix for suffix in _SUFFIXES[kinds[current]]}, line
        pairs = tuple(re.findall(r'([a-z]+)="([^"]*)"', labels or ""))
        assert (name, pairs) not in samples, f"twice: {line}"
        samples[name, pairs] = float(value)
    assert all(name.endswith(f"_{unit}") for name, unit in units.items())
    return samples


def check_histograms(samples: Samples) -> None:
    """Buckets never fall, the last is « +Inf » and says as much as the count."""
    buckets = defaultdict(list)
    for (name, labels), value in samples.items():
        if name.endswith("_bucket"):
            buckets[labels[0]].append((dict(labels)["le"], value))
    assert len(buckets) == len(events.FAMILIES)
    for family_of, found in buckets.items():
        bounds, counts = zip(*found, strict=True)
        assert [float(bound) for bound in bounds] == sorted(float(bound) for bound in bounds)
        assert bounds[-1] == "+Inf" and list(counts) == sorted(counts)
        assert samples["observatoire_reponse_seconds_count", (family_of,)] == counts[-1]


@settings(deadline=None, max_examples=20)
@given(st.lists(st.tuples(st.sampled_from(events.FAMILIES), st.floats(0, 100)), max_size=40))
def test_the_durations_are_those_that_were_measured(durations):
    with pytest.MonkeyPatch.context() as patch:
        counted = meters.Histogram()
        patch.setattr("amu_geo.server.wire.metrics.answers", counted)
        for one, seconds in durations:
            counted.add(one, seconds)
        samples = read(metrics_text())
    check_histograms(samples)
    for one in events.FAMILIES:
        own = [seconds for name, seconds in durations if name == one]
        label = (("famille", one),)
        assert samples["observatoire_reponse_seconds_count", label] == len(own)
        assert samples["observatoire_reponse_seconds_sum", label] == pytest.approx(
            sum(own), abs=1e-5
        )
        within = samples["observatoire_reponse_seconds_bucket", (*label, ("le", "0.5"))]
        assert within == sum(seconds <= 0.5 for seconds in own)


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        *((path, "page") for path in (*PAGES, *PLAIN)),
        *((path, "statique") for path in WELL_KNOWN),
        ("/api/v1/couverture.json", "api"),
        ("/figure/couverture", "figure"),
        ("/figure/couverture.png", "image"),
        ("/carte.svg", "image"),
        ("/portrait.pdf", "fichier"),
        ("/static/js/index.js", "statique"),
        ("/media/abc.zip", "session"),
        ("/_stcore/health", "session"),
        (METRICS, "veille"),
        ("/Jeanne Dupont", "autre"),
        ("", "page"),
    ],
)
def test_of_an_address_only_its_family_is_told(path, kind):
    assert family(path) == kind
    assert kind in events.FAMILIES


@given(st.text())
def test_every_address_has_a_family(path):
    assert family(path) in events.FAMILIES


def test_a_slow_answer_is_told_without_its_address(monkeypatch, capsys):
    monkeypatch.setattr(timing, "SLOW", -1.0)
    monkeypatch.setattr(events, "_serving", [True])

    async def application(scope, receive, send) -> None:
        await send({"type": "http.response.start", "status": 404, "headers": []})

    async def sent(message) -> None:
        pass

    scope = {"type": "http", "path": "/dispositifs/jeanne", "query_string": b"recherche=dupont"}
    awaited(TimingMiddleware(application)(scope, None, sent))
    told = json.loads(capsys.readouterr().err)
    assert (told["evenement"], told["famille"], told["statut"]) == ("requete-lente", "autre", 404)


def test_without_the_setting_nobody_reads_the_figures(client):
    for path in (METRICS, "/_stcore/metrics"):
        reply = client.get(path)
        assert reply.status == 404 and "observatoire_sessions" not in reply.text, path
        assert "Cette page n’existe pas" in reply.text


@pytest.mark.slow
def test_a_server_tells_its_figures_and_its_events(tmp_path):
    log = tmp_path / "log.txt"
    with running(log, OBSERVATOIRE_METRIQUES="oui") as address:
        client = Client(address)
        for path in ("/", "/api/v1/couverture.json", "/dispositifs?recherche=jeanne.dupont"):
            client.get(path, X_Forwarded_For="203.0.113.7")
        with urllib.request.urlopen(address + METRICS) as reply:
            assert reply.headers["content-type"] == MEDIA_TYPE
            assert reply.headers["cache-control"] == "no-store"
            samples = read(reply.read().decode())
    check_histograms(samples)
    assert samples["observatoire_reponse_seconds_count", (("famille", "page"),)] >= 2
    assert 50e6 < samples["process_resident_memory_bytes", ()] < 2e9
    written = log.read_text()
    told = [json.loads(line) for line in written.splitlines() if line.startswith("{")]
    assert {"demarrage", "edition-reprise"} <= {one["evenement"] for one in told}
    assert [one["edition"] for one in told if "edition" in one] == ["2018", "2026"]
    assert "dupont" not in written and "203.0.113.7" not in written and "127.0.0.1" not in written

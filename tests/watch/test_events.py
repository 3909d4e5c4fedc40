"""Events say what happened, and nothing of whom, whatever a visitor writes."""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from amu_geo.export.bundle import bundle_zip
from amu_geo.importing import import_path
from amu_geo.ui.data import deposit
from amu_geo.watch import events

WHEN = datetime(2026, 11, 27, 2, 3, 4, 567_000, tzinfo=UTC)
HOSTILE = (
    *("Jeanne Dupont, 12 rue des Lilas.csv", "../../etc/passwd", 'a\n{"evenement": "panne"}'),
    *("203.0.113.7", "jeanne.dupont@exemple.fr", "06 12 34 56 78", "liste-des-malades.xlsx", "<b>"),
)  # fmt: skip


@pytest.mark.parametrize("event", events.EVENTS)
@pytest.mark.parametrize("told", HOSTILE)
def test_nothing_that_a_visitor_writes_is_told(event, told):
    fields = dict.fromkeys(events.EVENTS[event], told) | {"fichier": told, "question": told}
    line = events.line(event, WHEN, **fields)
    assert told not in line and json.dumps(told)[1:-1] not in line
    assert "\n" not in line
    said = json.loads(line)
    assert set(said) == {"quand", "evenement", *events.EVENTS[event]}
    assert set(said.values()) <= {said["quand"], event, events.OTHER, 0}


@settings(max_examples=60)
@given(st.sampled_from(sorted(events.EVENTS)), st.text() | st.binary() | st.lists(st.text()))
def test_whatever_the_field_one_line_of_json_is_told(event, told):
    line = events.line(event, WHEN, **dict.fromkeys(events.EVENTS[event], told))
    assert len(line.splitlines()) == 1 and json.loads(line)["evenement"] == event


def test_an_event_is_told_as_it_is():
    fields = {"forme": "xlsx", "octets": 1200, "lignes": 3, "duree_s": 0.4}
    told = events.line("import-refuse", WHEN, **fields, raison="erreurs", problemes=2)
    assert json.loads(told) == {
        "quand": "2026-11-27T02:03:04.567Z",
        "evenement": "import-refuse",
        **fields,
        "raison": "erreurs",
        "problemes": 2,
    }
    with pytest.raises(KeyError):
        events.line("autre-chose", WHEN)


def test_a_command_tells_no_event_and_a_server_does(monkeypatch, capsys):
    monkeypatch.setattr(events, "_serving", [False])
    events.tell("edition-reprise", edition="2026")
    assert capsys.readouterr().err == ""
    events.begin()
    events.tell("edition-reprise", edition="2026")
    assert json.loads(capsys.readouterr().err)["edition"] == "2026"


def test_a_log_that_cannot_be_written_stops_nothing(monkeypatch):
    class Full:
        def write(self, text: str) -> None:
            raise OSError(28, "No space left on device")

    monkeypatch.setattr(events, "_serving", [True])
    monkeypatch.setattr(events.sys, "stderr", Full())
    events.tell("edition-reprise", edition="2026")


def test_of_a_failure_its_kind_and_its_place_are_told_and_not_its_words(monkeypatch, capsys):
    monkeypatch.setattr(events, "_serving", [True])
    try:
        int("Jeanne Dupont")
    except ValueError as error:
        events.tell_failure(error, "page")
    said = capsys.readouterr().err
    assert "Dupont" not in said
    told = json.loads(said)
    assert (told["famille"], told["erreur"]) == ("page", "ValueError")
    assert told["lieu"].startswith("test_events.py:")


@pytest.mark.parametrize(
    ("name", "content"),
    [
        *((name, b"nom;adresse\nJeanne Dupont;12 rue des Lilas\n") for name in HOSTILE),
        *((name, b"") for name in HOSTILE),
        (HOSTILE[0], None),
    ],
)
def test_an_import_is_told_without_its_name_or_its_content(
    monkeypatch, capsys, territories, tiny_edition, name, content
):
    monkeypatch.setattr(events, "_serving", [True])
    content = bundle_zip(tiny_edition) if content is None else content
    imported = import_path(content, name, territories)
    deposit._tell(name, content, imported, 0.1234)
    told = capsys.readouterr().err
    words = set(re.findall(r"\w+", told))
    assert words.isdisjoint({"Dupont", "Lilas", "malades", "passwd", "203"})
    assert name not in told and json.dumps(name)[1:-1] not in told
    if imported.unknown is None:
        said = json.loads(told)
        kind = "import-accepte" if imported.is_valid else "import-refuse"
        assert (said["evenement"], said["octets"], said["duree_s"]) == (kind, len(content), 0.12)
        assert said["forme"] in {*events.FORMS, events.OTHER}

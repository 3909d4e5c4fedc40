"""`moisson` from the services to the workbook: bad days, what is resumed, what a person decides."""

from __future__ import annotations

import io
import os
import re
import signal
import subprocess
import sys
import threading

import openpyxl
import pytest

from amu_geo.cli import main as cli
from amu_geo.cli.outputs import moisson
from amu_geo.edition.shelf import read_shelf
from amu_geo.harvest.deciding.sheet import read_proposals
from amu_geo.paths import ROOT
from tests.harvest.conftest import KEYS, lanes_to
from tests.harvest.played import (
    AIDES,
    DATAGOUV,
    IDF,
    OCC,
    OCC_ROW,
    aid,
    aides,
    told,
)


@pytest.fixture(scope="module")
def shelf(territories):
    """The published editions, read once."""
    return read_shelf(territories)


@pytest.fixture
def command(web, monkeypatch, tmp_path, territories, shelf):
    """Runs the command against the play; its exit code."""
    for name, value in KEYS.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr(moisson.Territories, "read", lambda: territories)
    monkeypatch.setattr(moisson, "read_shelf", lambda _: shelf)
    monkeypatch.setattr(moisson, "network", lambda agent: lanes_to(web))
    out = tmp_path / "propositions.xlsx"

    def run(*arguments: str) -> int:
        return cli.main(["moisson", *arguments, "--edition", "2026", "--out", str(out)])

    run.out, run.copies = out, tmp_path / "copies-de-moisson"
    return run


def test_the_workbook_is_read_back_as_it_was_written(command, services, capsys):
    formula = aid(7, name='=HYPERLINK("http://x") friches', perimeter="Bretagne")
    services[AIDES] = aides([aid(1), formula], expires_at=9)
    assert command("aides-territoires", "datagouv", "cartofriches:31555") == 0
    content = command.out.read_bytes()
    (proposal,) = read_proposals(content, "propositions.xlsx")
    assert proposal.fiche_titre == formula["name"]
    assert (proposal.classe, proposal.programme, proposal.code_region) == (
        "nouveau",
        "friches",
        "53",
    )
    assert (proposal.licence, len(proposal.interrogee_le)) == ("Licence Ouverte 2.0", 10)
    book = openpyxl.load_workbook(io.BytesIO(content))
    assert book.sheetnames == ["propositions", "acteurs", "comptes", "lire"]
    titles = [cell.value for cell in book["propositions"][1]]
    row = dict(zip(titles, (cell.value for cell in book["propositions"][2]), strict=True))
    assert row["fiche_titre"].startswith("'=HYPERLINK")
    assert book["comptes"]["C2"].value == 3
    heads, first, *_ = book["acteurs"].iter_rows(values_only=True)
    assert dict(zip(heads, first, strict=True))["deja_connu"] is None
    said = capsys.readouterr().out
    assert re.search(r"Aides-territoires\s: 2\sfiches \(Licence Ouverte 2.0\)", said)
    assert KEYS["OBSERVATOIRE_CLE_AIDES_TERRITOIRES"] not in said


def test_an_actor_that_the_edition_has_is_named(command, services, shelf):
    ours = shelf.get("2026").acteurs
    ours = ours[ours["code_region"] == "76"].iloc[0]
    census = f'nom;code_insee\n"{ours["nom"]}";31555\n"{ours["nom"]}";35238\n'
    find = services[DATAGOUV]

    def script(handler, times):
        if "/r/" in handler.path:
            handler.answer(200, census.encode())
        else:
            find(handler, times)

    services[DATAGOUV] = script
    assert command("datagouv") == 0
    heads, here, far = openpyxl.load_workbook(command.out)["acteurs"].iter_rows(values_only=True)
    place = heads.index("deja_connu")
    assert (here[place], far[place]) == (ours["id"], None)


def test_a_decision_written_in_the_workbook_is_read(command, services):
    services[AIDES] = aides([aid(7, name="Friches", perimeter="Bretagne")], expires_at=9)
    command("aides-territoires")
    book = openpyxl.load_workbook(command.out)
    sheet = book["propositions"]
    titles = [cell.value for cell in sheet[1]]
    place = titles.index("decision") + 1
    for written, read in (("Refusée", "refuser"), ("plus tard", "plus-tard"), ("oui", "accepter")):
        sheet.cell(2, place).value = written
        book.save(command.out)
        assert read_proposals(command.out.read_bytes(), "p.xlsx")[0].decision == read
    sheet.cell(2, place).value = "peut-être"
    book.save(command.out)
    with pytest.raises(ValueError, match=r"ligne 2.*peut-être.*accepter"):
        read_proposals(command.out.read_bytes(), "p.xlsx")


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 abc", b"nom;date\n"])
def test_another_file_is_refused_in_french(content):
    with pytest.raises(ValueError, match=r"autre\.xlsx"):
        read_proposals(content, "autre.xlsx")


def test_a_service_without_any_copy_fails_and_the_others_are_written(command, services, capsys):
    services[OCC] = lambda handler, times: handler.answer(200, b"<html>Maintenance")
    assert command("ile-de-france", "occitanie") == 1
    assert "page HTML" in capsys.readouterr().err
    assert command.out.exists()


def test_when_nothing_answers_nothing_is_written(command, services, capsys):
    services[IDF] = lambda handler, times: handler.answer(200)
    assert command("ile-de-france") == 1
    assert not command.out.exists()
    assert "rien n’est écrit" in capsys.readouterr().err


# The command of another process, asking the play of this one.
KILLED = """\
import ssl, sys
from amu_geo.cli import main as cli
from amu_geo.cli.outputs import moisson
from tests.links.played import HastyLanes, Web
port, trusted, out = sys.argv[1:]
web = Web(ports={443: int(port)}, trust=ssl.create_default_context(cafile=trusted))
moisson.network = lambda agent: HastyLanes(web.transport(seconds=60), 1000)
cli.main(["moisson", "ile-de-france", "occitanie", "--edition", "2026", "--out", out])
"""


@pytest.mark.slow
def test_what_kill_9_cuts_short_is_taken_up(command, web, services, certificates):
    is_asked, may_answer = threading.Event(), threading.Event()

    def waits(handler, times):
        is_asked.set()
        may_answer.wait(60)
        told(handler, {"results": [OCC_ROW]})

    services[OCC] = waits
    given = [str(web.ports[443]), certificates[0], str(command.out)]
    process = subprocess.Popen(
        [sys.executable, "-c", KILLED, *given], cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )  # fmt: skip
    assert is_asked.wait(60)
    process.send_signal(signal.SIGKILL)
    process.wait()
    may_answer.set()
    assert not command.out.exists()
    assert command("ile-de-france", "occitanie") == 0
    assert len(web.of(IDF)) == 1
    assert len(list(command.copies.iterdir())) == 2
    left = [path.name for path in command.out.parent.iterdir() if path.name.startswith(".")]
    assert left == []


def test_a_mistake_in_one_name_is_said_before_anybody_is_asked(command, web, capsys):
    assert command("ile-de-france", "ile-de-fance") == 1
    assert "Source inconnue" in capsys.readouterr().err
    assert web.calls == []
    assert command("ile-de-france", "ile-de-france") == 0
    assert len(web.of(IDF)) == 1 and web.of(DATAGOUV) == []

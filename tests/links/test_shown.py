"""What pages say beside a source, and what the command says at its end."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from starlette.datastructures import QueryParams

from amu_geo import paths
from amu_geo.charts.base.markup import outside_link
from amu_geo.charts.base.source import briefly_sourced, doubt_note, link_note, sourced
from amu_geo.charts.schemes.proof import proof_html
from amu_geo.cli.main import main
from amu_geo.cli.outputs import liens
from amu_geo.links.asking.exchange import Answer, Ask, Failure
from amu_geo.links.record import COLUMNS, LinkRecord, as_csv, read_records
from amu_geo.links.verdict import STATES
from amu_geo.measure.coverage import compute_coverage
from amu_geo.measure.reading import Reading
from amu_geo.schemes.proof import proof
from amu_geo.server.http.query import strict_view
from amu_geo.store import Store
from tests.links.played import PlayedLanes, page

URL = "https://www.exemple.fr/page"
COPY = f"https://web.archive.org/web/20250203000000/{URL}"


@pytest.fixture
def links(tmp_path: Path, monkeypatch) -> Path:
    """Where the file of links is; it is not there yet."""
    path = tmp_path / "liens.csv"
    monkeypatch.setattr(paths, "LINKS", path)
    return path


def keep(path: Path, *records: LinkRecord) -> None:
    """Write the file of links."""
    path.write_text(as_csv({record.url: record for record in records}), encoding="utf-8")


def words(html: str) -> str:
    """The words of some HTML, with plain spaces."""
    return re.sub(r"[\s\u00a0\u202f]+", " ", re.sub(r"<[^>]+>", "", html)).strip()


def test_a_source_that_was_never_checked_says_nothing_of_it(links):
    assert (
        sourced(URL, "La page") == briefly_sourced(URL, "La page") == outside_link(URL, "La page")
    )
    keep(links, LinkRecord("https://autre.fr/", "mort", "404", verifie_le="2026-11-26"))
    assert sourced(URL, "La page") == outside_link(URL, "La page")


@pytest.mark.parametrize("etat", STATES)
def test_every_state_is_told_with_its_day(links, etat):
    keep(links, LinkRecord(URL, etat, "200", verifie_le="2026-11-01"))
    assert "1er novembre 2026" in words(link_note(URL))
    shown = briefly_sourced(URL)
    assert "1er novembre 2026" in shown.replace("\u00a0", " ")


def test_a_lost_page_leads_to_its_copy_and_a_moved_one_to_its_new_address(links):
    lost = LinkRecord(URL, "mort", "404", verifie_le="2026-11-26", archive=COPY)
    moved = LinkRecord("https://b.fr/", "deplace", "200", "https://b.fr/neuf", "2026-11-26")
    keep(links, lost, moved)
    assert f'href="{COPY}"' not in link_note("https://b.fr/")
    keep(links, LinkRecord(**{**vars(lost), "archive_le": "2025-02-03"}), moved)
    note = link_note(URL)
    assert f'href="{COPY}"' in note
    assert "page disparue, vu le 26 novembre 2026, copie archivée le 3 février 2025" in words(note)
    assert 'href="https://b.fr/neuf"' in link_note("https://b.fr/")


def test_words_of_a_page_stay_words(links):
    keep(links, LinkRecord(URL, "vivant", "200", verifie_le="2026-11-26", doute="<b>clos</b>"))
    assert "&lt;b&gt;clos" in doubt_note(URL)
    assert "<b>" not in doubt_note(URL)


def test_a_damaged_file_is_told_in_the_log_and_the_pages_do_without(links, caplog):
    links.write_text("n’importe quoi\n", encoding="utf-8")
    assert link_note(URL) == ""
    assert "liens.csv" in caplog.text


def test_the_proof_of_a_cell_says_how_its_source_is(links, tiny_edition, territories):
    coverage = compute_coverage(tiny_edition, Reading(), territories)

    def panel() -> str:
        return proof_html(proof(coverage, "76", "communaute"), tiny_edition)

    before = panel()
    keep(links, LinkRecord(URL, "mort", "404", verifie_le="2026-11-26"))
    after = panel()
    assert "page disparue" not in words(before)
    assert "page disparue, vu le 26 novembre 2026" in words(after)


def test_editions_are_read_again_when_the_links_were_checked(links, tmp_path):
    """What is drawn of an edition is kept with it, its links included."""
    store = Store()
    shelf = store.shelf()
    assert store.shelf() is shelf
    keep(links, LinkRecord(URL, "vivant", "200", verifie_le="2026-11-26"))
    assert store.shelf() is not shelf


def test_answers_are_made_again_when_the_links_were_checked(links):
    view = strict_view(QueryParams("edition=2018"))
    before = view.key
    assert view.key == before
    keep(links, LinkRecord(URL, "vivant", "200", verifie_le="2026-11-26"))
    assert view.key != before


def answered(ask: Ask) -> Answer | Failure:
    """A web in which the article of 2018 is gone and the rest answers."""
    if "archive.org" in ask.url:
        return Answer(200, {}, b'{"archived_snapshots": {}}')
    if ask.url.endswith("robots.txt"):
        return Answer(404)
    if "actu-environnement" in ask.url:
        return Answer(404)
    return Answer(200, {"content-type": "text/html"}, page("Occitanie, tiers-lieux, friches"))


class Play(PlayedLanes):
    """Lanes that the command can close."""

    def close(self) -> None:
        """Nothing to close."""


@pytest.fixture
def network(monkeypatch) -> list[str]:
    """The names that the command gives itself; the play answers."""
    agents: list[str] = []

    def play(agent: str) -> Play:
        agents.append(agent)
        return Play(answered, lambda _: 0.1)

    monkeypatch.setattr(liens, "network", play)
    return agents


def test_the_command_keeps_what_it_found_and_says_it(links, network, tmp_path, capsys):
    other = LinkRecord("https://autre-edition.fr/", "vivant", "200", verifie_le="2026-08-26")
    keep(links, other)
    out = tmp_path / "ailleurs.csv"
    assert main(["liens", "--edition", "2018", "--out", str(out), "--archives"]) == 0
    told = capsys.readouterr()
    assert "Écriture des adresses" in told.out
    assert "mort" in told.out and "la page n’existe plus (404)" in told.out
    assert "Traceback" not in told.err
    records = read_records(out)
    assert records[other.url] == other
    gone = [record for url, record in records.items() if "actu-environnement" in url]
    assert {record.etat for record in gone} == {"mort"}
    assert [path.name for path in tmp_path.iterdir()] == ["liens.csv", "ailleurs.csv"]
    assert network[0].startswith("ObservatoireAMU-liens/1 (") and "@" in network[0]


def test_lint_alone_asks_nobody_and_writes_nothing(links, network, capsys):
    assert main(["liens", "--edition", "2026", "--lint"]) == 0
    told = words(capsys.readouterr().out)
    assert "préproduction d’un site" in told
    assert "à essayer : https://www.lemoniteur.fr/article/" in told
    assert network == [] and not links.exists()


def test_a_file_that_is_no_file_of_links_is_refused_and_left_alone(links, network, capsys):
    links.write_text("url,état\n", encoding="utf-8")
    assert main(["liens", "--edition", "2018"]) == 1
    told = capsys.readouterr().err
    assert "ses colonnes ne sont pas celles attendues" in told and COLUMNS[1] in told
    assert links.read_text(encoding="utf-8") == "url,état\n"
    assert network == []

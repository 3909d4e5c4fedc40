"""Regions on paper: what the files hold, whatever the data hold, and what is refused."""

from __future__ import annotations

import json
from datetime import date
from urllib.parse import urlsplit

import page
import pytest
import typst
from hypothesis import given, settings
from hypothesis import strategies as st
from starlette.requests import Request
from starlette.responses import Response

from amu_geo import disk, store
from amu_geo.cli.main import main
from amu_geo.cli.outputs import report as command
from amu_geo.edition import read_edition
from amu_geo.french.typography import typeset
from amu_geo.measure.coverage import Coverage, compute_coverage
from amu_geo.measure.reading import Reading
from amu_geo.report import spans
from amu_geo.report.comparison import UnfitRegionsError, comparison_document
from amu_geo.report.compiling import TEMPLATE, pdf_of, writable
from amu_geo.report.portrait import portrait_document
from amu_geo.report.sources import Sources
from amu_geo.server.http.problems import read_only
from amu_geo.server.page.outputs import report as served

HOSTILE = (
    '#panic("non") *gras* _souligné_ [crochets] "guillemets" \\ fin <etiquette> // suite '
    '$x^2$ @renvoi `code` ~ = titre #image("/etc/passwd") /* commentaire */ #let a = 1'
)


def coverage(edition: str, **reading) -> Coverage:
    return store.coverage(store.shelf().get(edition), Reading(**reading))


def document(*blocks: spans.Block, title: str = "Un constat") -> dict:
    return {
        "title": title, "name": "Essai", "site": "Observatoire", "author": "Une personne",
        "dated": "Édition d’essai", "day": [2024, 6, 1], "keywords": ["essai"], "warning": "",
        "foot": ["Source", "Licence"], "page": ["Page", "sur"], "pages": 1,
        "blocks": list(blocks),
    }  # fmt: skip


def checked(pdf: bytes) -> page.ValidationReport:
    """The verdict of a reader that we did not write, which must be good."""
    verdict = page.validate_pdf_bytes(pdf, profile=page.ValidationProfile.PDF_UA_1)
    assert verdict.is_compliant, [failure.message for failure in verdict.failures]
    assert verdict.rules.total > 100
    return verdict


def texts(value) -> list[str]:
    """Every text of a document, as its template receives it."""
    if isinstance(value, str):
        return [value]
    parts = value.values() if isinstance(value, dict) else value if isinstance(value, list) else []
    return [text for part in parts for text in texts(part)]


# What it says


@pytest.mark.parametrize(("edition", "code"), [("2026", "76"), ("2018", "02")])
def test_a_portrait_is_an_accessible_pdf_of_one_to_four_pages(territories, edition, code):
    pdf = pdf_of(portrait_document(coverage(edition), territories, code, "https://exemple.fr"))
    assert 1 <= checked(pdf).document.page_count <= 4
    assert b"/Lang(fr-FR)" in pdf


def test_the_same_document_is_the_same_file():
    assert pdf_of(document(*spans.told("Texte"))) == pdf_of(document(*spans.told("Texte")))


def test_its_figures_are_those_of_the_coverage(territories):
    told = texts(portrait_document(coverage("2018"), territories, "76"))
    assert told[0] == typeset(
        "En Occitanie, trois familles d’AMU sur quatre sont documentées, toutes confirmées"
    )
    assert "3 familles sur 3 documentées" in told
    assert "3 dispositifs retenus sur 3 décrits en Occitanie." in told
    told = texts(portrait_document(coverage("2026"), territories, "76"))
    assert "2 familles sur 3 documentées" in told


def test_a_foot_says_edition_date_reading_completeness_and_licence(territories):
    read = coverage("2018", annee=2015, lecture="large")
    foot = " ".join(portrait_document(read, territories, "76")["foot"])
    said = ("Édition 2018", "9 juillet 2018", "année 2015", "lecture large", "Licence", "IGN")
    for told in (*said, "case documentée"):
        assert typeset(told) in foot


def test_two_or_three_regions_are_compared_on_one_page(territories):
    made = comparison_document(coverage("2026"), territories, ["76", "44", "52"])
    assert checked(pdf_of(made)).document.page_count == 1
    told = texts(made)
    assert {"2/3", "3/3", "0/3"} <= set(told)
    assert "Famille Bâtiment" in texts(comparison_document(coverage("2026"), territories,
                                                           ["02", "03"]))  # fmt: skip
    for codes in (["76"], ["76", "76"], ["76", "44", "52", "53"]):
        with pytest.raises(UnfitRegionsError, match="deux ou trois régions"):
            comparison_document(coverage("2026"), territories, codes)


def test_links_lead_to_sources_and_to_the_page_under_the_same_reading(territories):
    read = coverage("2018", lecture="large")
    made = json.dumps(portrait_document(read, territories, "76", "https://exemple.fr"))
    assert "https://exemple.fr/region?edition=2018&lecture=large&region=76" in made
    assert "actu-environnement.com" in made
    assert "exemple.fr" not in json.dumps(portrait_document(read, territories, "76"))


def test_each_source_has_one_number_and_an_address_that_leads_nowhere_is_no_link():
    sources = Sources()
    first = sources.cite("https://a.fr/1", "Page une", "Un")
    sources.cite("https://a.fr/2", "", "Deux")
    assert sources.cite("https://a.fr/1", "Page une", "Trois") == first
    listed = sources.blocks()[1]["items"]
    assert [cell[1]["text"] for cell in listed] == ["https://a.fr/1", "https://a.fr/2"]
    assert "to" not in spans.linked("page", "javascript:alert(1)")


# Whatever the data hold


def test_no_text_of_the_data_is_read_as_code():
    cell = [spans.said(HOSTILE), spans.linked(HOSTILE, "https://exemple.fr/#a[b]")]
    blocks = (
        spans.heading(HOSTILE),
        *spans.told(HOSTILE),
        spans.table([HOSTILE, "b"], [[cell, cell]], (1, 1)),
        *spans.bullets([cell]),
        spans.facts([(HOSTILE, HOSTILE)]),
    )
    made = document(*blocks, title=HOSTILE)
    assert checked(pdf_of(made)).document.page_count == 1
    inputs = {"document": json.dumps(writable(made))}
    found = json.loads(typst.query(TEMPLATE, "heading", sys_inputs=inputs))
    assert [heading["body"]["text"] for heading in found] == [HOSTILE, typeset(HOSTILE)]


def test_a_hostile_edition_has_its_portraits(draft, territories):
    texts_of = ("nom", "operateur", "preuve", "titre_source", "note")
    for table, rows in draft.tables.items():
        for rank, row in enumerate(rows):
            named = texts_of[:4] if table == "dispositifs" else texts_of
            told = [name for name in named if name in row or table == "dispositifs"]
            draft.change(table, rank, **dict.fromkeys(told, HOSTILE))
    edition = read_edition(draft.write(), territories)
    measured = compute_coverage(edition, Reading(lecture="large"), territories)
    made = portrait_document(measured, territories, "76")
    assert sum(typeset(HOSTILE) in text for text in texts(made)) > 3
    checked(pdf_of(made))
    checked(pdf_of(comparison_document(measured, territories, ["76", "53"])))


def test_every_character_that_is_left_can_be_drawn():
    everything = "".join(map(chr, [*range(0xD800), *range(0xE000, 0x11000), 0x1F98A]))
    left = "".join(sorted(set(writable(everything))))
    assert set("aé œÉŁ’«»…€—→≥ \u202f\u00a0") <= set(left)
    checked(pdf_of(document(*spans.told(left))))
    assert writable(["Renard \U0001f98a", {"to": "https://é\U0001f98a"}]) == [
        "Renard �", {"to": "https://é\U0001f98a"}
    ]  # fmt: skip


@settings(max_examples=15, deadline=None)
@given(st.text(max_size=60), st.text(max_size=60))
def test_any_text_is_printed(one, other):
    table = spans.table(["a", one or "b"], [[[spans.said(other)], [spans.strong(one)]]], (1, 2))
    assert pdf_of(document(spans.heading(other or "titre"), table)).startswith(b"%PDF-1.7")


def test_a_figure_without_its_words_makes_no_file():
    drawing = (
        '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><path d="M0 0h9"/></svg>'
    )
    assert pdf_of(document(spans.figure(drawing, "Un trait"))).startswith(b"%PDF")
    with pytest.raises(typst.TypstError, match="alt"):
        pdf_of(document(spans.figure(drawing, None)))


# The command


@pytest.fixture(autouse=True)
def _what_is_read_already(monkeypatch, territories):
    """The command reads everything again, as each of its runs does; once is enough here."""
    monkeypatch.setattr(command.Territories, "read", lambda: territories)
    monkeypatch.setattr(command, "read_shelf", lambda territories: store.shelf())


def test_the_command_writes_what_it_is_asked_for(tmp_path, capsys):
    file = tmp_path / "p.pdf"
    assert main(["report", "--region", "76", "--edition", "2018", "--out", str(file)]) == 0
    checked(file.read_bytes())
    assert capsys.readouterr().out == f"Écrit : {file}\n"
    assert [path.name for path in tmp_path.iterdir()] == ["p.pdf"]


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["--region", "99", "--out", "{}/p.pdf"], "Code de région inconnu : « 99 »"),
        (["--regions", "76", "--out", "{}/p.pdf"], "une région demandée"),
        (["--regions", "76,2", "--out", "{}/p.pdf"], "Code de région inconnu : « 2 »"),
        (["--region", "76", "--edition", "1999", "--out", "{}/p.pdf"], "Édition inconnue"),
        (["--region", "76", "--annee", "1970", "--out", "{}/p.pdf"], "Année inconnue : 1970"),
        (["--region", "76", "--out", "{}/absent/p.pdf"], "n’existe pas"),
        (["--region", "76", "--out", "{}"], "se termine par .pdf"),
        (["--region", "76", "--out", "{}/p.txt"], "se termine par .pdf"),
        (["--region", "76"], "par --out F.pdf"),
        (["--all"], "par --out DOSSIER"),
        (["--all", "--out", "{}/fichier"], "est un fichier"),
        (["--all", "--out", "{}/fichier/dossier"], "ne peut pas s’écrire"),
        (["--all", "--region", "76", "--out", "{}"], "un seul"),
        (["--out", "{}/p.pdf"], "Dites quoi écrire"),
    ],
)  # fmt: skip
def test_what_cannot_be_made_is_said_and_nothing_is_written(
    tmp_path, capsys, monkeypatch, words, told
):
    monkeypatch.setattr(command, "pdf_of", lambda document: b"%PDF")
    monkeypatch.setattr(command, "portrait_document", lambda *given: {})
    monkeypatch.setattr(command, "PROCESSES", 1)
    (tmp_path / "fichier").write_text("avant")
    assert main(["report", *(word.format(tmp_path) for word in words)]) == 1
    said = capsys.readouterr()
    assert told in said.err and "Traceback" not in said.err
    assert [path.name for path in tmp_path.iterdir()] == ["fichier"]


def test_a_failure_on_the_way_leaves_what_was_there(tmp_path, capsys, monkeypatch):
    file = tmp_path / "p.pdf"
    file.write_bytes(b"avant")
    monkeypatch.setattr(command, "pdf_of", lambda document: b"%PDF")
    monkeypatch.setattr(command, "portrait_document", lambda *given: {})

    def refuse(source, target):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(disk.os, "replace", refuse)
    assert main(["report", "--region", "76", "--out", str(file)]) == 1
    assert "ne peut pas s’écrire" in capsys.readouterr().err
    assert [path.name for path in tmp_path.iterdir()] == ["p.pdf"]
    assert file.read_bytes() == b"avant"


def test_all_the_portraits_or_none(tmp_path, capsys, monkeypatch):
    monkeypatch.setattr(command, "PROCESSES", 1)
    made = iter(range(5))
    monkeypatch.setattr(command, "portrait_document", lambda *given: {})
    monkeypatch.setattr(command, "pdf_of", lambda document: str(next(made)).encode())
    assert main(["report", "--all", "--out", str(tmp_path / "dossier")]) != 0
    assert list(tmp_path.iterdir()) == []
    monkeypatch.setattr(command, "pdf_of", lambda document: b"%PDF")
    words = ["--all", "--annee", "2015", "--out", str(tmp_path / "dossier")]
    assert main(["report", *words]) == 0
    names = sorted(path.name for path in (tmp_path / "dossier").iterdir())
    assert len(names) == 18
    assert names[0] == "portrait-01-2026-2015.pdf"


# The addresses


def ask(address: str, endpoint, **headers: str) -> Response:
    parts = urlsplit(address)
    sent = {"host": "exemple.fr", **headers}
    scope = {
        "type": "http", "method": "GET", "scheme": "https", "path": parts.path,
        "query_string": parts.query.encode(), "server": ("exemple.fr", 443),
        "headers": [(k.replace("_", "-").encode(), v.encode()) for k, v in sent.items()],
    }  # fmt: skip
    return read_only(endpoint)(Request(scope))


def test_a_portrait_is_served_once_whatever_else_the_address_says():
    answer = ask("/portrait.pdf?region=76&edition=2018", served.portrait)
    assert answer.status_code == 200
    assert answer.media_type == "application/pdf"
    assert answer.headers["content-disposition"] == 'inline; filename="portrait-76-2018.pdf"'
    again = ask("/portrait.pdf?edition=2018&famille=batiment&region=76&utm_source=x",
                served.portrait, if_none_match=answer.headers["etag"])  # fmt: skip
    assert again.status_code == 304
    # It names its own address.
    there = ask("/portrait.pdf?region=76&edition=2018", served.portrait, host="autre.fr")
    assert there.headers["etag"] != answer.headers["etag"]


@pytest.mark.parametrize(
    ("address", "endpoint", "told"),
    [
        ("/portrait.pdf", served.portrait, "Un portrait est celui d’une région"),
        ("/portrait.pdf?region=99", served.portrait, "Code de région inconnu"),
        ("/portrait.pdf?region=76&lecture=autre", served.portrait, "inconnu pour « lecture »"),
        ("/comparaison.pdf", served.comparison, "aucune région demandée"),
        ("/comparaison.pdf?regions=76", served.comparison, "une région demandée"),
        ("/comparaison.pdf?regions=76,44,52,53", served.comparison, "quatre régions demandées"),
    ],
)
def test_an_address_that_names_no_document_says_why(address, endpoint, told):
    answer = ask(address, endpoint)
    assert answer.status_code == 400
    assert told in json.loads(answer.body)["detail"]


def test_a_withdrawn_edition_says_so_on_paper(territories):
    made = portrait_document(coverage("2018"), territories, "76", warning="Édition retirée.")
    assert made["warning"] == "Édition retirée."
    assert date(*made["day"]) == date(2018, 7, 9)
    checked(pdf_of(made))

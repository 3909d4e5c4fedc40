"""Every file that a page or the API offers, of an edition whose every free text would run."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlencode

import openpyxl
import pytest
import streamlit as st
from starlette.routing import Route
from streamlit.testing.v1 import AppTest

from amu_geo.edition import read_edition
from amu_geo.edition.schema import table_schema
from amu_geo.export.resources import RESOURCES
from amu_geo.figures.known import KINDS
from amu_geo.importing import import_path
from amu_geo.server.figure.answer import FORMS
from amu_geo.server.routes import routes
from amu_geo.ui.choice.preview import Preview
from tests.conftest import PROOF, EditionDraft
from tests.export.test_formulas import CHOICES, FREE, NUMBER, runs
from tests.pages.opening import open_page
from tests.server.spoiling import Project

ROOT = Path(__file__).resolve().parents[2]
# What a spreadsheet may run, spaces before it included; each of them has a part of its own.
STARTS = (
    "=1+1|", "+33|", "-2+3|", "@SUM(1)|", "\uff1d1|", "\uff0b1|", "\uff0d1|", "\uff20A1|",
    "\t=1|", "  =1|", "\u00a0@A1|", " \uff1d1|", "'=1|",
)  # fmt: skip
VIEW = {"edition": "essai", "lecture": "large"}
# What no spreadsheet opens as cells.
NO_TABLE = {
    "text/html", "application/json", "application/geo+json", "application/pdf", "image/svg+xml",
    "image/png", "application/ld+json", "application/atom+xml", "text/markdown", "text/plain",
    "application/geopackage+sqlite3", "application/vnd.apache.parquet", "application/x-bibtex",
    "text/x-bibtex", "application/vnd.oai.openapi+json", "text/css", "text/javascript",
    "application/javascript", "font/woff2", "image/x-icon", "application/xml", "text/xml",
    "application/manifest+json", "application/opensearchdescription+xml",
}  # fmt: skip
DECK = "application/vnd.openxmlformats-officedocument.presentationml.presentation"
BOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def spoil(rows: list[dict[str, str]], table: str) -> None:
    for rank, row in enumerate(rows):
        for column in sorted(FREE & set(table_schema(table).columns)):
            start = STARTS[(7 * rank + len(column) + len(table)) % len(STARTS)]
            row[column] = f"{start}{row.get(column, '') or column}{rank}"


@pytest.fixture(scope="module")
def published(tmp_path_factory, territories) -> Iterator[Project]:
    """The application, whose data have such an edition beside ours."""
    folder = tmp_path_factory.mktemp("offered")
    draft = EditionDraft(folder / "data" / "schemes" / "essai")
    draft.metadata = (
        draft.metadata.replace("Édition d’essai", "=1+1").replace("Une personne", "+33 5 61")
        .replace("Trois dispositifs, deux acteurs.", "\uff1dA1").replace("près de 50", "=50")
        .replace("près d’une", "  @une")
    )  # fmt: skip
    draft.tables["attestations"] = [dict(PROOF)]
    for rank in range(len(STARTS)):
        draft.add("dispositifs", id=f"76-essai-{rank}")
        draft.add("acteurs", id=f"a-essai-{rank}")
    for name, rows in draft.tables.items():
        spoil(rows, name)
    with pytest.MonkeyPatch.context() as patch:
        project = Project(folder, patch)
        draft.write()
        project.start(territories)
        yield project


# What was found in the files


@dataclass
class Found:
    """The cells of files that a spreadsheet opens: those that an apostrophe protects, all."""

    protected: int = 0
    cells: int = 0
    running: list[str] = field(default_factory=list)

    def look(self, name: str, cells: list[str]) -> None:
        self.cells += len(cells)
        self.protected += sum(text.startswith("'") and runs(text[1:]) for text in cells)
        wrong = [text for text in cells if runs(text) and not NUMBER.fullmatch(text)]
        self.running += [f"{name}: {text[:40]!r}" for text in wrong]

    def csv(self, name: str, content: bytes) -> None:
        text = content.decode("utf-8-sig")
        self.look(
            name, [cell for row in csv.reader(io.StringIO(text), delimiter=";") for cell in row]
        )

    def workbook(self, name: str, content: bytes) -> None:
        cells = []
        for sheet in openpyxl.load_workbook(io.BytesIO(content)):
            cells += [sheet.title, *(cell for row in sheet.iter_rows() for cell in row)]
        texts = [getattr(cell, "value", cell) for cell in cells]
        formulas = [cell.value for cell in cells if getattr(cell, "data_type", "") == "f"]
        self.running += [f"{name}: {formula}" for formula in formulas]
        self.look(name, [text for text in texts if isinstance(text, str)])

    def deck(self, name: str, content: bytes) -> None:
        with zipfile.ZipFile(io.BytesIO(content)) as parts:
            for part in parts.namelist():
                if part.endswith(".xlsx"):
                    self.workbook(f"{name}/{part}", parts.read(part))

    def file(self, name: str, content: bytes) -> None:
        """A file of a page; an archive of ours is raw and says so."""
        if not content.startswith(b"PK"):
            self.csv(name, content)
            return
        with zipfile.ZipFile(io.BytesIO(content)) as parts:
            readme = [part for part in parts.namelist() if part.endswith("LISEZMOI.md")]
            if readme:
                told = parts.read(readme[0]).decode().replace("\u00a0", " ")
                assert "Les cellules sont brutes" in told, name
                return
        self.workbook(name, content)


def addresses() -> dict[str, dict[str, str]]:
    """Every address that serves something, with what it asks."""
    known: dict[str, dict[str, str]] = {}
    for route in routes():
        if isinstance(route, Route) and "{" not in route.path:
            known[route.path] = VIEW
    for key, kind in KINDS.items():
        choices = {name: CHOICES[name] for name in kind.choices if name in CHOICES}
        for suffix in FORMS:
            if suffix not in ("svg", "png"):
                known[f"/figure/{key}.{suffix}"] = VIEW | choices
    known["/region.md"] = known["/portrait.pdf"] = VIEW | {"region": "76"}
    return known


@pytest.mark.slow
def test_no_address_gives_a_file_that_runs(published):
    found, kinds = Found(), set()
    for path, query in addresses().items():
        reply = published.ask(f"{path}?{urlencode(query)}")
        kind = reply.headers.get("content-type", "").partition(";")[0]
        if reply.status != 200 or kind in NO_TABLE:
            continue
        kinds.add(kind)
        if kind == BOOK:
            found.workbook(path, reply.body)
        elif kind == DECK:
            found.deck(path, reply.body)
        elif kind == "text/csv":
            found.csv(path, reply.body)
        else:
            raise AssertionError(f"{path} gives {kind}: does a spreadsheet open it?")
    assert found.running == []
    assert {BOOK, DECK, "text/csv"} <= kinds
    assert found.protected > 200


def test_the_api_is_raw_and_says_so_and_protects_when_it_is_asked_for_excel(published):
    found = Found()
    rest = "nom", "preuve", "titre_source", "titre", "auteur"
    raw_runs = 0
    for name, resource in RESOURCES.items():
        own = {} if name in ("regions", "editions") else VIEW
        for form in resource.forms:
            reply = published.ask(f"/api/v1/{name}.{form}?{urlencode(own)}")
            assert reply.status == 200, (name, form, reply.text[:200])
            assert reply.headers["cellules"] == "brutes"
            if form == "csv":
                rows = list(csv.DictReader(io.StringIO(reply.body.decode())))
                texts = [row[column] for row in rows for column in rest if row.get(column)]
                raw_runs += sum(map(runs, texts))
                # Only the one that was sent with an apostrophe has one.
                assert {t[:3] for t in texts if t.startswith("'")} <= {"'=1"}, name
        asked = urlencode(own | {"format": "excel"})
        reply = published.ask(f"/api/v1/{name}.csv?{asked}")
        assert reply.headers["cellules"] == "apostrophe"
        found.csv(name, reply.body)
    assert found.running == []
    assert raw_runs > 20 and found.protected > 20


# The pages


@pytest.fixture
def offered(monkeypatch) -> dict[str, Callable[[], bytes] | bytes]:
    """What the buttons of the pages give, by the names of their files."""
    files: dict[str, Callable[[], bytes] | bytes] = {}

    def button(label: str, data: Callable[[], bytes] | bytes, file_name: str, **_: object) -> bool:
        files[file_name] = data
        return False

    monkeypatch.setattr(st, "download_button", button)
    return files


def open_all(file: str, private: Preview | None = None, **query: str) -> AppTest:
    """A page with all that it folds."""
    page = open_page(file, private, **query)
    for _ in range(2):
        for detail in page.expander:
            if detail.proto.id:
                page.session_state[detail.proto.id.split("-", 2)[2]] = True
        page.run()
        assert not page.exception
    return page


@pytest.mark.slow
def test_no_button_of_a_page_gives_a_file_that_runs(published, offered, territories):
    hostile = read_edition(published.root / "data" / "schemes" / "essai", territories)
    found = Found()
    for file in sorted((ROOT / "pages").glob("*.py")):
        query = {"region": "76", "commune": "34142", "regions": "76,53", "famille": "communaute"}
        open_all(file, **VIEW, **query)
    public = set(offered)
    # A private edition, compared with another of the same name.
    private = Preview(hostile, hostile, "=fichier.xlsx")
    page = open_all("data.py", private, edition="apercu")
    sent = b"id;nom;code_region;=titre\na-b;=1+1;999;@x\n"
    page.file_uploader[0].set_value(("=acteurs.csv", sent, "text/csv")).run()
    assert not page.exception
    assert {"rapport-de-lecture.csv", "modele-observatoire-amu.xlsx"} <= set(offered)
    assert len(public) > 12
    for name, data in offered.items():
        found.file(name, data() if callable(data) else data)
    assert found.running == []
    assert found.protected > 100


@pytest.mark.slow
def test_the_apostrophe_is_taken_off_what_comes_back(published, territories):
    reply = published.ask("/api/v1/acteurs.csv?edition=essai&format=excel")
    hostile = read_edition(published.root / "data" / "schemes" / "essai", territories)
    imported = import_path(reply.body, "acteurs.csv", territories, onto=hostile)
    # As an import reads any text: without the spaces around it.
    for column in ("nom", "preuve", "titre_source"):
        sent = hostile.acteurs[column].str.strip().tolist()
        assert imported.edition(territories, hostile).acteurs[column].tolist() == sent


def test_json_is_raw_too(published):
    rows = json.loads(published.ask("/api/v1/acteurs.json?edition=essai").body)["acteurs"]
    assert sum(runs(row["nom"]) for row in rows) > 10

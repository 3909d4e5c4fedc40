"""No file that a page offers runs a formula in a spreadsheet; each comes back as it went."""

from __future__ import annotations

import ast
import csv
import io
import re
import unicodedata
from dataclasses import replace
from pathlib import Path

import openpyxl
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from amu_geo.edition import Edition, read_edition
from amu_geo.edition.difference import difference
from amu_geo.edition.schema import table_schema
from amu_geo.edition.shelf import Shelf
from amu_geo.export.bundle import bundle_files
from amu_geo.export.proposals_workbook import proposals_workbook
from amu_geo.export.rows import excel_csv, harmless, machine_csv
from amu_geo.export.workbook import edition_workbook, template_workbook
from amu_geo.figures.known import KINDS
from amu_geo.figures.seen import Seen
from amu_geo.harvest.deciding.queue import doubts_of
from amu_geo.importing import import_path
from amu_geo.importing.cells.tidy import clean
from amu_geo.importing.report import report_frame
from amu_geo.measure.coverage import compute_coverage
from amu_geo.measure.reading import Reading
from amu_geo.schemes import Filters, SchemeList
from amu_geo.schemes.proposal import propose
from amu_geo.schemes.selection import select, spreadsheet_rows
from amu_geo.schemes.to_confirm import to_confirm, to_fill
from amu_geo.server.figure.workbook import workbook_of
from tests.conftest import PROOF

PACKAGE = Path(__file__).resolve().parents[2] / "amu_geo"
# The rule of the house, written anew.
SIGNS = "=+-@\uff1d\uff0b\uff0d\uff20\t\r"
NUMBER = re.compile(r"-?[0-9]+([.,][0-9]+)?")
# Columns whose text is free.
FREE = {"nom", "libelle", "justification", "preuve", "titre_source", "raison", "changement"}
CHOICES = {
    "region": "76", "commune": "34142", "regions": "76,53", "famille": "communaute",
    "rayon": "100", "programme": "tiers-lieux", "dispositif": "76-lieux",
}  # fmt: skip


def runs(text: str) -> bool:
    """Whether a spreadsheet would take a text for a formula."""
    for sign in text:
        if sign in SIGNS:
            return True
        if not sign.isspace():
            return False
    return False


@given(st.text(alphabet=st.sampled_from(SIGNS + "' \u00a0a1"), max_size=8) | st.text(max_size=20))
def test_a_cell_has_an_apostrophe_exactly_when_it_would_run_and_the_import_takes_it_off(text):
    shown = harmless(text)
    assert not runs(shown)
    assert shown in (text, f"'{text}")
    if runs(text):
        assert shown == f"'{text}"
    elif not text.startswith("'"):
        assert shown == text
    if unicodedata.is_normalized("NFC", text) and text.isprintable():
        assert clean(shown) == text.strip()


@given(st.integers() | st.floats(allow_nan=False) | st.booleans() | st.none())
def test_what_is_no_text_stays_as_it_is(value):
    assert harmless(value) is value


@pytest.fixture
def hostile(draft, territories) -> Edition:
    """An edition whose every free text would run."""
    draft.metadata = (
        draft.metadata.replace("Édition d’essai", "=1+1")
        .replace("Une personne", "+33 5 61")
        .replace("Trois dispositifs, deux acteurs.", "\uff1dA1")
        .replace("près de 50", "=50").replace("près d’une", "@une")
    )  # fmt: skip
    draft.tables["attestations"] = [dict(PROOF)]
    for name, rows in draft.tables.items():
        for rank, row in enumerate(rows):
            for column in FREE & set(table_schema(name).columns):
                sign = SIGNS[(rank + len(column)) % 8]
                row[column] = f"{sign}cmd|{row.get(column, '')}{rank}"
    return read_edition(draft.write(), territories)


def harmless_csv(text: str) -> int:
    """The number of cells that an apostrophe protects; none may run."""
    cells = [cell for row in csv.reader(io.StringIO(text), delimiter=";") for cell in row]
    assert [cell for cell in cells if runs(cell) and not NUMBER.fullmatch(cell)] == []
    return sum(cell.startswith("'") for cell in cells)


def harmless_workbook(content: bytes) -> int:
    book = openpyxl.load_workbook(io.BytesIO(content))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert [cell.value for cell in cells if cell.data_type == "f"] == []
    texts = [cell.value for cell in cells if isinstance(cell.value, str)]
    assert [text for text in texts if runs(text)] == []
    return sum(text.startswith("'") for text in texts)


@pytest.mark.slow
def test_the_data_of_each_figure_run_nothing(hostile, territories):
    coverage = compute_coverage(hostile, Reading(lecture="large"), territories)
    shelf = Shelf({hostile.id: hostile}, {})
    protected: dict[str, int] = {}
    for key, kind in KINDS.items():
        query = {name: CHOICES[name] for name in kind.choices if name in CHOICES}
        drawn = kind.draw(Seen(coverage, territories, shelf, query))
        if drawn is None:
            continue
        protected[key] = harmless_csv(excel_csv(drawn.figure.data()))
        assert harmless_workbook(workbook_of(kind, drawn, coverage, "https://exemple.fr")) > 0
    assert len(protected) > len(KINDS) * 2 // 3
    assert sum(protected.values()) > 20


def test_the_other_files_of_the_pages_run_nothing(hostile, territories):
    coverage = compute_coverage(hostile, Reading(lecture="large"), territories)
    listed = SchemeList.of(hostile, territories)
    selection = select(listed, coverage, Filters())
    frames = {
        "dispositifs": spreadsheet_rows(selection),
        "à remplir": to_fill(to_confirm(coverage)),
        "changements": difference(replace(hostile, titre="@avant", auteur="-x"), hostile),
        "preuve proposée": propose(
            PROOF | {"preuve": "=2", "url_source": f"{PROOF['url_source']}/2"},
            hostile, territories,
        ).frame,
    }  # fmt: skip
    sent = b"id;nom;code_region;=titre\na-b;=1+1;999;@x\n"
    frames["rapport"] = report_frame(import_path(sent, "=acteurs.csv", territories))
    for name, frame in frames.items():
        assert harmless_csv(excel_csv(frame)) > 0, name
    for write in (
        lambda: edition_workbook(hostile, territories),
        lambda: template_workbook(territories, hostile),
        lambda: proposals_workbook(doubts_of(coverage), [], [], hostile),
    ):
        assert harmless_workbook(write()) > 0


def test_a_hostile_edition_comes_back_from_its_workbook_and_its_bundle_is_raw(hostile, territories):
    imported = import_path(edition_workbook(hostile, territories), "essai.xlsx", territories)
    assert imported.edition(territories).fingerprint == hostile.fingerprint
    reasons = {repair.raison for repair in imported.repairs}
    assert reasons == {"apostrophe mise contre les formules, retirée"}
    files = bundle_files(hostile)
    assert b",=cmd|" in files["dispositifs.csv"] and b",'=" not in files["dispositifs.csv"]


def test_a_heading_runs_nothing_either():
    written = excel_csv(pd.DataFrame({"=a": [1], "@a": ["x"]}))
    assert written.splitlines()[0].lstrip("\ufeff") == "'=a;'@a"
    assert machine_csv(pd.DataFrame({"=a": ["=1"]})) == "=a\n=1\n"


# What writes rows as CSV or a workbook: for machines, or by the one rule.
WRITERS = {
    "cli/count_told.py", "edition/model.py", "edition/publishing.py", "export/coverage_files.py",
    "export/figure_workbook.py", "export/proposals_workbook.py", "export/rows.py",
    "export/workbook.py", "links/record.py",
}  # fmt: skip
OFFERED = {
    "excel_csv", "spreadsheet_csv", "bundle_zip", "edition_workbook", "template_workbook",
    # Of the proposals that were read again: `proposals_workbook`.
    "_workbook",
}  # fmt: skip


def test_nothing_else_writes_tables_and_no_page_offers_another_file():
    found, offers = set(), 0
    for path in sorted(PACKAGE.rglob("*.py")):
        tree = ast.parse(path.read_text("utf-8"))
        for call in (node for node in ast.walk(tree) if isinstance(node, ast.Call)):
            name = getattr(call.func, "attr", getattr(call.func, "id", ""))
            on = getattr(getattr(call.func, "value", None), "id", "")
            opens = name == "Workbook" or (on == "csv" and name in {"writer", "DictWriter"})
            if opens or (name == "to_csv" and call.keywords):
                found.add(str(path.relative_to(PACKAGE)))
            if name == "download_button":
                data = next(word.value for word in call.keywords if word.arg == "data")
                used = {getattr(node, "id", "") for node in ast.walk(data)}
                assert used & OFFERED, f"{path.name}: {ast.unparse(data)}"
                offers += 1
    assert found == WRITERS
    assert offers >= 10

"""The Excel template, and editions that come back from Excel as they went."""

from __future__ import annotations

import io
from dataclasses import replace

import openpyxl
import pandas as pd
import pytest

from amu_geo.cli.main import main
from amu_geo.edition import Edition, read_edition
from amu_geo.edition.checking.problems import errors
from amu_geo.edition.schema import TABLES, all_schemas
from amu_geo.edition.shelf import read_shelf
from amu_geo.export.figure_workbook import Sheets, figure_workbook
from amu_geo.export.rows import excel_csv, machine_csv
from amu_geo.export.workbook import edition_workbook, template_workbook
from amu_geo.importing import import_path
from amu_geo.importing.examples import example_rows
from amu_geo.vocabulary import STATES
from tests.conftest import PROOF

EFFORT = 'effort_recherche = ["76", "01"]\n'


@pytest.fixture(scope="module")
def latest(territories) -> Edition:
    return read_shelf(territories).default


@pytest.fixture(scope="module")
def template(territories, latest) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(template_workbook(territories, latest)))


def test_the_template_has_a_guide_a_form_and_a_sheet_per_table(template):
    assert template.sheetnames == ["guide", "édition", *TABLES, "listes"]
    assert template["listes"].sheet_state == "hidden"
    guide = "\n".join(str(row[0]) for row in template["guide"].values if row[0])
    for name in TABLES:
        assert f"{name} (" in guide
    keys = [row[0] for row in template["édition"].values]
    assert keys == [
        *("clé", "id", "titre", "date", "auteur", "licence", "contact", "description"),
        "effort_recherche",
    ]


@pytest.mark.parametrize("name", TABLES)
def test_each_sheet_explains_its_columns(template, name):
    sheet, schema = template[name], all_schemas()[name]
    headers = sheet[1]
    assert [cell.value for cell in headers] == schema.columns
    for cell, field in zip(headers, schema.fields, strict=True):
        assert field.title in cell.comment.text
        assert ("À remplir" in cell.comment.text) == field.to_fill
    if name == "programmes":
        return
    assert sheet.max_row == 3
    assert all("exemple" in str(list(row)) for row in sheet.iter_rows(2, 3, values_only=True))


@pytest.mark.parametrize("name", TABLES)
def test_lists_drop_down_where_one_value_is_chosen(template, name):
    schema = all_schemas()[name]
    ruled = {
        cells.coord.split(":")[0].rstrip("0123456789"): rule
        for rule in template[name].data_validations.dataValidation
        for cells in rule.sqref.ranges
    }
    letters = {
        field.name: openpyxl.utils.get_column_letter(i) for i, field in enumerate(schema.fields, 1)
    }
    expected = {letters[f.name] for f in schema.fields if f.allowed and not f.list_of}
    own = {letters["programme"]} if name in {"dispositifs", "lacunes"} else set()
    assert set(ruled) == expected | own
    assert all("programmes!$A$2:" in ruled[letter].formula1 for letter in own)
    for field in schema.fields:
        if field.allowed and not field.list_of:
            range_name = ruled[letters[field.name]].formula1.removeprefix("=")
            area = template.defined_names[range_name].attr_text
            column = area.split("!")[1].split("$")[1]
            values = [cell.value for cell in template["listes"][column][1:] if cell.value]
            assert tuple(values) == field.allowed


def test_examples_are_valid_and_never_taken_for_data(territories, latest):
    content = template_workbook(territories, latest)
    imported = import_path(content, "modèle.xlsx", territories)
    assert imported.rows_read == len(latest.programmes)
    filled = {name for name, table in imported.raw.tables.items() if len(table.cells)}
    assert filled == {"programmes"}
    assert {problem.feuille for problem in errors(imported.problems)} == {"édition"}
    # Once changed, an example is a row like any other, and a valid one.
    book = openpyxl.load_workbook(io.BytesIO(content))
    for name in set(TABLES) - {"programmes"}:
        for row in (2, 3):
            for cell in book[name][row]:
                if isinstance(cell.value, str):
                    cell.value = cell.value.replace(" (exemple à effacer)", f" {row}")
    for row, value in enumerate(("essai", "Essai", "2027-01-01", "Moi", "LO", "a@b.fr", "x"), 2):
        book["édition"].cell(row, 2, value)
    book["lacunes"].cell(3, 2, "friches")
    book["indicateurs_libelles"].delete_rows(3)
    buffer = io.BytesIO()
    book.save(buffer)
    imported = import_path(buffer.getvalue(), "modèle.xlsx", territories)
    assert [str(problem) for problem in errors(imported.problems)] == []
    assert imported.rows_read == 2 * (len(TABLES) - 1) - 1 + len(latest.programmes)


def test_an_edition_comes_back_from_excel_the_same(tiny_edition, territories):
    imported = import_path(edition_workbook(tiny_edition, territories), "essai.xlsx", territories)
    assert imported.repairs == []
    assert imported.is_whole_edition
    assert imported.edition(territories).fingerprint == tiny_edition.fingerprint


def test_published_editions_come_back_from_excel_the_same(territories):
    for edition in read_shelf(territories).editions.values():
        imported = import_path(edition_workbook(edition, territories), "édition.xlsx", territories)
        assert errors(imported.problems) == []
        assert imported.repairs == []
        assert imported.edition(territories).fingerprint == edition.fingerprint


def test_proofs_exact_ends_and_the_effort_of_search_come_back_from_excel(draft, territories):
    draft.metadata = EFFORT + draft.metadata
    draft.change("dispositifs", 0, date_fin="2025-06")
    draft.tables["attestations"] = [dict(PROOF), PROOF | {"nature": "fin", "date": "2025-06-30"}]
    edition = read_edition(draft.write(), territories)
    content = edition_workbook(edition, territories)
    book = openpyxl.load_workbook(io.BytesIO(content))
    # Text, or a spreadsheet would show « 2025-06 » as a day and « 01 » as 1.
    assert book["attestations"]["B2"].data_type == "s"
    assert [row[1] for row in book["édition"].values if row[0] == "effort_recherche"] == ["76;01"]
    imported = import_path(content, "essai.xlsx", territories)
    assert imported.repairs == []
    again = imported.edition(territories)
    assert again.effort_recherche == ("76", "01")
    assert again.attestations["date"].tolist() == ["2024-05", "2025-06-30"]
    assert again.dispositifs["date_fin"].tolist() == ["2025-06", "", ""]
    assert again.fingerprint == edition.fingerprint


EFFORTS = [
    ("1 ; Occitanie", ("01", "76"), []),
    ("76, 11", ("76", "11"), []),
    ("-", (), []),
    ("76;77", None, ["77"]),
    ("Ocitanie", None, ["Ocitanie"]),
]


@pytest.mark.parametrize(("written", "understood", "refused"), EFFORTS)
def test_the_regions_most_searched_as_people_write_them(
    tiny_edition, territories, written, understood, refused
):
    book = openpyxl.load_workbook(io.BytesIO(edition_workbook(tiny_edition, territories)))
    [row] = [cells for cells in book["édition"] if cells[0].value == "effort_recherche"]
    row[1].value = written
    buffer = io.BytesIO()
    book.save(buffer)
    imported = import_path(buffer.getvalue(), "essai.xlsx", territories)
    wrong = errors(imported.problems)
    assert [problem.valeur for problem in wrong] == refused
    for problem in wrong:
        assert (problem.feuille, problem.colonne) == ("édition", "effort_recherche")
        assert problem.message == "aucune région ne porte ce code."
        assert "« 76;11 »" in problem.attendu
    if understood is not None:
        assert imported.edition(territories).effort_recherche == understood
    repaired = {repair.avant for repair in imported.repairs}
    assert repaired == ({"1", "Occitanie"} if "Occitanie" in written else {"-"} & {written})


def test_text_that_looks_like_a_formula_or_a_number_stays_text(draft, territories):
    draft.change("acteurs", 0, nom="=1+1", preuve="-5", commune="007", titre_source="@moi")
    draft.change("acteurs", 1, nom="01", preuve="TRUE", titre_source="2024-01-01")
    draft.change("projets", 0, acteur="").change("observations", 1, valeur="0.0000001")
    edition = read_edition(draft.write(), territories)
    content = edition_workbook(edition, territories)
    sheet = openpyxl.load_workbook(io.BytesIO(content))["acteurs"]
    assert sheet["B2"].data_type == "s"
    imported = import_path(content, "essai.xlsx", territories)
    assert imported.edition(territories).fingerprint == edition.fingerprint


@pytest.fixture(scope="module")
def of_2018(territories) -> openpyxl.Workbook:
    published = read_shelf(territories).get("2018")
    return openpyxl.load_workbook(io.BytesIO(edition_workbook(published, territories)))


def test_the_workbook_of_an_edition_opens_on_how_to_read_it(of_2018):
    first = ["lire", "couverture", "sources", "guide", "édition", "chiffres"]
    assert of_2018.sheetnames == [*first, *TABLES, "listes"]
    assert of_2018.active.title == "lire"
    told = {row[0]: row[1] for row in of_2018["lire"].iter_rows(min_row=3, values_only=True)}
    assert told["Édition"].endswith("9 juillet 2018")
    assert "n’est pas connue" in told["Cellule vide"]
    assert {*STATES.values()} <= {*told}
    assert "Feuille «\N{NO-BREAK SPACE}couverture\N{NO-BREAK SPACE}»" in told


def test_its_coverage_is_that_of_the_default_reading_in_numbers(of_2018, territories):
    sheet = of_2018["couverture"]
    rows = {row[0]: row for row in sheet.iter_rows(min_row=2, values_only=True)}
    assert rows["Occitanie"][1:3] == (3, 3)
    assert rows["Bretagne"][1:3] == ("n.d.", "n.d.")
    assert (len(rows), sheet.freeze_panes) == (18, "A2")
    assert sheet.auto_filter.ref.endswith("19")


def test_its_sources_and_each_day_are_there(of_2018, latest, territories):
    published = read_shelf(territories).get("2018")
    pages = {row[4] for row in of_2018["sources"].iter_rows(min_row=2, values_only=True)}
    assert set(published.dispositifs["url_source"]) | set(published.acteurs["url_source"]) <= pages
    days = [cell for cell in of_2018["journal"]["A"][1:] if cell.value]
    assert days and all(cell.is_date and cell.number_format == "DD/MM/YYYY" for cell in days)
    assert of_2018["dispositifs"]["B2"].data_type == "s"
    years = [cell.value for row in of_2018["projets"].iter_rows(min_row=2) for cell in row
             if of_2018["projets"].cell(1, cell.column).value == "annee"]  # fmt: skip
    assert all(year is None or isinstance(year, int) for year in years)


def test_sheets_of_those_names_are_read_elsewhere(tiny_edition, territories):
    """Only beside one another, and in the workbook of an edition, are they ours."""
    book = openpyxl.load_workbook(io.BytesIO(edition_workbook(tiny_edition, territories)))
    for name in ("lire", "couverture"):
        del book[name]
    book.remove(book["acteurs"])
    book["sources"].title = "acteurs"
    buffer = io.BytesIO()
    book.save(buffer)
    imported = import_path(buffer.getvalue(), "essai.xlsx", territories)
    assert any(problem.feuille == "acteurs" for problem in imported.problems)


def test_days_that_are_none_or_too_old_stay_text(tiny_edition, territories):
    journal = tiny_edition.tables["journal"].assign(date="1899-12-31")
    told = replace(tiny_edition, tables={**tiny_edition.tables, "journal": journal})
    content = edition_workbook(told, territories)
    assert openpyxl.load_workbook(io.BytesIO(content))["journal"]["A2"].value == "1899-12-31"
    rows = pd.DataFrame({"Preuve": ["2024-13-45"], "Code": ["11"], "Lieux": ["12"], "Nom": ["104"]})
    made = openpyxl.load_workbook(io.BytesIO(figure_workbook(Sheets("x", rows, [], rows))))
    assert [cell.value for cell in made["données"][2]] == ["2024-13-45", "11", 12, "104"]


def test_examples_say_what_is_required():
    for schema in all_schemas().values():
        full, bare = example_rows(schema)
        for field, value in zip(schema.fields, bare, strict=True):
            assert value or not field.required
        assert full != bare


def test_the_template_from_the_command_line(tmp_path, capsys):
    path = tmp_path / "modele.xlsx"
    assert main(["template", str(path)]) == 0
    assert openpyxl.load_workbook(path)["dispositifs"].max_row == 3
    assert main(["template", str(path), "--edition", "2018"]) == 0
    assert openpyxl.load_workbook(path)["dispositifs"].max_row == 8
    assert main(["template", str(tmp_path / "modele.csv")]) == 1
    assert main(["template", str(path), "--edition", "1999"]) == 1
    assert "Édition inconnue" in capsys.readouterr().err


FORMULAS = ["=1+1", "+33 5", "-5", "@moi", " =1", "\uff1d1", "\t=1"]


@pytest.mark.parametrize("text", FORMULAS)
def test_a_csv_for_people_runs_no_formula_and_reads_back(tiny_edition, territories, text):
    proofs = pd.DataFrame([PROOF | {"preuve": text, "titre_source": "L’aide = oui"}])
    written = excel_csv(proofs)
    assert f";'{text};" in written.replace('"', "")
    assert ";L’aide = oui;" in written
    imported = import_path(written.encode(), "preuves.csv", territories)
    [row] = imported.edition(territories, onto=tiny_edition).attestations.to_dict("records")
    assert row == PROOF | {"preuve": text.strip(), "titre_source": "L’aide = oui"}
    # What machines read is as it is.
    assert f",{text}," in machine_csv(proofs).replace('"', "")

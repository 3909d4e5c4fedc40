"""What a workbook hides, lacks or says in another way is read, and said; never lost."""

from __future__ import annotations

import io
import warnings
import zipfile
from collections.abc import Callable
from datetime import datetime

import openpyxl
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.chart import BarChart, Reference
from openpyxl.workbook import Workbook

from amu_geo.edition.checking.problems import Problem, errors, questions
from amu_geo.export.workbook import edition_workbook
from amu_geo.importing import Imported, Limits, import_path
from amu_geo.importing.files.cells import cell_text
from amu_geo.importing.files.limits import RefusedFileError
from amu_geo.importing.files.workbooks import spreadsheets
from amu_geo.importing.files.workbooks.oddities import MISSING, letters
from amu_geo.importing.files.workbooks.spreadsheets import read_workbook

SOURCE = "https://www.example.org/page"
HEADER = [
    "id",
    "nom",
    "type",
    "commune",
    "code_commune",
    "code_region",
    "url_source",
    "perimetre",
    "confiance",
]
ROW = ["a-1", "Un lieu", "tiers-lieu", "Lodève", "34142", "76", SOURCE, "amu-declaree", "A"]


def row(number: int, **cells: object) -> list[object]:
    return list((dict(zip(HEADER, ROW, strict=True)) | {"id": f"a-{number}"} | cells).values())


def saved(book: Workbook) -> bytes:
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def actors(*rows: list[object], change: Callable[[Workbook], object] | None = None) -> bytes:
    """A workbook of one sheet of actors, as `change` leaves it."""
    book = openpyxl.Workbook()
    book.active.title = "acteurs"
    for cells in [HEADER, *rows]:
        book.active.append(cells)
    if change:
        change(book)
    return saved(book)


def rewritten(content: bytes, change: Callable[[str, bytes], bytes | None]) -> bytes:
    """The same archive with other parts; a part that becomes None is left out."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(buffer, "w") as new:
        for name in old.namelist():
            part = change(name, old.read(name))
            if part is not None:
                new.writestr(name, part)
    return buffer.getvalue()


def replaced(content: bytes, part: str, before: str, after: str) -> bytes:
    def change(name: str, xml: bytes) -> bytes:
        if name != part:
            return xml
        assert before.encode() in xml
        return xml.replace(before.encode(), after.encode())

    return rewritten(content, change)


def said(imported: Imported, words: str) -> list[Problem]:
    return [problem for problem in imported.problems if words in problem.message]


def names(imported: Imported) -> list[str]:
    return imported.raw.tables["acteurs"].cells["nom"].tolist()


def in_edition(territories, tiny_edition, state: str, sheet: str = "acteurs") -> Imported:
    """A whole edition in a workbook, one sheet of it hidden."""
    book = openpyxl.load_workbook(io.BytesIO(edition_workbook(tiny_edition, territories)))
    book[sheet].sheet_state = state
    return import_path(saved(book), "classeur.xlsx", territories)


@pytest.mark.parametrize("state", ["hidden", "veryHidden"])
@pytest.mark.parametrize("sheet", ["acteurs", "observations", "édition"])
def test_a_hidden_sheet_is_read_and_asked_about(territories, tiny_edition, state, sheet):
    shown = in_edition(territories, tiny_edition, "visible", sheet)
    hidden = in_edition(territories, tiny_edition, state, sheet)
    assert hidden.rows_read == shown.rows_read > 0
    assert hidden.raw.metadata == shown.raw.metadata
    [problem] = said(hidden, "cette feuille est masquée : ses lignes sont lues")
    assert (problem.fichier, problem.feuille) == ("classeur.xlsx", sheet)
    assert problem in questions(hidden.problems)
    assert not questions(shown.problems)


def test_a_hidden_copy_is_set_aside_with_its_rows_counted(territories):
    def copy(book: Workbook) -> None:
        book.copy_worksheet(book["acteurs"]).title = "acteurs 2025"
        book["acteurs 2025"].append(row(9, nom="Ancien"))
        book["acteurs 2025"].sheet_state = "hidden"

    imported = import_path(actors(row(1), change=copy), "a.xlsx", territories)
    assert names(imported) == ["Un lieu"]
    assert not imported.is_whole_edition
    [problem] = said(imported, "laissée de côté")
    assert problem.feuille == "acteurs 2025"
    assert "2 lignes" in problem.message.replace("\u00a0", " ")
    assert questions(imported.problems) == [problem]


def test_of_two_hidden_sheets_of_one_table_the_first_is_read(territories):
    def hide(book: Workbook) -> None:
        book.active.sheet_state = "hidden"
        book.copy_worksheet(book["acteurs"]).title = "Acteurs"
        book["Acteurs1"].sheet_state = "hidden"
        book.create_sheet("projets").append(["id", "nom", "code_region"])

    imported = import_path(actors(row(1), change=hide), "a.xlsx", territories)
    assert names(imported) == ["Un lieu"]
    assert [p.feuille for p in said(imported, "ses lignes sont lues")] == ["acteurs"]
    assert [p.feuille for p in said(imported, "laissée de côté")] == ["Acteurs1"]


def hide_rows(book: Workbook) -> None:
    for line in (3, 4):
        book.active.row_dimensions[line].hidden = True


def filter_rows(book: Workbook) -> None:
    hide_rows(book)
    book.active.auto_filter.ref = "A1:I4"
    book.active.auto_filter.add_filter_column(1, ["Un lieu"])


@pytest.mark.parametrize(("change", "how"), [(hide_rows, "à la main"), (filter_rows, "filtre")])
def test_hidden_rows_are_read_and_said(territories, change, how):
    content = actors(row(1), row(2), row(3), change=change)
    imported = import_path(content, "a.xlsx", territories)
    assert imported.rows_read == 3
    [problem] = said(imported, "des lignes sont masquées")
    assert how in problem.message
    assert problem.ligne == 3
    assert "3, 4" in problem.detail
    assert problem.a_confirmer


def test_a_hidden_column_is_read_and_said_when_it_holds_something(territories):
    def hide(book: Workbook) -> None:
        book.active.column_dimensions["B"].hidden = True
        book.active.column_dimensions["K"].hidden = True

    imported = import_path(actors(row(1), change=hide), "a.xlsx", territories)
    assert names(imported) == ["Un lieu"]
    assert [problem.colonne for problem in said(imported, "colonne est masquée")] == ["nom"]


@pytest.mark.parametrize("value", ["<v />", "<v></v>", ""])
@pytest.mark.parametrize("column", ["annee_creation", "preuve"])
def test_a_formula_without_its_value_is_said_cell_by_cell(territories, value, column):
    def add(book: Workbook) -> None:
        book.active["J1"], book.active["J2"], book.active["J3"] = column, "=2018+1", "=2019+1"

    content = actors(row(1), row(2), change=add)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        xml = archive.read("xl/worksheets/sheet1.xml").decode()
    stored = "<v />" if "<v />" in xml else "<v></v>"
    content = replaced(content, "xl/worksheets/sheet1.xml", stored, value)
    imported = import_path(content, "a.xlsx", territories)
    found = said(imported, "la formule n’a pas de valeur enregistrée")
    assert [(p.ligne, p.colonne, p.valeur) for p in found] == [
        (2, column, "=2018+1"),
        (3, column, "=2019+1"),
    ]
    assert all(problem.a_confirmer for problem in found)


def test_a_formula_that_gives_an_empty_text_has_its_value(territories):
    content = actors(row(1), change=lambda book: book.active.__setitem__("J2", '=""'))
    cell = '<c r="J2" t="str"><f>""</f><v></v></c>'
    content = rewritten(
        content,
        lambda name, xml: (
            pd.Series([xml.decode()])
            .str.replace(r'<c r="J2">.*?</c>', cell, regex=True)[0]
            .encode()
            if name.endswith("sheet1.xml")
            else xml
        ),
    )
    assert cell.encode() in zipfile.ZipFile(io.BytesIO(content)).read("xl/worksheets/sheet1.xml")
    assert not said(import_path(content, "a.xlsx", territories), "formule")


def test_a_zero_that_nobody_computed_is_said(territories):
    """Some writers put 0 for every formula, and ask the spreadsheet to compute on opening."""

    def add(book: Workbook) -> None:
        book.active["J1"], book.active["J2"] = "preuve", "=1+1"

    content = actors(row(1), change=add)
    for stored in ("<v />", "<v></v>"):
        content = rewritten(
            content, lambda name, xml, s=stored: xml.replace(s.encode(), b"<v>0</v>")
        )
    imported = import_path(content, "a.xlsx", territories)
    [problem] = said(imported, "jamais été calculée")
    assert (problem.ligne, problem.colonne, problem.valeur) == (2, "preuve", "=1+1")


def test_many_formulas_are_said_once_and_counted_whole(territories):
    rows = [[*row(number), "=1+1"] for number in range(250)]
    content = actors(*rows, change=lambda book: book.active.__setitem__("J1", "preuve"))
    found = said(import_path(content, "a.xlsx", territories), "la formule n’a pas de valeur")
    assert sum(problem.nombre for problem in found) == 250
    assert sorted(one.ligne for p in found for one in p.each()) == list(range(2, 252))


def test_merged_cells_give_their_value_to_each_row(territories):
    def merge(book: Workbook) -> None:
        book.active.merge_cells("C2:C4")
        book.active.merge_cells("G3:G4")

    other = "https://www.example.org/autre"
    content = actors(row(1), row(2, url_source=other), row(3), change=merge)
    imported = import_path(content, "a.xlsx", territories)
    cells = imported.raw.tables["acteurs"].cells
    assert cells["type"].tolist() == ["tiers-lieu"] * 3
    assert cells["url_source"].tolist() == [SOURCE, other, other]
    found = said(imported, "cellules fusionnées")
    assert [(p.ligne, p.colonne, p.detail) for p in found] == [
        (2, "type", "Cellules C2:C4."),
        (3, "url_source", "Cellules G3:G4."),
    ]


def test_a_merged_amount_is_not_given_to_every_row(territories):
    header = ["id_dispositif", "annee", "mesure", "valeur", "unite", "url_source", "confiance"]
    book = openpyxl.Workbook()
    book.active.title = "observations"
    for cells in (header, ["d", 2020, "laureats", 12, "", SOURCE, "A"], ["d", 2021, "laureats"]):
        book.active.append(cells)
    book.active.merge_cells("D2:D3")
    book.active.merge_cells("F2:F3")
    imported = import_path(saved(book), "o.xlsx", territories)
    table = imported.raw.tables["observations"].cells
    assert table["valeur"].tolist() == ["12", ""]
    assert table["url_source"].tolist() == [SOURCE, SOURCE]
    assert said(imported, "le montant reste à la première ligne")


def test_merged_titles_stay_titles(territories):
    def merge(book: Workbook) -> None:
        book.active.insert_rows(1)
        for column in range(1, len(HEADER) + 1):
            book.active.cell(1, column).value = HEADER[column - 1]
            book.active.cell(2, column).value = None
            book.active.merge_cells(start_row=1, end_row=2, start_column=column, end_column=column)

    imported = import_path(actors(row(1), change=merge), "a.xlsx", territories)
    assert errors(imported.problems) == []
    assert names(imported) == ["Un lieu"]
    assert not said(imported, "fusionnées")


def strict(name: str, xml: bytes) -> bytes:
    """A part as « strict » Open XML names it."""
    base = b"http://schemas.openxmlformats.org/"
    for old, new in (
        (b"spreadsheetml/2006/main", b"spreadsheetml/main"),
        (b"officeDocument/2006/relationships", b"officeDocument/relationships"),
    ):
        xml = xml.replace(base + old, b"http://purl.oclc.org/ooxml/" + new)
    return xml


def test_a_strict_workbook_reads_as_any_other(territories):
    def add(book: Workbook) -> None:
        book.active["J1"], book.active["J2"] = "annee_creation", pd.Timestamp("2019-09-01")
        book.create_sheet("Notes").append(["Rien"])
        book["Notes"].sheet_state = "hidden"

    content = actors(row(1), change=add)
    plain = import_path(content, "a.xlsx", territories)
    other = import_path(rewritten(content, strict), "a.xlsx", territories)
    assert other.raw.tables["acteurs"].cells.equals(plain.raw.tables["acteurs"].cells)
    assert other.problems == plain.problems
    assert plain.raw.tables["acteurs"].cells.at[0, "annee_creation"] == "2019"


def test_a_strict_date_is_a_date():
    content = actors(row(1))
    content = replaced(
        content, "xl/worksheets/sheet1.xml", "</row></sheetData>",
        '<c r="J2" t="d"><v>2019-09-01T00:00:00</v></c></row></sheetData>',
    )  # fmt: skip
    [grid] = read_workbook(rewritten(content, strict), "a.xlsx", Limits())
    assert grid.rows[1][1][9] == "2019-09-01"


def chart_sheet(book: Workbook) -> None:
    chart = BarChart()
    chart.add_data(Reference(book["acteurs"], min_col=5, min_row=1, max_row=2))
    book.create_chartsheet("graphique").add_chart(chart)


def bare_chart_sheet(book: Workbook) -> None:
    book.create_chartsheet("graphique")


@pytest.mark.parametrize("change", [chart_sheet, bare_chart_sheet])
def test_a_sheet_of_charts_does_not_spoil_the_others(territories, change):
    imported = import_path(actors(row(1), change=change), "a.xlsx", territories)
    assert names(imported) == ["Un lieu"]
    [problem] = said(imported, "n’a pas de cellules")
    assert problem.feuille == "graphique"


def no_styles(name: str, xml: bytes) -> bytes:
    return b"<x><fills><fill/></fills></x>" if name == "xl/styles.xml" else xml


def no_properties(name: str, xml: bytes) -> bytes:
    return b"<x>hier</x>" if name == "docProps/core.xml" else xml


def a_name_for_nothing(name: str, xml: bytes) -> bytes:
    added = b"<definedNames><definedName/></definedNames><calcPr"
    return xml.replace(b"<definedNames />", b"").replace(b"<calcPr", added)


@pytest.mark.parametrize("change", [no_styles, no_properties, a_name_for_nothing])
def test_what_has_nothing_to_do_with_cells_harms_nothing(territories, change):
    spoilt = rewritten(actors(row(1)), change)
    assert spoilt != rewritten(actors(row(1)), lambda name, xml: xml)
    assert names(import_path(spoilt, "a.xlsx", territories)) == ["Un lieu"]


def test_a_cell_that_is_not_what_it_claims_is_read_as_text_and_said(territories):
    content = replaced(
        actors(row(1)), "xl/worksheets/sheet1.xml", "</row></sheetData>",
        '<c r="J2"><v>12,5</v></c></row></sheetData>',
    )  # fmt: skip
    imported = import_path(content, "a.xlsx", territories)
    [problem] = said(imported, "n’est pas de la sorte qu’elle annonce")
    assert (problem.ligne, problem.colonne, problem.valeur) == (2, "J", "12,5")


def test_an_empty_sheet_is_said(territories):
    content = actors(row(1), change=lambda book: book.create_sheet("Feuil2"))
    imported = import_path(content, "a.xlsx", territories)
    assert [problem.feuille for problem in said(imported, "cette feuille est vide")] == ["Feuil2"]
    assert names(imported) == ["Un lieu"]


def empty() -> bytes:
    return saved(openpyxl.Workbook())


def without_sheets() -> bytes:
    return rewritten(
        actors(row(1)), lambda name, xml: None if name.startswith("xl/worksheets") else xml
    )


@pytest.mark.parametrize("content", [empty(), without_sheets()], ids=["empty", "no part"])
def test_a_workbook_of_which_nothing_is_read_is_an_error(territories, content):
    imported = import_path(content, "a.xlsx", territories)
    assert not imported.is_valid
    assert said(imported, "aucune feuille de ce classeur")


OLD = b"\xd0\xcf\x11\xe0" + bytes(508)
REFUSED = {
    "locked": (OLD + "EncryptedPackage".encode("utf-16-le"), "mot de passe", "sans mot de passe"),
    "old": (OLD + "Workbook".encode("utf-16-le"), "ancien format", "Enregistrer sous"),
    "letter": (OLD + "WordDocument".encode("utf-16-le"), "n’est pas un classeur", ".xlsx"),
}


@pytest.mark.parametrize(("content", "message", "expected"), REFUSED.values(), ids=REFUSED)
def test_what_office_wraps_otherwise_is_refused_with_a_way_out(
    territories, content, message, expected
):
    [problem] = import_path(content, "a.xlsx", territories).problems
    assert message in problem.message
    assert expected in problem.attendu


def package(**parts: str) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("parts", "message"),
    [
        ({"[Content_Types].xml": "", "xl/workbook.bin": ""}, "binaire"),
        ({"[Content_Types].xml": "", "word/document.xml": ""}, "n’est pas un classeur"),
        ({"content.xml": "", "META-INF/manifest.xml": "<m:encryption-data/>"}, "mot de passe"),
    ],
    ids=["xlsb", "docx", "locked ods"],
)
def test_other_packages_are_refused_by_their_name(parts, message):
    with pytest.raises(RefusedFileError, match=message):
        read_workbook(package(**parts), "a", Limits())


def ods(rows: str, styles: str = "", style: str = "t") -> bytes:
    spaces = "".join(
        f' xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
        for name in ("office", "table", "text", "style")
    )
    xml = (
        f"<office:document-content{spaces}><office:automatic-styles>{styles}"
        f"</office:automatic-styles><office:body><office:spreadsheet>"
        f'<table:table table:name="acteurs" table:style-name="{style}">{rows}</table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    return package(
        mimetype="application/vnd.oasis.opendocument.spreadsheet", **{"content.xml": xml}
    )


def ods_row(cells: list[object], end: str = "", attributes: str = "") -> str:
    inside = "".join(
        str(cell) if str(cell).startswith("<") else
        f'<table:table-cell office:value-type="string"><text:p>{cell}</text:p></table:table-cell>'
        for cell in cells
    )  # fmt: skip
    return f"<table:table-row {attributes}>{inside}{end}</table:table-row>"


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        ('office:value-type="date"><text:p>Err:502</text:p>', "Err:502"),
        ('office:value-type="date" office:date-value=""><text:p>vers 2019</text:p>', "vers 2019"),
        ('office:value-type="float" office:value=""><text:p>3,5</text:p>', "3,5"),
        ('office:value-type="boolean"><text:p>VRAI</text:p>', "VRAI"),
        ('office:value-type="date" office:date-value="2019-09-01">', "2019-09-01"),
    ],
)
def test_an_opendocument_cell_without_its_value_is_what_it_shows(cell, text):
    content = ods(ods_row(HEADER) + ods_row(row(1), f"<table:table-cell {cell}</table:table-cell>"))
    [grid] = read_workbook(content, "a.ods", Limits())
    assert grid.rows[1][1][-1] == text


def test_an_opendocument_sheet_says_what_it_hides(territories):
    span = (
        '<table:table-cell office:value-type="string" table:number-rows-spanned="2">'
        "<text:p>association</text:p></table:table-cell>"
    )
    formula = '<table:table-cell table:formula="of:=1+1"/>'
    blank = '<table:table-cell table:formula="of:=&quot;&quot;"><text:p/></table:table-cell>'
    rows = (
        '<table:table-column/><table:table-column table:visibility="collapse"/>'
        + ods_row([*HEADER, "preuve"])
        + ods_row(row(1, type=span), formula)
        + ods_row(row(2, type="<table:covered-table-cell/>"), blank, 'table:visibility="filter"')
    ).replace("><<", "><")
    styles = (
        '<style:style style:name="cachee"><style:table-properties table:display="false"/>'
        "</style:style>"
    )
    imported = import_path(ods(rows, styles, "cachee"), "a.ods", territories)
    assert imported.raw.tables["acteurs"].cells["type"].tolist() == ["association"] * 2
    assert said(imported, "cette feuille est masquée : ses lignes sont lues")
    assert [p.valeur for p in said(imported, "la formule n’a pas de valeur")] == ["=1+1"]
    assert [p.colonne for p in said(imported, "colonne est masquée")] == ["nom"]
    assert "filtre" in said(imported, "des lignes sont masquées")[0].message
    assert len(said(imported, "cellules fusionnées")) == 1


def test_merged_cells_without_end_are_refused(territories):
    rows = [row(number) for number in range(400)]
    content = actors(*rows, change=lambda book: book.active.merge_cells("C2:C3"))
    many = '<mergeCell ref="C2:C401"/>' * 3_000
    content = replaced(content, "xl/worksheets/sheet1.xml", "</mergeCells>", many + "</mergeCells>")
    imported = import_path(content, "a.xlsx", territories)
    assert said(imported, "trop de cellules fusionnées")


def test_columns_are_named_as_spreadsheets_do():
    assert [letters(column) for column in (0, 25, 26, 27, 701, 702)] == [
        "A", "Z", "AA", "AB", "ZZ", "AAA",
    ]  # fmt: skip


MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def by_hand(cells: str, strings: str = "", styles: str = "", settings: str = "") -> bytes:
    """A workbook written part by part, for what openpyxl does not write."""
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    relation = '<Relationship Id="{}" Type="' + office + '/{}" Target="{}"/>'
    parts = {
        "[Content_Types].xml": "<Types/>",
        "_rels/.rels": f"<R>{relation.format('a', 'officeDocument', 'xl/workbook.xml')}</R>",
        "xl/workbook.xml": (
            f'<workbook xmlns="{MAIN}" xmlns:r="{office}">{settings}'
            '<sheets><sheet name="S" r:id="b"/></sheets></workbook>'
        ),
        "xl/_rels/workbook.xml.rels": "<R>"
        + relation.format("b", "worksheet", "/xl/worksheets/sheet1.xml")
        + relation.format("c", "sharedStrings", "sharedStrings.xml")
        + relation.format("d", "styles", "styles.xml")
        + "</R>",
        "xl/worksheets/sheet1.xml": (
            f'<worksheet xmlns="{MAIN}"><sheetData><row>{cells}</row></sheetData></worksheet>'
        ),
        "xl/sharedStrings.xml": f'<sst xmlns="{MAIN}">{strings}</sst>',
        "xl/styles.xml": f'<styleSheet xmlns="{MAIN}">{styles}</styleSheet>',
    }
    return package(**parts)


def cells_of(content: bytes) -> list[str]:
    [grid] = read_workbook(content, "a.xlsx", Limits())
    return grid.rows[0][1]


def test_shared_strings_in_one_piece_or_in_several():
    strings = (
        "<si><t>Lodève</t></si>"
        '<si><r><t xml:space="preserve">La </t></r><r><rPr/><t>Grange</t></r></si>'
        "<si><t>東京</t><rPh><t>トウキョウ</t></rPh></si>"
    )
    cells = '<c t="s"><v>1</v></c><c t="s"><v>0</v></c><c r="D1" t="s"><v>2</v></c>'
    assert cells_of(by_hand(cells, strings)) == ["La Grange", "Lodève", "", "東京"]


STYLES = (
    '<numFmts><numFmt numFmtId="164" formatCode="dd/mm/yyyy"/>'
    '<numFmt numFmtId="165" formatCode="[h]:mm"/></numFmts>'
    '<dxfs><dxf><numFmt numFmtId="166" formatCode="yyyy"/></dxf></dxfs>'
    '<cellXfs><xf/><xf numFmtId="164"/><xf numFmtId="165"/><xf numFmtId="14"/>'
    '<xf numFmtId="166"/></cellXfs>'
)


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        ('<c s="1"><v>45292</v></c>', "2024-01-01"),
        ('<c s="1"><v>45292.5</v></c>', "2024-01-01 12:00:00"),
        ('<c s="3"><v>45292</v></c>', "2024-01-01"),
        ('<c s="2"><v>1.5</v></c>', "1 day, 12:00:00"),
        ('<c s="4"><v>45292</v></c>', "45292"),
        ('<c s="0"><v>45292</v></c>', "45292"),
        ("<c><v>-1.50E-2</v></c>", "-0.015"),
        ("<c><v>3.0</v></c>", "3"),
        ('<c t="b"><v>1</v></c>', "VRAI"),
        ('<c t="b"><v>0</v></c>', "FAUX"),
        ('<c t="str"><v>a_x000D_b</v></c>', "a_x000D_b"),
        ('<c t="e"><v>#REF!</v></c>', "#REF!"),
    ],
)
def test_each_kind_of_cell(cell, text):
    assert cells_of(by_hand(cell, styles=STYLES)) == [text]


def test_the_calendar_of_old_macs():
    settings = '<workbookPr date1904="1"/>'
    assert cells_of(by_hand('<c s="1"><v>0.5</v></c>', "", STYLES, settings)) == ["12:00:00"]
    assert cells_of(by_hand('<c s="1"><v>43830</v></c>', "", STYLES, settings)) == ["2024-01-01"]


@pytest.mark.parametrize("value", ["1,5", "NaN", "x"])
def test_a_number_that_is_none_is_kept_as_it_is(value):
    assert cells_of(by_hand(f"<c><v>{value}</v></c>")) == [value]


DAYS = datetime(1950, 1, 1), datetime(2090, 1, 1)
VALUES = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(10**12), 10**12),
    st.floats(-1e9, 1e9, allow_nan=False),
    st.datetimes(datetime(1950, 1, 1), datetime(2090, 1, 1)).map(
        lambda t: t.replace(microsecond=0)
    ),
    st.text(alphabet='aé’\n ;,"<&0=', max_size=9).filter(lambda text: not text.startswith("=")),
)


@given(st.lists(st.lists(VALUES, max_size=6), min_size=1, max_size=6))
@settings(max_examples=40, deadline=None)
def test_cells_read_as_another_reader_reads_them(rows):
    book = openpyxl.Workbook()
    for cells in rows:
        book.active.append(cells)
    content = saved(book)
    [grid] = read_workbook(content, "a.xlsx", Limits())
    sheet = openpyxl.load_workbook(io.BytesIO(content), data_only=True).active
    expected = [[cell_text(cell) for cell in row] for row in sheet.iter_rows(values_only=True)]
    found = dict(grid.rows)
    for line, cells in enumerate(expected, start=1):
        while cells and not cells[-1].strip():
            cells.pop()
        assert found.get(line, []) == cells


DECLARING = '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'


def with_part(content: bytes, name: str, xml: bytes) -> bytes:
    """The same workbook, whose part of that name is another."""
    buffer = io.BytesIO(content)
    with zipfile.ZipFile(buffer, "a") as archive, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        archive.writestr(name, xml)
    return buffer.getvalue()


@pytest.mark.parametrize("guarded", [True, False])
@pytest.mark.parametrize("name", ["xl/worksheets/sheet1.xml", "xl/WORKBOOK.XML", "_rels/.rels"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-16-be"])
def test_entities_are_refused_in_any_encoding_and_place(name, encoding, guarded, monkeypatch):
    content = with_part(by_hand("<c><v>1</v></c>"), name, DECLARING.encode(encoding))
    if not guarded:
        monkeypatch.setattr(spreadsheets, "guard", lambda *_: None)
    with pytest.raises(RefusedFileError, match="entités"):
        read_workbook(content, "a.xlsx", Limits())


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_entities_of_an_opendocument_are_refused_by_its_reader_too(encoding, monkeypatch):
    monkeypatch.setattr(spreadsheets, "guard", lambda *_: None)
    content = with_part(ods(ods_row(["x"])), "content.xml", DECLARING.encode(encoding))
    with pytest.raises(RefusedFileError, match="entités"):
        read_workbook(content, "a.ods", Limits())


def test_a_part_that_the_guard_does_not_look_at_is_not_read():
    content = rewritten(
        by_hand("<c><v>1</v></c>"), lambda name, xml: xml.replace(b"sheet1.xml", b"sheet1.dat")
    )
    [grid] = read_workbook(content, "a.xlsx", Limits())
    assert (grid.rows, grid.oddities.state) == ([], MISSING)

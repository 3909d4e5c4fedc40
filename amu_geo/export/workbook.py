"""The Excel workbook of an edition: the empty template, or the same form filled in."""

from __future__ import annotations

import io
from dataclasses import asdict

import pandas as pd
from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from amu_geo.edition import Edition
from amu_geo.edition.checking.metadata import EFFORT_KEY
from amu_geo.edition.checking.values import describe
from amu_geo.edition.model import metadata
from amu_geo.edition.raw import ROWS_LIMIT
from amu_geo.edition.schema import Field, TableSchema, all_schemas
from amu_geo.export.cells import put_day, put_text
from amu_geo.export.edition_sheets import add_reading_sheets
from amu_geo.export.template_words import GUIDE, METADATA_LABELS
from amu_geo.importing.examples import example_rows
from amu_geo.importing.metadata_sheets import FIGURE_KEYS
from amu_geo.territories import Territories

INK, PAPER, REQUIRED, OPTIONAL, GREY = "1F2A29", "FBF7EE", "0B4F5C", "8FC3BD", "6B7573"
ROWS_PREPARED = 2_000  # rows with drop-down lists, beyond the data
LISTS_SHEET = "listes"
PROGRAMMES = "programmes"
# The first column of that sheet down to its last row: a programme added there can be chosen.
OWN_PROGRAMMES = "OFFSET(programmes!$A$2,0,0,MAX(1,COUNTA(programmes!$A$2:$A$500)),1)"


def template_workbook(territories: Territories, latest: Edition) -> bytes:
    """The template to fill as the bytes of an XLSX: guide, edition, one sheet per table.

    Empty but for its programmes, which are those of the `latest` edition.
    """
    return _workbook(None, territories, latest.programmes)


def edition_workbook(edition: Edition, territories: Territories) -> bytes:
    """An edition in the same form, after how it reads; its import gives the same edition again."""
    return _workbook(edition, territories, edition.programmes)


def _workbook(edition: Edition | None, territories: Territories, programmes: pd.DataFrame) -> bytes:
    book = Workbook()
    schemas = all_schemas()
    _guide_sheet(book.active, schemas, territories)
    _metadata_sheet(book.create_sheet("édition"), edition)
    if edition is not None and edition.chiffres:
        _figures_sheet(book.create_sheet("chiffres"), edition)
    lists = _Lists(book)
    for name, schema in schemas.items():
        sheet = book.create_sheet(name)
        _header(sheet, schema)
        if name == PROGRAMMES:
            rows = _fill_table(sheet, schema, programmes)
        elif edition is None:
            rows = _fill_examples(sheet, schema)
        else:
            rows = _fill_table(sheet, schema, edition.tables[name])
        _drop_downs(sheet, schema, rows, lists)
    lists.hide()
    if edition is not None:
        add_reading_sheets(book, edition, territories)
        book.properties.title, book.properties.language = edition.titre, "fr-FR"
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def _guide_sheet(
    sheet: Worksheet, schemas: dict[str, TableSchema], territories: Territories
) -> None:
    sheet.title = "guide"
    sheet.sheet_view.showGridLines = False
    sheet.column_dimensions["A"].width = 100
    lines = [" ".join(part.split("\n")) for part in GUIDE.strip().split("\n\n")]
    for schema in schemas.values():
        need = "obligatoire" if schema.required else "facultative"
        lines.append(f"{schema.name} ({need}) : {schema.description}")
    lines.append("# Les codes des régions")
    lines += [f"{code} : {territories.name(code)}" for code in territories.codes]
    for row, text in enumerate(lines, start=1):
        title = text.startswith("# ")
        cell = sheet.cell(row, 1, text.removeprefix("# "))
        cell.alignment = Alignment(wrap_text=True, vertical="bottom" if title else "top")
        cell.font = Font(bold=title, size=14 if title else 11, color=INK)
        sheet.row_dimensions[row].height = 30 if title else 18 * (1 + len(text) // 95)


def _metadata_sheet(sheet: Worksheet, edition: Edition | None) -> None:
    values = metadata(edition) if edition is not None else {}
    values[EFFORT_KEY] = ";".join(edition.effort_recherche) if edition is not None else ""
    for column, (title, width) in enumerate((("clé", 16), ("valeur", 70), ("aide", 70)), start=1):
        _title(sheet.cell(1, column), title, required=column < 3)
        sheet.column_dimensions[get_column_letter(column)].width = width
    for row, (key, (example, help_text)) in enumerate(METADATA_LABELS.items(), start=2):
        _text(sheet.cell(row, 1), key)
        value = values.get(key, "")
        day = key == "date" and put_day(sheet.cell(row, 2), value)
        if not day:
            _text(sheet.cell(row, 2), value)
        sheet.cell(row, 2).alignment = Alignment(wrap_text=True, vertical="top")
        if not day:
            sheet.cell(row, 2).number_format = "@"  # or « 01 » would be kept as 1
        _text(sheet.cell(row, 3), f"{help_text} Exemple : {example}")
        sheet.cell(row, 3).font = Font(italic=True, color=GREY)
    sheet.freeze_panes = "A2"


def _figures_sheet(sheet: Worksheet, edition: Edition) -> None:
    for column, key in enumerate(FIGURE_KEYS, start=1):
        _title(sheet.cell(1, column), key, required=column <= 3)
        sheet.column_dimensions[get_column_letter(column)].width = 24
    for row, figure in enumerate(edition.chiffres, start=2):
        for column, key in enumerate(FIGURE_KEYS, start=1):
            _text(sheet.cell(row, column), asdict(figure)[key])


def _header(sheet: Worksheet, schema: TableSchema) -> None:
    for column, entry in enumerate(schema.fields, start=1):
        cell = sheet.cell(1, column)
        _title(cell, entry.name, entry.to_fill)
        comment = Comment(_help(entry), "Observatoire AMU", height=150, width=320)
        cell.comment = comment
        letter = get_column_letter(column)
        sheet.column_dimensions[letter].width = _width(entry)
        if entry.type == "string":
            sheet.column_dimensions[letter].number_format = "@"
    sheet.freeze_panes = "C2" if schema.columns[0] == "id" else "A2"
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(schema.fields))}1"


def _help(entry: Field) -> str:
    need = "À remplir à chaque ligne." if entry.to_fill else "Peut rester vide."
    expected = describe(entry)
    parts = [entry.title, entry.description, need]
    if entry.description.rstrip(".") != expected:
        parts.append(f"Attendu : {expected}.")
    return "\n".join([*parts, f"Exemple : {entry.example}"])


def _width(entry: Field) -> int:
    if entry.is_url or entry.name in {"nom", "preuve", "justification", "libelle", "constat"}:
        return 44
    if entry.type in {"year", "number"} or entry.allowed:
        return max(14, len(entry.name) + 3)
    return max(22, len(entry.name) + 3)


def _title(cell: Cell, text: str, required: bool) -> None:
    cell.value = text
    cell.font = Font(bold=True, color="FFFFFF" if required else INK)
    cell.fill = PatternFill("solid", fgColor=REQUIRED if required else OPTIONAL)
    cell.alignment = Alignment(vertical="center")


def _text(cell: Cell, value: str) -> None:
    """Text that stays text: no zero lost, no formula run."""
    if value:
        put_text(cell, value)
        cell.number_format = "@"


def _fill_examples(sheet: Worksheet, schema: TableSchema) -> int:
    examples = example_rows(schema)
    for row, values in enumerate(examples, start=2):
        for column, (entry, value) in enumerate(zip(schema.fields, values, strict=True), start=1):
            cell = sheet.cell(row, column)
            _value(cell, entry, float(value) if value and entry.type == "number" else value)
            cell.font = Font(italic=True, color=GREY)
    return len(examples)


def _fill_table(sheet: Worksheet, schema: TableSchema, table: pd.DataFrame) -> int:
    columns = [table[entry.name].tolist() for entry in schema.fields]
    for row in range(len(table)):
        for column, entry in enumerate(schema.fields):
            _value(sheet.cell(row + 2, column + 1), entry, columns[column][row])
    return len(table)


def _value(cell: Cell, entry: Field, value: object) -> None:
    if value is None or value is pd.NA or value == "":
        return
    if entry.type == "year":
        cell.value = int(value)
        cell.number_format = "0"
    elif entry.type == "number":
        number = float(value)
        cell.value = int(number) if number.is_integer() else number
    elif not (entry.is_date and put_day(cell, str(value))):
        _text(cell, str(value))


class _Lists:
    """The hidden sheet of allowed values, one column each, that drop-downs refer to."""

    def __init__(self, book: Workbook):
        self._sheet = book.create_sheet(LISTS_SHEET)
        self._book = book
        self._names: dict[tuple[str, ...], str] = {}

    def reference(self, entry: Field) -> str:
        """The name of the range that holds the allowed values of a column."""
        if entry.allowed not in self._names:
            column = len(self._names) + 1
            letter = get_column_letter(column)
            name = f"liste_{column}_{entry.name}"
            self._sheet.cell(1, column, entry.name)
            for row, value in enumerate(entry.allowed, start=2):
                _text(self._sheet.cell(row, column), value)
            area = f"'{LISTS_SHEET}'!${letter}$2:${letter}${len(entry.allowed) + 1}"
            self._book.defined_names[name] = DefinedName(name, attr_text=area)
            self._names[entry.allowed] = name
        return self._names[entry.allowed]

    def hide(self) -> None:
        """Put the sheet last, out of sight."""
        self._book.move_sheet(self._sheet, len(self._book.sheetnames))
        self._sheet.sheet_state = "hidden"


def _drop_downs(sheet: Worksheet, schema: TableSchema, rows: int, lists: _Lists) -> None:
    last = min(rows + 1 + ROWS_PREPARED, ROWS_LIMIT)
    for column, entry in enumerate(schema.fields, start=1):
        target = schema.target_of(entry.name)
        if target is not None and target.table == PROGRAMMES:
            values = OWN_PROGRAMMES
        elif entry.allowed and not entry.list_of:
            values = lists.reference(entry)
        else:
            continue  # several values in one cell: a list would forbid the second
        rule = DataValidation(
            type="list",
            formula1=f"={values}",
            allow_blank=not entry.required,
            showErrorMessage=True,
            errorTitle="Valeur hors de la liste",
            error=f"{entry.title} : choisissez une valeur de la liste.",
            errorStyle="warning",
        )
        letter = get_column_letter(column)
        rule.add(f"{letter}2:{letter}{last}")
        sheet.add_data_validation(rule)

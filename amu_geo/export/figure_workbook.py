"""A figure's data as a workbook: typed cells, how to read them, the sources behind them."""

from __future__ import annotations

import io
import re
from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd
from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from amu_geo.export.cells import put, put_text
from amu_geo.french.typography import UNKNOWN

DATA, GUIDE, SOURCES = "données", "lire", "sources"
INK, HEAD = "1F2A29", "0B4F5C"
WIDEST, NARROWEST = 60, 9
# Rows that tell how wide a column is.
_LOOKED_AT = 200
_WHOLE = re.compile(r"0|[1-9][0-9]{0,14}")


@dataclass(frozen=True)
class Sheets:
    """What the workbook says.

    Attributes
    ----------
    title
        The finding.
    data
        One row a line, French column names; numbers stay numbers, ISO dates become dates.
    guide
        Pairs (what, in words): edition, reading, licence, citation, what a word means.
    sources
        One page a line: where each thing is said.
    """

    title: str
    data: pd.DataFrame
    guide: Sequence[tuple[str, str]]
    sources: pd.DataFrame


def figure_workbook(sheets: Sheets) -> bytes:
    """The bytes of an XLSX of three sheets: data, guide, sources."""
    book = Workbook()
    table_sheet(book.active, DATA, sheets.data)
    guide_sheet(book.create_sheet(GUIDE), sheets.title, sheets.guide)
    table_sheet(book.create_sheet(SOURCES), SOURCES, sheets.sources)
    book.properties.title, book.properties.language = sheets.title, "fr-FR"
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def table_sheet(sheet: Worksheet, name: str, rows: pd.DataFrame) -> None:
    """Rows under a header that stays in sight and filters them."""
    sheet.title = name
    for column, title in enumerate(rows.columns, start=1):
        cell = sheet.cell(1, column)
        put_text(cell, str(title))
        cell.font = Font(bold=True, color="FFFFFF")
        cell.fill = PatternFill("solid", fgColor=HEAD)
        cell.alignment = Alignment(wrap_text=True, vertical="center")
        sheet.column_dimensions[get_column_letter(column)].width = _width(
            title, rows.iloc[:, column - 1]
        )
    numbers = [is_counted(str(title), rows.iloc[:, at]) for at, title in enumerate(rows.columns)]
    for at, row in enumerate(rows.itertuples(index=False, name=None), start=2):
        for column, value in enumerate(row, start=1):
            told = value if numbers[column - 1] and isinstance(value, str) else ""
            put(sheet.cell(at, column), int(told) if _WHOLE.fullmatch(told) else value)
            if told == UNKNOWN:
                sheet.cell(at, column).alignment = Alignment(horizontal="right")
    sheet.freeze_panes, sheet.print_title_rows = "A2", "1:1"
    _on_paper(sheet)
    if len(rows.columns):
        sheet.auto_filter.ref = f"A1:{get_column_letter(len(rows.columns))}{len(rows) + 1}"


def is_counted(title: str, values: pd.Series) -> bool:
    """Whether a column of text holds whole numbers, with « n.d. » where there is none.

    Codes are no numbers, nor are names that happen to be made of digits.
    """
    if title.startswith(("Code", "Nom")):
        return False
    texts = {value for value in values if isinstance(value, str)}
    return all(_WHOLE.fullmatch(text) for text in texts - {UNKNOWN, ""})


def _width(title: object, values: pd.Series) -> float:
    # Its title is bold, beside the button of the filter.
    lengths = [len(str(title)) * 1.2 + 2, *(len(str(value)) for value in values.head(_LOOKED_AT))]
    return min(WIDEST, max(NARROWEST, max(lengths) + 2))


def guide_sheet(sheet: Worksheet, title: str, guide: Sequence[tuple[str, str]]) -> None:
    """A title, then what is what, in words."""
    sheet.sheet_view.showGridLines = False
    sheet.column_dimensions["A"].width, sheet.column_dimensions["B"].width = 32, 100
    _on_paper(sheet)
    put_text(sheet.cell(1, 1), title)
    sheet.cell(1, 1).font = Font(bold=True, size=14, color=INK)
    for row, (what, words) in enumerate(guide, start=3):
        sheet.cell(row, 1, what).font = Font(bold=True, color=INK)
        told = sheet.cell(row, 2)
        put_text(told, words)
        for cell in (sheet.cell(row, 1), told):
            cell.alignment = Alignment(wrap_text=True, vertical="top")
        sheet.row_dimensions[row].height = 16 * (1 + len(words) // 95)


def _on_paper(sheet: Worksheet) -> None:
    """As wide as a sheet of A4 laid down, on as many as it takes."""
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", sheet.PAPERSIZE_A4
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)

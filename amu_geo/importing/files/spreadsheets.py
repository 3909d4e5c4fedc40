"""Workbooks: XLSX through openpyxl, ODS through its own XML, both read row by row."""

from __future__ import annotations

import io
import warnings
import zipfile
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import IO
from xml.etree.ElementTree import Element, iterparse

import numpy as np
import openpyxl

from amu_geo.edition.checking.problems import Problem
from amu_geo.importing.files.limits import COLUMNS_LIMIT, Grid, Limits, RefusedFileError

UNREADABLE = "le classeur ne se lit pas : il est abîmé, ou ce n’en est pas un."
DECLARATIONS = (b"<!DOCTYPE", b"<!ENTITY")
CHUNK = 1024 * 1024
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"


def read_xlsx(content: bytes, file: str, limits: Limits) -> list[Grid]:
    """The visible sheets of an Excel workbook."""
    _guard(content, file, limits)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return list(_xlsx_grids(content, file, limits))
    except RefusedFileError:
        raise
    except Exception as error:
        # A damaged workbook makes the reader fail in any of a dozen ways; all mean this.
        raise RefusedFileError(Problem(UNREADABLE, file)) from error


def _xlsx_grids(content: bytes, file: str, limits: Limits) -> Iterator[Grid]:
    book = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=True)
    for sheet in book.worksheets:
        if sheet.sheet_state != "visible":
            continue
        # The dimensions that the file claims may be false, and each row would be padded to them.
        sheet.reset_dimensions()
        grid = Grid(file, sheet.title, limits)
        for line, values in enumerate(sheet.iter_rows(values_only=True), start=1):
            grid.add(line, [cell_text(value) for value in values])
        yield grid


def read_ods(content: bytes, file: str, limits: Limits) -> list[Grid]:
    """The sheets of an OpenDocument spreadsheet."""
    _guard(content, file, limits)
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive, archive.open("content.xml") as xml:
            return list(_ods_grids(xml, file, limits))
    except RefusedFileError:
        raise
    except Exception as error:
        raise RefusedFileError(Problem(UNREADABLE, file)) from error


def _guard(content: bytes, file: str, limits: Limits) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            limits.check_archive(archive, file)
            for member in archive.infolist():
                if member.filename.endswith((".xml", ".rels")):
                    with archive.open(member) as xml:
                        _refuse_declarations(xml, file)
    except RefusedFileError:
        raise
    except Exception as error:
        raise RefusedFileError(Problem(UNREADABLE, file)) from error


def _refuse_declarations(xml: IO[bytes], file: str) -> None:
    """Refuse XML that declares entities, which no spreadsheet does: a few of them fill a memory."""
    tail = b""
    while chunk := xml.read(CHUNK):
        if any(word in tail + chunk for word in DECLARATIONS):
            message = "le classeur déclare des entités XML, ce qu’aucun tableur ne fait."
            raise RefusedFileError(Problem(message, file))
        tail = chunk[-len(DECLARATIONS[0]) :]


def _ods_grids(xml: IO[bytes], file: str, limits: Limits) -> Iterator[Grid]:
    grid, line = None, 1
    for event, element in iterparse(xml, events=("start", "end")):
        if event == "start":
            if element.tag == _TABLE + "table":
                grid, line = Grid(file, element.get(_TABLE + "name", ""), limits), 1
        elif element.tag == _TABLE + "table-row" and grid is not None:
            cells = _ods_cells(element, file)
            repeated = _repeated(element, "rows")
            for offset in range(repeated if any(cells) else 0):
                grid.add(line + offset, list(cells))
            line += repeated
            element.clear()
        elif element.tag == _TABLE + "table" and grid is not None:
            yield grid
            grid = None
            element.clear()


def _ods_cells(row: Element, file: str) -> list[str]:
    cells: list[str] = []
    empty = 0  # the empty cells that end a row are repeated thousands of times: only counted
    for cell in row:
        if cell.tag not in (_TABLE + "table-cell", _TABLE + "covered-table-cell"):
            continue
        repeated, text = _repeated(cell, "columns"), _ods_text(cell)
        if not text:
            empty += repeated
            continue
        if len(cells) + empty + repeated > COLUMNS_LIMIT:
            message = f"une ligne a plus de {COLUMNS_LIMIT} colonnes."
            raise RefusedFileError(Problem(message, file))
        cells += [""] * empty + [text] * repeated
        empty = 0
    return cells


def _repeated(element: Element, what: str) -> int:
    return int(element.get(f"{_TABLE}number-{what}-repeated", "1"))


def _ods_text(cell: Element) -> str:
    kind = cell.get(_OFFICE + "value-type")
    if kind in {"float", "currency", "percentage"}:
        return cell_text(float(cell.get(_OFFICE + "value", "nan")))
    if kind == "date":
        return cell_text(datetime.fromisoformat(cell.get(_OFFICE + "date-value", "")[:19]))
    if kind == "boolean":
        return cell_text(cell.get(_OFFICE + "boolean-value") == "true")
    return "\n".join(_paragraph(part) for part in cell if part.tag == _TEXT + "p")


def _paragraph(element: Element) -> str:
    text = element.text or ""
    for child in element:
        if child.tag == _TEXT + "s":
            text += " " * min(int(child.get(_TEXT + "c", "1")), 100)
        elif child.tag == _TEXT + "line-break":
            text += "\n"
        elif child.tag == _TEXT + "tab":
            text += "\t"
        elif child.tag != _OFFICE + "annotation":
            text += _paragraph(child)
        text += child.tail or ""
    return text


def cell_text(value: object) -> str:
    """A spreadsheet's cell as the text a person would have typed: 76.0 → « 76 »."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "VRAI" if value else "FAUX"
    if isinstance(value, datetime):
        midnight = value.time() == time(0)
        return value.date().isoformat() if midnight else value.isoformat(" ", "seconds")
    if isinstance(value, date | time | timedelta):
        return str(value)
    if isinstance(value, float | np.floating):
        return number_text(float(value))
    return str(value)


def number_text(value: float) -> str:
    """A number without useless decimals nor exponent; "" when it is not one."""
    if not np.isfinite(value):
        return ""
    if value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    return np.format_float_positional(value, trim="-")

"""ODS: the cells of an OpenDocument spreadsheet, straight from its XML, row by row."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import IO
from xml.etree.ElementTree import Element

from amu_geo.edition.checking.problems import Problem
from amu_geo.importing.files.cells import cell_text
from amu_geo.importing.files.limits import COLUMNS_LIMIT, Grid, Limits, RefusedFileError
from amu_geo.importing.files.workbooks.oddities import HIDDEN
from amu_geo.importing.files.workbooks.parsing import iterparse

_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
_CELLS = (_TABLE + "table-cell", _TABLE + "covered-table-cell")


def ods_grids(xml: IO[bytes], file: str, limits: Limits) -> Iterator[Grid]:
    """The sheets of a spreadsheet, hidden ones included, with what is odd in each."""
    grid, line, column, unseen = None, 1, 0, set()
    for event, element in iterparse(xml, events=("start", "end")):
        if event == "start":
            if element.tag == _TABLE + "table":
                grid, line, column = Grid(file, element.get(_TABLE + "name", ""), limits), 1, 0
                if element.get(_TABLE + "style-name") in unseen:
                    grid.oddities.state = HIDDEN
        elif element.tag == _STYLE + "style":
            properties = element.find(_STYLE + "table-properties")
            if properties is not None and properties.get(_TABLE + "display") == "false":
                unseen.add(element.get(_STYLE + "name"))
        elif element.tag == _TABLE + "table-column" and grid is not None:
            repeated = _repeated(element, "columns")
            if element.get(_TABLE + "visibility", "visible") != "visible":
                grid.oddities.columns.update(range(column, min(column + repeated, COLUMNS_LIMIT)))
            column += repeated
        elif element.tag == _TABLE + "table-row" and grid is not None:
            line += _add_row(element, line, grid)
            element.clear()
        elif element.tag == _TABLE + "table" and grid is not None:
            yield grid
            grid = None
            element.clear()


def _add_row(row: Element, line: int, grid: Grid) -> int:
    """Add a row as often as it is repeated, which is how many lines it takes."""
    cells = _cells(row, line, grid)
    repeated = _repeated(row, "rows")
    seen = row.get(_TABLE + "visibility", "visible")
    if any(cells):
        grid.make_room(repeated, len(cells))
    for offset in range(repeated if any(cells) else 0):
        grid.add(line + offset, list(cells))
        if seen != "visible":
            grid.oddities.rows.append(line + offset)
            grid.oddities.is_filtered |= seen == "filter"
    return repeated


def _cells(row: Element, line: int, grid: Grid) -> list[str]:
    cells: list[str] = []
    empty = 0  # the empty cells that end a row are repeated thousands of times: only counted
    for cell in row:
        if cell.tag not in _CELLS:
            continue
        repeated, text = _repeated(cell, "columns"), _cell(cell)
        position = len(cells) + empty
        _note(cell, text, line, position, grid)
        if not text:
            empty += repeated
            continue
        if position + repeated > COLUMNS_LIMIT:
            message = f"une ligne a plus de {COLUMNS_LIMIT} colonnes."
            raise RefusedFileError(Problem(message, grid.file, grid.sheet))
        cells += [""] * empty + [text] * repeated
        empty = 0
    return cells


def _note(cell: Element, text: str, line: int, position: int, grid: Grid) -> None:
    """What the text of the cell does not show: it spans others, or has a formula and no value."""
    down = int(cell.get(_TABLE + "number-rows-spanned", "1"))
    right = int(cell.get(_TABLE + "number-columns-spanned", "1"))
    if down > 1 or right > 1:
        grid.oddities.merged.append((line, position, line + down - 1, position + right - 1))
    formula = cell.get(_TABLE + "formula")
    # A formula may well give an empty text: then it has a paragraph, with nothing in it.
    has_value = cell.get(_OFFICE + "value-type") or cell.find(_TEXT + "p") is not None
    if formula and not text and not has_value:
        shown = "=" + formula.partition("=")[2]
        grid.oddities.formulas.setdefault(position, []).append((line, shown))


def _repeated(element: Element, what: str) -> int:
    return int(element.get(f"{_TABLE}number-{what}-repeated", "1"))


def _cell(cell: Element) -> str:
    """The value of a cell; what it shows when the value is missing or is none."""
    kind = cell.get(_OFFICE + "value-type")
    try:
        if kind in {"float", "currency", "percentage"}:
            text = cell_text(float(cell.get(_OFFICE + "value", "")))
        elif kind == "date":
            text = cell_text(datetime.fromisoformat(cell.get(_OFFICE + "date-value", "")[:19]))
        elif kind == "boolean" and cell.get(_OFFICE + "boolean-value"):
            text = cell_text(cell.get(_OFFICE + "boolean-value") == "true")
        else:
            text = ""
    except ValueError:
        text = ""
    return text or "\n".join(_paragraph(part) for part in cell if part.tag == _TEXT + "p")


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

"""XLSX: the parts that hold cells, read straight from their XML, row by row.

What has nothing to do with cells (fonts, charts, properties, names) is not read at all: many a
sound workbook has some of it written in a way that stricter readers refuse.
"""

from __future__ import annotations

import io
import posixpath
import zipfile
from collections.abc import Iterator
from typing import IO
from xml.etree.ElementTree import Element

from openpyxl.styles.numbers import BUILTIN_FORMATS, is_date_format, is_timedelta_format
from openpyxl.utils.datetime import CALENDAR_MAC_1904, WINDOWS_EPOCH, from_excel, from_ISO8601

from amu_geo.edition.checking.problems import Problem
from amu_geo.importing.files.cells import cell_text, number_text
from amu_geo.importing.files.limits import COLUMNS_LIMIT, Grid, Limits, RefusedFileError
from amu_geo.importing.files.workbooks.oddities import (
    HIDDEN,
    MISSING,
    NO_CELLS,
    VERY_HIDDEN,
    Merged,
    Oddities,
)
from amu_geo.importing.files.workbooks.packages import EMPTY_TOO, XML_SUFFIXES, transitional
from amu_geo.importing.files.workbooks.parsing import fromstring, iterparse

_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_CELL, _ROW, _VALUE, _FORMULA = (_MAIN + tag for tag in ("c", "row", "v", "f"))
_TRUE = frozenset({"1", "true"})
# Excel's own, empty ones included.
COLUMNS_AT_MOST = 16_384
TOO_WIDE = "une ligne a plus de cellules qu’un tableur n’en permet."
_STATES = {"hidden": HIDDEN, "veryHidden": VERY_HIDDEN}
Relations = dict[str, tuple[str, str]]  # id → kind, path of the part


class Package:
    """The parts of a workbook, by their path; those of a « strict » one as those of others."""

    def __init__(self, content: bytes):
        self._archive = zipfile.ZipFile(io.BytesIO(content))
        self._members = {
            info.filename.replace("\\", "/").lower(): info
            for info in self._archive.infolist()
            # What has another name was not looked at by the guard.
            if info.filename.lower().endswith(XML_SUFFIXES)
        }
        self._is_strict = False
        parts = dict(self.relations("").values())
        self.book = parts.get("officeDocument", "xl/workbook.xml")
        self._is_strict = b"purl.oclc.org/ooxml" in self.open(self.book).read()

    def __contains__(self, path: str) -> bool:
        return path.lower() in self._members

    def open(self, path: str) -> IO[bytes]:
        """A part, to be read once."""
        member = self._members[path.lower()]
        if self._is_strict:
            return io.BytesIO(transitional(self._archive.read(member)))
        return self._archive.open(member)

    def relations(self, path: str) -> Relations:
        """What a part refers to: kind (the last word of its type) and path, by identifier."""
        folder, name = posixpath.split(path)
        beside = posixpath.join(folder, "_rels", f"{name}.rels")
        if beside not in self:
            return {}
        found = {}
        for entry in fromstring(self.open(beside).read()):
            target = posixpath.normpath(posixpath.join("/", folder, entry.get("Target", "")))
            kind = entry.get("Type", "").rpartition("/")[2]
            found[entry.get("Id", "")] = (kind, target.lstrip("/"))
        return found


def xlsx_grids(content: bytes, file: str, limits: Limits) -> Iterator[Grid]:
    """The sheets of a workbook, hidden ones and charts included, with what is odd in each."""
    package = Package(content)
    book = fromstring(package.open(package.book).read())
    relations = package.relations(package.book)
    reader = _SheetReader(package, book, relations, limits)
    for sheet in book.iter(_MAIN + "sheet"):
        kind, path = relations.get(sheet.get(f"{{{_OFFICE}}}id", ""), ("", ""))
        grid = Grid(file, sheet.get("name", ""), limits)
        grid.oddities.state = _STATES.get(sheet.get("state", ""), grid.oddities.state)
        if kind != "worksheet":
            grid.oddities.state = NO_CELLS
        elif path not in package:
            grid.oddities.state = MISSING
        else:
            with package.open(path) as xml:
                reader.read(xml, grid)
        yield grid


class _SheetReader:
    """Reads sheets, with what the whole workbook says of their cells."""

    def __init__(self, package: Package, book: Element, relations: Relations, limits: Limits):
        self._limits = limits
        self._where: tuple[str, str | None] = ("", None)
        parts = {kind: path for kind, path in relations.values() if path in package}
        self._strings = _strings(package, parts.get("sharedStrings"))
        self._dates, self._durations = _date_styles(package, parts.get("styles"))
        settings, calculation = book.find(_MAIN + "workbookPr"), book.find(_MAIN + "calcPr")
        mac = settings is not None and settings.get("date1904") in _TRUE
        self._epoch = CALENDAR_MAC_1904 if mac else WINDOWS_EPOCH
        # Who writes formulas without computing them asks the spreadsheet to do it on opening.
        self._is_computed = calculation is None or calculation.get("fullCalcOnLoad") not in _TRUE
        self._columns: dict[str, int] = {}

    def read(self, xml: IO[bytes], grid: Grid) -> None:
        """Read the rows of a sheet into its grid."""
        odd, line, rows, cells_seen = grid.oddities, 0, 0, 0
        self._where = (grid.file, grid.sheet)
        for _, element in iterparse(xml):
            tag = element.tag
            if tag == _CELL:
                cells_seen += 1
                if cells_seen > COLUMNS_AT_MOST:
                    raise RefusedFileError(Problem(TOO_WIDE, grid.file, grid.sheet))
            elif tag == _ROW:
                rows, cells_seen = rows + 1, 0
                self._limits.check_rows(rows - 1, grid.file, grid.sheet, EMPTY_TOO)
                line = int(float(element.get("r") or line + 1))
                cells = self._row(element, line, odd)
                grid.add(line, cells)
                if element.get("hidden") in _TRUE and any(cells):
                    odd.rows.append(line)
                element.clear()
            elif tag == _MAIN + "col" and element.get("hidden") in _TRUE:
                first, last = int(element.get("min", "1")), int(element.get("max", "1"))
                odd.columns.update(range(first - 1, min(last, COLUMNS_LIMIT)))
            elif tag == _MAIN + "mergeCell":
                odd.merged.append(self._range(element.get("ref", "")))
            elif tag == _MAIN + "filterColumn":
                odd.is_filtered = True

    def _row(self, row: Element, line: int, odd: Oddities) -> list[str]:
        cells: list[str] = []
        position = -1
        for cell in row:
            if cell.tag != _CELL:
                continue
            place = cell.get("r")
            position = self._column(place) if place else position + 1
            text = self._text(cell, line, position, odd)
            if text:
                cells += [""] * (position + 1 - len(cells))
                cells[position] = text
        return cells

    def _column(self, place: str) -> int:
        """The column of a cell: « AB12 » → 27."""
        name = place.rstrip("0123456789")
        if name not in self._columns:
            number = 0
            for letter in name.upper():
                number = number * 26 + ord(letter) - 64
                if number > COLUMNS_AT_MOST:
                    raise RefusedFileError(Problem(TOO_WIDE, *self._where))
            self._columns[name] = number - 1
        return self._columns[name]

    def _range(self, ref: str) -> Merged:
        first, _, last = ref.replace("$", "").partition(":")
        return *self._place(first), *self._place(last or first)

    def _place(self, place: str) -> tuple[int, int]:
        return int(place.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")), self._column(place)

    def _text(self, cell: Element, line: int, position: int, odd: Oddities) -> str:
        kind = cell.get("t", "n")
        if kind == "inlineStr":
            return _string(cell)
        stored = cell.find(_VALUE)
        text = (stored.text or "") if stored is not None else ""
        if not text:
            # A formula may well give an empty text: then the file says so.
            if len(cell) and not (kind == "str" and stored is not None):
                _note_formula(odd.formulas, cell, line, position)
            return ""
        if text == "0" and not self._is_computed:
            _note_formula(odd.zeros, cell, line, position)
        try:
            return self._typed(kind, text, cell.get("s"))
        except (ValueError, IndexError, OverflowError, TypeError):
            odd.unread.setdefault(position, []).append((line, text))
            return text

    def _typed(self, kind: str, text: str, style: str | None) -> str:
        if kind == "s":
            return self._strings[int(text)]
        if kind == "n":
            if style in self._dates:
                value = from_excel(
                    float(text) if "." in text else int(text),
                    self._epoch,
                    timedelta=style in self._durations,
                )
                return cell_text(value)
            if text.isdigit():
                return str(int(text))
            if not (number := number_text(float(text))):
                raise ValueError(text)
            return number
        if kind == "b":
            return cell_text(text in _TRUE)
        return cell_text(from_ISO8601(text)) if kind == "d" else text


def _note_formula(
    found: dict[int, list[tuple[int, str]]], cell: Element, line: int, position: int
) -> None:
    formula = cell.find(_FORMULA)
    if formula is not None:
        found.setdefault(position, []).append((line, "=" + (formula.text or "…")))


def _string(element: Element) -> str:
    """The text of a string, in one piece or in several; readings of Japanese are left out."""
    text = ""
    for part in element:
        if part.tag == _MAIN + "t":
            text += part.text or ""
        elif part.tag in (_MAIN + "r", _MAIN + "is"):
            text += _string(part)
    return text.replace("x005F_", "")


def _strings(package: Package, path: str | None) -> list[str]:
    if path is None:
        return []
    found = []
    with package.open(path) as xml:
        for _, element in iterparse(xml):
            if element.tag == _MAIN + "si":
                found.append(_string(element))
                element.clear()
    return found


def _date_styles(package: Package, path: str | None) -> tuple[set[str], set[str]]:
    """Styles of cells that show a date, and those among them that show a duration."""
    if path is None:
        return set(), set()
    styles = fromstring(package.open(path).read())
    formats = {str(number): code for number, code in BUILTIN_FORMATS.items()}
    for entry in styles.findall(f"{_MAIN}numFmts/{_MAIN}numFmt"):
        formats[entry.get("numFmtId", "")] = entry.get("formatCode", "")
    dates, durations = set(), set()
    for number, style in enumerate(styles.findall(f"{_MAIN}cellXfs/{_MAIN}xf")):
        code = formats.get(style.get("numFmtId", "0"))
        if is_date_format(code):
            dates.add(str(number))
            if is_timedelta_format(code):
                durations.add(str(number))
    return dates, durations

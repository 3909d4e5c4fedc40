"""Cells of a workbook for people: numbers and days typed, text that stays text and runs nothing."""

from __future__ import annotations

import re
from datetime import date

import pandas as pd
from openpyxl.cell import Cell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

from amu_geo.export.rows import harmless

_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
# Spreadsheets count days from here, and not all alike.
_FIRST_DAY = date(1900, 3, 1)
DAY_SHOWN = "DD/MM/YYYY"


def put(cell: Cell, value: object) -> None:
    """A number stays a number, a day becomes one, text stays text; what is unknown stays empty."""
    if value is None or value is pd.NA or (isinstance(value, float) and pd.isna(value)):
        return
    if isinstance(value, str):
        if not put_day(cell, value):
            put_text(cell, value)
        return
    if isinstance(value, bool):
        cell.value = "oui" if value else "non"
        return
    cell.value = value.item() if hasattr(value, "item") else value


def put_day(cell: Cell, text: str) -> bool:
    """Write a day in full, « 2026-03-12 », as a date; False when it is none, and nothing is done.

    A month or a year stays what it is: a spreadsheet would make a day of it.
    """
    if not _DAY.fullmatch(text):
        return False
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return False
    if day < _FIRST_DAY:
        return False
    cell.value, cell.number_format = day, DAY_SHOWN
    return True


def put_text(cell: Cell, text: str) -> None:
    """Text that stays text: no zero lost, no formula run, no sign that no workbook may hold."""
    cell.value, cell.data_type = harmless(ILLEGAL_CHARACTERS_RE.sub("\ufffd", text)), "s"

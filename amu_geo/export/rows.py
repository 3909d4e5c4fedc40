"""Any table as CSV: one form for machines, one for people who open it in a French Excel."""

from __future__ import annotations

import pandas as pd

from amu_geo.importing.cells.tidy import FORMULA

BOM = "\ufeff"


def machine_csv(frame: pd.DataFrame) -> str:
    """Comma, decimal point, LF, no BOM, empty for what is missing."""
    return frame.to_csv(index=False, lineterminator="\n")


def excel_csv(frame: pd.DataFrame) -> str:
    """Semicolon, decimal comma, CRLF, BOM: opens right by a double click.

    Text that a spreadsheet would take for a formula gets an apostrophe in front.
    """
    shown = frame.copy()
    for column in shown.columns:
        if pd.api.types.is_numeric_dtype(shown[column].dtype):
            continue
        shown[column] = shown[column].map(harmless, na_action="ignore")
    return BOM + shown.to_csv(index=False, sep=";", decimal=",", lineterminator="\r\n")


def harmless(value: object) -> object:
    """The value as a spreadsheet reads it: text that it would take for a formula, after an
    apostrophe.
    """
    return f"'{value}" if isinstance(value, str) and FORMULA.match(value) else value

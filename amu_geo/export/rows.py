"""Any table as CSV: one form for machines, one for people who open it in a French Excel."""

from __future__ import annotations

import pandas as pd

from amu_geo.importing.cells.tidy import is_formula

BOM = "\ufeff"


def machine_csv(frame: pd.DataFrame) -> str:
    """Comma, decimal point, LF, no BOM, empty for what is missing."""
    return frame.to_csv(index=False, lineterminator="\n")


def excel_csv(frame: pd.DataFrame) -> str:
    """Semicolon, decimal comma, CRLF, BOM: opens right by a double click.

    Text that a spreadsheet would take for a formula gets an apostrophe in front.
    """
    shown = [
        values if pd.api.types.is_numeric_dtype(values.dtype) else values.map(harmless)
        for _, values in frame.items()
    ]
    table = pd.concat(shown, axis=1) if shown else frame.copy()
    table.columns = [harmless(name) for name in frame.columns]
    return BOM + table.to_csv(index=False, sep=";", decimal=",", lineterminator="\r\n")


def harmless(value: object) -> object:
    """The value as a spreadsheet reads it: text that it would take for a formula, after an
    apostrophe. An import takes one off.
    """
    return f"'{value}" if isinstance(value, str) and is_formula(value) else value

"""One cell of a spreadsheet, or of a typed column, as the text a person would have typed."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

import numpy as np


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

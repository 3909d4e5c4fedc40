"""What a sheet holds that its cells do not show: hidden parts, formulas, merged cells."""

from __future__ import annotations

from dataclasses import dataclass, field

VISIBLE, HIDDEN, VERY_HIDDEN = "visible", "hidden", "veryHidden"
NO_CELLS, MISSING = "noCells", "missing"
# First line and column, last line and column; lines from 1, columns from 0.
Merged = tuple[int, int, int, int]


@dataclass
class Oddities:
    """What is to be said of a sheet; lines from 1 as a person counts, columns from 0.

    Attributes
    ----------
    state
        `VISIBLE`, `HIDDEN`, `VERY_HIDDEN`; `NO_CELLS` for a sheet of another kind (a chart),
        `MISSING` for one that the workbook names and does not hold.
    rows, is_filtered
        Hidden lines that hold something; whether a filter hides them.
    columns
        Hidden columns.
    merged
        Ranges of merged cells.
    formulas, zeros
        By column, the line and text of formulas whose value is not in the file, and of those
        whose value, 0, was perhaps never computed.
    unread
        By column, the line and text of cells that are not of the kind that they claim.
    """

    state: str = VISIBLE
    rows: list[int] = field(default_factory=list)
    is_filtered: bool = False
    columns: set[int] = field(default_factory=set)
    merged: list[Merged] = field(default_factory=list)
    formulas: dict[int, list[tuple[int, str]]] = field(default_factory=dict)
    zeros: dict[int, list[tuple[int, str]]] = field(default_factory=dict)
    unread: dict[int, list[tuple[int, str]]] = field(default_factory=dict)


def letters(column: int) -> str:
    """A column as spreadsheets name it: 0 → « A », 27 → « AB »."""
    name = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(65 + rest) + name
    return name

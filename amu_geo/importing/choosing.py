"""Which table each sheet or file is; of several that are not ours, which one is read."""

from __future__ import annotations

import re
from collections.abc import Sequence

from amu_geo.edition.checking.problems import WARNING, Problem
from amu_geo.importing.files.limits import Grid
from amu_geo.importing.headers import find_header, header_titles, recognise_table


def table_of(name: str, grid: Grid) -> str | None:
    """The table of ours that a grid is, by its name, its file's or its titles; None for none.

    « 2026_dispositifs (1) » is dispositifs, whatever people add to a file's name.
    """
    plain = re.sub(r"\s*\(\d+\)$|^\d{4}[ _-]+|[ _-]+\d{4}$", "", name)
    return recognise_table(plain, header_titles(grid, find_header(grid)))


def place_of(grid: Grid) -> str:
    """What a reader calls a table of several: its sheet, or its file."""
    return grid.sheet or grid.file


def choose_one(
    grids: Sequence[tuple[str, Grid]], asked: str
) -> tuple[tuple[str, Grid], list[str], list[Problem]] | None:
    """Of several tables of which none is ours, the one to map; None where that is not so.

    A workbook whose first sheet explains the second is no edition.

    Parameters
    ----------
    asked
        The place of the one to read; by default the longest.

    Returns
    -------
    tuple
        The one with its name, the places of the others, and a word on each of these.
    """
    filled = [(name, grid) for name, grid in grids if grid.rows]
    if len(filled) < 2 or any(table_of(name, grid) for name, grid in filled):
        return None
    chosen = next((one for one in filled if place_of(one[1]) == asked), None)
    chosen = chosen or max(filled, key=lambda one: len(one[1].rows))
    others = [place_of(grid) for _, grid in filled if grid is not chosen[1]]
    where = (chosen[1].file, chosen[1].sheet)
    said = [
        Problem(
            f"« {other} » est laissé de côté : une seule table se lit à la fois.",
            *where,
            gravite=WARNING,
        )
        for other in others
    ]
    return chosen, others, said

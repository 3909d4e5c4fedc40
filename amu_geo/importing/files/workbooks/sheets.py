"""The sheets of a workbook that are read, and what each hides or lacks: said, never in silence."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import replace

from amu_geo.edition.checking.problems import ROWS_NAMED, WARNING, Problem, named
from amu_geo.edition.schema import all_schemas
from amu_geo.french.typography import plural
from amu_geo.importing.files.limits import Grid, RefusedFileError
from amu_geo.importing.files.workbooks.oddities import (
    MISSING,
    NO_CELLS,
    VERY_HIDDEN,
    VISIBLE,
    Merged,
    letters,
)
from amu_geo.importing.headers import find_header, header_titles, recognise_table
from amu_geo.importing.metadata_sheets import (
    FIGURES_SHEET,
    GUIDE_SHEETS,
    METADATA_SHEETS,
    READING_SHEETS,
)
from amu_geo.territories import normalise

MERGED_AT_MOST = 1_000_000
SAVE_AGAIN = "le classeur ouvert puis enregistré dans Excel ou LibreOffice, qui calculent"
# What is counted for several rows together is not what each of them counts.
AMOUNTS = frozenset(
    normalise(word)
    for schema in all_schemas().values()
    for entry in schema.fields
    if entry.type == "number" and entry.name not in {"lon", "lat"}
    for word in (entry.name, entry.title)
)


def settle(grids: Iterable[Grid], file: str, problems: list[Problem]) -> list[Grid]:
    """The sheets to read, merged cells filled; what is set aside or odd joins `problems`.

    A hidden sheet is read when it is a table or a description that no visible sheet gives.
    """
    grids = list(grids)
    names = {normalise(grid.sheet or "") for grid in grids}
    ours = READING_SHEETS if names >= READING_SHEETS and names & METADATA_SHEETS else frozenset()
    found = [grid for grid in grids if normalise(grid.sheet or "") not in GUIDE_SHEETS | ours]
    taken = {_what(grid) for grid in found if grid.oddities.state == VISIBLE}
    kept = []
    for grid in found:
        if not grid.rows:
            problems += _without_cells(grid)
            continue
        if grid.oddities.state != VISIBLE:
            what = _what(grid)
            is_read = what is not None and what not in taken
            problems.append(_hidden(grid, is_read))
            if not is_read:
                continue
            taken.add(what)
        problems += _odd(grid)
        kept.append(grid)
    if not kept:
        message = "aucune feuille de ce classeur n’a pu être lue."
        expected = "une feuille visible, avec une ligne d’en-têtes et des données"
        problems.append(Problem(message, file, attendu=expected))
    return kept


def _what(grid: Grid) -> str | None:
    """What a sheet gives: a table of ours, a description, figures; None for anything else."""
    title = normalise(grid.sheet or "")
    if title in METADATA_SHEETS:
        return "edition"
    if title == FIGURES_SHEET or not grid.rows:
        return title
    return recognise_table(grid.sheet or "", header_titles(grid, find_header(grid)))


def _without_cells(grid: Grid) -> list[Problem]:
    if grid.oddities.state == MISSING:
        message = "cette feuille est annoncée par le classeur, mais il ne la contient pas."
        return [_say(grid, message, expected=SAVE_AGAIN)]
    if grid.oddities.state == NO_CELLS:
        return [
            _say(grid, "cette feuille n’a pas de cellules (un graphique) : elle n’est pas lue.")
        ]
    if grid.oddities.state == VISIBLE:
        return [_say(grid, "cette feuille est vide : il n’y a rien à y lire.")]
    return []  # hidden and empty: nothing is lost


def _hidden(grid: Grid, is_read: bool) -> Problem:
    rows = plural(max(0, len(grid.rows) - find_header(grid) - 1), "ligne")
    how = "masquée"
    if grid.oddities.state == VERY_HIDDEN:
        how = "masquée par une macro, Excel ne propose pas de l’afficher"
    done = f"cette feuille est masquée : ses lignes sont lues ({rows}, {how})."
    if not is_read:
        done = f"cette feuille est masquée : elle est laissée de côté ({rows}, {how})."
    expected = "la feuille affichée si elle compte, supprimée sinon"
    return _say(grid, done, expected=expected, asked=True)


def _say(
    grid: Grid,
    message: str,
    line: int | None = None,
    column: str | None = None,
    value: str | None = None,
    expected: str | None = None,
    detail: str | None = None,
    asked: bool = False,
) -> Problem:
    place = (message, grid.file, grid.sheet, line, column, value, expected, None, WARNING)
    return Problem(*place, detail, a_confirmer=asked)


def _odd(grid: Grid) -> list[Problem]:
    """What is odd in a sheet that is read; its merged cells are filled on the way."""
    odd = grid.oddities
    header = find_header(grid)
    titles = header_titles(grid, header)
    said = _hidden_rows(grid, header) + _hidden_columns(grid, header, titles)
    kinds = (
        ("la formule n’a pas de valeur enregistrée : la cellule est lue vide.", odd.formulas),
        ("la valeur de cette formule, 0, n’a peut-être jamais été calculée.", odd.zeros),
        ("la cellule n’est pas de la sorte qu’elle annonce : lue comme du texte.", odd.unread),
    )
    for message, found in kinds:
        for column, cells in sorted(found.items()):
            said += _cell_by_cell(grid, message, _title(titles, column), column, cells)
    return said + _fill_merged(grid, header, titles)


def _title(titles: list[str], column: int) -> str:
    return (titles[column] if column < len(titles) else "") or letters(column)


def _cell_by_cell(
    grid: Grid, message: str, title: str, column: int, cells: list[tuple[int, str]]
) -> list[Problem]:
    first = _say(grid, message, None, title, None, SAVE_AGAIN, asked=True)
    said = [
        replace(first, ligne=line, valeur=text, detail=f"Cellule {letters(column)}{line}.")
        for line, text in cells[:ROWS_NAMED]
    ]
    return [*said, first.rest(cells[ROWS_NAMED:])] if len(cells) > ROWS_NAMED else said


def _hidden_rows(grid: Grid, header: int) -> list[Problem]:
    first = grid.rows[header][0]
    lines = [line for line in grid.oddities.rows if line > first]
    if not lines:
        return []
    how = "par un filtre" if grid.oddities.is_filtered else "à la main"
    message = f"des lignes sont masquées ({how}) : elles sont lues comme les autres."
    shown = ", ".join(map(str, lines[:10])) + (", …" if len(lines) > 10 else "")
    expected = "les lignes affichées si elles comptent, supprimées sinon"
    detail = f"{plural(len(lines), 'ligne masquée', 'lignes masquées')} : {shown}."
    return [_say(grid, message, lines[0], None, None, expected, detail, asked=True)]


def _hidden_columns(grid: Grid, header: int, titles: list[str]) -> list[Problem]:
    said = []
    for column in sorted(grid.oddities.columns):
        filled = sum(
            column < len(cells) and bool(cells[column].strip())
            for _, cells in grid.rows[header + 1 :]
        )
        if filled:
            message = "cette colonne est masquée : elle est lue comme les autres."
            detail = f"{plural(filled, 'cellule remplie', 'cellules remplies')}."
            expected = "la colonne affichée si elle compte, supprimée sinon"
            title = _title(titles, column)
            said.append(_say(grid, message, None, title, None, expected, detail, asked=True))
    return said


def _fill_merged(grid: Grid, header: int, titles: list[str]) -> list[Problem]:
    """Give the value of merged cells to each row that they cover, below the header.

    In the file only the first cell has it. An amount is not given to the others: it may well be
    that of all the rows together.
    """
    lines = [line for line, _ in grid.rows]
    start = grid.rows[header][0]
    said: dict[tuple, list[Problem]] = {}
    seen = 0
    for merged in grid.oddities.merged:
        first, column, last, _ = merged
        top = bisect_left(lines, first) if column >= 0 else len(lines)
        if first <= start or top == len(lines) or lines[top] != first:
            continue
        bottom = bisect_right(lines, last)
        seen += bottom - top
        if seen > MERGED_AT_MOST:
            message = "le classeur a trop de cellules fusionnées."
            raise RefusedFileError(Problem(message, grid.file, grid.sheet))
        cells = grid.rows[top][1]
        value = cells[column] if column < len(cells) else ""
        if value.strip():
            problem = _merged(grid, merged, titles, value, range(top + 1, bottom))
            said.setdefault((problem.message, problem.colonne), []).append(problem)
    return [problem for alike in said.values() for problem in named(alike)]


def _merged(grid: Grid, merged: Merged, titles: list[str], value: str, rows: range) -> Problem:
    first, column, last, right = merged
    title = _title(titles, column)
    where = f"Cellules {letters(column)}{first}:{letters(right)}{last}."
    expected = "des cellules défusionnées, chacune avec sa valeur"
    if normalise(title) in AMOUNTS and rows:
        message = "cellules fusionnées : le montant reste à la première ligne seule."
    elif rows:
        message = "cellules fusionnées : la valeur de la première est donnée à chaque ligne."
        for row in rows:
            cells = grid.rows[row][1]
            cells += [""] * (column + 1 - len(cells))
            cells[column] = cells[column] if cells[column].strip() else value
    else:
        message = "cellules fusionnées : la valeur ne compte que pour la première colonne."
    return _say(grid, message, first, title, value, expected, where, asked=True)

"""CSV as people really save it: any encoding, any separator."""

from __future__ import annotations

import csv
from collections import Counter

from amu_geo.edition.checking.problems import WARNING, Problem
from amu_geo.edition.raw import QuoteError, numbered_rows
from amu_geo.importing.cells.accents import decoded, undoubled
from amu_geo.importing.files.limits import Grid, Limits, RefusedFileError
from amu_geo.importing.repairs import RepairLog

SEPARATORS = {",": "virgule", ";": "point-virgule", "\t": "tabulation", "|": "barre verticale"}
LINES_TRIED = 20


def read_csv(content: bytes, file: str, limits: Limits, log: RepairLog) -> Grid:
    """Read the bytes of a CSV file.

    Raises
    ------
    RefusedFileError
        Not text, over a limit, or with a quote out of place: the line is named.
    """
    text = decode(content, file, log)
    text, announced = _announced_separator(text)
    separator = announced or guess_separator(text)
    if separator != ",":
        log.add(f"séparateur : {SEPARATORS[separator]}")
    if '"' not in text:
        # As many as there are for sure, however many of the lines are empty.
        limits.check_rows(text.count("\n") - 2 * text.count("\n\n") - 1, file)
    grid = Grid(file, None, limits)
    offset = int(announced is not None)
    try:
        for line, last, cells in numbered_rows(text, separator):
            if last > line:
                _doubt_quotes(grid, line + offset, cells, separator)
            grid.add(line + offset, cells)
    except QuoteError as error:
        raise RefusedFileError(error.problem(text, file, offset)) from None
    return grid


def decode(content: bytes, file: str, log: RepairLog) -> str:
    """Bytes as text, what was mended being listed: see `accents`.

    Raises
    ------
    RefusedFileError
        It is no text.
    """
    found = decoded(content)
    if found is None:
        expected = "un classeur XLSX ou ODS, un CSV, une archive zip, un GeoJSON, un GeoParquet"
        message = "ce n’est pas un fichier de texte, ni un tableau connu."
        raise RefusedFileError(Problem(message, file, attendu=expected))
    if found.label:
        log.add(f"encodage : {found.label}, lu comme tel")
    for line, before, after in found.strays:
        log.add("octet isolé d’un autre encodage que l’UTF-8", None, before, after, line)
    text = undoubled(found.text)
    if text != found.text:
        log.add("accents encodés deux fois (« Ã© ») : rendus à tout le fichier")
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _doubt_quotes(grid: Grid, line: int, cells: list[str], separator: str) -> None:
    """Say when a cell in quotes looks as if it had swallowed whole lines."""
    width = len(grid.rows[0][1]) if grid.rows else 0
    if width < 3:
        return
    for cell in cells:
        if "\n" not in cell:
            continue
        below = cell.split("\n")[1:]
        if any(part.count(separator) >= width - 1 for part in below):
            message = "cette cellule contient des lignes entières : un guillemet est-il oublié ?"
            expected = "un guillemet qui ouvre et un qui ferme, ou aucun"
            detail = f"Elle s’étend sur {len(below) + 1} lignes du fichier."
            place = (grid.file, None, line, None)
            grid.problems.append(
                Problem(message, *place, cell, expected, gravite=WARNING, detail=detail)
            )


def _announced_separator(text: str) -> tuple[str, str | None]:
    """Excel's own first line, « sep=; », taken off the text."""
    first, _, rest = text.partition("\n")
    if first.lower().startswith("sep=") and first[4:5] in SEPARATORS and len(first) == 5:
        return rest, first[4]
    return text, None


def guess_separator(text: str) -> str:
    """The separator that cuts the first lines into the same number of cells, the most cells."""

    def score(separator: str) -> tuple[float, int]:
        widths = Counter()
        try:
            for count, (_, _, cells) in enumerate(numbered_rows(text[:200_000], separator)):
                if count >= LINES_TRIED:
                    break
                widths[len(cells)] += 1
        except csv.Error:
            pass
        if not widths:
            return 0, 0
        width, times = widths.most_common(1)[0]
        return (times / widths.total() if width > 1 else 0), width

    return max(SEPARATORS, key=score)

"""CSV as people really save it: any encoding, any separator."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterator

from amu_geo.edition.checking.problems import Problem
from amu_geo.edition.raw import csv_error_in_french
from amu_geo.importing.files.limits import Grid, Limits, RefusedFileError
from amu_geo.importing.repairs import RepairLog

SEPARATORS = {",": "virgule", ";": "point-virgule", "\t": "tabulation", "|": "barre verticale"}
LINES_TRIED = 20


def read_csv(content: bytes, file: str, limits: Limits, log: RepairLog) -> Grid:
    """Read the bytes of a CSV file.

    Raises
    ------
    RefusedFileError
        Not text, or over a limit.
    """
    text = decode(content, file, log)
    text, announced = _announced_separator(text)
    separator = announced or guess_separator(text)
    if separator != ",":
        log.add(f"séparateur : {SEPARATORS[separator]}")
    grid = Grid(file, None, limits)
    try:
        for line, cells in _rows(text, separator):
            grid.add(line + (announced is not None), cells)
    except csv.Error as error:
        raise RefusedFileError(Problem(csv_error_in_french(error), file)) from None
    return grid


def decode(content: bytes, file: str, log: RepairLog) -> str:
    """Bytes as text: UTF-8 with or without BOM, UTF-16 with BOM, else Windows-1252."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        encoding, label = "utf-16", "UTF-16"
    elif b"\0" in content:
        expected = "un classeur XLSX ou ODS, un CSV, une archive zip, un GeoJSON, un GeoParquet"
        message = "ce n’est pas un fichier de texte, ni un tableau connu."
        raise RefusedFileError(Problem(message, file, attendu=expected))
    else:
        encoding, label = "utf-8-sig", ""
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError:
        # The five bytes that Windows-1252 leaves undefined become « \ufffd », which the check
        # then names cell by cell.
        text = content.decode("cp1252", errors="replace")
        label = "Windows-1252"
    if label:
        log.add(f"encodage : {label}, lu comme tel")
    return text.replace("\r\n", "\n").replace("\r", "\n")


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
            for count, (_, cells) in enumerate(_rows(text[:200_000], separator)):
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


def _rows(text: str, separator: str) -> Iterator[tuple[int, list[str]]]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    line = 1
    for cells in reader:
        yield line, cells
        line = reader.line_num + 1

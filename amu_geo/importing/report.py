"""What was understood of a file: the edition that it makes, and what was read, repaired and refused
of it, as one table to take away and in a sentence.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace

import pandas as pd

from amu_geo.edition.checking.problems import Problem, errors, total
from amu_geo.edition.model import Edition
from amu_geo.edition.raw import RawEdition, RawTable
from amu_geo.edition.writing import raw_edition
from amu_geo.french.typography import plural, typeset
from amu_geo.importing.mapping import UnknownTable
from amu_geo.importing.repairs import Repair
from amu_geo.territories import Territories

COLUMNS = [
    "nature",
    "fichier",
    "feuille",
    "ligne",
    "colonne",
    "message",
    "trouve",
    "attendu",
    "proche",
    "compris",
    "nombre",
]
REPAIR = "réparation"
RANGES_A_CELL = 2_000


@dataclass
class Imported:
    """What was understood of a file.

    Attributes
    ----------
    raw
        Tables and metadata as text, as `Edition.from_raw` wants them.
    repairs, problems
        Everything that was repaired; everything that is wrong or doubtful, reading and check
        together.
    rows_read, rows_repaired, rows_refused
        Rows of data in the file; those where something was repaired; those that have an error
        or were set aside.
    is_whole_edition
        True for a folder, archive or workbook of several tables; False for a lone table.
    unknown
        The table that needs a mapping, when its columns are not ours.
    extracts
        The tables that hold some of the rows of an edition, as we served them.
    """

    raw: RawEdition
    repairs: list[Repair] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    rows_read: int = 0
    rows_repaired: int = 0
    rows_refused: int = 0
    is_whole_edition: bool = False
    unknown: UnknownTable | None = None
    extracts: frozenset[str] = frozenset()

    @property
    def is_valid(self) -> bool:
        """True when nothing forbids to use it."""
        return not errors(self.problems)

    def edition(self, territories: Territories, onto: Edition | None = None) -> Edition:
        """The edition: whole, or `onto` with the imported tables in place of its own.

        Raises
        ------
        EditionError
            With every error, those of references between the old tables and the new included.
        ValueError
            A lone table and nothing to put it onto.
        """
        if self.is_whole_edition:
            return Edition.from_raw(self.raw, territories)
        if onto is None:
            raise ValueError("Une table seule ne fait pas une édition.")
        return Edition.from_raw(replace_tables(onto, self.raw, self.extracts), territories)


def replace_tables(edition: Edition, raw: RawEdition, extracts: Collection[str] = ()) -> RawEdition:
    """An edition's text with some of its tables replaced; the others read as before.

    Of the tables in `extracts` only the rows of the same identifiers are replaced.
    """
    whole = raw_edition(edition)
    tables = {
        name: _merged(whole.tables[name], table) if name in extracts else table
        for name, table in raw.tables.items()
    }
    return replace(whole, tables={**whole.tables, **tables}, problems=list(raw.problems))


def _merged(known: RawTable, extract: RawTable) -> RawTable:
    """The rows that are known, those of the extract in the place of theirs or after them."""
    places = {name: place for place, name in enumerate(extract.cells["id"].tolist())}
    rows, lines = known.cells.to_dict("records"), list(known.lines)
    sent = extract.cells.to_dict("records")
    for position, name in enumerate(known.cells["id"].tolist()):
        if name in places:
            place = places.pop(name)
            rows[position], lines[position] = sent[place], extract.lines[place]
    # What is left is new, or bears an identifier twice: the checks will say so.
    used = {id(row) for row in rows}
    left = [place for place, row in enumerate(sent) if id(row) not in used]
    cells = pd.DataFrame([*rows, *(sent[place] for place in left)], columns=known.cells.columns)
    lines += [extract.lines[place] for place in left]
    return replace(extract, cells=cells.astype("str"), lines=lines)


def report_frame(imported: Imported) -> pd.DataFrame:
    """Every problem, a row of the file a row, then every repair.

    Returns
    -------
    DataFrame
        All text but `nombre`: nature (erreur, avertissement or réparation), fichier, feuille,
        ligne (of a repair, all of them: « 2-5 9 »), colonne, message, trouve, attendu, proche,
        compris (what a repair made of it), nombre (rows concerned). "" when it makes no sense.
    """
    rows = [_problem(one) for problem in imported.problems for one in problem.each()]
    rows += [row for repair in imported.repairs for row in _repair(repair)]
    return pd.DataFrame(rows, columns=COLUMNS)


def _problem(problem: Problem) -> tuple:
    return (
        problem.gravite,
        problem.fichier,
        problem.feuille or "",
        "" if problem.ligne is None else str(problem.ligne),
        problem.colonne or "",
        " ".join(part for part in (problem.message, problem.detail) if part),
        problem.valeur or "",
        problem.attendu or "",
        problem.proche or "",
        "",
        1,
    )


def _repair(repair: Repair) -> list[tuple]:
    """A repair, in as many rows as its lines take: a spreadsheet cuts a cell that is too long."""
    found = _ranges(repair.lignes)
    parts = [found[i : i + RANGES_A_CELL] for i in range(0, len(found), RANGES_A_CELL)]
    return [
        (
            REPAIR,
            repair.fichier,
            repair.feuille or "",
            " ".join(f"{a}-{b}" if a < b else str(a) for a, b in part),
            repair.colonne or "",
            repair.raison,
            repair.avant,
            "",
            "",
            repair.apres,
            sum(b - a + 1 for a, b in part) or repair.nombre,
        )
        for part in parts or [[]]
    ]


def _ranges(lines: Sequence[int]) -> list[tuple[int, int]]:
    """Lines that follow each other, together: 2, 3, 4, 9 → (2, 4), (9, 9)."""
    found: list[tuple[int, int]] = []
    for line in lines:
        if found and line == found[-1][1] + 1:
            found[-1] = (found[-1][0], line)
        else:
            found.append((line, line))
    return found


def verdict(imported: Imported, filename: str) -> str:
    """« modele.xlsx : 3 erreurs à corriger », « modele.xlsx : aucune erreur »."""
    wrong = total(errors(imported.problems))
    if wrong:
        return typeset(f"{filename} : {plural(wrong, 'erreur')} à corriger")
    return typeset(f"{filename} : aucune erreur")


def row_counts(imported: Imported) -> dict[str, int]:
    """What the file holds, in rows, and how many warnings: by the words that name them."""
    doubtful = total(imported.problems) - total(errors(imported.problems))
    return {
        "lignes lues": imported.rows_read,
        "réparées": imported.rows_repaired,
        "refusées": imported.rows_refused,
        "avertissements": doubtful,
    }

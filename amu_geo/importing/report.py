"""What was read, repaired and refused: as one table to take away, and in a sentence."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from amu_geo.edition.checking.problems import Problem, errors, total
from amu_geo.french.typography import plural, typeset
from amu_geo.importing.imported import Imported
from amu_geo.importing.repairs import Repair

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
    counts = (
        ("ligne lue", "lignes lues", imported.rows_read),
        ("réparée", "réparées", imported.rows_repaired),
        ("refusée", "refusées", imported.rows_refused),
        ("avertissement", "avertissements", doubtful),
    )
    return {one if count < 2 else many: count for one, many, count in counts}

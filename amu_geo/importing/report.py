"""What was read, repaired and refused: as one table to take away, and in a sentence."""

from __future__ import annotations

import pandas as pd

from amu_geo.edition.checking.problems import Problem, errors
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


def report_frame(imported: Imported) -> pd.DataFrame:
    """Every problem, then every repair, one a row.

    Returns
    -------
    DataFrame
        All text but `nombre`: nature (erreur, avertissement or réparation), fichier, feuille,
        ligne (of a repair, the first ones), colonne, message, trouve, attendu, proche,
        compris (what a repair made of it), nombre (rows concerned). "" when it makes no sense.
    """
    rows = [_problem(problem) for problem in imported.problems]
    rows += [_repair(repair) for repair in imported.repairs]
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


def _repair(repair: Repair) -> tuple:
    return (
        REPAIR,
        repair.fichier,
        repair.feuille or "",
        " ".join(map(str, repair.lignes)),
        repair.colonne or "",
        repair.raison,
        repair.avant,
        "",
        "",
        repair.apres,
        repair.nombre,
    )


def verdict(imported: Imported, filename: str) -> str:
    """« modele.xlsx : 3 erreurs à corriger », « modele.xlsx : aucune erreur »."""
    wrong = len(errors(imported.problems))
    if wrong:
        return typeset(f"{filename} : {plural(wrong, 'erreur')} à corriger")
    return typeset(f"{filename} : aucune erreur")


def row_counts(imported: Imported) -> dict[str, int]:
    """What the file holds, in rows, and how many warnings: by the words that name them."""
    doubtful = len(imported.problems) - len(errors(imported.problems))
    return {
        "lignes lues": imported.rows_read,
        "réparées": imported.rows_repaired,
        "refusées": imported.rows_refused,
        "avertissements": doubtful,
    }

"""What changes between two measures of the coverage: cell by cell, then region by region."""

from __future__ import annotations

import pandas as pd

from amu_geo.measure.coverage import Coverage

CELL_COLUMNS = ["code_region", "nom", "famille", "avant", "apres", "gagnes", "perdus"]
COUNTS = (
    "familles_documentees",
    "familles_confirmees",
    "nb_dispositifs",
    "nb_confirmes",
    "nb_acteurs",
)


def coverage_difference(old: Coverage, new: Coverage) -> pd.DataFrame:
    """The cells (region × family) whose state, or the schemes behind it, differ.

    Parameters
    ----------
    old, new
        Two coverages: of two editions, of two years or of two readings.

    Returns
    -------
    DataFrame
        code_region, nom, famille, avant, apres (states of `vocabulary.STATES`), gagnes and
        perdus (tuples of scheme ids). Order of the regions, then of the families. Empty,
        with its columns, when nothing changes.
    """
    names = dict(zip(new.table["code_region"], new.table["nom"], strict=True))
    both = old.cells.merge(
        new.cells, on=["code_region", "famille"], suffixes=("_avant", "_apres"), how="inner"
    )
    rows = []
    for cell in both.itertuples():
        before, after = set(cell.dispositifs_avant), set(cell.dispositifs_apres)
        if cell.etat_avant == cell.etat_apres and before == after:
            continue
        rows.append(
            (
                cell.code_region,
                names[cell.code_region],
                cell.famille,
                cell.etat_avant,
                cell.etat_apres,
                tuple(sorted(after - before)),
                tuple(sorted(before - after)),
            )
        )
    return pd.DataFrame(rows, columns=CELL_COLUMNS)


def region_difference(old: Coverage, new: Coverage) -> pd.DataFrame:
    """The regions whose counts differ.

    Returns
    -------
    DataFrame
        code_region, nom, then for each of familles_documentees, familles_confirmees,
        nb_dispositifs, nb_confirmes and nb_acteurs two integer columns, `…_avant` and
        `…_apres`. A region is documented when its familles_documentees is not 0, as in
        `Coverage.documented`.
    """
    columns = ["code_region", *COUNTS]
    both = new.table[["code_region", "nom"]].merge(
        old.table[columns].merge(
            new.table[columns], on="code_region", suffixes=("_avant", "_apres")
        ),
        on="code_region",
    )
    changed = pd.Series(False, index=both.index)
    for count in COUNTS:
        changed |= both[f"{count}_avant"] != both[f"{count}_apres"]
    pairs = [f"{count}_{when}" for count in COUNTS for when in ("avant", "apres")]
    return both.loc[changed, ["code_region", "nom", *pairs]].reset_index(drop=True)

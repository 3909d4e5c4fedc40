"""An edition that comes back with the communes that the import found, each said, and no other."""

from __future__ import annotations

from dataclasses import replace

from amu_geo.edition import Edition
from amu_geo.importing import Imported

PLACED = ("code_commune", "code_region")


def without_what_was_placed(imported: Imported, edition: Edition, before: Edition) -> Edition:
    """The edition without the codes that its import said it found in `before`'s empty cells.

    Every repair must be one of these, and tell its line.
    """
    tables = dict(edition.tables)
    for repair in imported.repairs:
        assert repair.colonne in PLACED and repair.avant == "" and repair.lignes, repair
        name = repair.feuille or repair.fichier.removesuffix(".csv")
        table = tables[name].copy()
        for line in repair.lignes:
            was = before.tables[name].at[line - 2, repair.colonne]
            assert was == "", (repair, was)
            table.loc[line - 2, repair.colonne] = was
        tables[name] = table
    return replace(edition, tables=tables)

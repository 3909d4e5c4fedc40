"""The sheets of a workbook that are no tables: the edition's description, its stated figures."""

from __future__ import annotations

from typing import Any

from amu_geo.edition.checks import METADATA_KEYS
from amu_geo.importing.limits import Grid
from amu_geo.importing.tidy import clean
from amu_geo.territories import normalise

METADATA_SHEETS = frozenset({"edition", "metadonnees", "description"})
FIGURES_SHEET = "chiffres"
GUIDE_SHEETS = frozenset({"guide", "lisez moi", "mode d emploi", "listes"})
FIGURE_KEYS = ("mesure", "code_region", "texte", "valeur_citee", "source")


def read_metadata(grid: Grid) -> dict[str, Any]:
    """Keys in the first column, values in the second; other rows are the form's own words."""
    found = {}
    for _, cells in grid.rows:
        key = normalise(cells[0])
        if key in METADATA_KEYS and len(cells) > 1:
            found[key] = clean(cells[1])
    return found


def read_figures(grid: Grid) -> dict[str, Any]:
    """The stated figures, one a row under a header; nothing when the sheet is empty."""
    if len(grid.rows) < 2:
        return {}
    titles = [normalise(title).replace(" ", "_") for title in grid.rows[0][1]]
    figures = []
    for _, cells in grid.rows[1:]:
        row = dict(zip(titles, map(clean, cells), strict=False))
        entry = {key: row.get(key, "") for key in FIGURE_KEYS}
        figures.append(
            {key: value for key, value in entry.items() if value or key in FIGURE_KEYS[:3]}
        )
    return {"chiffres": figures}

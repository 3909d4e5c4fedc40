"""The sheets of a workbook that are no tables: the edition's description, its stated figures."""

from __future__ import annotations

import re
from typing import Any

from amu_geo.edition.checking.metadata import EFFORT_KEY, METADATA_KEYS
from amu_geo.edition.schema import table_schema
from amu_geo.importing.cells.french_dates import iso_date
from amu_geo.importing.cells.tidy import Tidier, clean
from amu_geo.importing.files.limits import Grid
from amu_geo.importing.repairs import RepairLog
from amu_geo.territories import normalise

METADATA_SHEETS = frozenset({"edition", "metadonnees", "description"})
FIGURES_SHEET = "chiffres"
GUIDE_SHEETS = frozenset({"guide", "lisez moi", "mode d emploi", "listes"})
# What the workbook of an edition says of it, first: its tables and its description are after.
READING_SHEETS = frozenset({"lire", "couverture", "sources"})
KEYS = {normalise(key): key for key in (*METADATA_KEYS, EFFORT_KEY)}
FIGURE_KEYS = ("mesure", "code_region", "texte", "valeur_citee", "source")


def read_metadata(grid: Grid) -> dict[str, Any]:
    """Keys in the first column, values in the second; other rows are the form's own words."""
    found: dict[str, Any] = {}
    for _, cells in grid.rows:
        key = KEYS.get(normalise(cells[0]))
        if key and len(cells) > 1:
            found[key] = clean(cells[1])
    codes = [code.strip() for code in re.split(r"[;,|\n]", found.pop(EFFORT_KEY, ""))]
    if any(codes):
        found[EFFORT_KEY] = [code for code in codes if code]
    return found


def tidy_date(metadata: dict[str, Any], log: RepairLog) -> None:
    """The edition's date as people write it: « 31/01/2027 », « 31 janvier 2027 »."""
    written = metadata.get("date")
    if isinstance(written, str):
        understood = iso_date(written)
        if understood and understood != written:
            metadata["date"] = understood
            log.add("date écrite AAAA-MM-JJ", "date", written, understood)


def tidy_effort(codes: list[Any], tidier: Tidier, log: RepairLog) -> list[Any]:
    """The regions most searched, by their codes, as everywhere else a region is understood."""
    region = table_schema("dispositifs").field("code_region")
    understood: list[Any] = []
    for code in codes:
        if isinstance(code, str):
            written, (code, why) = code, tidier.value(region, code)
            if code != written:
                log.add(why, EFFORT_KEY, written, code)
        if code != "" and code not in understood:
            understood.append(code)
    return understood


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

"""A list of communes as a count by region, for the table of indicators."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

from amu_geo.edition.checking.places import Places, places_of
from amu_geo.edition.checking.problems import WARNING, Problem
from amu_geo.importing.files.limits import Grid
from amu_geo.importing.headers import header_titles
from amu_geo.importing.mapping import CountMapping, Source
from amu_geo.importing.repairs import RepairLog
from amu_geo.territories import Territories

COMMUNE_CODE = re.compile(r"(?<![0-9A-Za-z])((?:\d{2}|2[AB])\d{3})(?![0-9A-Za-z])")


@dataclass(frozen=True)
class Counts:
    """A count by region: one row per region, zero included, and what was set aside."""

    rows: list[dict[str, str]]
    label: dict[str, str]
    problems: list[Problem]


def count_by_region(
    grid: Grid,
    row: int,
    mapping: CountMapping,
    source: Source,
    territories: Territories,
    log: RepairLog,
) -> Counts:
    """Count the communes of a file by region; rows without a known code fall by their point."""
    places = places_of(territories)
    titles = header_titles(grid, row)
    position = titles.index(mapping.code_column)
    counts: Counter[str] = Counter()
    problems = []
    for line, cells in grid.rows[row + 1 :]:
        text = cells[position] if position < len(cells) else ""
        codes = [_today(code, line, places, log) for code in COMMUNE_CODE.findall(text)]
        regions = [places.region_of[code] for code in codes if code in places.region_of]
        if not regions:
            region = _region_of_point(titles, cells, territories)
            regions = [region] if region else []
            if region:
                log.add("région où tombe le point", mapping.code_column, text, region, line)
        if not regions:
            problems.append(_nowhere(grid, line, mapping.code_column, text))
        counts.update(regions)
    rows = [
        {
            "code_region": code,
            "indicateur": mapping.indicateur,
            "valeur": str(counts[code]),
            "annee": mapping.annee,
            "url_source": source.url,
            "titre_source": source.titre,
            "note": f"{mapping.unite} comptées dans {grid.file}",
        }
        for code in territories.codes
    ]
    label = {
        "indicateur": mapping.indicateur,
        "libelle": mapping.libelle,
        "unite": mapping.unite,
        "source": source.titre or source.url,
        "licence": mapping.licence,
        "description": mapping.description,
    }
    return Counts(rows, label, problems)


def _today(code: str, line: int, places: Places, log: RepairLog) -> str:
    today = places.today_of.get(code, code)
    if today != code:
        why = f"commune d’aujourd’hui : {places.name_of[today]}"
        log.add(why, "code_commune", code, today, line)
    return today


def _region_of_point(titles: list[str], cells: list[str], territories: Territories) -> str:
    row = dict(zip(titles, cells, strict=False))
    try:
        lon, lat = float(row["lon"]), float(row["lat"])
    except (KeyError, ValueError):
        return ""
    return territories.locate([lon], [lat], level="region").iloc[0]


def _nowhere(grid: Grid, line: int, column: str, text: str) -> Problem:
    return Problem(
        "aucune commune de France ici : la ligne est écartée.",
        grid.file,
        grid.sheet,
        line,
        column,
        text,
        "un code de commune, ou un point en France",
        gravite=WARNING,
    )

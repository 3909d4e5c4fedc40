"""Two or three regions on one page: what the page of the comparison says first."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd

from amu_geo import comparison as compare
from amu_geo import sentences
from amu_geo.charts.map.levels import label
from amu_geo.comparison import Missing
from amu_geo.figures.compare import FAMILIES_TITLE
from amu_geo.figures.evolution import years_of
from amu_geo.french.grammar import agree, capital, counted
from amu_geo.french.regions import with_article
from amu_geo.french.typography import UNKNOWN, number, number_word, plural, typeset
from amu_geo.measure.actors import actor_list, count_actors
from amu_geo.measure.coverage import Coverage
from amu_geo.report.drawing import STATES_OF_YEARS, Axis, coverage_map, family_strips
from amu_geo.report.frame import Frame
from amu_geo.report.naming import LEAST, MOST
from amu_geo.report.sources import Sources
from amu_geo.report.spans import (
    Block,
    Cell,
    bullets,
    columns,
    heading,
    lines,
    linked,
    optional,
    said,
    sign,
    soft,
    strong,
    table,
    told,
)
from amu_geo.sentences.compare import comparison_headline
from amu_geo.territories import Territories
from amu_geo.vocabulary import CONFIRMED, FAMILIES, STATES, UNDOCUMENTED

PATH = "/comparer"
# What one page has room for of what others have.
MISSING_SHOWN = 3


class UnfitRegionsError(ValueError):
    """Too few or too many regions for one page; the message says how many there are."""


def comparison_document(
    coverage: Coverage,
    territories: Territories,
    codes: Sequence[str],
    origin: str = "",
    warning: str = "",
) -> dict[str, Any]:
    """The document that compares two or three regions, the reader's own first.

    Raises
    ------
    UnfitRegionsError
        In French, for another number of regions.
    """
    chosen = list(dict.fromkeys(codes))
    if not LEAST <= len(chosen) <= MOST:
        count = counted(len(chosen), "région demandée", "régions demandées", feminine=True)
        raise UnfitRegionsError(
            f"Une page A4 compare deux ou trois régions : {count}. Exemple : 76,44,52."
        )
    frame = Frame(
        coverage,
        f"{capital(number_word(len(chosen)))} régions côte à côte",
        comparison_headline(coverage, chosen),
        PATH,
        {"regions": ",".join(chosen)},
        origin,
        warning,
    )
    sources = Sources()
    blocks = [
        *told(sentences.comparison_second(coverage, chosen), "lead"),
        _head(coverage, territories, chosen, frame),
        *_families(coverage, chosen, sources),
        *_years(coverage, territories, chosen),
    ]
    sources.optional()
    blocks += [
        *optional(_missing(coverage, territories, chosen, sources)),
        *sources.short(),
        frame.caveat(),
    ]
    return frame.document(blocks, pages=1)


def _head(
    coverage: Coverage, territories: Territories, codes: Sequence[str], frame: Frame
) -> Block:
    """The map beside the regions in figures and what the words mean."""
    drawn = [coverage_map(coverage, codes, small=True)]
    return columns(drawn, [_numbers(coverage, territories, codes), *frame.definitions()], (92, 76))


def _numbers(coverage: Coverage, territories: Territories, codes: Sequence[str]) -> Block:
    counts = count_actors(actor_list(coverage.edition, territories), territories).table
    actors = counts.set_index("code_region")
    places = territories.regions.set_index("code_region")
    rows = {
        "Familles confirmées sur documentées": [label(coverage, code) for code in codes],
        "Dispositifs confirmés sur retenus": [_schemes(coverage, code) for code in codes],
        "Acteurs de l’AMU": [_actors(coverage, actors, code, "nb_amu") for code in codes],
        "Pratique voisine": [_actors(coverage, actors, code, "nb_voisins") for code in codes],
        "Habitants": [number(places.at[code, "population"]) for code in codes],
    }
    names = [territories.name(code) for code in codes]
    cells = [[[said(what)], *([strong(text)] for text in told)] for what, told in rows.items()]
    shares = (38, *(23 for _ in codes))
    return table(["En chiffres", *names], cells, shares, "l" + "r" * len(codes), whole=True)


def _schemes(coverage: Coverage, code: str) -> str:
    row = coverage.by_region[code]
    kept = int(row["nb_dispositifs"])
    return f"{int(row['nb_confirmes'])}/{kept}" if kept else UNKNOWN


def _actors(coverage: Coverage, actors: pd.DataFrame, code: str, column: str) -> str:
    """A number of actors; the source's own words when it counts them without naming any."""
    stated = coverage.edition.stated_figure("acteurs", code) if column == "nb_amu" else None
    found = int(actors.at[code, "nb_amu"] + actors.at[code, "nb_voisins"])
    return stated or (str(int(actors.at[code, column])) if found else UNKNOWN)


def _families(coverage: Coverage, codes: Sequence[str], sources: Sources) -> list[Block]:
    matrix = compare.family_matrix(coverage, codes)
    schemes = coverage.edition.dispositifs.set_index("id")
    names = [coverage.by_region[code]["nom"] for code in codes]
    rows = []
    for famille, cells in matrix.groupby("famille", sort=False):
        family = FAMILIES[famille]
        differ = "pas dans le même état" if cells["differe"].iloc[0] else "dans le même état"
        name = lines([strong(family.label)], [soft(differ)])
        rows.append([name, *(_cell(cell, schemes, sources) for cell in cells.itertuples())])
    return [heading(FAMILIES_TITLE), table(["Famille", *names], rows, (26, *(48 for _ in codes)))]


def _cell(cell: Any, schemes: pd.DataFrame, sources: Sources) -> Cell:
    """State, the scheme that proves most, its source, how many others."""
    if cell.etat == UNDOCUMENTED:
        return [sign(cell.etat, cell.famille), strong(f" {UNKNOWN}"), soft(f" {STATES[cell.etat]}")]
    first = schemes.loc[cell.dispositifs[0]]
    source = sources.cite(first["url_source"], first["titre_source"], first["nom"], "source")
    others = len(cell.dispositifs) - 1
    rest = plural(others, "autre dispositif", "autres dispositifs") if others else ""
    return lines(
        [sign(cell.etat, cell.famille), strong(f" {STATES[cell.etat]}")],
        [linked(first["nom"], first["url_source"]), said(", "), *source],
        [soft(f"et {rest}")] if rest else [],
    )


def _years(coverage: Coverage, territories: Territories, codes: Sequence[str]) -> list[Block]:
    """The families of each region through the years."""
    reading = coverage.reading
    years = years_of(coverage.edition, reading.lecture, territories)
    if not (years["familles_documentees"] > 0).any():
        return []
    axis = Axis(int(years["annee"].min()), int(years["annee"].max()))
    strips = [family_strips(years, code, axis, reading.annee) for code in codes]
    rows = [
        [[strong(family.label)], *(strip[family.code] for strip in strips)]
        for family in FAMILIES.values()
    ]
    names = [coverage.by_region[code]["nom"] for code in codes]
    heads = ["Année par année", *({**axis.ends(), "name": typeset(name)} for name in names)]
    return [
        table(heads, rows, (26, *(48 for _ in codes))),
        *told(STATES_OF_YEARS, "note"),
    ]


def _missing(
    coverage: Coverage, territories: Territories, codes: Sequence[str], sources: Sources
) -> list[Block]:
    """What others have and the first has not, with the scheme to look at."""
    own = codes[0]
    near = list(dict.fromkeys([*codes[1:], *territories.neighbours(own)]))
    found = compare.missing_from(coverage, own, near=near)[:MISSING_SHOWN]
    items = [_model(item, coverage, sources) for item in found]
    has = agree([own], "n’a", "n’ont")
    title = f"Ce que les autres ont et que {with_article(own)} {has} pas"
    return [heading(title), *bullets(items)] if items else []


def _model(item: Missing, coverage: Coverage, sources: Sources) -> Cell:
    model = item.modeles.iloc[0]
    kind = "Famille " if item.sorte == "famille" else ""
    where = f", {model['region']}{', confirmé' if model['etat'] == CONFIRMED else ''}, "
    return [
        strong(f"{kind}{item.libelle}"),
        said(" : "),
        linked(model["nom"], model["url_source"]),
        said(where),
        *sources.cite(model["url_source"], model["titre_source"], model["nom"], "source"),
    ]

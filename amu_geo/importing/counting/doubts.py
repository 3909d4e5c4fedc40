"""Of the rows that are counted by a code, those whose code the rest of the row contradicts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import numpy as np
import pandas as pd

from amu_geo.edition.checking.places import places_of
from amu_geo.importing.counting.cells import codes_in
from amu_geo.importing.counting.rows import Rows
from amu_geo.importing.counting.way import POINT, Way, lon_lat
from amu_geo.importing.counting.words import COMMUNE, combined, region_code
from amu_geo.importing.placing.contradictions import Contradictions, Doubt, Row
from amu_geo.memory import kept_last
from amu_geo.territories import Territories

CONTRADICTED = "le code de commune contredit {} de la ligne"

# The rank of each row's doubt, and the doubts; None for no doubt.
Doubts = tuple[np.ndarray, list[Doubt | None]]


def doubts_of(rows: Rows, ways: Sequence[Way], territories: Territories) -> Doubts:
    """The doubts on the codes that place these rows; none where no code does."""
    code = next((way for way in ways if way.kind == COMMUNE), None)
    if code is None:
        return np.zeros(len(rows.cells), dtype=int), [None]
    each, said = combined(rows, (code.columns[0], *code.beside))
    places, found = places_of(territories), _contradictions(territories)
    codes = codes_in(pd.Series([cells[0] for cells in said], dtype="str"), places).found.tolist()
    texts = [
        Row(name, postcode, departement, region_code(region, territories))
        for _, name, postcode, departement, region in said
    ]
    unknown = np.full(len(said), np.nan)
    of_words = found.find(codes, texts, unknown, unknown)
    doubts = [of_words.get(rank) for rank in range(len(said))]
    point = next((way for way in ways if way.kind == POINT), None)
    if point is not None:
        _add_far(codes, each, doubts, lon_lat(rows, point), found)
    return each, doubts


def _add_far(
    codes: list[str],
    each: np.ndarray,
    doubts: list[Doubt | None],
    points: tuple[np.ndarray, np.ndarray],
    found: Contradictions,
) -> None:
    """Add the doubts on codes that are far from their row's own point, in place."""
    lon, lat = points
    for row in found.far([codes[rank] for rank in each.tolist()], lon, lat):
        if doubts[each[row]] is None:
            code = codes[each[row]]
            doubts.append(found.find([code], [Row()], lon[[row]], lat[[row]])[0])
            each[row] = len(doubts) - 1


def doubts_counted(rows: Rows, ways: Sequence[Way], territories: Territories) -> Counter[str]:
    """How many rows have a doubt, by what contradicts their code."""
    each, doubts = doubts_of(rows, ways, territories)
    told: Counter[str] = Counter()
    for doubt, number in zip(doubts, np.bincount(each, minlength=len(doubts)), strict=True):
        if doubt and number:
            told[CONTRADICTED.format(next(iter(doubt.witnesses)))] += int(number)
    return told


@kept_last(4)
def _contradictions(territories: Territories) -> Contradictions:
    return Contradictions(places_of(territories), territories.communes)

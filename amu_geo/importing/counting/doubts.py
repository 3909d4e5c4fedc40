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

# Different rows that are remembered: as many as there are communes, and their spellings.
KEPT = 200_000
_NOWHERE = np.array([np.nan])

# The rank of each row's doubt, and the doubts; None for no doubt.
Known = dict[tuple[str, ...], tuple[str, Doubt | None]]
Doubts = tuple[np.ndarray, list[Doubt | None]]


def doubts_of(rows: Rows, ways: Sequence[Way], territories: Territories) -> Doubts:
    """The doubts on the codes that place these rows; none where no code does."""
    code = next((way for way in ways if way.kind == COMMUNE), None)
    if code is None:
        return np.zeros(len(rows.cells), dtype=int), [None]
    each, said = combined(rows, (code.columns[0], *code.beside))
    known = _known(territories)
    if len(known) > KEPT:
        known.clear()
    # Another thread may clear or fill it meanwhile.
    before = {cells: known.get(cells) for cells in said}
    learnt = _learn([cells for cells, one in before.items() if one is None], territories)
    known.update(learnt)
    read = [before[cells] or learnt[cells] for cells in said]
    doubts = [doubt for _, doubt in read]
    point = next((way for way in ways if way.kind == POINT), None)
    if point is not None:
        codes = [code for code, _ in read]
        _add_far(codes, each, doubts, lon_lat(rows, point), _contradictions(territories))
    return each, doubts


def _learn(new: list[tuple[str, ...]], territories: Territories) -> Known:
    """Read the cells of rows that were never seen: code, name, postal code, département, région."""
    written = pd.Series([cells[0] for cells in new], dtype="str")
    codes = codes_in(written, places_of(territories)).found.tolist()
    found, learnt = _contradictions(territories), {}
    for code, cells in zip(codes, new, strict=True):
        _, name, postcode, departement, region = cells
        row = Row(name, postcode, departement, region_code(region, territories))
        learnt[cells] = code, found.find([code], [row], _NOWHERE, _NOWHERE).get(0)
    return learnt


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


@kept_last(4)
def _known(territories: Territories) -> Known:
    """What was found of the cells of rows: files say the same again and again."""
    return {}

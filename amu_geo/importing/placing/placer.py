"""Where a row is: its commune by what is written, its region by commune or position."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from amu_geo.edition.checking.places import Places
from amu_geo.edition.checking.problems import ERROR, WARNING, Problem, named
from amu_geo.edition.checking.values import Proposals
from amu_geo.edition.checking.warnings import points
from amu_geo.edition.raw import RawTable
from amu_geo.importing.placing.contradictions import Contradictions, Row, told
from amu_geo.importing.placing.named import Named, Namer
from amu_geo.importing.repairs import RepairLog
from amu_geo.territories import Territories, overseas
from amu_geo.territories.points import Whereabouts
from amu_geo.territories.written import CORSICA, Written, postcode_in

EXPECTED = "une commune de France, par son code ou par son nom et son département"
SWAPPED = "coordonnées inversées ? La ligne est écartée."
ABROAD = "ce lieu est hors de France : la ligne est écartée."
OUTSIDE = f"ce lieu est {overseas.ELSEWHERE} : la ligne est écartée."
UNPLACED = f"ce lieu est {overseas.ELSEWHERE} : il n’est pas placé."
# The table whose rows are looked for by their commune's name alone, for the map counts them. A
# project stays as its source tells it, and a published edition comes back as it was.
NAMED_ALONE = "acteurs"
OFF_SHORE = "le point est un peu hors de nos contours, simplifiés"


@dataclass
class Placed:
    """Rows once placed: what to doubt, and the positions of the rows that are refused."""

    problems: list[Problem]
    refused: set[int]
    gravity: str


class _Work:
    """The columns being filled, as lists: a text column is slow to change cell by cell."""

    def __init__(self, table: RawTable, helpers: pd.DataFrame, log: RepairLog, placed: Placed):
        names = ("commune", "code_commune", "code_region")
        self.columns = {name: table.cells[name].tolist() for name in names}
        self.departements = helpers["departement"].tolist()
        self.postcodes = helpers["code_postal"].tolist()
        self.as_written = list(self.columns["commune"])
        self.placed = placed
        lon, lat = points(table)
        self.lon, self.lat = lon.to_numpy(dtype=float), lat.to_numpy(dtype=float)
        self._table, self._log, self.table = table, log, table.name

    def set(self, row: int, column: str, value: str, why: str) -> None:
        """Change a cell and list the repair."""
        before = self.columns[column][row]
        self.columns[column][row] = value
        self._log.add(why, column, before, value, self._table.lines[row])

    def refuse(self, row: int, message: str, near: str | None = None, detail: str = "") -> None:
        """Set aside a place that is not in our regions."""
        self.doubt(row, message, self.columns["commune"][row], near, WARNING, detail)
        self.placed.refused.add(row)

    def doubt(
        self,
        row: int,
        message: str,
        value: str,
        near: str | None,
        gravity: str,
        detail: str = "",
        column: str = "commune",
    ) -> None:
        """Report a place that is not certain."""
        table = self._table
        shown = value or table.cells["nom"].iloc[row]
        where = (table.file, table.sheet, table.lines[row], column)
        problem = Problem(message, *where, shown, EXPECTED, near, gravity, detail or None)
        self.placed.problems.append(problem)


class Placer:
    """Completes communes and regions; knows the territories."""

    def __init__(self, territories: Territories, places: Places):
        self._places = places
        self._namer = Namer(territories, places)
        self._contradictions = Contradictions(places, territories.communes)
        layer = territories.departements
        self._names = dict(zip(layer["code_departement"], layer["nom"], strict=True))
        self._region_of = dict(zip(layer["code_departement"], layer["code_region"], strict=True))
        self._region_of[CORSICA] = self._region_of["2A"]

    def place(
        self, table: RawTable, helpers: pd.DataFrame, log: RepairLog, lenient: bool
    ) -> Placed:
        """Fill `code_commune` and `code_region` of the rows that lack them, in place.

        `helpers` has the columns departement and code_postal ("" when unknown), same rows.
        A commune that its département does not have is an error, a warning when `lenient`; a code
        that the rest of its row contradicts is kept, and said.
        """
        placed = Placed([], set(), WARNING if lenient else ERROR)
        cells = table.cells
        if not len(cells):
            return placed
        work = _Work(table, helpers, log, placed)
        names = self._places.name_of
        known = np.array([code in names for code in work.columns["code_commune"]])
        lacking = np.flatnonzero(~known | (cells["code_region"] == "").to_numpy())
        here = self._places.whereabouts(work.lon[lacking], work.lat[lacking])
        for i, row in enumerate(lacking.tolist()):
            self._place_row(work, row, here, i)
        self._contradicted(work)
        for name, values in work.columns.items():
            cells[name] = pd.Series(values, dtype="str", index=cells.index)
        placed.problems = _by_message(placed.problems)
        return placed

    def _place_row(self, work: _Work, row: int, points: Whereabouts, rank: int) -> None:
        has_point = bool(np.isfinite(work.lon[row]) and np.isfinite(work.lat[row]))
        here = points.departements[rank]
        written = self._written(work, row, has_point)
        self._code_outside(work, row)
        self._postcode_for_code(work, row, written)
        if not work.columns["code_commune"][row] and not self._find(
            work, row, written, here, has_point, bool(points.swapped[rank])
        ):
            return
        if not work.columns["code_region"][row]:
            off = bool(points.off_shore[rank])
            region, why = self._region(work.columns["code_commune"][row], here, off, written)
            if region:
                work.set(row, "code_region", region, why)
        if written.name and written.name != work.as_written[row]:
            work.set(row, "commune", written.name, "le nom seul est gardé")

    def _written(self, work: _Work, row: int, has_point: bool) -> Written:
        """What the row says of its place, wherever it says it."""
        reader = self._places.reader
        written = reader.read(work.as_written[row])
        said, postal = work.departements[row], work.postcodes[row]
        code, postcode = reader.departement(said), postcode_in(postal)
        if said and not code and not has_point:
            near = Proposals(self._names.values()).nearest(said)
            message = "ce département n’est pas reconnu."
            work.doubt(row, message, said, near, WARNING, column="departement")
        if postal and not postcode and not has_point:
            message = "ce code postal n’est pas reconnu."
            work.doubt(row, message, postal, None, WARNING, column="code_postal")
        if code in overseas.COLLECTIVITIES:
            written = replace(written, outside=code)
        elif code:
            written = replace(written, departement=code)
        if postcode:
            outside = written.outside or overseas.by_code(postcode)
            written = replace(written, postcode=postcode, outside=outside)
        return written

    def _code_outside(self, work: _Work, row: int) -> None:
        """A code of an overseas collectivity is no mistake, and no commune of our regions."""
        code = work.columns["code_commune"][row]
        outside = overseas.by_code(code) if code and code not in self._places.name_of else ""
        if outside:
            work.set(row, "code_commune", "", overseas.told(outside))
            message = f"ce code est {overseas.ELSEWHERE} : il n’est pas gardé."
            detail = overseas.sentence(outside)
            work.doubt(row, message, code, None, WARNING, detail, "code_commune")

    def _postcode_for_code(self, work: _Work, row: int, written: Written) -> None:
        """A code that is of no commune, and the postal code of the one that is named."""
        code = work.columns["code_commune"][row]
        if not code or code in self._places.name_of or not written.name:
            return
        found = self._places.answers(replace(written, postcode=postcode_in(code)))
        if self._places.with_postcode(postcode_in(code)) and len(found) == 1:
            name = self._places.name_of[found[0]]
            work.set(row, "code_commune", found[0], f"code postal donné pour le code de {name}")

    def _find(
        self,
        work: _Work,
        row: int,
        written: Written,
        here: str,
        has_point: bool,
        swapped: bool,
    ) -> bool:
        """Look for the commune of a row without code; False when the row is set aside."""
        says_more = has_point or written.is_narrowed or written.outside
        if work.table != NAMED_ALONE and not says_more:
            return True
        region = work.columns["code_region"][row] if not has_point else ""
        found = self._namer.find(written, here, region, has_point)
        if found.code:
            work.set(row, "code_commune", found.code, found.why)
        elif has_point and not here:
            self._set_aside(work, row, swapped)
            return False
        elif written.outside and not has_point:
            detail = overseas.sentence(written.outside)
            work.doubt(row, UNPLACED, written.name, None, WARNING, detail)
        elif found.problem:
            self._say(work, row, written, found, WARNING if here else work.placed.gravity)
        return True

    def _say(self, work: _Work, row: int, written: Written, found: Named, gravity: str) -> None:
        gravity = gravity if found.is_claimed else WARNING
        work.doubt(row, found.problem, written.name, found.near, gravity, found.detail)

    def _set_aside(self, work: _Work, row: int, swapped: bool) -> None:
        lon, lat = float(work.lon[row]), float(work.lat[row])
        outside = overseas.by_point(lon, lat)
        if swapped:
            near = f"lon {lat:g}, lat {lon:g}"
            work.refuse(row, SWAPPED, near, f"Le point {near} serait en France.")
        elif outside:
            work.refuse(row, OUTSIDE, detail=overseas.sentence(outside))
        else:
            work.refuse(row, ABROAD)

    def _region(self, code: str, here: str, off_shore: bool, written: Written) -> tuple[str, str]:
        if code in self._places.region_of:
            why = "région de la commune"
            return self._places.region_of[code], f"{why} ; {OFF_SHORE}" if off_shore else why
        if here:
            why = "région où tombe le point"
            if off_shore:
                why = f"région la plus proche : {OFF_SHORE}"
            return self._region_of[here], why
        departement = written.departement
        return self._region_of.get(departement, written.region), "région du département"

    def _contradicted(self, work: _Work) -> None:
        """Say which codes the rest of their row contradicts."""
        rows = [
            Row(*said)
            for said in zip(work.as_written, work.postcodes, work.departements, strict=True)
        ]
        codes = work.columns["code_commune"]
        for row, doubt in self._contradictions.find(codes, rows, work.lon, work.lat).items():
            if row in work.placed.refused:
                continue
            message = "le code de commune contredit le reste de sa ligne."
            detail = told(doubt, self._places)
            work.doubt(
                row, message, doubt.code, doubt.near or None, WARNING, detail, "code_commune"
            )


def _by_message(problems: list[Problem]) -> list[Problem]:
    """The same, of each kind the first rows one by one, then one problem for all the others."""
    kinds: dict[tuple, list[Problem]] = {}
    for problem in problems:
        kinds.setdefault((problem.message, problem.colonne), []).append(problem)
    return [problem for kind in kinds.values() for problem in named(kind)]

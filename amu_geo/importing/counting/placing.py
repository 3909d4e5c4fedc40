"""Where a row is: its commune by name and département, its region by commune or position."""

from __future__ import annotations

import re
from dataclasses import dataclass

import numpy as np
import pandas as pd

from amu_geo.edition.checking.places import Places
from amu_geo.edition.checking.problems import ERROR, WARNING, Problem
from amu_geo.edition.checking.values import Proposals
from amu_geo.edition.checking.warnings import points
from amu_geo.edition.raw import RawTable
from amu_geo.importing.repairs import RepairLog
from amu_geo.territories import Territories, normalise

NAME_AND_DEPARTEMENT = re.compile(r"(?P<name>.+?)\s*\((?P<departement>\d{2,3}|2[ABab])\)")
POSTAL_AND_NAME = re.compile(r"(?P<postal>\d{5})\s+(?P<name>\D.*)")


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
        self.placed = placed
        self._table, self._log = table, log

    def set(self, row: int, column: str, value: str, why: str) -> None:
        """Change a cell and list the repair."""
        before = self.columns[column][row]
        self.columns[column][row] = value
        self._log.add(why, column, before, value, self._table.lines[row])

    def refuse(self, row: int, name: str) -> None:
        """Set aside a place abroad."""
        message = "ce lieu est hors de France : la ligne est écartée."
        self.doubt(row, message, name, None, WARNING)
        self.placed.refused.add(row)

    def doubt(self, row: int, message: str, value: str, near: str | None, gravity: str) -> None:
        """Report a place that is not certain."""
        table = self._table
        expected = "une commune de France, par son code ou par son nom et son département"
        shown = value or table.cells["nom"].iloc[row]
        where = (table.file, table.sheet, table.lines[row], "commune")
        self.placed.problems.append(Problem(message, *where, shown, expected, near, gravity))


class Placer:
    """Completes communes and regions; knows the territories."""

    def __init__(self, territories: Territories, places: Places):
        self._territories = territories
        self._places = places
        departements = territories.departements
        codes = departements["code_departement"].tolist()
        self._departements = dict(zip(map(normalise, departements["nom"]), codes, strict=True))
        self._departements |= {code.lower(): code for code in codes}
        self._region_of_departement = dict(
            zip(codes, departements["code_region"].tolist(), strict=True)
        )
        counts = territories.communes["code_departement"].value_counts()
        self._lone = set(counts[counts == 1].index)

    def place(
        self, table: RawTable, helpers: pd.DataFrame, log: RepairLog, lenient: bool
    ) -> Placed:
        """Fill `code_commune` and `code_region` of the rows that lack them, in place.

        `helpers` has the columns departement and code_postal ("" when unknown), same rows.
        A commune that its département does not have is an error, a warning when `lenient`.
        """
        placed = Placed([], set(), WARNING if lenient else ERROR)
        cells = table.cells
        lacking = np.flatnonzero((cells["code_commune"] == "") | (cells["code_region"] == ""))
        if not len(lacking):
            return placed
        work = _Work(table, helpers, log, placed)
        lon, lat = points(table)
        x, y = lon.iloc[lacking].to_numpy(), lat.iloc[lacking].to_numpy()
        regions = self._territories.locate(x, y, level="region").tolist()
        departements = self._territories.locate(x, y, level="departement").tolist()
        known = (np.isfinite(x) & np.isfinite(y)).tolist()
        for i, row in enumerate(lacking.tolist()):
            self._place_row(work, row, (regions[i], departements[i]) if known[i] else None)
        for name, values in work.columns.items():
            cells[name] = pd.Series(values, dtype="str", index=cells.index)
        return placed

    def _place_row(self, work: _Work, row: int, here: tuple[str, str] | None) -> None:
        written = work.columns["commune"][row]
        name, departement, postal = self._evidence(
            written, work.departements[row], work.postcodes[row]
        )
        if not work.columns["code_commune"][row]:
            departement = (here and here[1]) or departement
            code, problem = self._commune(name, departement, postal, known_point=bool(here))
            if code:
                how = "sa position et son nom" if here else "son nom et son département"
                why = f"commune trouvée par {how} : {self._places.name_of[code]}"
                work.set(row, "code_commune", code, why)
            elif here and not here[0]:
                work.refuse(row, name)
                return
            elif problem:
                near = Proposals(self._places.names_in(departement)).nearest(name)
                work.doubt(row, problem, name, near, WARNING if here else work.placed.gravity)
        if not work.columns["code_region"][row]:
            region, why = self._region(work.columns["code_commune"][row], here, departement)
            if region:
                work.set(row, "code_region", region, why)
        if name != written:
            work.set(row, "commune", name, "le nom seul est gardé")

    def _evidence(self, commune: str, departement: str, postal: str) -> tuple[str, str, str]:
        """Name, département and postal code, wherever they were written."""
        departement = self._departements.get(_departement_key(departement), "")
        postal = postal.removesuffix(".0")
        postal = postal.zfill(5) if postal.isdigit() and len(postal) == 4 else postal
        match = NAME_AND_DEPARTEMENT.fullmatch(commune)
        if match and match["departement"].lower() in self._departements:
            found = self._departements[match["departement"].lower()]
            return match["name"], departement or found, postal
        match = POSTAL_AND_NAME.fullmatch(commune)
        if match:
            return match["name"], departement, postal or match["postal"]
        return commune, departement, postal

    def _commune(
        self, name: str, departement: str, postal: str, known_point: bool
    ) -> tuple[str, str | None]:
        """Code of the one commune that fits, or what is wrong; neither when nothing is claimed."""
        if departement in self._lone and known_point:
            return self._places.first_in(departement), None
        if not departement and not postal:
            return "", None
        near = [
            code
            for code in self._places.with_postcode(postal)
            if departement in ("", self._places.departement_of[code])
        ]
        if not name:
            return (near[0], None) if len(near) == 1 else ("", None)
        if not departement and not near:
            return "", None
        wanted = departement or self._places.departement_of[near[0]]
        named = self._places.named(name, wanted)
        if len(named) > 1:
            named = [code for code in named if code in near]
        if len(named) == 1:
            return named[0], None
        return "", f"aucune commune de ce nom dans le département {wanted}, ou plusieurs."

    def _region(self, code: str, here: tuple[str, str] | None, departement: str) -> tuple[str, str]:
        if code in self._places.region_of:
            return self._places.region_of[code], "région de la commune"
        if here and here[0]:
            return here[0], "région où tombe le point"
        return self._region_of_departement.get(departement, ""), "région du département"


def _departement_key(text: str) -> str:
    plain = normalise(text.removesuffix(".0"))
    return plain.zfill(2) if plain.isdigit() else plain

"""The measure: which region documents which family, by which schemes, and what of it is confirmed.

A programme supports families by the mapping of the edition; a region documents a family when
at least one of its schemes, retained by the reading, supports it, and confirms it when one of
them is proven in force. The rules are those of the
observatory's method page; everything downstream shows this table and computes nothing again.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

import geopandas as gpd
import numpy as np
import pandas as pd

from amu_geo.edition import Edition
from amu_geo.measure.evidence import PROOF_MONTHS, scheme_states
from amu_geo.measure.reading import Reading
from amu_geo.territories import Territories
from amu_geo.vocabulary import (
    ALLIED_PRACTICE,
    CONFIRMED,
    FAMILIES,
    INVOLVING,
    REGIONAL_FUNDERS,
    RELIABLE,
    TO_CONFIRM,
    UNDOCUMENTED,
)

Families = frozenset[str]


@dataclass(frozen=True, eq=False)
class Coverage:
    """Coverage of the regions by one edition, read in one way.

    Attributes
    ----------
    edition, reading
        What was read, and how.
    retained
        The schemes that the reading keeps, with the columns of `dispositifs` and `etat`
        (confirme or a-confirmer: whether the scheme is proven in force that year).
    cells
        One row per region × family (18 × 4), sorted: code_region, famille, etat, dispositifs
        (tuple of the ids that document the cell), confirmes (those of them that confirm it).
    table
        One row per region: code_region, nom, familles_documentees, familles_confirmees, min,
        max (of familles_documentees), one column of states per family, nb_dispositifs,
        nb_confirmes, nb_acteurs, nb_acteurs_amu.
    """

    edition: Edition
    reading: Reading
    retained: pd.DataFrame
    cells: pd.DataFrame
    table: pd.DataFrame

    @cached_property
    def by_region(self) -> dict[str, pd.Series]:
        """The rows of `table` by region code."""
        return {row["code_region"]: row for _, row in self.table.iterrows()}

    def documented(self, code_region: str) -> bool:
        """False when the region's four cells are non-documente, shown « n.d. »."""
        return bool(self.by_region[code_region]["familles_documentees"] > 0)

    def state(self, code_region: str, family: str) -> str:
        """State of a cell."""
        return str(self.by_region[code_region][FAMILIES[family].column])

    def families_in(self, code_region: str, state: str) -> list[str]:
        """Names of a region's families that are in a state, in the families' order."""
        return [
            family.label
            for family in FAMILIES.values()
            if self.state(code_region, family.code) == state
        ]

    @cached_property
    def _cell(self) -> dict[tuple[str, str], tuple[tuple[str, ...], tuple[str, ...]]]:
        return {
            (row.code_region, row.famille): (row.dispositifs, row.confirmes)
            for row in self.cells.itertuples()
        }

    def behind(self, code_region: str, family: str) -> tuple[str, ...]:
        """Ids of the schemes that document a cell."""
        return self._cell[code_region, family][0]

    def confirming(self, code_region: str, family: str) -> tuple[str, ...]:
        """Ids of those that confirm it."""
        return self._cell[code_region, family][1]

    @property
    def nb_documented(self) -> int:
        """Cells (region × family) that are documented, confirmed ones included."""
        return int(self.table["familles_documentees"].sum())

    @property
    def nb_confirmed(self) -> int:
        """Cells (region × family) that are confirmed."""
        return int(self.table["familles_confirmees"].sum())

    def schemes(self, code_region: str, family: str | None = None) -> pd.DataFrame:
        """The retained schemes of a region, or those that support one family there."""
        chosen = self.retained[self.retained["code_region"] == code_region]
        if family is None:
            return chosen
        supported = main_families(self.edition.programmes)
        supports = [family in supported.get(name, ()) for name in chosen["programme"]]
        return chosen[np.array(supports, dtype=bool)]

    def geo(self, territories: Territories) -> gpd.GeoDataFrame:
        """The table joined with the regions' geometries.

        Returns
        -------
        GeoDataFrame
            18 rows, EPSG:4326: the columns of `table`, zone, population, superficie_km2,
            acteurs_amu_pour_100000 (declared AMU actors per 100 000 inhabitants), geometry.
        """
        columns = ["code_region", "zone", "population", "superficie_km2", "geometry"]
        joined = territories.regions[columns].merge(
            self.table, on="code_region", how="left", validate="one_to_one"
        )
        joined["acteurs_amu_pour_100000"] = (
            joined["nb_acteurs_amu"]
            * 100_000
            / joined["population"].where(joined["population"] > 0)
        ).round(3)
        order = [*self.table.columns, *columns[1:-1], "acteurs_amu_pour_100000", "geometry"]
        return joined[order]


def compute_coverage(
    edition: Edition, reading: Reading, territories: Territories, months: int = PROOF_MONTHS
) -> Coverage:
    """Measure the coverage of the 18 regions by an edition, under a reading.

    `months` is how long a proof stays fresh; only the sensitivity asks for another than ours.
    """
    return coverage_of(edition, reading, retained_schemes(edition, reading, months), territories)


def coverage_of(
    edition: Edition, reading: Reading, retained: pd.DataFrame, territories: Territories
) -> Coverage:
    """The coverage by the schemes that a reading keeps, as `retained_schemes` gives them."""
    cells = coverage_cells(retained, edition.programmes, territories.codes)
    return Coverage(
        edition, reading, retained, cells, _table(edition, retained, cells, territories)
    )


def retained_schemes(
    edition: Edition, reading: Reading, months: int = PROOF_MONTHS
) -> pd.DataFrame:
    """The schemes that a reading keeps, with the column `etat` (confirme or a-confirmer)."""
    return retained_among(edition, reading.lecture, scheme_states(edition, reading.annee, months))


def retained_among(edition: Edition, lecture: str, states: pd.Series) -> pd.DataFrame:
    """The same for states that are known already, as `Evidence.states` gives them."""
    schemes = edition.dispositifs
    kept = accepted_by(schemes, lecture) & states.notna()
    return schemes[kept].assign(etat=states[kept])


def accepted_by(schemes: pd.DataFrame, lecture: str) -> pd.Series:
    """Which schemes an evidence threshold accepts (bool, index of `schemes`)."""
    if lecture == "large":
        return pd.Series(True, index=schemes.index)
    accepted = schemes["financeur"].isin(REGIONAL_FUNDERS) & schemes["confiance"].isin(RELIABLE)
    if lecture == "regionale":
        return accepted
    accepted &= schemes["strict"] == "oui"
    if lecture == "stricte":
        return accepted
    return accepted & schemes["implication_usagers"].isin(INVOLVING)


def main_families(programmes: pd.DataFrame) -> dict[str, Families]:
    """The main families of each programme, by the edition's mapping."""
    return {row.id: _split(row.familles) for row in programmes.itertuples()}


def mapping_choices(programmes: pd.DataFrame) -> dict[str, list[Families]]:
    """Every reading of each programme: its whole main set, or one alternative in its place."""
    return {
        row.id: [_split(row.familles)]
        + [frozenset({family}) for family in sorted(_split(row.familles_alternatives))]
        for row in programmes.itertuples()
    }


def _split(text: str) -> Families:
    return frozenset(part for part in text.split(";") if part)


def coverage_cells(
    retained: pd.DataFrame, programmes: pd.DataFrame, codes: Iterable[str]
) -> pd.DataFrame:
    """Every region × family cell with its state and the schemes behind it.

    Returns
    -------
    DataFrame
        code_region, famille, etat, dispositifs, confirmes (tuples of ids, sorted), in the order
        of `codes` and of the families.
    """
    supported = main_families(programmes)
    behind: dict[tuple[str, str, str], list[str]] = {}
    for scheme in retained.itertuples():
        for family in supported.get(scheme.programme, ()):
            behind.setdefault((scheme.code_region, family, scheme.etat), []).append(scheme.id)
    rows = []
    for code in codes:
        for family in FAMILIES:
            proven, others = (behind.get((code, family, s), []) for s in (CONFIRMED, TO_CONFIRM))
            state = CONFIRMED if proven else TO_CONFIRM if others else UNDOCUMENTED
            rows.append(
                (code, family, state, tuple(sorted(proven + others)), tuple(sorted(proven)))
            )
    return pd.DataFrame(
        rows, columns=["code_region", "famille", "etat", "dispositifs", "confirmes"]
    )


def sensitivity(
    programmes_present: Iterable[str], choices: dict[str, list[Families]]
) -> tuple[int, int]:
    """Least and most families documented over every choice of mapping.

    Choices are made programme by programme, so the sets of families that can be reached are
    built up one programme at a time: never more than the 16 subsets of four families.
    """
    reachable: set[Families] = {frozenset()}
    for programme in sorted(set(programmes_present)):
        options = choices.get(programme, [frozenset()])
        reachable = {families | option for families in reachable for option in options}
    sizes = [len(families) for families in reachable]
    return min(sizes), max(sizes)


def _table(
    edition: Edition, retained: pd.DataFrame, cells: pd.DataFrame, territories: Territories
) -> pd.DataFrame:
    states = {(cell.code_region, cell.famille): cell.etat for cell in cells.itertuples()}
    programmes = retained.groupby("code_region")["programme"].unique().to_dict()
    schemes = retained["code_region"].value_counts().to_dict()
    proven = retained.loc[retained["etat"] == CONFIRMED, "code_region"].value_counts().to_dict()
    actors = actor_counts(edition.acteurs).to_dict()
    choices = mapping_choices(edition.programmes)
    rows = []
    for code in territories.codes:
        mine = [states[code, family] for family in FAMILIES]
        least, most = sensitivity(programmes.get(code, ()), choices)
        rows.append(
            {
                "code_region": code,
                "nom": territories.name(code),
                "familles_documentees": len(mine) - mine.count(UNDOCUMENTED),
                "familles_confirmees": mine.count(CONFIRMED),
                "min": least,
                "max": most,
                **{family.column: states[code, family.code] for family in FAMILIES.values()},
                "nb_dispositifs": schemes.get(code, 0),
                "nb_confirmes": proven.get(code, 0),
                "nb_acteurs": actors["nb_acteurs"].get(code, 0),
                "nb_acteurs_amu": actors["nb_acteurs_amu"].get(code, 0),
            }
        )
    return pd.DataFrame(rows)


def actor_counts(actors: pd.DataFrame) -> pd.DataFrame:
    """Actors by region: nb_acteurs, and nb_acteurs_amu without allied practice.

    Index code_region; actors without a region count under "" (not placed).
    """
    declared = actors["perimetre"] != ALLIED_PRACTICE
    return (
        pd.DataFrame(
            {
                "nb_acteurs": actors.groupby("code_region").size(),
                "nb_acteurs_amu": actors[declared].groupby("code_region").size(),
            }
        )
        .fillna(0)
        .astype("int64")
    )
